/**
 * A file as the texts of its encounters, one after the other. After an edit the slices that it does not touch are the very same
 * objects, so that whoever knows one sees at a glance that it is unchanged, and no text of the whole file is made.
 */
import { lastAtMost } from '../text/ascending.js';
import { commonEnds } from '../text/common-ends.js';
import { ownCopy } from '../text/copy.js';
import { type LineIndex, lineIndex } from '../text/line-index.js';
import { once } from '../text/once.js';
import type { Span } from '../text/span.js';
import { cut } from './cut.js';
import { cutAgain, recut } from './recut.js';

/** The text of one encounter, or what stands above the first one. */
export interface SliceText {
  readonly text: string;
  readonly lines: () => LineIndex;
}

/** A file as its slices; joined they are its text. */
export interface SlicedText {
  readonly slices: readonly SliceText[];
  /** Where each slice starts in the file. */
  readonly starts: readonly number[];
  readonly length: number;
  /** The whole text, which is put together when it is first asked for. */
  readonly text: () => string;
  /** The line of the file that each slice begins on. */
  readonly firstLines: () => readonly number[];
  /** The lines of the whole file, found in those of its slices. */
  readonly lines: LineIndex;
}

/**
 * A text as its slices.
 *
 * @param known the same file when it was last cut: what stands as it stood is not cut again
 */
export function slicedText(text: string, known?: SlicedText): SlicedText {
  const before = known?.slices ?? [];
  const {
    before: same,
    between,
    after,
  } = recut(
    text,
    before.map((slice) => slice.text),
  );
  if (known && between.length === 0 && same + after === before.length) return known;
  const fresh = between.map(({ start, end }) => sliceText(text.slice(start, end)));
  return ofSlices([...before.slice(0, same), ...fresh, ...before.slice(before.length - after)], () => text);
}

/** The file after an edit: what is next to it is cut again, all else stays. */
export function editedText(file: SlicedText, { start, end }: Span, text: string): SlicedText {
  const { slices, starts } = file;
  const first = Math.max(0, lastSlice(starts, start));
  const last = Math.max(0, lastSlice(starts, end));
  const from = Math.max(0, first - cutAgain);
  const to = Math.min(slices.length, last + 1 + cutAgain);
  const within = (index: number, offset: number): number => offset - (starts[index] ?? 0);
  const textOf = (some: readonly SliceText[]): string => some.map((slice) => slice.text).join('');
  const around = [
    textOf(slices.slice(from, first)),
    slices[first]?.text.slice(0, within(first, start)) ?? '',
    text,
    slices[last]?.text.slice(within(last, end)) ?? '',
    textOf(slices.slice(last + 1, to)),
  ].join('');
  const parts = cut(around).map((part) => around.slice(part.start, part.end));
  const { head, tail } = commonEnds(
    parts,
    slices.slice(from, to).map((slice) => slice.text),
  );
  const fresh = parts.slice(head, parts.length - tail).map(sliceText);
  return spliced(file, from + head, fresh, slices.length - to + tail);
}

/** A part of the text, most often of one slice. */
export function partOf({ slices, starts, text }: SlicedText, { start, end }: Span): string {
  const index = lastSlice(starts, start);
  const own = slices[index]?.text ?? '';
  const first = starts[index] ?? 0;
  return start <= end && end <= first + own.length ? own.slice(start - first, end - first) : text().slice(start, end);
}

/** What is kept for long is a text of its own. */
function sliceText(text: string): SliceText {
  const own = ownCopy(text);
  return { text: own, lines: once(() => lineIndex(own)) };
}

function ofSlices(slices: readonly SliceText[], text: () => string): SlicedText {
  const { sums: starts, sum: length } = summed(slices, ({ text: slice }) => slice.length);
  const firstLines = once(() => summed(slices, lineEnds).sums);
  return { slices, starts, length, text, firstLines, lines: linesOf(slices, starts, length, firstLines) };
}

/** The file with other slices in place of those behind the first `head` and before the last `tail`; of these nothing is asked again. */
function spliced(file: SlicedText, head: number, fresh: readonly SliceText[], tail: number): SlicedText {
  const firstOfTail = file.slices.length - tail;
  const slices = [...file.slices.slice(0, head), ...fresh, ...file.slices.slice(firstOfTail)];
  const again = (before: readonly number[], end: number, of: (slice: SliceText) => number) => {
    const sums = before.slice(0, head);
    let sum = before[head] ?? end;
    for (const slice of fresh) {
      sums.push(sum);
      sum += of(slice);
    }
    const shift = sum - (before[firstOfTail] ?? end);
    for (let index = firstOfTail; index < before.length; index += 1) sums.push((before[index] ?? 0) + shift);
    return { sums, sum: end + shift };
  };
  const { sums: starts, sum: length } = again(file.starts, file.length, ({ text }) => text.length);
  // Not asked for later: that would keep every text that the file ever had.
  const { sums: lines } = again(file.firstLines(), Math.max(0, file.lines.lineCount - 1), lineEnds);
  const firstLines = (): readonly number[] => lines;
  const text = once(() => slices.map((slice) => slice.text).join(''));
  return { slices, starts, length, text, firstLines, lines: linesOf(slices, starts, length, firstLines) };
}

/** The last line of a slice that ends with a line end is the first of the next one. */
function lineEnds({ lines }: SliceText): number {
  return lines().lineCount - 1;
}

/** What comes before each, and the sum of all. */
function summed<Each>(
  all: readonly Each[],
  of: (each: Each) => number,
): { readonly sums: number[]; readonly sum: number } {
  let sum = 0;
  const sums = all.map((each) => {
    const before = sum;
    sum += of(each);
    return before;
  });
  return { sums, sum };
}

/** As {@link lineIndex} of the whole text. */
function linesOf(
  slices: readonly SliceText[],
  starts: readonly number[],
  length: number,
  firstLines: () => readonly number[],
): LineIndex {
  const lineStart = (line: number): number => {
    const index = lastSlice(firstLines(), line);
    const slice = slices[index];
    return slice ? (starts[index] ?? 0) + slice.lines().lineStart(line - (firstLines()[index] ?? 0)) : length;
  };
  return {
    get lineCount() {
      const last = slices.length - 1;
      return (firstLines()[last] ?? 0) + (slices[last]?.lines().lineCount ?? 1);
    },
    position(offset) {
      const bounded = Math.max(0, Math.min(offset, length));
      const index = lastSlice(starts, bounded);
      const slice = slices[index];
      if (!slice) return { line: 0, character: 0 };
      const { line, character } = slice.lines().position(bounded - (starts[index] ?? 0));
      return { line: (firstLines()[index] ?? 0) + line, character };
    },
    offset({ line, character }) {
      const index = lastSlice(firstLines(), line);
      const slice = slices[index];
      if (!slice) return line < 0 ? 0 : length;
      return (starts[index] ?? 0) + slice.lines().offset({ line: line - (firstLines()[index] ?? 0), character });
    },
    lineStart,
  };
}

/** Of a file the last slice that starts, or begins on a line, at most there; -1 if there is none. */
function lastSlice(starts: readonly number[], most: number): number {
  return lastAtMost(starts.length, (index) => starts[index] ?? 0, most);
}
