/** Where the comment of a line starts. */
import { isSpace } from '../text/lines.js';
import { readAllowForm } from './allow-form.js';

/**
 * The offset of the `#` that starts the line's comment, `end` if there is none: at the start of the line or after
 * white space; in free text, only before `allow`.
 */
export function commentStart(text: string, start: number, end: number, isFreeText = false): number {
  let at = nextHash(text, start, end);
  while (at >= 0) {
    const opens = at === start || isSpace(text.charCodeAt(at - 1));
    if (opens && (!isFreeText || readAllowForm(text, at, end))) return at;
    at = nextHash(text, at + 1, end);
  }
  return end;
}

/** `indexOf` has no upper bound: it would scan the rest of the file once per line. */
function nextHash(text: string, start: number, end: number): number {
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) === 35) return at;
  return -1;
}
