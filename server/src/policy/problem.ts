/** What is wrong in a payer policy file, as the file's own findings say it. Knows nothing of encounters. */
import type { Span } from '../text/span.js';

/** The rules that speak in policy files; payer-policy.md, "Findings in a policy file". All are errors. */
export type PolicyRuleId =
  | 'payer-syntax'
  | 'payer-schema'
  | 'payer-unknown-code'
  | 'payer-unknown-parent'
  | 'payer-cycle'
  | 'payer-overlap'
  | 'payer-unknown-rule'
  | 'payer-example-failed';

export interface PolicyProblem {
  readonly rule: PolicyRuleId;
  /** Offsets in the file; never empty, save in an empty file. */
  readonly at: Span;
  readonly message: string;
  /** What would be right in the place of what `at` covers, where one word is plainly nearest. */
  readonly replacement?: string | undefined;
  /** The other files concerned. */
  readonly related?: readonly { readonly file: string; readonly at: Span; readonly message: string }[] | undefined;
}
