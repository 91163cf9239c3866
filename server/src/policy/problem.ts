/** What is wrong in a YAML file of ours, as the file's own findings say it. Knows nothing of encounters. */
import type { Span } from '../text/span.js';

/** The rules that speak in policy files; payer-policy.md, "Findings in a policy file". */
export type PolicyRuleId =
  | 'payer-syntax'
  | 'payer-schema'
  | 'payer-unknown-code'
  | 'payer-unknown-parent'
  | 'payer-cycle'
  | 'payer-overlap'
  | 'payer-unknown-rule'
  | 'payer-example-failed'
  | PolicyAdviceId;

/** What a policy file may well say, and its author may want to look at again. None is an error. */
export type PolicyAdviceId = 'payer-gap' | 'payer-expiring' | 'payer-never-applies' | 'payer-looser-than-parent';

/** The rules that speak in the project file. */
export type ProjectRuleId = 'project-syntax' | 'project-schema' | 'project-unknown-rule' | 'project-unknown-payer';

export type PolicyProblem = FoundProblem<PolicyRuleId>;

/** A place in another policy file, or elsewhere in the same one. */
export interface RelatedPlace {
  readonly file: string;
  /** Whether the file came with the tool. */
  readonly shipped?: boolean | undefined;
  readonly at: Span;
  readonly message: string;
}

/** Something that is wrong in one file. */
export interface FoundProblem<Rule extends string> {
  readonly rule: Rule;
  /** An error where absent. */
  readonly severity?: 'error' | 'warning' | 'information' | undefined;
  /** Offsets in the file; never empty, save in an empty file. */
  readonly at: Span;
  readonly message: string;
  /** What would be right in the place of what `at` covers, where one word is plainly nearest. */
  readonly replacement?: string | undefined;
  /** The other files concerned. */
  readonly related?: readonly RelatedPlace[] | undefined;
}

const most = 100;

/** In the order of the text, and no more than anybody reads. */
export function inOrder<Problem extends FoundProblem<string>>(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((one, other) => one.at.start - other.at.start || one.at.end - other.at.end).slice(0, most);
}
