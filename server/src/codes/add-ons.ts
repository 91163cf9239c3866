/** Add-on codes and the primary codes they may follow: CMS's add-on code file, and for the pain codes our own table of it. */
import { addOnEdits, painAddOns } from '../../generated/add-ons.js';
import type { AddOn, Primary } from './codes.js';
import { feeScheduleRow } from './fee-schedule.js';
import { codesIn, once } from './packed.js';
import { painCodes } from './pain-codes.js';

const firstEdition = '2024-06-03';
const edition = 'CMS add-on code file of 2024-06-03';

/** Became an add-on code on a day: rules.md names 64421, an add-on code from 2020. */
const addOnSince: Readonly<Record<string, string>> = { '64421': '2020-01-01' };

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

/** What is known of an add-on code on the date; undefined where it is none. */
export function addOnOf(code: string, date: string | undefined): AddOn | undefined {
  const since = addOnSince[code];
  if (since !== undefined && date !== undefined && date < since) return undefined;
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
  if (feeScheduleRow(code)?.global !== 'ZZZ') return undefined;
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

/** The add-on codes that may follow this primary. */
export function addOnsOf(primary: string): readonly string[] {
  return [...(followers().get(primary) ?? [])].sort();
}

/** Whether the add-on file has the code on either side. */
export function isInAddOnFile(code: string): boolean {
  return editRows().has(code) || followers().has(code);
}

function primaryOf(row: Readonly<Record<string, string>>, date: string | undefined): readonly Primary[] {
  const condition = row.condition || undefined;
  const from = /^from (\d{4}-\d\d-\d\d)$/.exec(condition ?? '')?.[1];
  if (from !== undefined)
    return date !== undefined && date < from ? [] : [{ code: row.primary ?? '', condition: undefined }];
  return [{ code: row.primary ?? '', condition }];
}
