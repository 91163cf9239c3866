/** Errors in rules, which are bugs of ours: what is recorded of one, and how it is logged. */
import type { RuleId } from '../rules/rule.js';

/** An error in a rule. Where it arose, and nothing of what the rule looked at. */
export interface RuleFailure {
  readonly rule: RuleId;
  /** The error's kind and its stack: text/error-place.ts. */
  readonly place: string;
}

/** Writes the first failure of each rule: a bug shows up in every encounter of a kind. */
export function failureLog(write: (words: string) => void): (failure: RuleFailure) => void {
  const logged = new Set<RuleId>();
  return ({ rule, place }) => {
    if (logged.has(rule)) return;
    logged.add(rule);
    write(`the rule ${rule} failed: ${place}`);
  };
}
