/** What is wrong in one of our YAML files, as shown in the file's findings. Knows nothing of encounters. */
import type { Edit, Span } from '../text/span.js';
import { mostProblems } from './bounds.js';

/** A place in another file, or elsewhere in the same one. */
interface RelatedPlace {
  readonly file: string;
  /** Whether the file came with the tool. */
  readonly shipped?: boolean | undefined;
  readonly at: Span;
  readonly message: string;
}

/** What can be done about a problem, in its own file. */
export interface ProblemFix {
  /** An imperative. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Something that is wrong in one file. */
export interface FoundProblem<Rule extends string> {
  readonly rule: Rule;
  /** An error if absent. */
  readonly severity?: 'error' | 'warning' | 'information' | 'hint' | undefined;
  /** Offsets in the file; never empty, except in an empty file. */
  readonly at: Span;
  readonly message: string;
  /** What should replace what `at` covers, if one word is clearly nearest. */
  readonly replacement?: string | undefined;
  /** What else can be done about it, where its author decides; worked out when asked. */
  readonly fixes?: (() => readonly ProblemFix[]) | undefined;
  /** Where else in its file these are offered. */
  readonly fixedFrom?: readonly Span[] | undefined;
  /** The other files concerned. */
  readonly related?: readonly RelatedPlace[] | undefined;
}

/** In the order of the text, and no more than anyone would read. */
export function inOrder<Problem extends FoundProblem<string>>(problems: readonly Problem[]): readonly Problem[] {
  return [...problems]
    .sort((one, other) => one.at.start - other.at.start || one.at.end - other.at.end)
    .slice(0, mostProblems);
}
