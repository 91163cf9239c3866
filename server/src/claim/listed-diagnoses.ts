/** Which of a line's diagnoses are on the payer's list of covered ones for its code. */
import type { Codes } from '../codes/codes.js';
import { icd10From } from '../codes/diagnoses.js';
import { inPlaceOf } from '../codes/diagnosis-successors.js';
import type { Diagnosis, Written } from '../encounter/encounter.js';
import type { Entry } from '../policy/entry.js';
import { type DiagnosisNames, namesDiagnosis } from '../policy/names.js';
import type { BilledLine } from './billed.js';
import { type Asked, entriesForCode, entriesForLine } from './terms.js';

interface Unlisted {
  readonly pointed: readonly Written<string>[];
  /** The lists that none of them is on. */
  readonly entries: readonly Entry<'covered-diagnoses'>[];
}

/** The diagnoses that a line points to, if the payer lists the covered ones and none of these is on the list. */
export function unlistedDiagnoses(asked: Asked, line: BilledLine): Unlisted | undefined {
  const entries = entriesForLine(asked, 'covered-diagnoses', line);
  const pointed = entries.length > 0 ? diagnosesOf(asked, line) : undefined;
  if (!pointed) return undefined;
  const lists = entries.map(({ value }) => value);
  return pointed.some(({ value }) => mayBeOn(lists, value, asked)) ? undefined : { pointed, entries };
}

/** Whether the payer covers the code with the diagnosis; undefined where it lists no covered ones for it. */
export function isListed(
  asked: Asked,
  line: Pick<BilledLine, 'code' | 'facts'>,
  diagnosis: string,
): boolean | undefined {
  const entries = entriesForCode(asked, 'covered-diagnoses', line);
  if (entries.length === 0) return undefined;
  return mayBeOn(
    entries.map(({ value }) => value),
    diagnosis,
    asked,
  );
}

/** The diagnoses a line points to; undefined if one of them is missing: it may be the covered one. */
function diagnosesOf({ encounter }: Asked, { line }: BilledLine): readonly Written<string>[] | undefined {
  const codes = line.pointers.map(({ value }) => byLetter(encounter.diagnoses, value)?.code);
  return codes.length > 0 && codes.every((code) => code !== undefined) ? codes : undefined;
}

function byLetter(diagnoses: readonly Diagnosis[], letter: string): Diagnosis | undefined {
  return diagnoses.find((each) => each.letter.value === letter);
}

/**
 * On one of the lists, or missing a character that would put it there: then `invalid-diagnosis` reports it. A list that still has
 * the code that this one replaced, and none of those that replaced it, was written before the change.
 */
function mayBeOn(lists: readonly DiagnosisNames[], diagnosis: string, { codes, encounter }: Asked): boolean {
  const standing = codes.diagnosis(diagnosis, encounter.date?.value);
  const candidates = standing.kind === 'header' ? [diagnosis, ...standing.children] : [diagnosis];
  const names = (list: DiagnosisNames, code: string): boolean => namesDiagnosis(list, code);
  return lists.some(
    (list) =>
      candidates.some((code) => names(list, code)) ||
      replacedBy(diagnosis, codes).some(
        (before) =>
          names(list, before) && !inPlaceOf(codes.diagnosis(before, codes.newestDay)).some((code) => names(list, code)),
      ),
  );
}

/** The codes in whose place this one came. */
function replacedBy(diagnosis: string, codes: Codes): readonly string[] {
  const standing = codes.diagnosis(diagnosis, icd10From);
  return standing.kind === 'not-yet' ? standing.instead : [];
}
