/** Which code tables are in force on a day and how old they are, to help decide whether to load newer ones. */
import type { Editions } from '../../codes/editions.js';
import { monthsBetween, tablesOn } from '../../codes/tables-on.js';
import { counted } from '../../text/words.js';

interface TableAge {
  /** `CMS fee schedule of 2026-10`. */
  readonly name: string;
  /** Full months since its first day. */
  readonly months: number;
  /** The user's own, and not one that comes with the tool. */
  readonly isOwn: boolean;
}

/** For each kind the newest table in force on the day. */
export function tableAges(editions: Editions, today: string): readonly TableAge[] {
  return tablesOn(editions, today).flatMap(({ name, from, isOwn }) =>
    from <= today ? [{ name, months: monthsBetween(from, today), isOwn }] : [],
  );
}

/** "CMS fee schedule of 2026-10 (1 month old)". */
export function ageWords({ name, months }: TableAge): string {
  return `${name} (${months < 1 ? 'new' : `${counted(months, 'month')} old`})`;
}
