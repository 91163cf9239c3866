/** What a code, modifier, place, remark code, diagnosis, field or kind of exactly this name means: each of its meanings under its own head. */

import type { Codes } from '../../codes/codes.js';
import { withPoint } from '../../codes/diagnosis-form.js';
import type { PolicyDocument } from '../../policy/document.js';
import { procedureKinds } from '../../syntax/vocabulary.js';
import { asText } from '../../text/markdown.js';
import { listed } from '../../text/words.js';
import { wholeCodeWords } from '../words/code.js';
import { payersOfField } from '../words/code-payers.js';
import { diagnosisWords } from '../words/diagnosis.js';
import { fieldNames } from '../words/field.js';
import { fieldHelp } from '../words/field-help.js';
import { billedAs } from '../words/kind.js';
import { modifierWords } from '../words/modifier.js';
import { placeWords } from '../words/place.js';

/** What is asked: the tables, the policies whose statements are listed, the day. */
export interface LookupWorld {
  readonly codes: Codes;
  readonly documents: readonly PolicyDocument[];
  readonly today: string;
}

interface Meaning {
  /** What kind of thing it is: "modifier". */
  readonly head: string;
  /** Markdown. */
  readonly lines: readonly string[];
}

/** The meanings of a name, a procedure code's first; none where it is the name of nothing. */
export function meaningsOf(world: LookupWorld, name: string): readonly Meaning[] {
  const { codes, documents, today } = world;
  const code = name.trim().toUpperCase();
  const lower = name.trim().toLowerCase();
  const procedure = procedureLines(world, code);
  const place = codes.place(code);
  // With or without its group: CO-107.
  const reason = code.replace(/^(?:CO|PR|OA|PI)-/, '');
  const remark = codes.remark(reason);
  const kind = procedureKinds.find((each) => each === lower);
  return [
    { head: 'procedure code', lines: procedure },
    // G0481 is a procedure, G04.81 a diagnosis.
    {
      head: 'diagnosis',
      lines: procedure.length === 0 || code.includes('.') ? diagnosisLines(codes, code, today) : [],
    },
    { head: 'modifier', lines: codes.modifiers.includes(code) ? modifierWords(codes, code, today) : [] },
    { head: 'place of service', lines: place ? placeWords(place) : [] },
    {
      head: 'reason or remark code',
      lines: remark ? [`**${reason}** ${remark.explanation}`, `*${remark.kind}, what a remittance says*`] : [],
    },
    { head: 'procedure kind', lines: kind ? [`**${kind}** ${billedAs(codes, kind)}`] : [] },
    {
      head: 'field',
      lines: fieldNames.includes(lower)
        ? [`**${lower}** ${fieldHelp(lower) ?? ''}`, ...payersOfField(lower, documents, today)]
        : [],
    },
  ]
    .map(({ head, lines }) => ({ head, lines: lines.filter((line) => line !== '') }))
    .filter(({ lines }) => lines.length > 0);
}

/** "64475 was deleted after 2009-12-31; use 64493"; undefined for a code that was not. */
export function deletionWords(codes: Codes, code: string, today: string): string | undefined {
  const standing = codes.standing(code, today);
  if (standing.kind !== 'deleted') return undefined;
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
  return `**${code}** was deleted${lastDate ? ` after ${lastDate}` : ''}; ${replacement}`;
}

/** Without a day of service a code that no table has is undecided, as one of the newest may be: nothing can be told of it. */
function procedureLines({ codes, documents, today }: LookupWorld, code: string): readonly string[] {
  const deleted = deletionWords(codes, code, today);
  if (deleted !== undefined) {
    const [, ...more] = wholeCodeWords(codes, code, today, documents, today);
    const title = codes.levelTwoTitle(code);
    return [deleted, title ? `${asText(title)} *(CMS)*` : '', ...more];
  }
  const isListed = codes.painCode(code) ?? codes.feeSchedule(code) ?? codes.levelTwo(code);
  return isListed ? wholeCodeWords(codes, code, undefined, documents, today) : [];
}

function diagnosisLines(codes: Codes, code: string, today: string): readonly string[] {
  const diagnosis = withPoint(code);
  const isKnown = ['valid', 'header', 'not-yet', 'ended'].includes(codes.diagnosis(diagnosis, today).kind);
  return isKnown ? diagnosisWords(codes, diagnosis, today) : [];
}
