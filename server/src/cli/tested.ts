/** What the examples of one policy file came to, as the run makes it and both reports print it. */
import type { StatementCoverage } from '../authoring/coverage.js';
import type { ExampleResult } from '../authoring/examples.js';
import type { TriedMutation } from '../authoring/mutate.js';
import type { FileProblem } from '../policy/relations.js';

/** What came out of one policy file. */
export interface TestedFile {
  /** As reports name it. */
  readonly file: string;
  readonly text: string;
  readonly examples: readonly ExampleResult[];
  /** The examples that break, and so say nothing. */
  readonly broken: readonly FileProblem[];
  readonly coverage?: readonly StatementCoverage[] | undefined;
  readonly mutations?: Mutations | undefined;
}

export interface Mutations {
  readonly tried: readonly TriedMutation[];
  /** The statements that no example reaches: whatever is changed of them goes unnoticed. */
  readonly unreached: readonly StatementCoverage[];
  /** The time was over before all were tried. */
  readonly isCutShort: boolean;
}

/** Whether an example of the file fails or cannot be run. */
export function hasFailed({ examples, broken }: TestedFile): boolean {
  return broken.length > 0 || examples.some(({ isPassed }) => !isPassed);
}
