import type { BilledLine } from '../claim/billed.js';
import { denialExpectedBy } from '../claim/expected-denials.js';
import { entriesForLine } from '../claim/terms.js';
import type { Codes } from '../codes/codes.js';
import { icd10From } from '../codes/diagnoses.js';
import { titledDiagnosis } from '../codes/diagnosis-names.js';
import { inPlaceOf } from '../codes/diagnosis-successors.js';
import { pointFirstTo } from '../encounter/edits.js';
import type { Diagnosis, Written } from '../encounter/encounter.js';
import { type DiagnosisNames, namesDiagnosis } from '../policy/names.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Fix } from './rule.js';

/** A professional claim takes four pointers per line: 837P, X222 map. */
const mostPointers = 4;

/** Medical necessity begins with the diagnosis: one that is not on the policy's list is denied before anyone reads the record. */
export const diagnosisNotCovered = defineRule({
  id: 'diagnosis-not-covered',
  summary: "None of a line's diagnoses is on the payer's list of covered diagnoses for its code",
  severity: 'warning',
  restsOn: ['covered-diagnoses'],

  *check(situation) {
    const { claim, policy } = situation;
    if (!policy) return;
    for (const line of claim.lines) {
      const entries = entriesForLine(situation, 'covered-diagnoses', line);
      const pointed = entries.length > 0 ? diagnosesOf(situation, line) : undefined;
      const [first] = line.line.pointers;
      const last = line.line.pointers.at(-1);
      if (!pointed || !first || !last) continue;
      const lists = entries.map(({ value }) => value);
      if (pointed.some(({ value }) => mayBeOn(lists, value, situation))) continue;
      const wanted = lists.flatMap(({ written }) => written);
      yield {
        at: { start: first.span.start, end: last.span.end },
        message: `${line.code} points to ${listed(pointed.map(({ value }) => value))}, but ${policy.name} covers it for ${listFor(wanted)}`,
        related: pointed.map(({ value, span }) => ({ at: span, message: `${value} is here` })),
        entries,
        fixes: () => fixesFor(situation, line, lists),
        about: { lines: [line.index] },
        expectedBy: denialExpectedBy(line),
      };
    }
  },
});

/** The diagnoses a line points to; undefined if one of them is missing: it may be the covered one. */
function diagnosesOf({ encounter }: Case, { line }: BilledLine): readonly Written<string>[] | undefined {
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
function mayBeOn(lists: readonly DiagnosisNames[], diagnosis: string, { codes, encounter }: Case): boolean {
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

/** A long list is in the policy that the finding links to. */
function listFor(written: readonly string[]): string {
  if (written.length <= 6) return listed(written, 'or');
  return `${written.slice(0, 5).join(', ')} and ${written.length - 5} more on its list`;
}

function fixesFor({ encounter, codes }: Case, { line }: BilledLine, lists: readonly DiagnosisNames[]): readonly Fix[] {
  if (line.pointers.length === 0) return [];
  return encounter.diagnoses.flatMap(({ letter, code }): readonly Fix[] => {
    const isListed = code !== undefined && lists.some((list) => namesDiagnosis(list, code.value));
    if (!isListed || line.pointers.some(({ value }) => value === letter.value)) return [];
    // The covered diagnosis comes first; existing pointers stay, up to the limit per line.
    const edit = pointFirstTo(line, letter.value, mostPointers);
    return [
      { title: `Point to ${letter.value}: ${titledDiagnosis(codes, code.value)}`, edits: [edit], applies: 'ask' },
    ];
  });
}
