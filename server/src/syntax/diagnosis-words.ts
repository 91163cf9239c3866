/** Lines of the form `A: M47.816`, also if the colon before something like a code is missing. Knows no codes. */
import { skipSpace, wordEnd } from '../text/lines.js';
import type { Span } from '../text/span.js';

export interface DiagnosisWords {
  /** One character. */
  readonly letter: Span;
  /** Undefined if the colon is missing. */
  readonly colon: number | undefined;
  /** What is written in its place: `A. M47.816`. */
  readonly separator: Span | undefined;
  readonly code: Span | undefined;
  /** What follows the code and is ignored. */
  readonly rest: Span | undefined;
}

/** The words from `start` to `end`, without the line's comment; undefined if the line is not a diagnosis. */
export function readDiagnosisWords(text: string, start: number, end: number): DiagnosisWords | undefined {
  if (!/[a-z]/i.test(text.charAt(start))) return undefined;
  let at = skipSpace(text, start + 1, end);
  const colon = text.charCodeAt(at) === 58 && at < end ? at : undefined;
  const separator =
    colon === undefined && /[.)=-]/.test(text.charAt(at)) && at < end ? { start: at, end: at + 1 } : undefined;
  if (separator) at = skipSpace(text, separator.end, end);
  if (colon === undefined && (at === start + 1 || at === end)) return undefined;
  if (colon !== undefined) at = skipSpace(text, colon + 1, end);
  const codeEnd = endOfCode(text, at, wordEnd(text, at, end));
  // Without the colon, only what looks like a code clearly is one.
  if (colon === undefined && !/^[a-z]\d[0-9a-z][.0-9a-z]*$/i.test(text.slice(at, Math.min(codeEnd, at + 12)))) {
    return undefined;
  }
  const rest = skipSpace(text, codeEnd, end);
  return {
    letter: { start, end: start + 1 },
    colon,
    separator,
    code: codeEnd > at ? { start: at, end: codeEnd } : undefined,
    rest: rest < end ? { start: rest, end } : undefined,
  };
}

/** "M54.2, neck" is the code and text after it. */
function endOfCode(text: string, start: number, end: number): number {
  const found = /[,;:(]/.exec(text.slice(start, Math.min(end, start + 100)));
  return found && found.index > 0 ? start + found.index : end;
}
