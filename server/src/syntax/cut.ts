/**
 * Cuts a file into its encounters by looking at headings alone, so that an edit inside one encounter leaves the text of
 * all others as it was. Knows nothing about their content.
 */
import { lineScanner, skipSpace } from '../text/lines.js';
import { encounterKeywordEnd } from './encounter-heading.js';

/** A part of a file that is read on its own. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/**
 * The encounters of a file in their order; joined they are the file again. Comment lines directly above a heading
 * belong to it; text before the first heading is a slice of its own, unless it is only comments and blank lines.
 */
export function cut(text: string): readonly Slice[] {
  const starts: number[] = [];
  const nextLine = lineScanner(text);
  let hasStrayText = false;
  let commentsStart: number | undefined;
  for (let line = nextLine(); line; line = nextLine()) {
    const at = skipSpace(text, line.start, line.end);
    if (at === line.end) {
      commentsStart = undefined;
    } else if (text.charCodeAt(at) === 35) {
      commentsStart ??= line.start;
    } else {
      if (encounterKeywordEnd(text, at, line.end) >= 0) {
        starts.push(starts.length > 0 || hasStrayText ? (commentsStart ?? line.start) : 0);
      } else if (starts.length === 0) {
        hasStrayText = true;
      }
      commentsStart = undefined;
    }
  }
  if (starts[0] !== 0 && text.length > 0) starts.unshift(0);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}
