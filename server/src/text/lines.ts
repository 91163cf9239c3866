/** Where the lines of a text start and end, one after the other. Knows nothing of what stands in them. */
import type { Span } from './span.js';

export interface TextLine {
  readonly start: number;
  /** Before the line end. */
  readonly end: number;
  /** Behind the line end; the start of the next line. */
  readonly next: number;
}

/** A function that gives the next line at each call, and undefined behind the last; LF, CRLF and a lone CR end a line. */
export function lineScanner(text: string): () => TextLine | undefined {
  let at = 0;
  let lineFeed = -1;
  let carriageReturn = -1;
  return () => {
    if (at >= text.length) return undefined;
    if (lineFeed < at) lineFeed = foundAt(text.indexOf('\n', at));
    if (carriageReturn < at) carriageReturn = foundAt(text.indexOf('\r', at));
    const start = at;
    const end = Math.min(lineFeed, carriageReturn, text.length);
    at = end + (end === text.length ? 0 : carriageReturn === end && lineFeed === end + 1 ? 2 : 1);
    return { start, end, next: at };
  };
}

/** Whether a UTF-16 unit is white space within a line; no-break spaces, as pasted from documents, are. */
export function isSpace(unit: number): boolean {
  if (unit === 32 || unit === 9) return true;
  if (unit < 160) return unit === 11 || unit === 12;
  return unit === 0xa0 || unit === 0xfeff || (unit >= 0x1680 && /^\s$/.test(String.fromCharCode(unit)));
}

/** The first offset from `start` that is no white space; `end` where there is none. */
export function skipSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** The offset behind the last character before `end` that is no white space; `start` where there is none. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** The offset behind the word that starts at `start`. */
export function wordEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** The line that a place within it stands on, with its indentation and line end: what goes when the line goes. */
export function wholeLine(text: string, place: Span): Span {
  let { start, end } = place;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start -= 1;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end += 1;
  if (text[end] === '\r' && text[end + 1] === '\n') end += 2;
  else if (end < text.length) end += 1;
  return { start, end };
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

function foundAt(index: number): number {
  return index < 0 ? Number.POSITIVE_INFINITY : index;
}
