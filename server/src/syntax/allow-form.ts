/**
 * Which comments are `allow` comments, and their parts. Knows neither the rules' names nor what the comment applies to.
 */

import { isSpace, skipSpace, trimmedEnd } from '../text/lines.js';
import type { Span } from '../text/span.js';

interface AllowForm {
  /** At least one. */
  readonly rules: readonly Span[];
  /** The text between `until` and the colon or the end of the line; the word `until` itself if there is none. */
  readonly until?: Span | undefined;
  /** After the colon; undefined if nothing is there. */
  readonly reason?: Span | undefined;
}

/** No comment names more rules than there can be. */
const mostRules = 1000;

const ruleName = /[a-z][a-z0-9]*(?:-[a-z0-9]+)*/iy;

/** The parts of the comment whose `#` is at `start`; undefined if it is not an `allow`. */
export function readAllowForm(text: string, start: number, end: number): AllowForm | undefined {
  let at = skipSpace(text, start + 1, end);
  if (text.slice(at, at + 5).toLowerCase() !== 'allow') return undefined;
  at += 5;
  if (at >= end || !isSpace(text.charCodeAt(at))) return undefined;

  const rules: Span[] = [];
  for (;;) {
    ruleName.lastIndex = skipSpace(text, at, end);
    const name = ruleName.exec(text);
    if (!name || ruleName.lastIndex > end || rules.length === mostRules) return undefined;
    rules.push({ start: name.index, end: ruleName.lastIndex });
    const behind = skipSpace(text, ruleName.lastIndex, end);
    if (behind >= end) return { rules };
    if (text[behind] === ':') return { rules, reason: trimmed(text, behind + 1, end) };
    if (text[behind] === ',') {
      at = behind + 1;
      continue;
    }
    return isUntil(text, behind, end) && behind > ruleName.lastIndex ? withUntil(text, rules, behind, end) : undefined;
  }
}

function withUntil(text: string, rules: readonly Span[], word: number, end: number): AllowForm {
  const colon = text.indexOf(':', word);
  const dateEnd = colon < 0 || colon >= end ? end : colon;
  const until = trimmed(text, word + 5, dateEnd) ?? { start: word, end: word + 5 };
  return { rules, until, reason: dateEnd === end ? undefined : trimmed(text, dateEnd + 1, end) };
}

function isUntil(text: string, at: number, end: number): boolean {
  if (text.slice(at, at + 5).toLowerCase() !== 'until' || at + 5 > end) return false;
  return at + 5 === end || text[at + 5] === ':' || isSpace(text.charCodeAt(at + 5));
}

function trimmed(text: string, start: number, end: number): Span | undefined {
  const from = skipSpace(text, start, end);
  const to = trimmedEnd(text, from, end);
  return to > from ? { start: from, end: to } : undefined;
}
