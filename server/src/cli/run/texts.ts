/** The texts of a run's files: read when they are asked for, small runs' kept, so that nothing is read twice that need not be. */
import type { Files } from '../../files/port.js';
import type { ReadResult } from '../../session/port.js';
import { type LineIndex, lineIndex } from '../../text/line-index.js';
import { once, onceFor } from '../../text/once.js';

export interface TextsOfRun {
  read(file: string): ReadResult;
  /** The lines of a file that others point to; an empty one's where it can no longer be read. */
  lines(file: string): LineIndex;
  /** The text of a file of which parts are asked again and again; empty where it can no longer be read. */
  textOf(file: string): string;
}

/** So many characters of text are kept: a run of no more reads each file once. */
const mostKept = 16 * 1024 * 1024;
/** Of files that are read for a part of them so many stay at hand. */
const mostAtHand = 8;

/**
 * The texts of files on the disk, and of those that are given.
 *
 * @param given kept whatever they hold: standard input cannot be read again
 */
export function textsOfRun(files: Files, given: ReadonlyMap<string, ReadResult>): TextsOfRun {
  const kept = new Map<string, ReadResult>(given);
  let left = mostKept;
  const read = (file: string): ReadResult => {
    const known = kept.get(file);
    if (known) return known;
    const result = files.readNow(file);
    if ('text' in result && result.text.length <= left) {
      left -= result.text.length;
      kept.set(file, result);
    }
    return result;
  };
  const atHand = onceFor(mostAtHand, (file: string): string => {
    const result = read(file);
    return 'text' in result ? result.text : '';
  });
  const lines = onceFor(mostAtHand, (file: string) => lineIndex(atHand(file)));
  return {
    read,
    lines,
    textOf: atHand,
  };
}

/** The text of a file that is on no disk. */
export function textsOfGiven(file: string, text: string): TextsOfRun {
  const lines = once(() => lineIndex(text));
  const read: ReadResult = { text, hasMark: false };
  const isAsked = (other: string): boolean => other === file;
  return {
    read: (other) => (isAsked(other) ? read : { refusal: 'is not there' }),
    textOf: (other) => (isAsked(other) ? text : ''),
    lines,
  };
}
