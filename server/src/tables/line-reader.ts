/** What the readers of tables without heads share: a line at a time, until something is wrong. */
import { lines } from './lines.js';
import { type Fault, type Table, type TableKind, type TableReader, tableRead } from './table.js';

/** How one kind of table is read line by line. */
interface LineTable {
  /** Takes a line that is not blank, and its number from 1; a fault ends the reading. */
  line(line: string, number: number): Fault | undefined;
  end(): Table | Fault;
}

/** A reader of a table that is read so. */
export function lineReader(kind: TableKind, table: LineTable): TableReader {
  let fault: Fault | undefined;
  const source = lines((line, number) => {
    if (!fault && line.trim() !== '') fault = table.line(line, number);
  });
  return {
    push: source.push,
    end() {
      source.end();
      return tableRead(kind, fault ?? table.end());
    },
  };
}
