/** What the readers of tables with heads share: rows until the heads, the preamble above them, then rows of data. */
import { isIsoDate } from '../clinical/dates.js';
import { lines } from './lines.js';
import { type Row, records } from './records.js';
import { type Fault, isFault, type Table, type TableKind, type TableReader, tableRead } from './table.js';

/** How one kind of table is read once its heads were found. */
export interface RowTable {
  /** Takes a row of data; a fault ends the reading. */
  row(row: Row): Fault | undefined;
  end(): Table | Fault;
}

/** Finds the heads in a row, given the rows above it; undefined where this row has none; a fault where one is missing. */
type FindHeads = (row: Row, above: readonly Row[]) => RowTable | Fault | undefined;

/** A code of five characters, CPT or HCPCS. */
export const codeForm = /^[0-9A-Z]\d{3}[0-9A-Z]$/;

/** A reader of a table whose heads this finds. */
export function rowReader(kind: TableKind, findHeads: FindHeads, wanted: string): TableReader {
  const above: Row[] = [];
  let table: RowTable | undefined;
  let fault: Fault | undefined;
  let last = 0;
  const take = (row: Row): void => {
    last = row.line;
    if (fault || row.cells.every((cell) => cell === '')) return;
    if (table) {
      fault = table.row(row);
      return;
    }
    const found = findHeads(row, above);
    if (found === undefined) above.push(row);
    else if (isFault(found)) fault = found;
    else table = found;
  };
  const rows = records(take);
  const source = lines((line, number) => {
    if (fault) return;
    rows.line(line, number);
    if (rows.isStuck()) fault = openQuote(rows.openSince());
  });
  return {
    push: source.push,
    end() {
      source.end();
      if (!fault && rows.openSince() !== undefined) fault = openQuote(rows.openSince());
      if (fault) return { fault, kind };
      if (!table)
        return {
          fault: { line: last || undefined, message: `the file ends before its column headings: ${wanted}` },
          kind,
        };
      return tableRead(kind, table.end());
    },
  };
}

function openQuote(line: number | undefined): Fault {
  return { line, message: 'an opening quote is never closed: the file is incomplete or a quote is missing' };
}

/** Which columns of the heads these are, by their normalized names; a fault names the first that is missing. */
export function columnsOf<Name extends string>(
  heads: readonly string[],
  wanted: Readonly<Record<Name, string | RegExp>>,
  line: number,
): Readonly<Record<Name, number>> | Fault {
  const found: Partial<Record<Name, number>> = {};
  for (const [name, head] of Object.entries(wanted) as [Name, string | RegExp][]) {
    const at = heads.findIndex((each) => (typeof head === 'string' ? each === head : head.test(each)));
    if (at < 0) {
      const shown = typeof head === 'string' ? head : head.source.replace(/[\\^$]/g, '');
      return {
        line,
        message: `the column headings lack ${shown}; found ${heads.filter(Boolean).slice(0, 8).join(', ')}`,
      };
    }
    found[name] = at;
  }
  return found as Record<Name, number>;
}

/** Where each of these columns is, by any of its names; undefined where it is left out. */
export function columnsNamed<Name extends string>(
  heads: readonly string[],
  wanted: Readonly<Record<Name, readonly string[]>>,
): Readonly<Record<Name, number | undefined>> {
  const found = Object.entries<readonly string[]>(wanted).map(([name, names]) => {
    const at = heads.findIndex((each) => names.includes(each));
    return [name, at < 0 ? undefined : at];
  });
  return Object.fromEntries(found) as Record<Name, number | undefined>;
}

/** A head in one form: upper case, one blank between its words. */
export function head(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim().toUpperCase();
}

/** A row with fewer columns than its table. */
export function tooFew(row: Row, wanted: number): Fault | undefined {
  if (row.cells.length >= wanted) return undefined;
  return {
    line: row.line,
    message: `expected ${wanted} columns, found ${row.cells.length}: the line is incomplete`,
  };
}

export function noCode(row: Row, shown: string): Fault {
  return { line: row.line, message: `expected a five-character code, found ${quotedShort(shown)}` };
}

/** What is wrong with the text of a day; undefined where it is one, or is empty. */
export function noDay(row: Row, text: string): Fault | undefined {
  if (text === '' || isIsoDate(text)) return undefined;
  return { line: row.line, message: `expected a date such as 2026-07-01, found ${quotedShort(text)}` };
}

/** What stands there, cut where it is long. */
export function quotedShort(text: string): string {
  return text === '' ? 'nothing' : text.length > 24 ? `"${text.slice(0, 23)}…"` : `"${text}"`;
}
