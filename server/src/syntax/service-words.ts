/**
 * The words of a service line: code, modifiers, units, pointers and charge, even if miswritten but clearly meant, and what
 * does not belong among them. Knows no codes, nor which letters have a diagnosis.
 */
import { isHyphen } from '../text/dashes.js';
import { skipSpace, wordEnd } from '../text/lines.js';
import type { Span } from '../text/span.js';

export interface ServiceWords {
  /** The line's first word: the code, and each modifier after a hyphen. */
  readonly head: Span;
  readonly code: Span;
  /** One for each hyphen after the code; empty if nothing follows the hyphen. */
  readonly modifiers: readonly Span[];
  /** What follows the head, in order. */
  readonly parts: readonly ServicePart[];
}

export type ServicePart = Units | SpacedModifiers | Pointers | DiagnosisCodes | Charge | Stray;

interface Units {
  readonly kind: 'units';
  readonly span: Span;
  /** What should be a number. */
  readonly count: Span;
  /** Whether they are written as units should be, an `x` and the count; otherwise they are only clearly meant: `1`, `1x`, `x 1`. */
  readonly hasX: boolean;
}

/** Modifiers with a space where their hyphen belongs. */
interface SpacedModifiers {
  readonly kind: 'modifiers';
  readonly span: Span;
  readonly modifiers: readonly Span[];
}

/** One word of pointers with the commas in it. */
interface Pointers {
  readonly kind: 'pointers';
  readonly span: Span;
  /** None if the word is a lone comma. */
  readonly pointers: readonly Span[];
  /** Whether they are where pointers belong, with commas between them; otherwise they are only clearly meant. */
  readonly isInPlace: boolean;
}

/** ICD-10 codes where the letters of diagnoses belong. */
interface DiagnosisCodes {
  readonly kind: 'diagnoses';
  readonly span: Span;
  readonly codes: readonly Span[];
}

interface Charge {
  readonly kind: 'charge';
  readonly span: Span;
  /** What follows the `$`. */
  readonly amount: Span;
}

interface Stray {
  readonly kind: 'stray';
  readonly span: Span;
}

/** What has been seen so far, which decides what the next word can be. */
interface Seen {
  readonly units: boolean;
  readonly pointers: boolean;
  readonly charge: boolean;
  readonly stray: boolean;
  /** The last pointers end in a comma. */
  readonly comma: boolean;
}

/** A word of a million characters is not a code, however many hyphens it has. */
const longestHyphenated = 200;
/** The first characters are enough to tell what a word is. */
const longestLookedAt = 60;

/** The words from `start` to `end`, without the line's comment. */
export function readServiceWords(text: string, start: number, end: number): ServiceWords {
  const headEnd = wordEnd(text, start, end);
  const head = { start, end: headEnd };
  let codeStart = start;
  while (text.charCodeAt(codeStart) === 45 && codeStart < headEnd - 1) codeStart += 1;
  const [first = head, ...others] = hyphenated(text, codeStart, headEnd);
  const [code = first, ...glued] = unglued(text, first);
  const modifiers = [...glued, ...others];

  const parts: ServicePart[] = [];
  let seen: Seen = { units: false, pointers: false, charge: false, stray: false, comma: false };
  let at = skipSpace(text, headEnd, end);
  while (at < end) {
    const part = partAt(text, at, end, seen);
    parts.push(part);
    seen = seenWith(seen, part, text);
    at = skipSpace(text, part.span.end, end);
  }
  return { head, code, modifiers, parts };
}

function partAt(text: string, start: number, end: number, seen: Seen): ServicePart {
  const to = wordEnd(text, start, end);
  const span = { start, end: to };
  const length = to - start;
  const word = text.slice(start, Math.min(to, start + longestLookedAt));
  if (!seen.units && !seen.pointers && !seen.charge && !seen.stray) {
    const units = unitsWithoutX(text, start, to, end);
    if (units) return units;
    if (length <= 8 && areModifiers(word)) {
      return { kind: 'modifiers', span, modifiers: hyphenated(text, word.startsWith('-') ? start + 1 : start, to) };
    }
  }
  const codes = length <= longestLookedAt ? diagnosesIn(text, span) : [];
  if (codes.length > 0) return { kind: 'diagnoses', span, codes };
  if (!seen.units && !seen.charge && length <= 20 && /^x[\d.,-]*$/i.test(word)) {
    return { kind: 'units', span, count: { start: start + 1, end: to }, hasX: true };
  }
  if (!seen.charge && word.startsWith('$')) {
    const amountEnd = length === 1 ? wordEnd(text, skipSpace(text, to, end), end) : to;
    return { kind: 'charge', span: { start, end: amountEnd }, amount: { start: start + 1, end: amountEnd } };
  }
  const follows = !seen.pointers || seen.comma || word.startsWith(',');
  if (!seen.charge && !seen.stray && follows && arePointers(word, length, seen.units)) {
    return { kind: 'pointers', span, pointers: pointersIn(text, start, to), isInPlace: true };
  }
  if (!(seen.charge && seen.pointers) && arePlainlyPointers(word, length)) {
    return { kind: 'pointers', span, pointers: pointersIn(text, start, to), isInPlace: false };
  }
  return { kind: 'stray', span };
}

