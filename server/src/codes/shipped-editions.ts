/** The tables that come with the tool, by release: server/data/editions.csv. */
import { editionRows } from '../../generated/editions.js';
import type { Edition } from './editions.js';

/** The kinds of tables that come with the tool. */
export type ShippedKind =
  | 'fee-schedule'
  | 'mue'
  | 'pairs'
  /** CMS's words for some of a quarter's pairs. */
  | 'pair-rationales'
  | 'add-ons'
  | 'diagnoses'
  | 'level-two'
  | 'deleted-codes'
  | 'cpt-modifiers'
  | 'hcpcs-modifiers';

/** A table that comes with the tool. */
export interface ShippedEdition extends Edition {
  /** The last day it applies to; empty where it has none. */
  readonly until: string;
  /** Whether it has every code, or every pair: what it lacks is not so. */
  readonly isWhole: boolean;
  /** Its file in server/data/, by which the packed table is named. */
  readonly table: string;
}

/** The tables of a kind, from the oldest to the newest. */
export function shippedOf(kind: ShippedKind): readonly ShippedEdition[] {
  return editionRows.flatMap((row) => (row.kind === kind ? [editionOf(row)] : []));
}

/** The tables that lie beside the program, by the names of their files in server/data/. */
export function tablesBeside(): readonly string[] {
  const beside = editionRows.filter(({ kind }) => kind !== 'deleted-codes');
  return [...new Set(beside.map(({ file = '' }) => file))];
}

/** The newest table of a kind. */
export function newestShipped(kind: ShippedKind): ShippedEdition {
  return shippedOf(kind).at(-1) ?? editionOf({});
}

function editionOf(row: Readonly<Record<string, string>>): ShippedEdition {
  const { from = '', answers_from: answersFrom = from, until = '', name = '', release = '', file: table = '' } = row;
  return { from, answersFrom, until, name, release, table, isWhole: row.whole === 'yes', file: '' };
}
