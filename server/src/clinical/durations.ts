/** Durations as records and policies name them: `6 hours`, `3 months`. */

import { onceForText } from '../text/once.js';

/** A calendar duration. */
export interface Duration {
  readonly count: number;
  readonly unit: 'day' | 'week' | 'month' | 'year';
}

const daysPerUnit: Readonly<Record<string, number>> = {
  minute: 1 / 1440,
  min: 1 / 1440,
  hour: 1 / 24,
  hr: 1 / 24,
  h: 1 / 24,
  day: 1,
  week: 7,
  wk: 7,
  month: 30,
  mo: 30,
  year: 365,
  yr: 365,
};

/** Records say "six weeks" as often as "6 weeks". */
const numberWords: Readonly<Record<string, number>> = Object.fromEntries(
  'one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, index) => [word, index + 1]),
);
const amount = `\\d{1,4}(?:\\.\\d{1,2})?|${Object.keys(numberWords).join('|')}`;
const inText = new RegExp(
  `(?<![\\w.])(${amount})\\s*\\+?[\\s-]*(months?|mos?|weeks?|wks?|days?|years?|yrs?)(?![a-z])`,
  'gi',
);

/** The duration in days; undefined for anything else. A month counts 30 days, a year 365. */
export function daysIn(text: string): number | undefined {
  const [, number, unit] = /^(\d{1,4}(?:\.\d{1,2})?)\s*-?\s*([a-z]{1,7})$/i.exec(text.trim()) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  const days = daysOf(unit);
  return days === undefined ? undefined : Number(number) * days;
}

/** A duration found in free text, in days. */
interface FoundDuration {
  readonly days: number;
  /** As written: "12 weeks". */
  readonly words: string;
}

/** The longest duration that a free text names, a day or more; undefined where it names none. */
export const longestIn = onceForText(longestOf);

function longestOf(text: string): FoundDuration | undefined {
  let longest: FoundDuration | undefined;
  // A record's field is a line; anything longer than a page is not one.
  for (const [words, number = '', unit = ''] of text.slice(0, 5_000).matchAll(inText)) {
    const days = (numberWords[number.toLowerCase()] ?? Number(number)) * (daysOf(unit) ?? 0);
    if (!longest || days > longest.days) longest = { days, words: words.trim() };
  }
  return longest;
}

/** `12 months`, `2 weeks`; undefined for anything else. */
export function durationOf(text: string): Duration | undefined {
  const [, number, unit] = /^(\d{1,3})\s+(day|week|month|year)s?$/.exec(text.trim()) ?? [];
  const count = Number(number);
  return unit === undefined || count === 0 ? undefined : { count, unit: unit as Duration['unit'] };
}

/**
 * The fewest days that a record of this duration can mean: 12 weeks count as 3 months, so a month counts 28 days
 * here, the shortest there is.
 */
export function fewestDays({ count, unit }: Duration): number {
  return count * { day: 1, week: 7, month: 28, year: 365 }[unit];
}

/** "2 weeks", "1 month". */
export function durationWords({ count, unit }: Duration): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** "for 6 months" of a benefit that was read in days. */
export function daysWords(days: number): string {
  if (days < 1) return `${Math.round(days * 24)} hours`;
  if (days % 30 === 0) return durationWords({ count: days / 30, unit: 'month' });
  if (days % 7 === 0) return durationWords({ count: days / 7, unit: 'week' });
  return durationWords({ count: Math.round(days), unit: 'day' });
}

function daysOf(unit: string): number | undefined {
  const name = unit.toLowerCase();
  return daysPerUnit[name] ?? daysPerUnit[name.replace(/s$/, '')];
}
