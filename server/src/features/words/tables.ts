/** Which code tables are in force on a day and how old they are, to help decide whether to load newer ones. */
import { type Edition, type Editions, inForceOn, isOwn } from '../../codes/editions.js';
import { counted } from '../../text/words.js';

interface TableAge {
  /** `CMS fee schedule of 2026-10`. */
  readonly name: string;
  /** Full months since its first day. */
  readonly months: number;
  /** The user's own, and not one that comes with the tool. */
  readonly isOwn: boolean;
}

/** The kinds of which CMS publishes a new table each quarter or year. */
const datedKinds = ['feeSchedules', 'mues', 'pairs', 'addOns', 'diagnoses'] as const;

/** For each kind the newest table in force on the day. */
export function tableAges(editions: Editions, today: string): readonly TableAge[] {
  return datedKinds.flatMap((kind) => {
    // A newer part of the fee schedule does not make the rest of it any newer.
    const whole = kind === 'feeSchedules' ? editions.feeSchedules.filter(({ isWhole }) => isWhole) : editions[kind];
    const edition = inForceOn<Edition>(whole, today);
    if (!edition) return [];
    return [{ name: edition.name, months: monthsBetween(edition.from, today), isOwn: isOwn(edition) }];
  });
}

/** "CMS fee schedule of 2026-10 (1 month old)". */
export function ageWords({ name, months }: TableAge): string {
  return `${name} (${months < 1 ? 'new' : `${counted(months, 'month')} old`})`;
}

function monthsBetween(from: string, until: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [year = 0, month = 0, day = 0] = until.split('-').map(Number);
  return (year - fromYear) * 12 + month - fromMonth - (day < fromDay ? 1 : 0);
}
