/**
 * CMS's add-on code file. As text it has no heads and fixed places: type (1), add-on code (2-6), its last day (7-13), primary
 * code (14-18), its last day (19-25), first day of the edit (26-32) and its last day (33-39), notes; days are year and day of the
 * year. The workbook beside it has the same columns under heads and can be saved as CSV; the copy in server/data/ has shorter heads and
 * dates such as 2026-04-01.
 */
import { isIsoDate } from '../clinical/dates.js';
import type { AddOnRow } from '../codes/editions.js';
import { addTo } from '../text/grouped.js';
import { lineReader } from './line-reader.js';
import type { Row } from './records.js';
import { addOnsFrom, dayInName, quarterWords } from './release-dates.js';
import { codeForm, columnsOf, head, noCode, quotedShort, type RowTable, rowReader, tooFew } from './rows-table.js';
import { editionRead, type Fault, type FileName, isFault, type Table, type TableReader } from './table.js';

const fixed = /^([123])([0-9A-Z]{5})(\d{7}| {7})([0-9A-Z]{5})(\d{7}| {7})(\d{7})(\d{7}| {7}| *$)/;

const wanted = {
  type: 'AOC_EDIT_TYPE',
  addOn: 'ADD-ON_CODE',
  addOnUntil: 'AOC_DELDT',
  primary: 'PRIMARY_CODE',
  primaryUntil: 'PRIMARY_CODE_DELDT',
  from: 'AOC_EDIT_EFFDT',
  until: 'AOC_EDIT_DELDT',
} as const;

/** The same columns of a copy. */
const ofCopy = {
  type: 'TYPE',
  addOn: 'ADDON',
  addOnUntil: 'ADDON_ENDED',
  primary: 'PRIMARY',
  primaryUntil: 'PRIMARY_ENDED',
  from: 'FROM',
  until: 'TO',
} as const;

/** Whether a line is one of the text file. */
export function isAddOnLine(line: string): boolean {
  return fixed.test(line);
}

/** Whether a row is the heads of the workbook. */
export function isAddOnHead({ cells }: Row): boolean {
  const heads = cells.map(head);
  return [wanted, ofCopy].some(({ type, addOn, primary }) =>
    [type, addOn, primary].every((each) => heads.includes(each)),
  );
}

/** A reader of the text file. */
export function addOnReader(file: FileName): TableReader {
  const collected = collection(file);
  return lineReader('add-ons', {
    line(line, number) {
      if (line === '\x1a') return undefined;
      const [, type = '', addOn = '', addOnUntil = '', primary = '', primaryUntil = '', from = '', until = ''] =
        fixed.exec(line) ?? [];
      return type === ''
        ? {
            line: number,
            message: `expected type, add-on code, primary code and days in fixed columns, found ${quotedShort(line)}`,
          }
        : collected.add({ cells: [type, addOn, addOnUntil, primary, primaryUntil, from, until], line: number });
    },
    end: collected.end,
  });
}

/** A reader of the workbook saved as CSV. */
export function addOnSheetReader(file: FileName): TableReader {
  return rowReader('add-ons', (row) => (isAddOnHead(row) ? sheet(file, row) : undefined), 'AOC_Edit_Type, Add-On_Code');
}

function sheet(file: FileName, heads: Row): RowTable | Fault {
  const names = heads.cells.map(head);
  const columns = columnsOf(names, names.includes(ofCopy.addOn) ? ofCopy : wanted, heads.line);
  if (isFault(columns)) return columns;
  const collected = collection(file);
  const order = Object.values(columns);
  return {
    row: (row) =>
      tooFew(row, Math.max(columns.type, columns.addOn, columns.primary, columns.from) + 1) ??
      collected.add({ cells: order.map((column) => row.cells[column] ?? ''), line: row.line }),
    end: collected.end,
  };
}

/** The rows as they come, in the order of the text file's places. */
function collection(file: FileName) {
  const rows = new Map<string, AddOnRow[]>();
  let newest = '';
  return {
    add(row: Row): Fault | undefined {
      const [type = '', addOn = '', addOnUntil = '', primary = '', primaryUntil = '', effective = '', until = ''] =
        row.cells;
      if (type !== '1' && type !== '2' && type !== '3') {
        return { line: row.line, message: `expected an edit type 1, 2 or 3, found ${quotedShort(type)}` };
      }
      if (!codeForm.test(addOn)) return noCode(row, addOn);
      // CCCCC: the contractor decides.
      if (!codeForm.test(primary) && primary !== 'CCCCC') return noCode(row, primary);
      const from = dateIn(effective);
      if (!from) {
        return { line: row.line, message: `expected a day such as 2026001, found ${quotedShort(effective)}` };
      }
      const ends = [addOnUntil, primaryUntil, until].flatMap((day) => dateIn(day) ?? []).sort();
      if (from > newest) newest = from;
      // A pair that ended on its first day was never in force.
      if (ends[0] === undefined || ends[0] > from) addTo(rows, addOn, { type, primary, from, until: ends[0] });
      return undefined;
    },
    end(): Table | Fault {
      if (rows.size === 0) return { message: 'it has no add-on code' };
      const from = addOnsFrom(file) ?? dayInName(file) ?? newest;
      const edition = editionRead(file.path, from, quarterWords(from), `CMS add-on code file of ${from}`);
      return { kind: 'add-ons', edition: { ...edition, rows } };
    },
  };
}

/** `2026274` is the first of October 2026, as is `2026-10-01`; undefined where it is no such day. */
function dateIn(text: string): string | undefined {
  if (isIsoDate(text)) return text;
  const [, year = '', day = ''] = /^(\d{4})(\d{3})$/.exec(text.trim()) ?? [];
  if (!year || Number(day) < 1 || Number(day) > 366) return undefined;
  return new Date(Date.UTC(Number(year), 0, Number(day))).toISOString().slice(0, 10);
}
