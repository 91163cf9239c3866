/**
 * Cuts a file again after an edit: the text before and after the edit is compared, not read, so a keystroke in a
 * file of thousands of encounters looks only at the few lines around it.
 */
import { cut, type Slice } from './cut.js';

/** The encounters of a text, relative to those before the edit. */
interface Recut {
  /** How many of the known slices are unchanged at the start. */
  readonly before: number;
  /** What is new between them. */
  readonly between: readonly Slice[];
  /** How many of the known slices are unchanged at the end. */
  readonly after: number;
}

/**
 * Slices next to a changed one are cut again too: a broken heading makes its slice part of the one before, and a
 * line that became a comment belongs to the heading below.
 */
export const cutAgain = 2;

/**
 * The encounters of a file's text, as {@link cut} returns them.
 *
 * @param known the texts of the slices from when the file was last cut; none if it was not
 */
export function recut(text: string, known: readonly string[]): Recut {
  let same = 0;
  let end = 0;
  for (const slice of known) {
    if (text.slice(end, end + slice.length) !== slice) break;
    end += slice.length;
    same += 1;
  }
  if (same === known.length && end === text.length) return { before: same, between: [], after: 0 };
  const before = Math.max(0, same - cutAgain);
  const start = lengthOf(known.slice(0, before));

  let sameAtEnd = 0;
  let from = text.length;
  for (let index = known.length - 1; index >= before; index -= 1) {
    const slice = known[index] ?? '';
    if (from - slice.length < start || text.slice(from - slice.length, from) !== slice) break;
    from -= slice.length;
    sameAtEnd += 1;
  }
  const after = Math.max(0, sameAtEnd - cutAgain);
  const stop = text.length - lengthOf(known.slice(known.length - after));
  const between = cut(text.slice(start, stop)).map((slice) => ({ start: start + slice.start, end: start + slice.end }));
  return { before, between, after };
}

function lengthOf(slices: readonly string[]): number {
  return slices.reduce((sum, { length }) => sum + length, 0);
}
