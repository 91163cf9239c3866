/**
 * The billable ICD-10-CM codes of two fiscal years as the copy in server/data/ has them: code without its point, official title, and the
 * years in which it is billable: `both`, or one of them.
 */
import type { Row } from './records.js';
import { columnsOf, head, quotedShort, type RowTable, rowReader, tooFew } from './rows-table.js';
import { type Fault, type FileName, isFault, type TableReader, type TitledDiagnosis } from './table.js';

const wanted = { code: 'CODE', title: 'TITLE', years: 'YEARS' } as const;

/** Whether a row is the heads of the list. */
export function isTitlesHead({ cells }: Row): boolean {
  const heads = cells.map(head);
  return heads[0] === wanted.code && heads.includes(wanted.years);
}

/** A reader of the list. */
export function diagnosisTitlesReader(file: FileName): TableReader {
  return rowReader(
    'diagnosis-titles',
    (row) => (isTitlesHead(row) ? list(file, row) : undefined),
    'code, title, years',
  );
}

function list(file: FileName, heads: Row): RowTable | Fault {
  const columns = columnsOf(heads.cells.map(head), wanted, heads.line);
  if (isFault(columns)) return columns;
  const rows: TitledDiagnosis[] = [];
  const years = new Set<string>();
  return {
    row(row) {
      const few = tooFew(row, columns.years + 1);
      if (few) return few;
      const [code = '', title = '', said = ''] = [columns.code, columns.title, columns.years].map(
        (at) => row.cells[at],
      );
      if (!/^[A-Z]\d?[0-9A-Z]{1,6}$/.test(code)) {
        return { line: row.line, message: `expected a diagnosis code without its point, found ${quotedShort(code)}` };
      }
      if (!/^(?:both|20\d\d)$/.test(said)) {
        return { line: row.line, message: `expected both or a year, found ${quotedShort(said)}` };
      }
      if (said !== 'both') years.add(said);
      rows.push({ code, title, year: said === 'both' ? undefined : said });
      return undefined;
    },
    end() {
      if (rows.length === 0) return { message: 'it has no rows below the column headings' };
      return { kind: 'diagnosis-titles', edition: { file: file.path, years: [...years].sort(), rows } };
    },
  };
}
