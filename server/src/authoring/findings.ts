/** Findings about a policy file beyond what is wrong in its text: failed examples and advice. */
import type { PolicyDocument } from '../policy/document.js';
import type { FileProblem } from '../policy/relations.js';
import { exampleProblem } from './example-problem.js';
import { runExamples } from './examples.js';
import { review } from './review.js';
import type { AuthoringWorld } from './world.js';

/** Failed examples and advice about one file. */
export function authoringFindings(world: AuthoringWorld, document: PolicyDocument): readonly FileProblem[] {
  const failed = runExamples(world, document).flatMap((result) => exampleProblem(document, result) ?? []);
  return [...failed, ...review(world, document)];
}
