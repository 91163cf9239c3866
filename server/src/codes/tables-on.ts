/** Which edition of each table answers for a date of service, and whether it is too old or too new to be relied on. */
import { type IsoDate, yearsLater } from '../clinical/dates.js';
import { type Edition, type Editions, inForceOn, isOwn } from './editions.js';

/** The tables of which CMS publishes a new edition each quarter or year, by what a claim is checked for with them. */
export const datedTables = ['fees', 'units', 'pairs', 'add-ons', 'diagnoses'] as const;
export type DatedTable = (typeof datedTables)[number];

/** The edition of a table that answers for a date. */
export interface TableOn {
  readonly table: DatedTable;
  /** `CMS fee schedule of 2025-10`. */
  readonly name: string;
  /** Its first day, and for diagnoses the fiscal year: `2025-10-01`, `FY2027`. */
  readonly edition: string;
  readonly from: IsoDate;
  /** The first day for which it answers. */
  readonly answersFrom: IsoDate;
  /** A user's own, and not one that comes with the tool. */
  readonly isOwn: boolean;
  /** `newer`: none was in force yet, so the first one there is answers; `older`: it is over a year old, or its year has ended. */
  readonly age: 'current' | 'older' | 'newer';
  /** None at hand is newer, whatever the date. */
  readonly isNewest: boolean;
  /** The last day it applies to, where it has one. */
  readonly until: IsoDate | undefined;
}

/** The edition of each table that answers for the date, the newest of all without a date; a table without any is left out. */
export function tablesOn(editions: Editions, date: IsoDate | undefined): readonly TableOn[] {
  const byTable: Readonly<Record<DatedTable, readonly Edition[]>> = {
    // A newer part of the fee schedule does not make the rest of it any newer.
    fees: editions.feeSchedules.filter(({ isWhole }) => isWhole),
    units: editions.mues,
    pairs: editions.pairs,
    'add-ons': editions.addOns,
    diagnoses: editions.diagnoses,
  };
  return datedTables.flatMap((table): readonly TableOn[] => {
    const edition = inForceOn(byTable[table], date) ?? byTable[table][0];
    if (!edition) return [];
    const { name, from, answersFrom, release } = edition;
    const until = table === 'diagnoses' ? lastDayOf(editions, edition) : undefined;
    return [
      {
        table,
        name,
        edition: table === 'diagnoses' ? release : from,
        from,
        answersFrom,
        isOwn: isOwn(edition),
        age: date === undefined ? 'current' : ageOn(edition, until, date),
        isNewest: edition === byTable[table].at(-1),
        until,
      },
    ];
  });
}

/** Full months from one day to another. */
export function monthsBetween(from: IsoDate, until: IsoDate): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [year = 0, month = 0, day = 0] = until.split('-').map(Number);
  return (year - fromYear) * 12 + month - fromMonth - (day < fromDay ? 1 : 0);
}

function lastDayOf({ diagnoses }: Editions, { from, name }: Edition): IsoDate | undefined {
  return diagnoses.find((each) => each.from === from && each.name === name)?.until || undefined;
}

function ageOn({ from, answersFrom }: Edition, until: IsoDate | undefined, date: IsoDate): TableOn['age'] {
  if (date < from && date < answersFrom) return 'newer';
  return (until ?? yearsLater(from, 1)) < date ? 'older' : 'current';
}
