/**
 * The fee schedule as CMS publishes it: PPRRVU*.csv, some lines of title and copyright, heads over five lines of which the last
 * begins with HCPCS,MOD,DESCRIPTION, and a row a code and modifier. The descriptors in it are the AMA's: they are not kept. And
 * without them and most columns, as in server/data/: one line of heads, of which all but code and status may be missing.
 */
import type { FeeFacts, Unpriced } from '../codes/editions.js';
import type { Row } from './records.js';
import { dayInName, feeScheduleFrom } from './release-dates.js';
import {
  codeForm,
  columnsNamed,
  columnsOf,
  head,
  noCode,
  quotedShort,
  type RowTable,
  rowReader,
  tooFew,
} from './rows-table.js';
import { editionRead, type Fault, type FileName, isFault, type TableReader } from './table.js';

/** The last two lines of the heads together, column by column. */
const wanted = {
  status: 'STATUS CODE',
  nonFacilityPrice: 'NON-FAC PE RVU',
  facilityPrice: 'FACILITY PE RVU',
  parts: 'PCTC IND',
  global: 'GLOB DAYS',
  bilateral: 'BILAT SURG',
} as const;

/** A file with fewer codes is a part of the fee schedule. */
const wholeFrom = 10_000;

const example = 'PPRRVU2026_Oct.csv';

/** The columns of a copy, by the names that they have there. */
const ofCopy = {
  modifier: ['MOD', 'MODIFIER'],
  status: ['STATUS'],
  parts: ['PCTC'],
  global: ['GLOBAL', 'GLOBAL_DAYS'],
  bilateral: ['BILAT_SURG', 'BILATERAL'],
  outside: ['NONFACILITY_NA'],
  inFacility: ['FACILITY_NA'],
} as const;

/** Whether a row is the last of the heads. */
export function isFeeScheduleHead(row: Row): boolean {
  return isCopyHead(row) || isCmsHead(row);
}

function isCmsHead({ cells }: Row): boolean {
  return head(cells[0]) === 'HCPCS' && head(cells[1]) === 'MOD' && head(cells[2]) === 'DESCRIPTION';
}

function isCopyHead({ cells }: Row): boolean {
  const heads = cells.map(head);
  return (heads[0] === 'HCPCS' || heads[0] === 'CODE') && heads.includes('STATUS') && !heads.includes('DESCRIPTION');
}

/** A reader of the fee schedule. */
export function feeScheduleReader(file: FileName): TableReader {
  return rowReader(
    'fee-schedule',
    (row, above) => (isCopyHead(row) ? copy(file, row) : isCmsHead(row) ? cmsTable(file, row, above) : undefined),
    'HCPCS, MOD, DESCRIPTION',
  );
}

function cmsTable(file: FileName, row: Row, above: readonly Row[]): RowTable | Fault {
  const over = above.at(-1)?.cells ?? [];
  const heads = row.cells.map((cell, index) => head(`${over[index] ?? ''} ${cell}`));
  const columns = columnsOf(heads, wanted, row.line);
  if (isFault(columns)) return columns;
  const from = feeScheduleFrom(file, above.map(({ cells }) => cells.join(' ')).join('\n'));
  if (!from) return { message: `its release is unknown: keep the name CMS gave it, such as ${example}` };
  return collection(file, from, heads.length, (cells) => ({
    modifier: cells[1] ?? '',
    status: cells[columns.status] ?? '',
    global: cells[columns.global] ?? '',
    bilateral: cells[columns.bilateral] ?? '',
    partsIndicator: cells[columns.parts] ?? '',
    na: [cells[columns.nonFacilityPrice + 1] ?? '', cells[columns.facilityPrice + 1] ?? ''],
  }));
}

function copy(file: FileName, row: Row): RowTable | Fault {
  const columns = columnsNamed(row.cells.map(head), ofCopy);
  const from = dayInName(file);
  if (!from) return { message: 'its release is unknown: name it with its month, such as fees_2026-07.csv' };
  const cell = (cells: readonly string[], column: number | undefined): string =>
    column === undefined ? '' : (cells[column] ?? '');
  return collection(file, from, 2, (cells) => ({
    modifier: cell(cells, columns.modifier),
    status: cell(cells, columns.status),
    global: cell(cells, columns.global),
    bilateral: cell(cells, columns.bilateral),
    partsIndicator: cell(cells, columns.parts),
    na: columns.outside === undefined ? undefined : [cell(cells, columns.outside), cell(cells, columns.inFacility)],
  }));
}

/** A row's cells, by what they say. */
interface Said extends Omit<FeeFacts, 'unpriced'> {
  readonly modifier: string;
  /** Outside a facility and in one: NA where there is no price; undefined where the columns are missing. */
  readonly na: readonly [string, string] | undefined;
}

function collection(
  file: FileName,
  from: string,
  fewest: number,
  saidBy: (cells: readonly string[]) => Said,
): RowTable {
  const known = new Map<string, FeeFacts>();
  const rows = new Map<string, FeeFacts>();
  return {
    row(each) {
      const few = tooFew(each, fewest);
      if (few) return few;
      const [code = ''] = each.cells;
      if (!codeForm.test(code)) return noCode(each, code);
      const { modifier, na, ...said } = saidBy(each.cells);
      if (!/^[A-Z]$/.test(said.status)) {
        return { line: each.line, message: `expected a one-letter status, found ${quotedShort(said.status)}` };
      }
      // Rows of 26, TC and 53 say the same of a code, or of a part of it.
      if (modifier !== '') return undefined;
      const facts: FeeFacts = { ...said, unpriced: unpricedIn(said.status, na) };
      const key = Object.values(facts).join();
      const shared = known.get(key) ?? facts;
      known.set(key, shared);
      rows.set(code, shared);
      return undefined;
    },
    end() {
      if (rows.size === 0) return { message: 'it has no rows below the column headings' };
      const release = from.slice(0, 7);
      const name = `CMS fee schedule of ${release}`;
      const isWhole = rows.size >= wholeFrom;
      return {
        kind: 'fee-schedule',
        edition: { ...editionRead(file.path, from, release, name), isWhole, rows },
      };
    },
  };
}

/** Of codes that the fee schedule does not pay anywhere, it says nothing about places. */
function unpricedIn(status: string, na: Said['na']): Unpriced | undefined {
  if (!na || !['A', 'C', 'R'].includes(status)) return undefined;
  const [isOutside, isInFacility] = na.map((each) => each === 'NA');
  if (isOutside === isInFacility) return 'nowhere';
  return isOutside ? 'non-facility' : 'facility';
}
