/** Add-on codes and the primary codes they may follow: CMS's add-on code file, and our own table of it for the pain codes. */

import { addOnTables, painAddOns } from '../../generated/add-ons.js';
import { addTo, groupedBy } from '../text/grouped.js';
import { once } from '../text/once.js';
import { bundledEditions } from './bundled-editions.js';
import { ofClassFrom } from './classes.js';
import type { AddOn, Primary } from './codes.js';
import { type AddOnEdition, type AddOnRow, inForceOn } from './editions.js';
import type { FeeSchedules } from './fee-schedule.js';
import { codesIn } from './packed.js';
import { painCodes } from './pain-codes.js';

/** What a table says about an add-on code, whatever the date. */
interface Known {
  readonly primaries: readonly Primary[];
  /** A primary from a day on, where a row says so. */
  readonly later: readonly { readonly primary: Primary; readonly from: string }[];
  readonly isComplete: boolean;
}

type Row = Readonly<Record<string, string>>;

/** The bundled CMS files, each unpacked when first used. */
const bundled = bundledEditions('add-ons').map(({ from, name, table }) => ({
  from,
  name,
  codes: once(() => listedByCms(addOnTables[table])),
}));

/** The rows of our own table by add-on code. */
const ownRows = once(() => groupedBy(painAddOns, ({ addon = '' }: Row) => addon));

const ownTable = once(() => new Map([...ownRows()].map(([addOn, rows]) => [addOn, listedByUs(rows)] as const)));

/** The part of our own table that is not from CMS: contractors published it. */
const addedByHand = once(
  () =>
    new Map(
      [...ownRows()].map(([addOn, rows]) => {
        const added = rows.filter(
          ({ primary }) => !bundled.some(({ codes }) => isListed(codes().get(addOn)?.primaries, primary)),
        );
        return [addOn, listedByUs(added)] as const;
      }),
    ),
);

export interface AddOns {
  /** What is known about an add-on code on the date; undefined where it is not one. */
  of(code: string, date: string | undefined): AddOn | undefined;
  /** The add-on codes that may follow this primary. */
  after(primary: string): readonly string[];
  /** Whether an add-on file has the code on either side. */
  has(code: string): boolean;
}

/** The bundled add-on files and our own table of them, and a user's own files. */
export function addOns(own: readonly AddOnEdition[], fees: Pick<FeeSchedules, 'row'>): AddOns {
  const ownFollowers = once(() => followersIn(own));
  return {
    of(code, date) {
      const since = ofClassFrom(code, 'add-on');
      if (since !== undefined && date !== undefined && date < since) return undefined;
      const newer = inForceOn(own, date);
      const rows = newer?.rows.get(code)?.filter((row) => isOn(row, date));
      const from = inForceOn(bundled, date)?.from;
      if (newer && rows && rows.length > 0 && (from === undefined || newer.from >= from)) {
        return addOnIn(newer, rows, addedByHand().get(code), date);
      }
      return bundledAddOn(code, date, since, fees);
    },
    after: (primary) =>
      [...new Set([...(followers().get(primary) ?? []), ...(ownFollowers().get(primary) ?? [])])].sort(),
    has: (code) =>
      bundled.some(({ codes }) => codes().has(code)) ||
      followers().has(code) ||
      (own.length > 0 && (ownFollowers().has(code) || own.some(({ rows }) => rows.has(code)))),
  };
}

/** What a user's file says, with the primaries that our own table has beyond CMS's. */
function addOnIn(
  edition: AddOnEdition,
  rows: readonly AddOnRow[],
  byHand: Known | undefined,
  date: string | undefined,
): AddOn {
  const listed = new Set(rows.filter(({ type }) => type !== '2').map(({ primary }) => primary));
  const more = byHand ? primariesOn(byHand, date).filter(({ code }) => !listed.has(code)) : [];
  const primaries = [...[...listed].map((primary): Primary => ({ code: primary, condition: undefined })), ...more];
  return {
    primaries,
    isComplete: rows.every(({ type }) => type === '1') && (byHand?.isComplete ?? true),
    isContractorsChoice: primaries.length === 0,
    edition: edition.name,
    isBeforeEdition: false,
  };
}

