/** What a judgment depends on and what it is: the world outside an encounter's text, a reported finding, and all of them in order. */

import type { IsoDate } from '../clinical/dates.js';
import type { Codes } from '../codes/codes.js';
import type { Encounter } from '../encounter/encounter.js';
import type { Policies, Policy } from '../policy/policy.js';
import type { Severity } from '../policy/vocabulary.js';
import type { Case, Finding, QuestionTopic, Rule, RuleId } from '../rules/rule.js';
import type { RuleFailure } from './failures.js';
import type { Severities, SeverityOrigin } from './severity.js';

/** Everything outside the text that a judgment depends on. */
export interface World {
  readonly rules: readonly Rule[];
  readonly codes: Codes;
  readonly policies: Policies;
  /** The day of the check. */
  readonly today: IsoDate;
  /** The user's own severities, which come after the rule's, the policy's and the project file's. */
  readonly severities: Severities;
  readonly projectSeverities?: Severities | undefined;
  /** Called with every error in a rule: for a log. */
  readonly failed?: ((failure: RuleFailure) => void) | undefined;
}

export interface Reported extends Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** Who set the severity. */
  readonly severityFrom: SeverityOrigin;
  /** What it asks the provider, as its rule says. */
  readonly asks?: QuestionTopic | undefined;
  /** The coder's reason, where an `allow` comment allows this finding. */
  readonly allowed?: { readonly reason: string } | undefined;
}

export interface Judgment {
  readonly encounter: Encounter;
  readonly situation: Case;
  /** By position, then by rule. */
  readonly findings: readonly Reported[];
  /** The rule of each finding that another says more about, and that is not reported. */
  readonly hidden: readonly RuleId[];
  /** The rules that an error of ours stopped: what they would have found is not known. */
  readonly failed: readonly RuleId[];
  /** The rules that a setting, the project file or this policy switches off. */
  readonly offFor: (policy: Policy | undefined) => readonly RuleId[];
}

/** Findings by position, then by rule, so that output is stable. */
export function byPosition(one: Reported, other: Reported): number {
  return (
    one.at.start - other.at.start ||
    one.at.end - other.at.end ||
    (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0)
  );
}
