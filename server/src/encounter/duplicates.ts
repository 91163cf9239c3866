/** One ICD-10 code under two letters: a claim names each diagnosis once. */

import type { Draft } from './draft.js';
import { mergeDiagnosis } from './edits.js';
import type { Diagnosis } from './encounter.js';
import { fixOf } from './problems.js';

/** Reports every later letter of a code that already has one. */
export function duplicateDiagnoses(draft: Draft): void {
  const firstByCode = new Map<string, Diagnosis>();
  for (const diagnosis of draft.diagnoses) {
    const { code, letter } = diagnosis;
    if (!code) continue;
    const first = firstByCode.get(code.value);
    if (!first) {
      firstByCode.set(code.value, diagnosis);
      continue;
    }
    draft.problems.push({
      rule: 'duplicate-field',
      at: code.span,
      message: `${code.value} is already listed under ${first.letter.value}: list each diagnosis once`,
      related: { at: first.code?.span ?? first.span, message: 'The first is here' },
      fixes: [
        fixOf(
          `Point to ${first.letter.value} and remove ${letter.value}`,
          mergeDiagnosis(
            draft,
            draft.lines.map(({ line }) => line),
            diagnosis,
            first,
          ),
        ),
      ],
    });
  }
}
