/**
 * HCPCS level II as the copy in server/data/ has it: code, CMS's titles, the day it was added (`by 2026-07` where only the lists around it
 * are known), its last day as far as it is known, and whether it was seen to be in force later.
 */
import type { LevelTwoDays } from '../codes/editions.js';
import type { Row } from './records.js';
import { dayInName } from './release-dates.js';
import { codeForm, columnsOf, head, noCode, noDay, type RowTable, rowReader, tooFew } from './rows-table.js';
import { editionRead, type Fault, type FileName, isFault, type TableReader } from './table.js';

const wanted = {
  code: 'CODE',
  title: 'TITLE',
  added: 'ADDED',
  last: /^TERMINATED_\d{4}_\d\d$/,
  active: /^ACTIVE_\d{4}_\d\d$/,
} as const;

/** Whether a row is the heads of the list. */
export function isLevelTwoHead({ cells }: Row): boolean {
  const heads = cells.map(head);
  return heads[0] === wanted.code && heads.includes(wanted.title) && heads.includes(wanted.added);
}

/** A reader of the list. */
export function levelTwoReader(file: FileName): TableReader {
  return rowReader('level-two', (row) => (isLevelTwoHead(row) ? list(file, row) : undefined), 'code, title, added');
}

function list(file: FileName, heads: Row): RowTable | Fault {
  const names = heads.cells.map(head);
  const columns = columnsOf(names, wanted, heads.line);
  if (isFault(columns)) return columns;
  // ACTIVE_2026_10: whether it was in force on that day.
  const seenOn = firstDayIn(names[columns.active] ?? '');
  const days = new Map<string, LevelTwoDays & { readonly isBound: boolean }>();
  const titles = new Map<string, string>();
  // The lists of which it is known what they had, from the oldest.
  const known = new Set([firstDayIn(names[columns.last] ?? '')]);
  return {
    row(row) {
      const few = tooFew(row, columns.added + 1);
      if (few) return few;
      const cell = (column: number): string => row.cells[column] ?? '';
      const code = cell(columns.code);
      if (!codeForm.test(code)) return noCode(row, code);
      const by = /^by (\d{4}-\d\d)$/.exec(cell(columns.added))?.[1];
      const added = by === undefined ? cell(columns.added) : `${by}-01`;
      const wrong = noDay(row, added) ?? noDay(row, cell(columns.last));
      if (wrong) return wrong;
      if (by !== undefined) known.add(added);
      const lastDate = cell(columns.last) || undefined;
      const endedBy = cell(columns.active) === 'no' && !lastDate ? seenOn : undefined;
      days.set(code, { added, addedAfter: undefined, lastDate, endedBy, isBound: by !== undefined });
      if (cell(columns.title) !== '') titles.set(code, cell(columns.title));
      return undefined;
    },
    end() {
      const from = dayInName(file);
      if (days.size === 0) return { message: 'it has no rows below the column headings' };
      if (!from) return { message: 'its release is unknown: name it with its month, such as hcpcs_2026-07.csv' };
      const lists = [...known].sort();
      const rows = new Map(
        [...days].map(([code, { isBound, ...each }]): [string, LevelTwoDays] => [
          code,
          isBound ? { ...each, addedAfter: lists[lists.indexOf(each.added) - 1] } : each,
        ]),
      );
      const release = from.slice(0, 7);
      const name = `CMS HCPCS level II, ${release}`;
      return { kind: 'level-two', edition: { ...editionRead(file.path, from, release, name), rows, titles } };
    },
  };
}

/** `TERMINATED_2025_10` is of 2025-10-01. */
function firstDayIn(name: string): string {
  return `${name.slice(-7).replace('_', '-')}-01`;
}