function seenWith(seen: Seen, part: ServicePart, text: string): Seen {
  const isInPlace = part.kind === 'pointers' && part.isInPlace;
  return {
    units: seen.units || part.kind === 'units',
    pointers: seen.pointers || part.kind === 'diagnoses' || (part.kind === 'pointers' && part.pointers.length > 0),
    charge: seen.charge || part.kind === 'charge',
    stray: seen.stray || part.kind === 'stray',
    comma: isInPlace ? text.charCodeAt(part.span.end - 1) === 44 : seen.comma,
  };
}

/** Two letters or digits each, after a space or after a space and a hyphen, that are modifiers rather than units or pointers. */
function areModifiers(word: string): boolean {
  if (/^x\d$/i.test(word)) return false;
  if (word.startsWith('-')) return /^(?:-[0-9a-z]{2})+$/i.test(word);
  return /^(?:\d\d|[a-z]\d|\d[a-z]|[a-z]{2})(?:-[0-9a-z]{2})*$/i.test(word);
}

/** Units without their x, with a space after it or with it on the other side: `1`, `x 1`, `1x`. Two digits are a modifier. */
function unitsWithoutX(text: string, start: number, to: number, end: number): Units | undefined {
  if (to - start > 6) return undefined;
  const word = text.slice(start, to).toLowerCase();
  if (word === 'x') {
    const from = skipSpace(text, to, end);
    const numberEnd = wordEnd(text, from, end);
    const count = { start: from, end: numberEnd };
    const isCount = numberEnd - from <= 5 && /^[1-9]\d*$/.test(text.slice(from, numberEnd));
    return isCount ? { kind: 'units', span: { start, end: numberEnd }, count, hasX: false } : undefined;
  }
  // Word turns an x before a number into a multiplication sign.
  const after = /^\u00d7([1-9]\d{0,4})$/.exec(word)?.[1];
  const number = after ?? /^([1-9]|[1-9]\d{0,4}(?=x))x?$/.exec(word)?.[1];
  if (number === undefined) return undefined;
  const from = after === undefined ? start : start + 1;
  return { kind: 'units', span: { start, end: to }, count: { start: from, end: from + number.length }, hasX: false };
}

/** What has the form of pointers; `dangling-pointer` checks whether a diagnosis has that letter. */
function arePointers(word: string, length: number, isAfterUnits: boolean): boolean {
  if (word === ',') return true;
  if (length > 40 || /^x\d+$/i.test(word)) return false;
  if (/^\d+$/.test(word)) return isAfterUnits && length === 1;
  return /^,?(?:[a-z0-9]{1,3}|[a-l]{1,12})(?:,(?:[a-z0-9]{0,3}|[a-l]{1,12}))*,?$/i.test(word);
}

/** Single letters are pointers wherever they are; a claim has no more than twelve. */
function arePlainlyPointers(word: string, length: number): boolean {
  return length <= 24 && /^[a-z](?:[,;/.&+][a-z])*[,;]?$/i.test(word);
}

function pointersIn(text: string, start: number, end: number): readonly Span[] {
  const found: Span[] = [];
  let from = start;
  for (let at = start; at <= end; at += 1) {
    if (at < end && /[a-z0-9]/i.test(text.charAt(at))) continue;
    if (at > from) found.push({ start: from, end: at });
    from = at + 1;
  }
  return found;
}

function hyphenated(text: string, start: number, end: number): readonly Span[] {
  const found: Span[] = [];
  let from = start;
  const last = Math.min(end, start + longestHyphenated);
  for (let at = start; at <= last; at += 1) {
    if (at < last && !isHyphen(text.charCodeAt(at))) continue;
    found.push({ start: from, end: at === last ? end : at });
    from = at + 1;
  }
  return found;
}

/** A code with its modifiers directly behind it, `64493LT`: the code, and each modifier. */
function unglued(text: string, span: Span): readonly Span[] {
  const length = span.end - span.start;
  if (length < 7 || length > 13 || length % 2 === 0) return [span];
  const word = text.slice(span.start, span.end);
  if (!/^(?:\d{4}[\dft]|[a-z]\d{4})(?:\d\d|[a-z][a-z\d]|\d[a-z])+$/i.test(word)) return [span];
  const modifiers = Array.from({ length: (length - 5) / 2 }, (_, index) => {
    const start = span.start + 5 + index * 2;
    return { start, end: start + 2 };
  });
  return [{ start: span.start, end: span.start + 5 }, ...modifiers];
}

/** The ICD-10 codes that a word lists, each with its point; without it, `J1010` is a procedure code. */
function diagnosesIn(text: string, { start, end }: Span): readonly Span[] {
  const found: Span[] = [];
  let from = start;
  for (let at = start; at <= end; at += 1) {
    if (at < end && text.charCodeAt(at) !== 44) continue;
    const span = { start: from, end: at };
    if (at > from && !/^[a-tv-z]\d[\da-z](?:\.[\da-z]{1,4}|[\da-z]{3,4})$/i.test(text.slice(from, at))) return [];
    if (at > from) found.push(span);
    from = at + 1;
  }
  return found;
}
