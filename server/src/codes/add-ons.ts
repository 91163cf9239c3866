/** Add-on codes and the primary codes they may follow: CMS's add-on code file, and our own table of what it lacks. */

import { addOnsByHand } from '../../generated/add-ons-by-hand.js';
import { groupedBy } from '../text/grouped.js';
import { once } from '../text/once.js';
import { ofClassFrom } from './classes.js';
import type { AddOn, Primary } from './codes.js';
import type { AddOnEdition, AddOnRow } from './editions.js';
import type { FeeSchedules } from './fee-schedule.js';
import { painCodes } from './pain-codes.js';
import { remembered } from './remembered.js';

type Row = Readonly<Record<string, string>>;

/** CMS publishes these edits since this day: of what was in force before, its files give this as the first day. */
const editsBegan = '2013-04-01';

/** The rows of our own table by add-on code. */
const byHand = once((): ReadonlyMap<string, readonly Row[]> => groupedBy(addOnsByHand, ({ addon = '' }) => addon));

export interface AddOns {
  /** What is known about an add-on code on the date; undefined where it is not one. */
  of(code: string, date: string | undefined): AddOn | undefined;
  /** The add-on codes that may follow this primary. */
  after(primary: string): readonly string[];
  /** Whether an add-on file has the code on either side. */
  has(code: string): boolean;
}

/** The questions to these files, from the oldest to the newest, and to our own table. */
export function addOns(editions: readonly AddOnEdition[], fees: Pick<FeeSchedules, 'row'>): AddOns {
  const followers = once(() => followersIn(editions.at(-1)));
  return {
    of: remembered((code, date) => {
      const since = ofClassFrom(code, 'add-on');
      if (since !== undefined && date !== undefined && date < since) return undefined;
      const listed = listedOn(editions, code, date);
      const ours = oursOn(listed?.edition, code, date);
      if (!listed?.rows.length && ours.length === 0) return newerAddOn(editions, fees, code, date);
      const rows = listed?.rows ?? [];
      const primaries = primariesIn(rows, ours);
      // The level families are what codes.csv itself says, whatever the edition.
      const isDated = since !== undefined || painCodes().get(code)?.family !== undefined;
      return {
        primaries,
        later: laterIn(listed?.edition.rows.get(code) ?? [], date),
        isComplete: rows.every(({ type }) => type === '1') && ours.every((row) => row.list_is_complete !== 'no'),
        isContractorsChoice: primaries.length === 0,
        edition: listed?.edition.name ?? ours[0]?.source ?? '',
        isBeforeEdition: !isDated && listed !== undefined && date !== undefined && date < listed.edition.answersFrom,
      };
    }),
    after: (primary) => [...(followers().get(primary) ?? [])].sort(),
    has: (code) => byHand().has(code) || editions.some(({ rows }) => rows.has(code)) || followers().has(code),
  };
}

/** What the newest file that answers for the date says about the code; for a date before all of them, the first. */
function listedOn(editions: readonly AddOnEdition[], code: string, date: string | undefined) {
  const answering = editions.filter(({ answersFrom }) => date === undefined || answersFrom <= date);
  for (const edition of answering.length > 0 ? answering.reverse() : editions.slice(0, 1)) {
    const rows = edition.rows.get(code)?.filter((row) => isOn(row, date));
    if (rows) return { edition, rows };
  }
  return undefined;
}

/** The rows of our own table, without the ones that CMS's file has ended. */
function oursOn(edition: AddOnEdition | undefined, code: string, date: string | undefined): readonly Row[] {
  const rows = edition?.rows.get(code) ?? [];
  const isEnded = ({ until }: AddOnRow): boolean => until !== undefined && (date === undefined || until < date);
  return (byHand().get(code) ?? []).filter((ours) => {
    const theirs = rows.filter(({ primary }) => primary === ours.primary);
    return theirs.length === 0 || !theirs.every(isEnded);
  });
}

function isOn({ from, until }: AddOnRow, date: string | undefined): boolean {
  if (date === undefined) return until === undefined;
  return (from <= date || from <= editsBegan) && (until === undefined || date <= until);
}

/** CMS's primaries, with the conditions that our own table adds, and the ones that it alone has. */
function primariesIn(rows: readonly AddOnRow[], ours: readonly Row[]): readonly Primary[] {
  const listed = new Set(rows.flatMap(({ type, primary }) => (type === '2' ? [] : [primary])));
  const own = new Map(ours.map((row) => [row.primary ?? '', row]));
  return [...new Set([...[...listed].sort(), ...own.keys()])].map((code) => ({
    code,
    condition: own.get(code)?.condition || undefined,
    source: listed.has(code) ? undefined : own.get(code)?.source,
  }));
}

function laterIn(rows: readonly AddOnRow[], date: string | undefined): AddOn['later'] {
  if (date === undefined) return [];
  return rows.flatMap(({ type, primary, from }) => (type !== '2' && from > date ? [{ code: primary, from }] : []));
}

/** Newer than the files: an add-on code according to its global period, with primaries that nothing here lists. */
function newerAddOn(
  editions: readonly AddOnEdition[],
  fees: Pick<FeeSchedules, 'row'>,
  code: string,
  date: string | undefined,
): AddOn | undefined {
  const newest = editions.at(-1);
  if (!newest || newest.rows.has(code) || fees.row(code, date)?.global !== 'ZZZ') return undefined;
  return {
    primaries: [],
    later: [],
    isComplete: false,
    isContractorsChoice: true,
    edition: newest.name,
    isBeforeEdition: date !== undefined && date < newest.answersFrom,
  };
}

/** By primary, the add-on codes that may follow it today. */
function followersIn(newest: AddOnEdition | undefined): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (primary: string, addOn: string): void => {
    found.set(primary, (found.get(primary) ?? new Set<string>()).add(addOn));
  };
  for (const addOn of newest?.rows.keys() ?? []) {
    for (const { primary, type, until } of newest?.rows.get(addOn) ?? []) {
      if (type !== '2' && until === undefined) add(primary, addOn);
    }
  }
  for (const [addOn, rows] of byHand()) for (const { primary = '' } of rows) add(primary, addOn);
  return found;
}
