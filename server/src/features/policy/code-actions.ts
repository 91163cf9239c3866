/** What can be done about what is wrong in a policy file. */

import { type Edit, replaceAt, type Span, touches } from '../../text/span.js';
import type { FoundProblem } from '../../yaml/problem.js';

interface PolicyFix<Problem extends FoundProblem<string>> {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly problem: Problem;
  /** Nothing else can have been meant. */
  readonly isPreferred: boolean;
}

/**
 * What can be done about each problem that the span touches: the nearest word instead of a wrong one, or what its author has to
 * decide.
 */
export function policyFixes<Problem extends FoundProblem<string>>(
  problems: readonly Problem[],
  span: Span,
): readonly PolicyFix<Problem>[] {
  return problems.flatMap((problem) => {
    const { at, replacement, fixes, fixedFrom = [] } = problem;
    const isHere = touches(at, span);
    const nearest =
      replacement === undefined || !isHere
        ? []
        : [{ title: `Change to ${replacement}`, edits: [replaceAt(at, replacement)], problem, isPreferred: true }];
    const others = isHere || fixedFrom.some((place) => touches(place, span)) ? (fixes?.() ?? []) : [];
    return [...nearest, ...others.map((fix) => ({ ...fix, problem, isPreferred: false }))];
  });
}
