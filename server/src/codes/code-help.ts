/** What coders ask of a code besides the figures: what one unit is, what goes with it, what Medicare says; server/data/code_help.csv. */
import { codeHelpRows } from '../../generated/code-help.js';

/** `unit`: what one unit is; `beside`: what goes with it or in its place; `medicare`: what Medicare alone says. */
export type HelpTopic = 'unit' | 'beside' | 'medicare';

export interface CodeHelp {
  /** A clause without a final period. */
  readonly words: string;
  readonly source: string;
  readonly confidence: string;
}

/** What is said of the code under this topic, in the table's order. */
export function helpFor(code: string, topic: HelpTopic): readonly CodeHelp[] {
  return codeHelpRows.flatMap(({ first = '', last = '', topic: of, words = '', source = '', confidence = '' }) =>
    of === topic && code.length === first.length && first <= code && code <= last
      ? [{ words, source, confidence }]
      : [],
  );
}
