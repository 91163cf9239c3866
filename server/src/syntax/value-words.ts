/** The words of a list value: its items, and the side an item may end in. Knows no levels. */
import { isSpace, skipSpace, trimmedEnd } from '../text/lines.js';
import type { Span } from '../text/span.js';

/** The items of a comma-separated value; empty ones are left out. */
export function itemsOf(text: string, value: Span): readonly Span[] {
  const found: Span[] = [];
  let from = value.start;
  while (from <= value.end) {
    const comma = text.indexOf(',', from);
    const to = comma < 0 || comma > value.end ? value.end : comma;
    const start = skipSpace(text, from, to);
    if (start < to) found.push({ start, end: trimmedEnd(text, start, to) });
    from = to + 1;
  }
  return found;
}

/** An item whose last word may be its side. */
interface SplitItem {
  readonly name: Span;
  readonly last: Span;
}

/** No name of a level, nerve or site is longer. */
const longestName = 200;

/** An item split before its last word; undefined if that is its only one, or it holds more than letters. */
export function beforeLastWord(text: string, item: Span): SplitItem | undefined {
  let start = item.end;
  while (start > item.start && isLetter(text.charCodeAt(start - 1))) start -= 1;
  if (start === item.end || start === item.start || !isSpace(text.charCodeAt(start - 1))) return undefined;
  const nameEnd = trimmedEnd(text, item.start, start);
  if (nameEnd === item.start || nameEnd - item.start > longestName) return undefined;
  return { name: { start: item.start, end: nameEnd }, last: { start, end: item.end } };
}

function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}
