/** Whether a procedure code may be billed on a date of service. */
import { deletedCodeRows } from '../../generated/deleted-codes.js';
import { hcpcs } from '../../generated/hcpcs.js';
import type { AddOns } from './add-ons.js';
import { ofClassFrom } from './classes.js';
import type { Standing, Successor } from './codes.js';
import type { FeeSchedules } from './fee-schedule.js';
import type { Mues } from './mue.js';
import { byCode, once } from './packed.js';
import { painCodes } from './pain-codes.js';

/** CPT category I, II and III, proprietary laboratory analyses and the like; HCPCS level II. */
const cptForm = /^\d{4}[0-9AFMTU]$/;
const hcpcsForm = /^[A-Z]\d{4}$/;

/** rules.md, unknown-code: the CPT tables know enough from 2020 on, the level II list from 2014 on. */
const cptKnownFrom = '2020-01-01';
const hcpcsKnownFrom = '2014-01-01';

const deletedRows = once(() => new Map(deletedCodeRows.map((row) => [row.code ?? '', row])));
const successorCodes = once(() => new Set(deletedCodeRows.flatMap((row) => (row.successors ?? '').split(' '))));
const hcpcsDates = once(() => byCode(hcpcs));

/** The tables that know codes and are there in several editions. */
export interface DatedTables {
  readonly fees: FeeSchedules;
  readonly mues: Mues;
  readonly addOns: AddOns;
}

/** The code's standing on the date; `undecided` where no table can tell. */
export function standingOf(code: string, date: string | undefined, tables: DatedTables): Standing {
  if (!cptForm.test(code) && !hcpcsForm.test(code)) return { kind: 'impossible' };
  const deleted = deletedRows().get(code);
  if (deleted) return deletedStanding(deleted, date);
  const since = painCodes().get(code)?.since ?? ofClassFrom(code, 'in-force');
  if (since !== undefined && date !== undefined && date < since) return { kind: 'not-yet', firstDate: since };
  const dates = hcpcsDates().get(code);
  if (dates !== undefined) return datedStanding(dates, date);
  if (isListed(code, tables)) {
    const edition = date === undefined ? undefined : tables.fees.withoutIt(code, date);
    return edition ? { kind: 'unknown', goneFrom: edition.name } : { kind: 'valid' };
  }
  // Dental codes are a list of their own, which is not among the tables.
  if (date === undefined || code.startsWith('D')) return { kind: 'undecided' };
  return date >= (hcpcsForm.test(code) ? hcpcsKnownFrom : cptKnownFrom) ? { kind: 'unknown' } : { kind: 'undecided' };
}

/** The deleted codes of a pain practice. */
export const deletedCodes = once(() => [...deletedRows().keys()]);

/** When a HCPCS code was added and its last day. */
export function levelTwo(code: string): { readonly added: string; readonly lastDate: string | undefined } | undefined {
  const [added = '', lastDate = ''] = hcpcsDates().get(code)?.split(',') ?? [];
  return added ? { added, lastDate: lastDate || undefined } : undefined;
}

/** Every code that was ever in a table, deleted ones left out. */
export function* listedCodes(fees: FeeSchedules): Iterable<string> {
  yield* painCodes().keys();
  yield* fees.codes();
  yield* hcpcsDates().keys();
}

function isListed(code: string, { fees, mues, addOns }: DatedTables): boolean {
  return painCodes().has(code) || fees.has(code) || mues.has(code) || addOns.has(code) || successorCodes().has(code);
}

function deletedStanding(row: Readonly<Record<string, string>>, date: string | undefined): Standing {
  const lastDate = row.last_date || undefined;
  if (date === undefined) return { kind: 'undecided' };
  if (lastDate === undefined && date < cptKnownFrom) return { kind: 'undecided' };
  if (lastDate !== undefined && date <= lastDate) {
    const added = hcpcsDates()
      .get(row.code ?? '')
      ?.split(',')[0];
    return added && date < added ? { kind: 'not-yet', firstDate: added } : { kind: 'valid' };
  }
  return { kind: 'deleted', lastDate, successors: successorsOf(row), areSuccessorsKnown: true };
}

function datedStanding(dates: string, date: string | undefined): Standing {
  const [added = '', terminated = ''] = dates.split(',');
  if (date === undefined) return terminated ? { kind: 'undecided' } : { kind: 'valid' };
  if (added && date < added) return { kind: 'not-yet', firstDate: added };
  return terminated && date > terminated
    ? { kind: 'deleted', lastDate: terminated, successors: [], areSuccessorsKnown: false }
    : { kind: 'valid' };
}

function successorsOf(row: Readonly<Record<string, string>>): readonly Successor[] {
  const notes = new Map(
    (row.successor_notes ?? '')
      .split('; ')
      .map((note) => [note.slice(0, 5), note.slice(5).replace(/^: /, '')] as const),
  );
  return (row.successors ?? '')
    .split(' ')
    .filter(Boolean)
    .map((code) => {
      const note = notes.get(code) ?? '';
      return { code, note, unitsPerUnit: conversion(row, code) };
    });
}

function conversion({ successor_units }: Readonly<Record<string, string>>, successor: string): number | undefined {
  if (successor_units) return Number(successor_units);
  // Of a drug whose old unit no source says, nobody knows how many new units one old unit is.
  return painCodes().get(successor)?.unit ? undefined : 1;
}
