/** The dates of the bundled tables, and from when each applies: server/data/editions.csv. */
import { editionRows } from '../../generated/editions.js';
import type { Edition } from './editions.js';

/** The kinds of tables that come with the tool. */
export type BundledKind =
  | 'fee-schedule'
  /** A part of a later release, for the codes that no complete one has. */
  | 'fee-schedule-part'
  | 'unpriced-places'
  | 'mue'
  | 'pairs'
  | 'add-ons'
  | 'diagnoses'
  | 'hcpcs'
  | 'deleted-codes'
  | 'cpt-modifiers'
  | 'hcpcs-modifiers';

/** A table that comes with the tool. */
export interface BundledEdition extends Edition {
  /** The last day it applies to; empty where it has none. */
  readonly until: string;
  /** As CMS calls it: `October 2025`, `2024 Q3`. */
  readonly release: string;
  /** Its file in server/data/, by which the generated tables are named. */
  readonly table: string;
}

/** The tables of a kind, from the oldest to the newest. */
export function bundledEditions(kind: BundledKind): readonly BundledEdition[] {
  return editionRows.flatMap((row) => (row.kind === kind ? [editionOf(row)] : []));
}

/** The newest table of a kind. */
export function newestBundled(kind: BundledKind): BundledEdition {
  return bundledEditions(kind).at(-1) ?? editionOf({});
}

/** The newest day from which one of the tables applies: all of them know what is in force on it. */
export const newestDay = editionRows.reduce((newest, { from = '' }) => (from > newest ? from : newest), '');

function editionOf({ from = '', until = '', name = '', release = '', file = '' }: Readonly<Record<string, string>>) {
  return { from, until, name, release, table: file, file: '' };
}