function isOn({ from, until }: AddOnRow, date: string | undefined): boolean {
  return date === undefined ? until === undefined : from <= date && (until === undefined || date <= until);
}

function followersIn(own: readonly AddOnEdition[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const newest = own.at(-1);
  for (const [addOn, rows] of newest?.rows ?? []) {
    for (const { primary, type, until } of rows) {
      if (type === '2' || until !== undefined) continue;
      found.set(primary, (found.get(primary) ?? new Set<string>()).add(addOn));
    }
  }
  return found;
}

function bundledAddOn(
  code: string,
  date: string | undefined,
  since: string | undefined,
  fees: Pick<FeeSchedules, 'row'>,
): AddOn | undefined {
  const file = inForceOn(bundled, date) ?? bundled[0];
  if (!file) return undefined;
  // The level families are what codes.csv itself says, whatever the edition.
  const isDated = since !== undefined || painCodes().get(code)?.family !== undefined;
  const said = { edition: file.name, isBeforeEdition: !isDated && date !== undefined && date < file.from };
  const own = ownTable().get(code);
  if (own) {
    return { primaries: primariesOn(own, date), isComplete: own.isComplete, isContractorsChoice: false, ...said };
  }
  const listed = file.codes().get(code);
  if (listed) {
    const { primaries, isComplete } = listed;
    return { primaries, isComplete, isContractorsChoice: primaries.length === 0, ...said };
  }
  // Newer than the file: an add-on code according to its global period, with primaries that nothing here lists.
  if (fees.row(code, date)?.global !== 'ZZZ') return undefined;
  return { primaries: [], isComplete: false, isContractorsChoice: true, ...said };
}

/** By primary, the add-on codes that may follow it; CMS's newest file answers for those that our own table does not have. */
const followers = once(() => {
  const found = new Map<string, Set<string>>();
  const add = (primary: string, addOn: string): void => {
    found.set(primary, (found.get(primary) ?? new Set<string>()).add(addOn));
  };
  for (const [addOn, rows] of ownRows()) for (const row of rows) add(row.primary ?? '', addOn);
  for (const [addOn, { primaries }] of bundled.at(-1)?.codes() ?? []) {
    if (ownRows().has(addOn)) continue;
    for (const { code } of primaries) add(code, addOn);
  }
  return found;
});

/** CMS's file by add-on code. For type 2 the contractor decides, and the file lists no primaries. */
function listedByCms(groups: Readonly<Record<string, string>> = {}): ReadonlyMap<string, Known> {
  const types = new Map<string, { readonly type: string; readonly primaries: readonly string[] }[]>();
  for (const [key, joined] of Object.entries(groups)) {
    const [code = '', type = ''] = key.split(',');
    addTo(types, code, { type, primaries: type === '2' ? [] : codesIn(joined) });
  }
  return new Map(
    [...types].map(([code, edits]) => [
      code,
      {
        primaries: [...new Set(edits.flatMap(({ primaries }) => primaries))].map((primary) => ({
          code: primary,
          condition: undefined,
        })),
        later: [],
        isComplete: edits.every(({ type }) => type === '1'),
      },
    ]),
  );
}

function listedByUs(rows: readonly Row[]): Known {
  const primaries = rows.map(({ primary = '', condition }) => {
    const from = /^from (\d{4}-\d\d-\d\d)$/.exec(condition ?? '')?.[1];
    return { primary: { code: primary, condition: from === undefined ? condition || undefined : undefined }, from };
  });
  return {
    primaries: primaries.flatMap(({ primary, from }) => (from === undefined ? [primary] : [])),
    later: primaries.flatMap(({ primary, from }) => (from === undefined ? [] : [{ primary, from }])),
    isComplete: rows.every((row) => row.list_is_complete === 'yes'),
  };
}

function primariesOn({ primaries, later }: Known, date: string | undefined): readonly Primary[] {
  if (later.length === 0) return primaries;
  return [...primaries, ...later.flatMap(({ primary, from }) => (date !== undefined && date < from ? [] : [primary]))];
}

function isListed(primaries: readonly Primary[] | undefined, primary: string | undefined): boolean {
  return primaries?.some(({ code }) => code === primary) ?? false;
}
