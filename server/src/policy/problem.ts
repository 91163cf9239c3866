/** What is wrong in a policy file: the rules that report there. */
import type { FoundProblem } from '../yaml/problem.js';

/** The rules that speak in policy files; payer-policy.md, "Findings in a policy file". */
export const policyRuleIds = [
  'payer-syntax',
  'payer-schema',
  'payer-unknown-code',
  'payer-unknown-parent',
  'payer-cycle',
  'payer-overlap',
  'payer-unknown-rule',
  'payer-example-failed',
  'payer-gap',
  'payer-expiring',
  'payer-never-applies',
  'payer-looser-than-parent',
  'payer-replaces-shipped',
  'payer-name-taken',
  'payer-untested',
] as const;

export type PolicyRuleId = (typeof policyRuleIds)[number];

export type PolicyProblem = FoundProblem<PolicyRuleId>;
