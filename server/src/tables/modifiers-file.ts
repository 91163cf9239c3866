/**
 * Modifiers as the copies in server/data/ have them: CPT's own are a list alone, HCPCS's have CMS's title, the day on which each was added
 * and its last one.
 */
import type { ModifierDays } from '../codes/editions.js';
import type { Row } from './records.js';
import { dayInName } from './release-dates.js';
import { columnsNamed, head, noDay, quotedShort, type RowTable, rowReader } from './rows-table.js';
import { editionRead, type FileName, type TableReader } from './table.js';

const wanted = { title: ['TITLE'], added: ['ADDED'], last: ['TERMINATED'] } as const;

/** A list is known to be complete for so many months from its own on. */
const monthsKnown = { cpt: 12, hcpcs: 3 } as const;

/** Whether a row is the heads of a list of modifiers: a practice's own notes on some of them are not one. */
export function isModifierHead({ cells }: Row): boolean {
  const heads = cells.map(head);
  return heads[0] === 'MODIFIER' && (heads[1] === 'KIND' || heads.includes('ADDED'));
}

/** A reader of a list. */
export function modifiersReader(file: FileName): TableReader {
  return rowReader('modifiers', (row) => (isModifierHead(row) ? list(file, row) : undefined), 'modifier');
}

function list(file: FileName, heads: Row): RowTable {
  const columns = columnsNamed(heads.cells.map(head), wanted);
  const rows = new Map<string, ModifierDays>();
  return {
    row(row) {
      const { cells, line } = row;
      const [modifier = ''] = cells;
      if (!/^[0-9A-Z]{2}$/.test(modifier)) {
        return { line, message: `expected a modifier of two characters, found ${quotedShort(modifier)}` };
      }
      const cell = (column: number | undefined): string | undefined =>
        (column === undefined ? undefined : cells[column]) || undefined;
      const [added, lastDate] = [cell(columns.added), cell(columns.last)];
      rows.set(modifier, { added, lastDate, title: cell(columns.title) });
      return noDay(row, added ?? '') ?? noDay(row, lastDate ?? '');
    },
    end() {
      const from = dayInName(file);
      if (rows.size === 0) return { message: 'it has no rows below the column headings' };
      if (!from) return { message: 'its release is unknown: name it with its month, such as modifiers_2026-07.csv' };
      const of = columns.added === undefined ? 'cpt' : 'hcpcs';
      const release = of === 'cpt' ? from.slice(0, 4) : from.slice(0, 7);
      const name = `${of.toUpperCase()} modifiers of ${release}`;
      const until = monthsLater(from, monthsKnown[of]);
      return {
        kind: 'modifiers',
        edition: { ...editionRead(file.path, from, release, name), until, of, rows },
      };
    },
  };
}

/** The last day of so many months. */
function monthsLater(from: string, months: number): string {
  const [year = 0, month = 1] = from.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 0)).toISOString().slice(0, 10);
}
