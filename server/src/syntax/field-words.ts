/** Lines of the form `name: value`, also if the colon after a known name is missing. Knows no section. */
import { isSpace, skipSpace, trimmedEnd } from '../text/lines.js';
import { covered, type Span } from '../text/span.js';
import { commentStart } from './comment.js';
import { everydayField } from './everyday.js';
import { isFreeText } from './vocabulary.js';

export interface FieldWords {
  /** As written, lower case. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Undefined if the colon is missing. */
  readonly colon: number | undefined;
  /** Trimmed, without the comment; undefined if there is none. */
  readonly value: Span | undefined;
  /** Where the comment starts, or the line's end. */
  readonly contentEnd: number;
}

/** No field's name is longer, misspelled or not. */
const longestName = 40;

/** "Patient tolerated the procedure well": no value of a field begins so, and a note's sentence does. */
const goesOn =
  /^\s+(?:was|were|is|are|has|had|have|been|will|would|can|did|does|who|that|then|tolerated|presents?|presented|reports?|reported|states?|stated|den(?:ies|ied)|complains?|complained|understands?|understood|agree[sd]?|remained|remains|returns?|returned|underwent|received)\b/i;

/**
 * The field from `start` to the line's end; undefined if the line is not a field.
 *
 * @param hash where the line's comment starts if the field is not free text; `end` if there is none
 * @param known names that are fields even without their colon
 */
export function readFieldWords(
  text: string,
  start: number,
  end: number,
  hash: number,
  known: (name: string) => boolean,
): FieldWords | undefined {
  let at = start;
  while (at < end && at - start <= longestName && isNameUnit(text.charCodeAt(at))) at += 1;
  const nameEnd = trimmedEnd(text, start, at);
  // "MRN #: 48213" is the number of it.
  const colonAt = text.charCodeAt(at) === 35 ? skipSpace(text, at + 1, end) : -1;
  if (colonAt > 0 && colonAt < end && text.charCodeAt(colonAt) === 58 && nameEnd > start && at - start <= longestName) {
    const numbered = fieldWords(text, { start, end: at + 1 }, colonAt, end, commentStart(text, colonAt + 1, end));
    return { ...numbered, name: `${covered(text, { start, end: nameEnd }).toLowerCase()} #` };
  }
  if (at < end && text.charCodeAt(at) === 58 && nameEnd > start && at - start <= longestName) {
    return fieldWords(text, { start, end: nameEnd }, at, end, hash);
  }
  let wordEnd = start;
  while (wordEnd < at && !isSpace(text.charCodeAt(wordEnd))) wordEnd += 1;
  if (wordEnd < end && !isSpace(text.charCodeAt(wordEnd))) return undefined;
  const word = { start, end: wordEnd };
  if (goesOn.test(text.slice(wordEnd, Math.min(end, wordEnd + longestName)))) return undefined;
  return known(covered(text, word).toLowerCase()) ? fieldWords(text, word, undefined, end, hash) : undefined;
}

function fieldWords(text: string, nameSpan: Span, colon: number | undefined, end: number, hash: number): FieldWords {
  const name = covered(text, nameSpan).toLowerCase();
  const isFree = isFreeText(everydayField(name) ?? name);
  const contentEnd = isFree
    ? commentStart(text, nameSpan.start, end, true)
    : numberedEnd(text, nameSpan.end, colon, end, hash);
  return {
    name,
    nameSpan,
    colon,
    value: trimmed(text, colon === undefined ? nameSpan.end : colon + 1, contentEnd),
    contentEnd,
  };
}

/** A value such as `#2` is no comment: its number follows at once. */
function numberedEnd(text: string, nameEnd: number, colon: number | undefined, end: number, hash: number): number {
  const first = skipSpace(text, colon === undefined ? nameEnd : colon + 1, end);
  const isNumber = colon !== undefined && first === hash && /^#\d/.test(text.slice(first, first + 2));
  return isNumber ? commentStart(text, first + 1, end) : hash;
}

/** Letters, digits, hyphens, and what people type between the words of a name. */
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
