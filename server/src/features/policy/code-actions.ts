/** What can be done about what is wrong in a policy file. */

import { type Edit, replaceAt, type Span, touches } from '../../text/span.js';
import type { FoundProblem } from '../../yaml/problem.js';

interface PolicyFix<Problem extends FoundProblem<string>> {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly problem: Problem;
}

/** The nearest word instead of each wrong one that the span touches. */
export function policyFixes<Problem extends FoundProblem<string>>(
  problems: readonly Problem[],
  span: Span,
): readonly PolicyFix<Problem>[] {
  return problems.flatMap((problem) => {
    const { at, replacement } = problem;
    if (replacement === undefined || !touches(at, span)) return [];
    return [{ title: `Change to ${replacement}`, edits: [replaceAt(at, replacement)], problem }];
  });
}
