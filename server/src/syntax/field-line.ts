/** Lines of the form `name: value`, also where the colon is missing behind a known name. Knows no section. */
import { isSpace, skipSpace, trimmedEnd } from '../text/lines.js';
import type { Span } from '../text/span.js';
import { commentStart } from './comment.js';
import { freeTextFields } from './vocabulary.js';

export interface FieldLine {
  /** As written, lower case. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Undefined where the colon is missing. */
  readonly colon: number | undefined;
  /** Trimmed, comment left out; undefined where nothing stands there. */
  readonly value: Span | undefined;
  /** Where the comment starts, or the line's end. */
  readonly contentEnd: number;
}

/** No field's name is longer, misspelt or not. */
const longestName = 40;

/**
 * The field that stands from `start` to the line's end; undefined where the line is no field.
 *
 * @param known names that are fields even without their colon
 */
export function readFieldLine(
  text: string,
  start: number,
  end: number,
  known: (name: string) => boolean,
): FieldLine | undefined {
  let at = start;
  while (at < end && at - start <= longestName && isNameUnit(text.charCodeAt(at))) at += 1;
  const wordSpan = { start, end: trimmedEnd(text, start, at) };
  if (text.charCodeAt(at) === 58 && wordSpan.end > start && at - start <= longestName) {
    const name = text.slice(start, wordSpan.end).toLowerCase();
    const contentEnd = commentStart(text, start, end, isFree(name));
    return { name, nameSpan: wordSpan, colon: at, value: trimmed(text, at + 1, contentEnd), contentEnd };
  }
  let wordEnd = start;
  while (
    wordEnd < end &&
    wordEnd - start <= longestName &&
    isNameUnit(text.charCodeAt(wordEnd)) &&
    !isSpace(text.charCodeAt(wordEnd))
  ) {
    wordEnd += 1;
  }
  const name = text.slice(start, wordEnd).toLowerCase();
  if (!known(name) || (wordEnd < end && !isSpace(text.charCodeAt(wordEnd)))) return undefined;
  const contentEnd = commentStart(text, start, end, isFree(name));
  return {
    name,
    nameSpan: { start, end: wordEnd },
    colon: undefined,
    value: trimmed(text, wordEnd, contentEnd),
    contentEnd,
  };
}

function isFree(name: string): boolean {
  return freeTextFields.has(name) || name.startsWith('x-');
}

/** Letters, digits, hyphens and what slips in between the words of a name. */
function isNameUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 45 ||
    unit === 95 ||
    unit === 32 ||
    unit === 9
  );
}

function trimmed(text: string, start: number, end: number): Span | undefined {
  const from = skipSpace(text, start, Math.max(start, end));
  const to = trimmedEnd(text, from, Math.max(from, end));
  return to > from ? { start: from, end: to } : undefined;
}
