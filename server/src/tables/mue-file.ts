/**
 * The practitioner MUE table as CMS publishes it: a copyright notice in one quoted cell over several lines, then the heads
 * HCPCS/CPT Code, Practitioner Services MUE Values, MUE Adjudication Indicator, MUE Rationale. The tables of hospitals and
 * suppliers have the same form and another second head: a practice's claims do not go by them. The copies in server/data/ have the heads
 * HCPCS, MUE, MAI.
 */
import type { MueLimit } from '../codes/editions.js';
import type { Row } from './records.js';
import { dayInName, mueFrom, quarterWords } from './release-dates.js';
import { codeForm, columnsOf, head, noCode, quotedShort, type RowTable, rowReader, tooFew } from './rows-table.js';
import { editionRead, type Fault, type FileName, isFault, type TableReader } from './table.js';

const example = 'MCR_MUE_PractitionerServices_Eff_10-01-2026.csv';

const wanted = {
  code: /^HCPCS(?: ?\/ ?CPT CODE)?$/,
  units: /^(?:PRACTITIONER SERVICES MUE VALUES?|MUE)$/,
  indicator: /^(?:MUE ADJUDICATION INDICATOR|MAI)$/,
} as const;

/** Whether a row is the heads of an MUE table of any kind of provider. */
export function isMueHead({ cells }: Row): boolean {
  const heads = cells.map(head);
  return wanted.code.test(heads[0] ?? '') && heads.some((each) => / MUE VALUES?$/.test(each) || each === 'MUE');
}

/** A reader of the MUE table. */
export function mueReader(file: FileName): TableReader {
  return rowReader(
    'mue',
    (row, above) => (isMueHead(row) ? table(file, row, above) : undefined),
    'HCPCS/CPT Code, Practitioner Services MUE Values',
  );
}

function table(file: FileName, row: Row, above: readonly Row[]): RowTable | Fault {
  const heads = row.cells.map(head);
  const other = heads.find((each) => / MUE VALUES?$/.test(each) && !wanted.units.test(each));
  if (other) {
    const whose = other.replace(/ MUE VALUES?$/, '').toLowerCase();
    return { line: row.line, message: `this is the MUE table for ${whose}; use the one for practitioner services` };
  }
  const columns = columnsOf(heads, wanted, row.line);
  if (isFault(columns)) return columns;
  const preamble = above.map(({ cells }) => cells.join(' ')).join('\n');
  const from = heads.includes('MUE') ? dayInName(file) : mueFrom(file, preamble);
  if (!from) return { message: `its quarter is unknown: keep the name CMS gave it, such as ${example}` };
  const limits = new Map<string, MueLimit>();
  return {
    row(each) {
      const { cells, line } = each;
      const few = tooFew(each, columns.indicator + 1);
      if (few) return few;
      const code = cells[columns.code] ?? '';
      if (!codeForm.test(code)) return noCode(each, code);
      const units = cells[columns.units] ?? '';
      if (!/^\d{1,6}$/.test(units)) {
        return { line, message: `expected a number of units, found ${quotedShort(units)}` };
      }
      // The digit stands before its meaning: "3 Date of Service Edit: Clinical".
      const said = cells[columns.indicator] ?? '';
      const indicator = Number(/^([123])(?:\D|$)/.exec(said)?.[1]);
      if (indicator !== 1 && indicator !== 2 && indicator !== 3) {
        return { line, message: `expected an adjudication indicator 1, 2 or 3, found ${quotedShort(said)}` };
      }
      limits.set(code, { units: Number(units), indicator });
      return undefined;
    },
    end() {
      if (limits.size === 0) return { message: 'it has no rows below the column headings' };
      const name = `CMS practitioner MUE table, ${from}`;
      const release = quarterWords(from);
      return { kind: 'mue', edition: { ...editionRead(file.path, from, release, name), limits } };
    },
  };
}
