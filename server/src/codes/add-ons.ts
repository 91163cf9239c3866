/** Add-on codes and the primary codes they may follow: CMS's add-on code file, and for the pain codes our own table of it. */
import { addOnEdits, painAddOns } from '../../generated/add-ons.js';
import { bundledEditions } from './bundled-editions.js';
import { ofClassFrom } from './classes.js';
import type { AddOn, Primary } from './codes.js';
import { type AddOnEdition, type AddOnRow, inForceOn } from './editions.js';
import type { FeeSchedules } from './fee-schedule.js';
import { codesIn, once } from './packed.js';
import { painCodes } from './pain-codes.js';

const { from: firstEdition, name: edition } = bundledEditions.addOns;

const ownRows = once(() => {
  const rows = new Map<string, Readonly<Record<string, string>>[]>();
  for (const row of painAddOns) rows.set(row.addon ?? '', [...(rows.get(row.addon ?? '') ?? []), row]);
  return rows;
});

const editRows = once(() => {
  const rows = new Map<string, { readonly type: string; readonly primaries: readonly string[] }[]>();
  for (const [key, joined] of Object.entries(addOnEdits)) {
    const [code = '', type = ''] = key.split(',');
    rows.set(code, [...(rows.get(code) ?? []), { type, primaries: codesIn(joined) }]);
  }
  return rows;
});

export interface AddOns {
  /** What is known of an add-on code on the date; undefined where it is none. */
  of(code: string, date: string | undefined): AddOn | undefined;
  /** The add-on codes that may follow this primary. */
  after(primary: string): readonly string[];
  /** Whether an add-on file has the code on either side. */
  has(code: string): boolean;
}

/** The bundled add-on file and our own table of it, and a user's own files. */
export function addOns(own: readonly AddOnEdition[], fees: Pick<FeeSchedules, 'row'>): AddOns {
  const ownFollowers = once(() => followersIn(own));
  return {
    of(code, date) {
      const since = ofClassFrom(code, 'add-on');
      if (since !== undefined && date !== undefined && date < since) return undefined;
      const newer = inForceOn(own, date);
      const rows = newer?.rows.get(code)?.filter((row) => isOn(row, date));
      if (newer && rows && rows.length > 0 && (newer.from >= firstEdition || (date ?? '') < firstEdition)) {
        return addOnIn(newer, rows, ownRows().get(code)?.filter(isAddedByHand), date);
      }
      return bundledAddOn(code, date, fees);
    },
    after: (primary) =>
      [...new Set([...(followers().get(primary) ?? []), ...(ownFollowers().get(primary) ?? [])])].sort(),
    has: (code) =>
      editRows().has(code) ||
      followers().has(code) ||
      (own.length > 0 && (ownFollowers().has(code) || own.some(({ rows }) => rows.has(code)))),
  };
}

/** What a user's file says, with the primaries that our own table has beyond CMS's: contractors published them. */
function addOnIn(
  edition: AddOnEdition,
  rows: readonly AddOnRow[],
  byHand: readonly Readonly<Record<string, string>>[] = [],
  date: string | undefined,
): AddOn {
  const listed = new Set(rows.filter(({ type }) => type !== '2').map(({ primary }) => primary));
  const more = byHand.filter(({ primary = '' }) => !listed.has(primary));
  const primaries = [
    ...[...listed].map((primary): Primary => ({ code: primary, condition: undefined })),
    ...more.flatMap((row) => primaryOf(row, date)),
  ];
  return {
    primaries,
    isComplete: rows.every(({ type }) => type === '1') && byHand.every((row) => row.list_is_complete === 'yes'),
    isContractorsChoice: primaries.length === 0,
    edition: edition.name,
    isBeforeEdition: false,
  };
}

/** The source of each row says where it is from; CMS's own file is `AOC` and its date. */
function isAddedByHand({ addon = '', primary = '' }: Readonly<Record<string, string>>): boolean {
  return !editRows()
    .get(addon)
    ?.some(({ primaries }) => primaries.includes(primary));
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

function bundledAddOn(code: string, date: string | undefined, fees: Pick<FeeSchedules, 'row'>): AddOn | undefined {
  const since = ofClassFrom(code, 'add-on');
  // The level families are what codes.csv itself says, whatever the edition.
  const isDated = since !== undefined || painCodes().get(code)?.family !== undefined;
  const isBeforeEdition = !isDated && date !== undefined && date < firstEdition;
  const own = ownRows().get(code);
  if (own) {
    return {
      primaries: own.flatMap((row) => primaryOf(row, date)),
      isComplete: own.every((row) => row.list_is_complete === 'yes'),
      isContractorsChoice: false,
      edition,
      isBeforeEdition,
    };
  }
  const edits = editRows().get(code);
  if (edits) {
    const primaries = edits.filter(({ type }) => type !== '2').flatMap((edit) => edit.primaries);
    return {
      primaries: [...new Set(primaries)].map((primary) => ({ code: primary, condition: undefined })),
      isComplete: edits.every(({ type }) => type === '1'),
      isContractorsChoice: primaries.length === 0,
      edition,
      isBeforeEdition,
    };
  }
  // Younger than the file: an add-on code by its global period, with primaries that nothing here lists.
  if (fees.row(code, date)?.global !== 'ZZZ') return undefined;
  return { primaries: [], isComplete: false, isContractorsChoice: true, edition, isBeforeEdition };
}

const followers = once(() => {
  const found = new Map<string, Set<string>>();
  const add = (primary: string, addOn: string): void => {
    found.set(primary, (found.get(primary) ?? new Set<string>()).add(addOn));
  };
  for (const [addOn, rows] of ownRows()) for (const row of rows) add(row.primary ?? '', addOn);
  for (const [addOn, edits] of editRows()) {
    if (ownRows().has(addOn)) continue;
    for (const edit of edits) for (const primary of edit.primaries) add(primary, addOn);
  }
  return found;
});

function primaryOf(row: Readonly<Record<string, string>>, date: string | undefined): readonly Primary[] {
  const condition = row.condition || undefined;
  const from = /^from (\d{4}-\d\d-\d\d)$/.exec(condition ?? '')?.[1];
  if (from !== undefined)
    return date !== undefined && date < from ? [] : [{ code: row.primary ?? '', condition: undefined }];
  return [{ code: row.primary ?? '', condition }];
}
