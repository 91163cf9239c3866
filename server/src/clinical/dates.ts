/** Calendar dates as encounters write them. Knows no clock. */

const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the text is an ISO date of the calendar, `2026-11-16`. */
export function isIsoDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return year !== undefined && isOfCalendar(Number(year), Number(month), Number(day));
}

/** The ISO date that `11/16/2026` means; undefined for anything else. */
export function isoFromUs(text: string): string | undefined {
  const [, month, day, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  return iso(year, month, day);
}

/** The ISO date that a year, month and day in this order mean, however they are separated. */
export function isoFromParts(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[/. -]?(\d{1,2})[/. -]?(\d{1,2})$/.exec(text) ?? [];
  return iso(year, month, day);
}

/** The same day so many years later; 29 February becomes 28 February. */
export function yearsLater(date: string, years: number): string {
  const year = Number(date.slice(0, 4)) + years;
  const later = `${String(year).padStart(4, '0')}${date.slice(4)}`;
  return isIsoDate(later) ? later : `${later.slice(0, 8)}28`;
}

function iso(year: string | undefined, month: string | undefined, day: string | undefined): string | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (!isOfCalendar(Number(year), Number(month), Number(day))) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function isOfCalendar(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && isLeap ? 29 : (days[month - 1] ?? 0);
  return year >= 1800 && day >= 1 && day <= last;
}
