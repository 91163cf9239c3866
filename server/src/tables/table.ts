/** What reading a file of CMS gives: a table, or what is wrong in which line. */
import type {
  AddOnEdition,
  DescriptorEdition,
  Edition,
  FeeScheduleEdition,
  LevelTwoDays,
  ModifierEdition,
  MueEdition,
} from '../codes/editions.js';
import type { PairRows } from './pair-rows.js';

/** One of the four or so files of a quarter of pairs. */
export interface PairPart {
  readonly from: string;
  readonly name: string;
  readonly file: string;
  /** Which of the quarter's files, from 1, where its name says so. */
  readonly part: number | undefined;
  readonly rows: PairRows;
  /** Whether the rows have their days. */
  readonly isDated: boolean;
  /** Whether it has all pairs, so that one that it lacks was not in force. */
  readonly isWhole: boolean;
}

/** HCPCS level II. */
export interface LevelTwoList extends Edition {
  readonly rows: ReadonlyMap<string, LevelTwoDays>;
  readonly titles: ReadonlyMap<string, string>;
}

/** A billable diagnosis with its title; it is billable in all years of its list, or in one. */
export interface TitledDiagnosis {
  readonly code: string;
  readonly title: string;
  readonly year: string | undefined;
}

/** The diagnoses of several years. */
export interface DiagnosisTitleList {
  readonly file: string;
  readonly from?: undefined;
  readonly years: readonly string[];
  readonly rows: readonly TitledDiagnosis[];
}

/** A list of billable codes. */
export interface DiagnosisList extends Edition {
  /** The last day of its fiscal year. */
  readonly until: string;
  /** Without their point, sorted. */
  readonly codes: readonly string[];
}

export type Table =
  | { readonly kind: 'fee-schedule'; readonly edition: FeeScheduleEdition }
  | { readonly kind: 'mue'; readonly edition: MueEdition }
  | { readonly kind: 'pairs'; readonly edition: PairPart }
  | { readonly kind: 'add-ons'; readonly edition: AddOnEdition }
  | { readonly kind: 'diagnoses'; readonly edition: DiagnosisList }
  | { readonly kind: 'diagnosis-titles'; readonly edition: DiagnosisTitleList }
  | { readonly kind: 'level-two'; readonly edition: LevelTwoList }
  | { readonly kind: 'modifiers'; readonly edition: ModifierEdition }
  | { readonly kind: 'descriptors'; readonly edition: DescriptorEdition };

export type TableKind = Table['kind'];

/** What is wrong in a file: a sentence without a full stop, and the line from 1 where it is a line's fault. */
export interface Fault {
  readonly line?: number | undefined;
  readonly message: string;
}

/** A table; a fault of a file whose kind was known; or no known kind at all, with what was looked for. */
export type TableRead = { readonly table: Table } | { readonly fault: Fault; readonly kind: TableKind | undefined };

export function isFault(value: object): value is Fault {
  return 'message' in value;
}

/** What reading a file of a known kind gave. */
export function tableRead(kind: TableKind, read: Table | Fault): TableRead {
  return isFault(read) ? { fault: read, kind } : { table: read };
}

/** What every edition that was read from a file has: it answers from the day it takes effect. */
export function editionRead(file: string, from: string, release: string, name: string): Edition {
  return { from, answersFrom: from, release, name, file };
}

/** Reads one file as its bytes come, in parts of any size. */
export interface TableReader {
  /** Does nothing more once something is wrong. */
  push(bytes: Uint8Array): void;
  end(): TableRead;
}

/** A file's own name, and that of the archive it lay in: CMS says in them of when it is. */
export interface FileName {
  /** As faults and hovers name it. */
  readonly path: string;
  readonly archive?: string | undefined;
}
