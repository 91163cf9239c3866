/** Calendar dates as encounters write them. Knows no clock. */
import type { Duration } from './durations.js';

/** An ISO date, `2026-11-16`: two of them compare as strings. */
export type IsoDate = string;

const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the text is an ISO date of the calendar, `2026-11-16`. */
export function isIsoDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return year !== undefined && isOfCalendar(Number(year), Number(month), Number(day));
}

/** A date in another form than the format's. */
interface MeantDate {
  readonly date: IsoDate;
  /** Month, day, year. */
  readonly isUs: boolean;
  /** The year has two digits: its century is taken to be this one. */
  readonly isOfShortYear: boolean;
}

/** The date that `11/16/2026` or `11/16/26` means; undefined for anything else. */
export function isoFromUs(text: string): MeantDate | undefined {
  const [, month, day, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(text) ?? [];
  return meantDate(year, month, day, true);
}

/** The date that a year, month and day in this order mean, however they are separated: `20261116`, `2026/11/16`. */
export function isoFromParts(text: string): MeantDate | undefined {
  const [, year, month, day] = /^(\d{4})[/. -]?(\d{1,2})[/. -]?(\d{1,2})$/.exec(text) ?? [];
  return meantDate(year, month, day, false);
}

/** The date that `Nov 16, 2026` or `16 November 2026` means. */
export function isoInWords(text: string): MeantDate | undefined {
  const [, name = '', day, year] = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i.exec(text) ?? [];
  const found = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})$/i.exec(text);
  const month = months.findIndex((each) => isMonth(found?.[2] ?? name, each)) + 1;
  return month > 0 ? meantDate(found?.[3] ?? year, String(month), found?.[1] ?? day, false) : undefined;
}

const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];

function isMonth(written: string, month: string): boolean {
  return written.length >= 3 && month.startsWith(written.toLowerCase().replace(/^sept$/, 'sep'));
}

/** The same day that many years later; February 29 becomes February 28. */
export function yearsLater(date: string, years: number): string {
  const year = Number(date.slice(0, 4)) + years;
  const later = `${String(year).padStart(4, '0')}${date.slice(4)}`;
  return !date.endsWith('-02-29') || isIsoDate(later) ? later : `${later.slice(0, 8)}28`;
}

/**
 * The same day that much earlier; where that month has no such day, its last: a month before March 31 is February 28. A
 * result before the calendar begins becomes its first day.
 */
export function earlier(date: string, { count, unit }: Duration): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  if (unit === 'day' || unit === 'week') {
    const moved = new Date(Date.UTC(year, month - 1, day - count * (unit === 'week' ? 7 : 1)));
    return moved.getUTCFullYear() < 1800 ? '1800-01-01' : moved.toISOString().slice(0, 10);
  }
  const months = year * 12 + (month - 1) - count * (unit === 'year' ? 12 : 1);
  const wantedYear = Math.floor(months / 12);
  if (wantedYear < 1800) return '1800-01-01';
  const wantedMonth = (months % 12) + 1;
  const last = [day, 30, 29, 28].find((each) => each <= day && isOfCalendar(wantedYear, wantedMonth, each)) ?? 28;
  return [String(wantedYear), String(wantedMonth).padStart(2, '0'), String(last).padStart(2, '0')].join('-');
}

/** The first day on which that much time has passed since a date: the day from which `earlier` reaches back to it or beyond. */
export function firstDayAfter(date: string, { count, unit }: Duration): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const isOfDays = unit === 'day' || unit === 'week';
  const days = isOfDays ? count * (unit === 'week' ? 7 : 1) : 0;
  const months = isOfDays ? 0 : count * (unit === 'year' ? 12 : 1);
  // Where the month has no such day, the next one's first: a month after January 31 is over on March 1.
  const due = new Date(Date.UTC(year, month - 1 + months, day + days));
  const isOverflown = !isOfDays && due.getUTCDate() !== day;
  return (isOverflown ? new Date(Date.UTC(due.getUTCFullYear(), due.getUTCMonth(), 1)) : due)
    .toISOString()
    .slice(0, 10);
}

/** The days from one date to a later one; negative the other way around. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

/** The next day. */
export function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function meantDate(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  isUs: boolean,
): MeantDate | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const isOfShortYear = year.length === 2;
  const full = isOfShortYear ? `20${year}` : year;
  if (!isOfCalendar(Number(full), Number(month), Number(day))) return undefined;
  return { date: `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, isUs, isOfShortYear };
}

function isOfCalendar(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && isLeap ? 29 : (days[month - 1] ?? 0);
  return year >= 1800 && day >= 1 && day <= last;
}
