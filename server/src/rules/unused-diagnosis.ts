import { isHospitalClaim } from '../claim/hospital.js';
import { removeDiagnosis } from '../encounter/edits.js';
import { defineRule } from './rule.js';

/** A diagnosis that no line points to has no effect on payment; often a pointer was forgotten. */
export const unusedDiagnosis = defineRule({
  id: 'unused-diagnosis',
  summary: 'A diagnosis has no claim line that points to it',
  severity: 'hint',
  speaksOf: 'encounter',

  *check({ encounter }) {
    // A hospital's claim has no pointers.
    if (encounter.lines.length === 0 || isHospitalClaim(encounter)) return;
    const pointed = new Set(encounter.lines.flatMap(({ pointers }) => pointers.map(({ value }) => value)));
    for (const diagnosis of encounter.diagnoses) {
      const { letter, span } = diagnosis;
      if (pointed.has(letter.value)) continue;
      yield {
        at: span,
        message: `No claim line points to diagnosis ${letter.value}: point a line to it or remove it`,
        fixes: [
          { title: `Remove diagnosis ${letter.value}`, edits: [removeDiagnosis(encounter, diagnosis)], applies: 'ask' },
        ],
        shown: 'faded',
      };
    }
  },
});
