/** `explain`: a rule's page, or what the tables say of a code, in the terminal. */
import type { Codes } from '../codes/codes.js';
import { withPoint } from '../codes/diagnosis-form.js';
import { rulePage } from '../features/explain/rule-page.js';
import { codeWords } from '../features/words/code.js';
import { diagnosisWords } from '../features/words/diagnosis.js';
import { modifierWords } from '../features/words/modifier.js';
import { placeWords } from '../features/words/place.js';
import { noProject, projectFileName } from '../project/project-file.js';
import { projectFile } from '../session/project.js';
import { nearest } from '../text/distance.js';
import { asText } from '../text/markdown.js';
import { plainText } from '../text/plain.js';
import { listed } from '../text/words.js';
import { readTables } from './tables.js';
import { type Kit, worldOf } from './world.js';

/** The explanation, or one line that says what could not be explained; and what cannot be read of the tables in use. */
export async function explain(kit: Kit, name: string): Promise<Told & { readonly complaints: readonly string[] }> {
  const { codes, complaints } = await codesHere(kit);
  return { ...explained({ ...kit, codes }, name), complaints };
}

type Told = { readonly text: string } | { readonly refusal: string };

/** The tables that the current directory's project file names, with those that come with the tool. */
async function codesHere(kit: Kit): Promise<{ readonly codes: Codes; readonly complaints: readonly string[] }> {
  const ruleIds = kit.rules.map(({ id }) => id);
  const read = await kit.files.read(projectFileName);
  if ('refusal' in read) return { codes: kit.codes, complaints: [] };
  const project = projectFile(kit.files, '.', read.text, ruleIds);
  const { codesFor, complaints } = await readTables(kit, [project]);
  return { codes: codesFor(project), complaints };
}

function explained(kit: Kit, name: string): Told {
  const { policies, codes, rules, today } = worldOf(kit, [], noProject, {});
  const rule = rules.find(({ id }) => id === name.toLowerCase());
  if (rule) return { text: plainText(rulePage(rule, codes, policies.documents)) };
  const code = name.toUpperCase();
  const diagnosis = withPoint(code);
  const place = codes.place(code);
  // With or without its group: CO-107.
  const reason = code.replace(/^(?:CO|PR|OA|PI)-/, '');
  const remark = codes.remark(reason);
  // 22 is a modifier and a place: whoever asks is told both.
  const known = [
    ...procedureCodeWords(codes, code, today),
    ...(['valid', 'header', 'not-yet', 'ended'].includes(codes.diagnosis(diagnosis, today).kind)
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
    refusal: `no rule or code named ${name}${meant ? `; did you mean the rule ${meant}?` : near ? `; did you mean the code ${near}?` : ''}`,
  };
}

/** Without a day of service a code that no table has is undecided, as one of the newest may be: nothing can be told of it. */
function procedureCodeWords(codes: Codes, code: string, today: string): readonly string[] {
  const standing = codes.standing(code, today);
  if (standing.kind === 'deleted') {
    const { lastDate, successors, areSuccessorsKnown } = standing;
    const replacement =
      successors.length > 0
        ? `use ${listed(
            successors.map((each) => each.code),
            'or',
          )}`
        : areSuccessorsKnown
          ? 'no code replaced it'
          : 'the HCPCS list does not say which code replaced it';
    const [, ...more] = codeWords(codes, code, today, undefined);
    const title = codes.levelTwoTitle(code);
    const deleted = `**${code}** was deleted${lastDate ? ` after ${lastDate}` : ''}; ${replacement}`;
    return [deleted, title ? `${asText(title)} *(CMS)*` : '', ...more];
  }
  const isListed = codes.painCode(code) ?? codes.feeSchedule(code) ?? codes.levelTwo(code);
  return isListed ? codeWords(codes, code, undefined, undefined) : [];
}
