/** Global periods: the days around a procedure whose visits and follow-on procedures are paid with it. */
import type { Codes } from '../codes/codes.js';
import type { BilledLine } from './billed.js';

/** The fee schedule's global indicator (000, 010, 090, ZZZ, XXX); of a deleted code that of the one that took its place. */
export function globalOf(
  { facts, countsAs }: Pick<BilledLine, 'facts' | 'countsAs'>,
  codes: Codes,
  date: string | undefined,
): string | undefined {
  return facts?.global ?? (countsAs === undefined ? undefined : codes.feeSchedule(countsAs, date)?.global);
}

/** The days of a global period that outlasts its own day: 10 or 90; undefined for any other indicator. */
export function globalDays(global: string | undefined): 10 | 90 | undefined {
  return global === '010' ? 10 : global === '090' ? 90 : undefined;
}
