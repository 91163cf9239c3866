/** The heading that opens an encounter, even if misspelled but clearly meant. Cutting and parsing both ask here. */
import { editDistance, nearest, nearLimit } from '../text/distance.js';
import { isSpace, skipSpace, wordEnd } from '../text/lines.js';
import type { Span } from '../text/span.js';
import { commentStart } from './comment.js';
import { headerFields, procedureFields, sections } from './vocabulary.js';

const keyword = 'encounter';
const others = [keyword, ...sections, ...headerFields, ...procedureFields];

/**
 * The offset after the heading's first word if the line is a heading; -1 if it is not. A misspelled word must be followed
 * by one word with a digit and nothing else: cutting a file in two at a stray word would be the worst error.
 *
 * @param start offset of the line's first character that is not white space
 */
export function encounterKeywordEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && at - start <= 12 && isLetter(text.charCodeAt(at))) at += 1;
  const length = at - start;
  if (length < 6 || length > 12) return -1;
  const isAtEnd = at === end;
  const behind = text.charCodeAt(at);
  if (length === keyword.length && (isAtEnd || behind === 58 || isSpace(behind))) {
    if (text.slice(start, at).toLowerCase() === keyword) return at;
  }
  if (isAtEnd || !isSpace(behind)) return -1;
  return isMisspelled(text.slice(start, at).toLowerCase()) && isOneNumberedWord(text, at, end) ? at : -1;
}

export interface EncounterHeadingWords {
  /** The keyword as written. */
  readonly word: Span;
  /** Where a colon follows the word, which it should not. */
  readonly colon: number | undefined;
  readonly id: Span | undefined;
  /** What follows the id and is ignored. */
  readonly rest: Span | undefined;
}

/**
 * The words of a heading.
 *
 * @param keywordEnd as {@link encounterKeywordEnd} returns it
 * @param end of the line, without its comment
 */
export function readEncounterHeading(
  text: string,
  start: number,
  keywordEnd: number,
  end: number,
): EncounterHeadingWords {
  let at = skipSpace(text, keywordEnd, end);
  const colon = at < end && text.charCodeAt(at) === 58 ? at : undefined;
  if (colon !== undefined) at = skipSpace(text, colon + 1, end);
  const idEnd = wordEnd(text, at, end);
  const rest = skipSpace(text, idEnd, end);
  return {
    word: { start, end: keywordEnd },
    colon,
    id: idEnd > at ? { start: at, end: idEnd } : undefined,
    rest: rest < end ? { start: rest, end } : undefined,
  };
}

function isMisspelled(word: string): boolean {
  if (word === 'procedure' || word === 'diagnoses') return false;
  return editDistance(word, keyword, nearLimit(word)) <= nearLimit(word) && nearest(word, others) === keyword;
}

function isOneNumberedWord(text: string, start: number, end: number): boolean {
  const from = skipSpace(text, start, end);
  const contentEnd = commentStart(text, from, end);
  const to = wordEnd(text, from, contentEnd);
  return (
    to > from && skipSpace(text, to, contentEnd) === contentEnd && /\d/.test(text.slice(from, Math.min(to, from + 80)))
  );
}

function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}
