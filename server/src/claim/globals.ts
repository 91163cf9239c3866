/** Global periods: the days around a procedure when visits and follow-up procedures are included in its payment. */
import type { Codes } from '../codes/codes.js';
import type { BilledLine } from './billed.js';

/** The fee schedule's global indicator (000, 010, 090, ZZZ, XXX); for a deleted code, that of its replacement. */
export function globalOf(
  { facts, countsAs }: Pick<BilledLine, 'facts' | 'countsAs'>,
  codes: Codes,
  date: string | undefined,
): string | undefined {
  return facts?.global ?? (countsAs === undefined ? undefined : codes.feeSchedule(countsAs, date)?.global);
}

/** The days of a global period longer than the day itself: 10 or 90; undefined for any other indicator. */
export function globalDays(global: string | undefined): 10 | 90 | undefined {
  return global === '010' ? 10 : global === '090' ? 90 : undefined;
}

/** Whether it is an operation's: the visit that decided on it is paid with 57, that day and the day before. */
export function isOperation(global: string | undefined): boolean {
  return global === '090';
}
