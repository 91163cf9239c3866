/** `explain`: a rule's page, or what the tables say of a code, in the terminal. */

import { rulePage } from '../features/explain/rule-page.js';
import { codeWords } from '../features/words/code.js';
import { diagnosisWords } from '../features/words/diagnosis.js';
import { modifierWords } from '../features/words/modifier.js';
import { placeWords } from '../features/words/place.js';
import { noProject } from '../project/project-file.js';
import { nearest } from '../text/distance.js';
import { plainText } from '../text/plain.js';
import { type Kit, worldOf } from './world.js';

/** Without a day of service a code that no table has is undecided, as one of the newest may be: nothing can be told of it. */
function isKnown({ codes }: Kit, code: string): boolean {
  const isListed = codes.painCode(code) ?? codes.feeSchedule(code) ?? codes.levelTwo(code);
  return isListed !== undefined || codes.standing(code, undefined).kind === 'deleted';
}

/** The explanation, or one line that says what could not be explained. */
export function explain(kit: Kit, name: string): { readonly text: string } | { readonly refusal: string } {
  const { policies, codes, rules, today } = worldOf(kit, [], noProject, {});
  const rule = rules.find(({ id }) => id === name.toLowerCase());
  if (rule) return { text: plainText(rulePage(rule, codes, policies.documents)) };
  const code = name.toUpperCase();
  const diagnosis = code.includes('.') || code.length < 4 ? code : `${code.slice(0, 3)}.${code.slice(3)}`;
  const place = codes.place(code);
  // With or without its group: CO-107.
  const reason = code.replace(/^(?:CO|PR|OA|PI)-/, '');
  const remark = codes.remark(reason);
  // 22 is a modifier and a place: whoever asks is told both.
  const known = [
    ...(isKnown(kit, code) ? codeWords(codes, code, undefined, undefined) : []),
    ...(['valid', 'header', 'not-yet'].includes(codes.diagnosis(diagnosis, today).kind)
      ? diagnosisWords(codes, diagnosis, today)
      : []),
    ...(codes.modifiers.includes(code) ? modifierWords(codes, code, today) : []),
    ...(place ? placeWords(place) : []),
    ...(remark ? [`**${reason}** ${remark.explanation}`, `*${remark.kind}, what a remittance says*`] : []),
  ].filter((line) => line !== '');
  if (known.length > 0) return { text: plainText(known.join('\n\n')) };
  const meant = nearest(
    name.toLowerCase(),
    rules.map(({ id }) => id),
  );
  const [near] = codes.nearestCodes(code, undefined);
  return {
    refusal: `nothing is known of ${name}${meant ? `: the rule ${meant} is near` : near ? `: the code ${near} is near` : ''}`,
  };
}
