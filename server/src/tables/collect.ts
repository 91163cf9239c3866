/** The tables of a folder as the editions that codes/ answers from, and what is missing among them. */
import {
  byAge,
  type DiagnosisEdition,
  type DiagnosisTitles,
  type Editions,
  type LevelTwoEdition,
  type PairEdition,
  type PairList,
} from '../codes/editions.js';
import { groupedBy } from '../text/grouped.js';
import { fiscalYear } from './diagnoses-file.js';
import { datedPairs, namesOf } from './pair-rows.js';
import { quarterWords } from './release-dates.js';
import { firstFrom } from './sorted.js';
import {
  type DiagnosisList,
  type DiagnosisTitleList,
  editionRead,
  type Fault,
  type LevelTwoList,
  type PairPart,
  type Table,
} from './table.js';

/** The tables by kind, from the oldest to the newest. */
export function editionsOf(tables: readonly Table[]): Editions {
  return {
    feeSchedules: byAge(tables.flatMap((table) => (table.kind === 'fee-schedule' ? [table.edition] : []))),
    mues: byAge(tables.flatMap((table) => (table.kind === 'mue' ? [table.edition] : []))),
    pairs: byAge(quartersOf(tables.flatMap((table) => (table.kind === 'pairs' ? [table.edition] : [])))),
    addOns: byAge(tables.flatMap((table) => (table.kind === 'add-ons' ? [table.edition] : []))),
    diagnoses: byAge(
      tables.flatMap((table) => (table.kind === 'diagnosis-titles' ? yearsIn(table.edition) : [])),
      tables.flatMap((table) => (table.kind === 'diagnoses' ? [diagnosesIn(table.edition)] : [])),
    ),
    diagnosisTitles: tables.flatMap((table) => (table.kind === 'diagnosis-titles' ? [titlesIn(table.edition)] : [])),
    levelTwo: byAge(tables.flatMap((table) => (table.kind === 'level-two' ? [levelTwoIn(table.edition)] : []))),
    modifiers: byAge(tables.flatMap((table) => (table.kind === 'modifiers' ? [table.edition] : []))),
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
  return [...groupedBy(parts, ({ from }) => from)].map(([from, ofQuarter]) => ({
    ...editionRead(ofQuarter.map(({ file }) => file).join(', '), from, quarterWords(from), ofQuarter[0]?.name ?? ''),
    isDated: ofQuarter.every(({ isDated }) => isDated),
    parts: ofQuarter.map(listOf),
  }));
}

function listOf({ rows, isDated, isWhole }: PairPart): PairList {
  const list = datedPairs(rows);
  if (isDated) return list;
  // Without its own days a pair is one of the quarter; a part of it knows only the codes that it names.
  return { ...list, covers: isWhole ? () => true : namesOf(rows) };
}

function levelTwoIn({ titles, ...list }: LevelTwoList): LevelTwoEdition {
  return { ...list, title: (code) => titles.get(code) };
}

function titlesIn({ rows }: DiagnosisTitleList): DiagnosisTitles {
  const titles = new Map(rows.map(({ code, title }) => [code, title]));
  return { of: (code) => titles.get(code) };
}

/** The years of a list of titles, each as a set of billable codes. */
function yearsIn({ file, years, rows }: DiagnosisTitleList): readonly DiagnosisEdition[] {
  return years.map((year) => {
    const codes = rows.flatMap((row) => (row.year === undefined || row.year === year ? [row.code] : []));
    return diagnosesIn(fiscalYear(file, Number(year), codes));
  });
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
