/** Which of several files with one id holds on a date of service. Knows only their first and last days. */
import type { IsoDate } from '../clinical/dates.js';

export interface Period {
  /** First day; open if absent. */
  readonly effective?: IsoDate | undefined;
  /** Last day; open if absent. */
  readonly until?: IsoDate | undefined;
}

/** Whether the period holds the date. */
export function isInForce({ effective, until }: Period, date: IsoDate): boolean {
  return (effective === undefined || effective <= date) && (until === undefined || date <= until);
}

/**
 * The one in force on the date, the one that began last if there are several; if there is none, the nearest in time; without a
 * date the newest, which is the one that ends last and among those the one that began last.
 */
export function fileOn<File extends Period>(files: readonly File[], date: IsoDate | undefined): File | undefined {
  if (date === undefined)
    return best(files, (one, other) => compare(other.until ?? '9', one.until ?? '9') || laterStart(one, other));
  const inForce = best(
    files.filter((file) => isInForce(file, date)),
    laterStart,
  );
  return inForce ?? best(files, (one, other) => daysAway(one, date) - daysAway(other, date));
}

/** "from 2026-04-16 to 2027-03-31". */
export function periodWords({ effective, until }: Period): string {
  if (effective && until) return `from ${effective} to ${until}`;
  if (effective) return `from ${effective}`;
  return until ? `until ${until}` : 'for every date';
}

function best<File>(files: readonly File[], order: (one: File, other: File) => number): File | undefined {
  return [...files].sort(order)[0];
}

function laterStart(one: Period, other: Period): number {
  return compare(other.effective ?? '', one.effective ?? '');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function daysAway({ effective, until }: Period, date: IsoDate): number {
  if (effective !== undefined && date < effective) return day(effective) - day(date);
  return until !== undefined && date > until ? day(date) - day(until) : 0;
}

function day(date: IsoDate): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}
