/**
 * Pairs without their days, as the copies in server/data/ have them: a quarter as it was on its first day. Either a row a pair under
 * the heads column1, column2, modifier_indicator, rationale, or a line a column 1 code, `64493|…|…`: the code, its column 2 codes
 * with indicator 0, those with indicator 1.
 */
import { growing } from './growing.js';
import { lineReader } from './line-reader.js';
import { mostRationales, noEnd } from './pair-rows.js';
import { codeNumber } from './parts.js';
import type { Row } from './records.js';
import { dayInName, quarterWords } from './release-dates.js';
import { codeForm, columnsOf, head, noCode, quotedShort, type RowTable, rowReader, tooFew } from './rows-table.js';
import { sortedRows } from './sorted-pairs.js';
import { type Fault, type FileName, isFault, type Table, type TableReader } from './table.js';

const wanted = {
  column1: 'COLUMN1',
  column2: 'COLUMN2',
  indicator: 'MODIFIER_INDICATOR',
  rationale: 'RATIONALE',
} as const;

const byColumn1 = /^([0-9A-Z]\d{3}[0-9A-Z])\|([0-9A-Z ]*)\|([0-9A-Z ]*)$/;

/** Whether a row is the heads of a list of pairs. */
export function isPairListHead({ cells }: Row): boolean {
  const heads = cells.map(head);
  return heads[0] === wanted.column1 && heads[1] === wanted.column2;
}

/** Whether a line is a column 1 code with its column 2 codes. */
export function isColumn1Line(line: string): boolean {
  return byColumn1.test(line);
}

/** A reader of a row a pair. Of codes that it does not name it says nothing. */
export function pairListReader(file: FileName): TableReader {
  return rowReader(
    'pairs',
    (row) => (isPairListHead(row) ? list(file, row) : undefined),
    'column1, column2, modifier_indicator',
  );
}

/** A reader of a line a column 1 code: a whole quarter. */
export function column1Reader(file: FileName): TableReader {
  const pairs = collection(file, true);
  return lineReader('pairs', {
    line(line, number) {
      const [, column1 = '', ...columns] = byColumn1.exec(line) ?? [];
      if (column1 === '') {
        return { line: number, message: `expected a code and two lists of codes, found ${quotedShort(line)}` };
      }
      for (const [indicator, codes = ''] of columns.entries()) {
        for (const column2 of codes.split(' ')) if (codeForm.test(column2)) pairs.add(column1, column2, indicator, '');
      }
      return undefined;
    },
    end: pairs.end,
  });
}

function list(file: FileName, heads: Row): RowTable | Fault {
  const columns = columnsOf(heads.cells.map(head), wanted, heads.line);
  if (isFault(columns)) return columns;
  const pairs = collection(file, false);
  return {
    row(row) {
      const few = tooFew(row, columns.indicator + 1);
      if (few) return few;
      const cell = (column: number): string => row.cells[column] ?? '';
      for (const code of [cell(columns.column1), cell(columns.column2)]) {
        if (!codeForm.test(code)) return noCode(row, code);
      }
      const indicator = cell(columns.indicator);
      if (!/^[019]$/.test(indicator)) {
        return { line: row.line, message: `expected a modifier indicator 0, 1 or 9, found ${quotedShort(indicator)}` };
      }
      return pairs.add(cell(columns.column1), cell(columns.column2), Number(indicator), cell(columns.rationale))
        ? undefined
        : { line: row.line, message: `expected one of at most ${mostRationales} rationales` };
    },
    end: pairs.end,
  };
}

function collection(file: FileName, isWhole: boolean) {
  const rows = growing();
  const rationales = new Map<string, number>();
  return {
    add(column1: string, column2: string, indicator: number, rationale: string): boolean {
      const index = rationales.get(rationale) ?? rationales.size;
      if (index >= mostRationales) return false;
      rationales.set(rationale, index);
      rows.add(codeNumber(column1), codeNumber(column2), 0, noEnd, index * 10 + indicator);
      return true;
    },
    end(): Table | Fault {
      if (rows.size() === 0) return { message: 'it has no pairs below the column headings' };
      const from = dayInName(file);
      if (!from) return { message: 'its quarter is unknown: name it with it, such as pairs_2026q3.csv' };
      const sorted = sortedRows(rows.columns(), [...rationales.keys()]);
      const name = `NCCI ${quarterWords(from)}`;
      const edition = { from, name, file: file.path, part: undefined, rows: sorted, isDated: false, isWhole };
      return { kind: 'pairs', edition };
    },
  };
}
