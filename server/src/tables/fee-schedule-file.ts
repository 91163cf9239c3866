/**
 * The fee schedule as CMS publishes it: PPRRVU*.csv, some lines of title and copyright, heads over five lines of which the last
 * begins with HCPCS,MOD,DESCRIPTION, and a row a code and modifier. The descriptors in it are the AMA's: they are not kept.
 */
import type { FeeFacts, Unpriced } from '../codes/editions.js';
import type { Row } from './records.js';
import { feeScheduleFrom } from './release-dates.js';
import {
  codeForm,
  columnsOf,
  head,
  isFault,
  noCode,
  quotedShort,
  type RowTable,
  rowReader,
  tooFew,
} from './rows-table.js';
import type { Fault, FileName, TableReader } from './table.js';

/** The last two lines of the heads together, column by column. */
const wanted = {
  status: 'STATUS CODE',
  nonFacilityPrice: 'NON-FAC PE RVU',
  facilityPrice: 'FACILITY PE RVU',
  parts: 'PCTC IND',
  global: 'GLOB DAYS',
  bilateral: 'BILAT SURG',
} as const;

const example = 'PPRRVU2026_Oct.csv';

/** Whether a row is the last of the heads. */
export function isFeeScheduleHead({ cells }: Row): boolean {
  return head(cells[0]) === 'HCPCS' && head(cells[1]) === 'MOD' && head(cells[2]) === 'DESCRIPTION';
}

/** A reader of the fee schedule. */
export function feeScheduleReader(file: FileName): TableReader {
  return rowReader(
    'fee-schedule',
    (row, above) => (isFeeScheduleHead(row) ? table(file, row, above) : undefined),
    'HCPCS, MOD, DESCRIPTION',
  );
}

function table(file: FileName, row: Row, above: readonly Row[]): RowTable | Fault {
  const over = above.at(-1)?.cells ?? [];
  const heads = row.cells.map((cell, index) => head(`${over[index] ?? ''} ${cell}`));
  const columns = columnsOf(heads, wanted, row.line);
  if (isFault(columns)) return columns;
  const from = feeScheduleFrom(file, above.map(({ cells }) => cells.join(' ')).join('\n'));
  if (!from) return { message: `its release is unknown: keep the name CMS gave it, such as ${example}` };
  const known = new Map<string, FeeFacts>();
  const rows = new Map<string, FeeFacts>();
  return {
    row(each) {
      const { cells, line } = each;
      const few = tooFew(each, heads.length);
      if (few) return few;
      const cell = (column: number): string => cells[column] ?? '';
      const code = cell(0);
      if (!codeForm.test(code)) return noCode(each, code);
      const status = cell(columns.status);
      if (!/^[A-Z]$/.test(status)) {
        return { line, message: `expected a one-letter status, found ${quotedShort(status)}` };
      }
      // Rows of 26, TC and 53 say the same of a code, or of a part of it.
      if (cell(1) !== '') return undefined;
      const facts: FeeFacts = {
        status,
        global: cell(columns.global),
        bilateral: cell(columns.bilateral),
        partsIndicator: cell(columns.parts),
        unpriced: unpricedIn(
          status,
          cell(columns.nonFacilityPrice + 1) === 'NA',
          cell(columns.facilityPrice + 1) === 'NA',
        ),
      };
      const key = Object.values(facts).join();
      const shared = known.get(key) ?? facts;
      known.set(key, shared);
      rows.set(code, shared);
      return undefined;
    },
    end() {
      if (rows.size === 0) return { message: 'it has no rows below the column headings' };
      return {
        kind: 'fee-schedule',
        edition: {
          from,
          answersFrom: from,
          release: from.slice(0, 7),
          name: `CMS fee schedule of ${from.slice(0, 7)}`,
          file: file.path,
          rows,
        },
      };
    },
  };
}

/** Of codes that the fee schedule does not pay anywhere, it says nothing about places. */
function unpricedIn(status: string, isUnpricedOutside: boolean, isUnpricedInFacility: boolean): Unpriced | undefined {
  if (!['A', 'C', 'R'].includes(status)) return undefined;
  if (isUnpricedOutside === isUnpricedInFacility) return 'nowhere';
  return isUnpricedOutside ? 'non-facility' : 'facility';
}
