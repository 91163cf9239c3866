/** Builds the problems found while reading, worded for the rules that report them. */
import { nearestAll } from '../text/distance.js';
import { type Edit, replaceAt, type Span } from '../text/span.js';
import { listed } from '../text/words.js';
import type { Problem, ProblemFix } from './encounter.js';

/** Longer values are cut in messages: their place is marked anyway. */
const longestQuoted = 40;

/** A value as a message repeats it. */
export function quoted(text: string): string {
  // Control characters would break the message's one line.
  const shown = text.replace(/[\p{Cc}\u2028\u2029]/gu, '\uFFFD');
  return shown.length > longestQuoted ? `${shown.slice(0, longestQuoted - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : shown;
}

/** A fix that replaces a span with other text. */
export function replacing(
  span: Span,
  text: string,
  applies: ProblemFix['applies'],
  title = `Change to ${text}`,
): ProblemFix {
  return { title, edits: [replaceAt(span, text)], applies };
}

/** A fix made while reading. */
export function fixOf(title: string, edits: readonly Edit[], applies: ProblemFix['applies'] = 'ask'): ProblemFix {
  return { title, edits, applies };
}

/** The known words closest to a wrong one, as fixes. */
export function nearestFixes(span: Span, text: string, words: readonly string[]): readonly ProblemFix[] {
  if (text.length > longestQuoted) return [];
  return nearestAll(text, words)
    .slice(0, 3)
    .map((word) => replacing(span, word, 'ask'));
}

/** "use A, B or C", the words listed while there are at most ten. */
export function wantedWords(words: readonly string[]): string {
  return words.length <= 10 ? `use ${listed(words, 'or')}` : `use one of the ${words.length} known words`;
}

/** An invalid value. */
export function invalid(at: Span, message: string, fixes: readonly ProblemFix[] = []): Problem {
  return { rule: 'invalid-value', at, message, fixes };
}

/** A value in other words than the format's, read as what it means. */
export function readAs(at: Span, written: string, meant: string, applies: ProblemFix['applies'] = 'safe'): Problem {
  return invalid(at, `${quoted(written)} is read as ${meant}: write it that way`, [replacing(at, meant, applies)]);
}
