import type { BilledLine } from '../claim/billed.js';
import { denialExpectedBy } from '../claim/expected-denials.js';
import { unlistedDiagnoses } from '../claim/listed-diagnoses.js';
import { titledDiagnosis } from '../codes/diagnosis-names.js';
import { pointFirstTo } from '../encounter/edits.js';
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
  needs: ['entries'],
  restsOn: ['covered-diagnoses'],

  *check(situation) {
    const { claim, policy } = situation;
    if (!policy) return;
    for (const line of claim.lines) {
      const unlisted = unlistedDiagnoses(situation, line);
      const [first] = line.line.pointers;
      const last = line.line.pointers.at(-1);
      if (!unlisted || !first || !last) continue;
      const { pointed, entries } = unlisted;
      const lists = entries.map(({ value }) => value);
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
