import { titledDiagnosis } from '../codes/diagnosis-names.js';
import { diagnosesNamed } from '../codes/diagnosis-search.js';
import { replaceValue } from '../encounter/edits.js';
import { quoted } from '../encounter/problems.js';
import { defineRule, type Finding, foundInReading } from './rule.js';

/** More codes that fit are not offered: none of them is chosen for the coder. */
const mostOffered = 6;

/** A value that cannot be read is left out of every check that depends on it. */
export const invalidValue = defineRule({
  id: 'invalid-value',
  summary: 'A value is not in the form that its field requires',
  severity: 'error',
  offersAllow: false,
  speaksOf: 'encounter',

  *check({ encounter, codes }): Iterable<Finding> {
    yield* foundInReading(encounter, 'invalid-value');
    for (const { words } of encounter.diagnoses) {
      if (!words) continue;
      yield {
        at: words.span,
        message: `${quoted(words.value)} is a diagnosis in words: write its ICD-10-CM code`,
        fixes: () =>
          diagnosesNamed(words.value, codes, encounter.date?.value, mostOffered).map((code) => ({
            title: `Change to ${titledDiagnosis(codes, code)}`,
            edits: [replaceValue(words, code)],
            applies: 'ask',
          })),
      };
    }
  },
});
