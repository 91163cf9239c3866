/** Whether a procedure code may be billed on a date of service. */
import { deletedCodeRows } from '../../generated/deleted-codes.js';
import { once } from '../text/once.js';
import type { AddOns } from './add-ons.js';
import { ofClassFrom } from './classes.js';
import type { Standing, Successor } from './codes.js';
import type { LevelTwoDays } from './editions.js';
import type { FeeSchedules } from './fee-schedule.js';
import type { LevelTwo } from './level-two.js';
import type { Mues } from './mue.js';
import { painCodes } from './pain-codes.js';
import { newestShipped } from './shipped-editions.js';

/** CPT category I, II and III, proprietary laboratory analyses and similar; HCPCS level II. */
const cptForm = /^\d{4}[0-9AFMTU]$/;
const hcpcsForm = /^[A-Z]\d{4}$/;

/** From this day on the tables are complete enough to say that there is no such CPT code. */
const { answersFrom: cptKnownFrom } = newestShipped('deleted-codes');

const deletedRows = once(() => new Map(deletedCodeRows.map((row) => [row.code ?? '', row])));
const successorCodes = once(() => new Set(deletedCodeRows.flatMap((row) => (row.successors ?? '').split(' '))));

/** The tables that list codes and come in several editions. */
interface DatedTables {
  readonly fees: FeeSchedules;
  readonly mues: Mues;
  readonly addOns: AddOns;
  readonly levelTwo: LevelTwo;
}

/** The code's standing on the date; `undecided` where no table can tell. */
export function standingOf(code: string, date: string | undefined, tables: DatedTables): Standing {
  if (!cptForm.test(code) && !hcpcsForm.test(code)) return { kind: 'impossible' };
  const deleted = deletedRows().get(code);
  if (deleted) return deletedStanding(deleted, date, tables.levelTwo);
  const since = painCodes().get(code)?.since ?? ofClassFrom(code, 'in-force');
  if (since !== undefined && date !== undefined && date < since) {
    return { kind: 'not-yet', firstDate: since, isBound: false };
  }
  const days = tables.levelTwo.days(code);
  if (days) return datedStanding(days, date);
  if (isListed(code, tables)) {
    const edition = date === undefined ? undefined : tables.fees.withoutIt(code, date);
    return edition ? { kind: 'unknown', goneFrom: edition.name } : { kind: 'valid' };
  }
  // Dental codes are a separate list, which is not among the tables.
  if (date === undefined || code.startsWith('D')) return { kind: 'undecided' };
  return date >= (hcpcsForm.test(code) ? tables.levelTwo.completeFrom : cptKnownFrom)
    ? { kind: 'unknown' }
    : { kind: 'undecided' };
}

/** A pain practice's deleted codes. */
export const deletedCodes = once(() => [...deletedRows().keys()]);

/** Every code that was ever in a table, except deleted ones. */
export function* listedCodes({ fees, levelTwo }: Pick<DatedTables, 'fees' | 'levelTwo'>): Iterable<string> {
  yield* painCodes().keys();
  yield* fees.codes();
  yield* levelTwo.codes();
}

function isListed(code: string, { fees, mues, addOns }: DatedTables): boolean {
  return painCodes().has(code) || fees.has(code) || mues.has(code) || addOns.has(code) || successorCodes().has(code);
}

function deletedStanding(
  row: Readonly<Record<string, string>>,
  date: string | undefined,
  levelTwo: LevelTwo,
): Standing {
  const lastDate = row.last_date || undefined;
  if (date === undefined) return { kind: 'undecided' };
  if (lastDate === undefined && date < cptKnownFrom) return { kind: 'undecided' };
  if (lastDate !== undefined && date <= lastDate) {
    const added = levelTwo.days(row.code ?? '')?.added;
    return added && date < added ? { kind: 'not-yet', firstDate: added, isBound: false } : { kind: 'valid' };
  }
  return {
    kind: 'deleted',
    lastDate,
    successors: successorsOf(row),
    medicareSuccessors: medicareSuccessorsOf(row),
    areSuccessorsKnown: true,
  };
}

function datedStanding({ added, addedAfter, lastDate, endedBy }: LevelTwoDays, date: string | undefined): Standing {
  const ended = {
    kind: 'deleted',
    lastDate,
    successors: [],
    medicareSuccessors: undefined,
    areSuccessorsKnown: false,
  } as const;
  if (date === undefined) return lastDate || endedBy ? { kind: 'undecided' } : { kind: 'valid' };
  if (addedAfter && date > addedAfter && date < added) return { kind: 'undecided' };
  if (added && date < added) return { kind: 'not-yet', firstDate: added, isBound: addedAfter !== undefined };
  if (lastDate) return date > lastDate ? ended : { kind: 'valid' };
  return endedBy && date >= endedBy ? ended : { kind: 'valid' };
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
      return { code, modifiers: [], note, unitsPerUnit: conversion(row, code) };
    });
}

/** "99212-93 99213-93": visits, one for one. */
function medicareSuccessorsOf({ medicare_successors }: Readonly<Record<string, string>>): Successor[] | undefined {
  return medicare_successors?.split(' ').map((written) => {
    const [code = '', ...modifiers] = written.split('-');
    return { code, modifiers, note: '', unitsPerUnit: 1 };
  });
}

function conversion({ successor_units }: Readonly<Record<string, string>>, successor: string): number | undefined {
  if (successor_units) return Number(successor_units);
  // For a drug whose old unit no source states, nobody knows how many new units one old unit is.
  return painCodes().get(successor)?.unit ? undefined : 1;
}
