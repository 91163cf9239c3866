/** What can be done about what is wrong in a policy file. */
import type { PolicyProblem } from '../../policy/problem.js';
import { type Edit, replaceAt, type Span, touches } from '../../text/span.js';

export interface PolicyFix {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly problem: PolicyProblem;
}

/** The nearest word in the place of each wrong one that the span touches. */
export function policyFixes(problems: readonly PolicyProblem[], span: Span): readonly PolicyFix[] {
  return problems.flatMap((problem) => {
    const { at, replacement } = problem;
    if (replacement === undefined || !touches(at, span)) return [];
    return [{ title: `Change to ${replacement}`, edits: [replaceAt(at, replacement)], problem }];
  });
}
