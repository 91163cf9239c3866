/** Which code tables are in force on a day and how old they are, to help decide whether to load newer ones. */
import { type BundledKind, bundledEditions } from '../../codes/bundled-editions.js';
import { byAge, type Edition, type Editions, inForceOn } from '../../codes/editions.js';
import { counted } from '../../text/words.js';

interface TableAge {
  /** `CMS fee schedule of 2026-10`. */
  readonly name: string;
  /** Full months since its first day. */
  readonly months: number;
  /** The user's own, and no bundled one. */
  readonly isOwn: boolean;
}

/** The kinds of which CMS publishes a new table each quarter or year: the bundled ones and a user's own. */
const datedKinds: readonly (readonly [BundledKind, keyof Editions])[] = [
  ['fee-schedule', 'feeSchedules'],
  ['mue', 'mues'],
  ['pairs', 'pairs'],
  ['add-ons', 'addOns'],
  ['diagnoses', 'diagnoses'],
];

/** For each kind the newest table in force on the day. */
export function tableAges(editions: Editions, today: string): readonly TableAge[] {
  return datedKinds.flatMap(([bundled, own]) => {
    const edition = inForceOn(byAge<Edition>(bundledEditions(bundled), editions[own]), today);
    if (!edition) return [];
    return [{ name: edition.name, months: monthsBetween(edition.from, today), isOwn: edition.file !== '' }];
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
