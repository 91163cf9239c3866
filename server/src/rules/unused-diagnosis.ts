import { removeDiagnosis } from '../encounter/edits.js';
import { defineRule } from './rule.js';

/** A diagnosis no line points to says nothing for payment; often a pointer was forgotten. */
export const unusedDiagnosis = defineRule({
  id: 'unused-diagnosis',
  summary: 'No service line points to a diagnosis',
  severity: 'hint',

  *check({ encounter }) {
    if (encounter.lines.length === 0) return;
    const pointed = new Set(encounter.lines.flatMap(({ pointers }) => pointers.map(({ value }) => value)));
    for (const diagnosis of encounter.diagnoses) {
      const { letter, span } = diagnosis;
      if (pointed.has(letter.value)) continue;
      yield {
        at: span,
        message: `No service line points to ${letter.value}: point to it, or leave it out`,
        fixes: [{ title: `Remove ${letter.value}`, edits: [removeDiagnosis(encounter, diagnosis)], applies: 'ask' }],
        shown: 'faded',
      };
    }
  },
});
