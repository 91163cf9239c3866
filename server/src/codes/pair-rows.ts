/**
 * NCCI pairs in a form that holds millions: numbers in typed arrays, sorted, found by binary search. A pair costs nine bytes.
 * Codes are numbers in base 36, which sort as their characters do; days count from 1980.
 */

/** The pairs of one file, sorted by column 1 and then by column 2. */
export interface PairRows {
  /** Each column 1 code once, ascending. */
  readonly column1: Uint32Array;
  /** Where its rows begin; one more entry marks where the last ones end. */
  readonly starts: Uint32Array;
  readonly column2: Uint32Array;
  /** First and last day in force; `noEnd` where it is still in force. */
  readonly from: Uint16Array;
  readonly until: Uint16Array;
  /** The modifier indicator and, in tens, the index of the rationale. */
  readonly said: Uint8Array;
  readonly rationales: readonly string[];
}

interface PairRow {
  readonly column1: string;
  readonly column2: string;
  readonly indicator: 0 | 1 | 9;
  readonly rationale: string;
}

/** The day of a pair that was never deleted. */
export const noEnd = 0xffff;

/** The number of rationales that fit with the indicator; CMS has a dozen. */
export const mostRationales = 25;

/** The number of a code of five characters. */
function codeNumber(code: string): number {
  return Number.parseInt(code, 36);
}

/** The days from 1980 to a date such as 2026-10-01; dates that do not fit in 16 bits become the nearest that does. */
export function dayNumber(date: string): number {
  const days =
    Math.floor(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / 86_400_000) -
    3652;
  return Math.max(0, Math.min(noEnd - 1, days));
}

/**
 * What the rows say about a pair on a day: the row in force; `ended` where there are rows and none is in force; undefined where
 * there is none.
 */
export function pairOn(rows: PairRows, column1: string, column2: string, day: number): PairRow | 'ended' | undefined {
  const at = indexOf(rows.column1, codeNumber(column1), 0, rows.column1.length);
  if (at < 0) return undefined;
  const end = rows.starts[at + 1] ?? 0;
  const second = codeNumber(column2);
  let index = indexOf(rows.column2, second, rows.starts[at] ?? 0, end);
  if (index < 0) return undefined;
  // A pair that was deleted and reinstated has a row for each period.
  for (; index < end && rows.column2[index] === second; index += 1) {
    if (isOn(rows, index, day)) return rowAt(rows, column1, index);
  }
  return 'ended';
}

/** Whether the rows have the code in column 1 at all. */
export function hasColumn1(rows: PairRows, code: string): boolean {
  return indexOf(rows.column1, codeNumber(code), 0, rows.column1.length) >= 0;
}

/** The pairs of a column 1 code on a day. */
export function* rowsOf(rows: PairRows, column1: string, day: number): Iterable<PairRow> {
  const at = indexOf(rows.column1, codeNumber(column1), 0, rows.column1.length);
  if (at < 0) return;
  for (let index = rows.starts[at] ?? 0; index < (rows.starts[at + 1] ?? 0); index += 1) {
    if (isOn(rows, index, day)) yield rowAt(rows, column1, index);
  }
}

/** The pairs of a column 2 code on a day. Looks at every row, some milliseconds for a whole quarter: for hovers. */
export function* rowsUnder(rows: PairRows, column2: string, day: number): Iterable<PairRow> {
  const second = codeNumber(column2);
  let at = 0;
  for (let index = rows.column2.indexOf(second); index >= 0; index = rows.column2.indexOf(second, index + 1)) {
    while ((rows.starts[at + 1] ?? Number.POSITIVE_INFINITY) <= index) at += 1;
    if (isOn(rows, index, day)) yield rowAt(rows, codeOf(rows.column1[at] ?? 0), index);
  }
}

function isOn(rows: PairRows, index: number, day: number): boolean {
  return (rows.from[index] ?? 0) <= day && day <= (rows.until[index] ?? 0);
}

function rowAt(rows: PairRows, column1: string, index: number): PairRow {
  const said = rows.said[index] ?? 0;
  const indicator = said % 10;
  return {
    column1,
    column2: codeOf(rows.column2[index] ?? 0),
    indicator: indicator === 0 ? 0 : indicator === 1 ? 1 : 9,
    rationale: rows.rationales[Math.floor(said / 10)] ?? '',
  };
}

function codeOf(number: number): string {
  return number.toString(36).toUpperCase().padStart(5, '0');
}

/** The first place of a number among sorted ones; -1 where it is not there. */
function indexOf(sorted: Uint32Array, wanted: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low < to && sorted[low] === wanted ? low : -1;
}
