/** The tables of a folder as the editions that codes/ answers from, and what is missing among them. */
import { byAge, type DiagnosisEdition, type Editions, type PairEdition } from '../codes/editions.js';
import { groupedBy } from '../text/grouped.js';
import { datedPairs } from './pair-rows.js';
import { quarterWords } from './release-dates.js';
import { firstFrom } from './sorted.js';
import type { DiagnosisList, Fault, PairPart, Table } from './table.js';

/** The tables by kind, from the oldest to the newest. */
export function editionsOf(tables: readonly Table[]): Editions {
  return {
    feeSchedules: byAge(tables.flatMap((table) => (table.kind === 'fee-schedule' ? [table.edition] : []))),
    mues: byAge(tables.flatMap((table) => (table.kind === 'mue' ? [table.edition] : []))),
    pairs: byAge(quartersOf(tables.flatMap((table) => (table.kind === 'pairs' ? [table.edition] : [])))),
    addOns: byAge(tables.flatMap((table) => (table.kind === 'add-ons' ? [table.edition] : []))),
    diagnoses: byAge(tables.flatMap((table) => (table.kind === 'diagnoses' ? [diagnosesIn(table.edition)] : []))),
    diagnosisTitles: [],
    levelTwo: [],
    modifiers: [],
    descriptors: byAge(tables.flatMap((table) => (table.kind === 'descriptors' ? [table.edition] : []))),
  };
}

function diagnosesIn({ codes, ...edition }: DiagnosisList): DiagnosisEdition {
  return {
    ...edition,
    has: (code) => codes[firstFrom(codes, code)] === code,
    *beginning(prefix) {
      for (let at = firstFrom(codes, prefix); codes[at]?.startsWith(prefix); at += 1) yield codes[at] ?? '';
    },
  };
}

function quartersOf(parts: readonly PairPart[]): readonly PairEdition[] {
  return [...groupedBy(parts, ({ from }) => from).values()].map((ofQuarter) => ({
    from: ofQuarter[0]?.from ?? '',
    answersFrom: ofQuarter[0]?.from ?? '',
    name: ofQuarter[0]?.name ?? '',
    release: quarterWords(ofQuarter[0]?.from ?? ''),
    file: ofQuarter.map(({ file }) => file).join(', '),
    isDated: true,
    parts: ofQuarter.map(({ rows }) => datedPairs(rows)),
  }));
}

/** The files of a quarter of pairs that are missing between those that are there. */
export function missingParts(tables: readonly Table[]): readonly Fault[] {
  const parts = tables.flatMap((table) => (table.kind === 'pairs' ? [table.edition] : []));
  return [...new Set(parts.map(({ from }) => from))].flatMap((from) => {
    const ofQuarter = parts.filter((part) => part.from === from);
    const known = ofQuarter.flatMap(({ part }) => part ?? []);
    const missing = Array.from({ length: Math.max(0, ...known) }, (_, at) => at + 1).filter(
      (at) => !known.includes(at),
    );
    if (missing.length === 0) return [];
    const named = missing.map((at) => `f${at}`).join(', ');
    return [{ message: `the ${ofQuarter[0]?.name} pairs lack ${named}: an older table is used for its codes` }];
  });
}
