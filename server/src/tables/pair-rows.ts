/**
 * NCCI pairs in a form that holds millions: numbers in typed arrays, sorted, found by binary search. A pair costs nine bytes.
 * Codes are numbers in base 36, which sort as their characters do; days count from 1980.
 */

import type { PairList, PairRow } from '../codes/editions.js';
import { once } from '../text/once.js';
import { codeNumber, codeOf, indexIn, isCode } from './parts.js';

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

/** The day of a pair that was never deleted. */
export const noEnd = 0xffff;

/** The number of rationales that fit with the indicator; CMS has a dozen. */
export const mostRationales = 25;

/** The days from 1980 to a date such as 2026-10-01; dates that do not fit in 16 bits become the nearest that does. */
export function dayNumber(date: string): number {
  const days =
    Math.floor(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / 86_400_000) -
    3652;
  return Math.max(0, Math.min(noEnd - 1, days));
}

/** The rows of one file as they are asked: they have their days. */
export function datedPairs(rows: PairRows): PairList {
  const placeOf = (column1: string): number => (isCode(column1) ? indexIn(rows.column1, codeNumber(column1)) : -1);
  return {
    on(column1, column2, date) {
      const at = placeOf(column1);
      if (at < 0 || !isCode(column2)) return undefined;
      const end = rows.starts[at + 1] ?? 0;
      const second = codeNumber(column2);
      let index = indexIn(rows.column2, second, rows.starts[at] ?? 0, end);
      if (index < 0) return undefined;
      const day = dayNumber(date);
      // A pair that was deleted and reinstated has a row for each period.
      for (; index < end && rows.column2[index] === second; index += 1) {
        if (isOn(rows, index, day)) return rowAt(rows, column1, index);
      }
      return 'ended';
    },
    // One of a quarter's several files may be missing.
    covers: (column1) => placeOf(column1) >= 0,
    *ofColumn1(column1, date) {
      const at = placeOf(column1);
      if (at < 0) return;
      const day = dayNumber(date);
      for (let index = rows.starts[at] ?? 0; index < (rows.starts[at + 1] ?? 0); index += 1) {
        if (isOn(rows, index, day)) yield rowAt(rows, column1, index);
      }
    },
    *ofColumn2(column2, date) {
      if (!isCode(column2)) return;
      const [second, day] = [codeNumber(column2), dayNumber(date)];
      let at = 0;
      for (let index = rows.column2.indexOf(second); index >= 0; index = rows.column2.indexOf(second, index + 1)) {
        while ((rows.starts[at + 1] ?? Number.POSITIVE_INFINITY) <= index) at += 1;
        if (isOn(rows, index, day)) yield rowAt(rows, codeOf(rows.column1[at] ?? 0), index);
      }
    },
  };
}

/** Tells of two codes whether both are in these rows, in either column. */
export function namesOf(rows: PairRows): (one: string, other: string) => boolean {
  const names = once(() => new Set([...rows.column1, ...rows.column2]));
  return (one, other) => [one, other].every((code) => isCode(code) && names().has(codeNumber(code)));
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
