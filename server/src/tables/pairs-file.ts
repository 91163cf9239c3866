/**
 * NCCI's practitioner pairs as CMS publishes them, a quarter in some four files: a copyright line, the line Column1/Column2
 * Edits, heads over four lines, then seven columns separated by tabs (by commas where the workbook was saved so): column 1,
 * column 2, * where it was there before 1996, effective date, deletion date (* where there is none), modifier indicator,
 * rationale. A quarter has over two million rows: they are read from the bytes, and no row becomes an object.
 */

import { growing } from './growing.js';
import { oneByteText } from './lines.js';
import { dayNumber, mostRationales, noEnd, type PairRows } from './pair-rows.js';
import { cellsOf } from './records.js';
import { pairsFrom, partOf, quarterWords } from './release-dates.js';
import { quotedShort } from './rows-table.js';
import { sortedRows } from './sorted-pairs.js';
import type { Fault, FileName, TableReader } from './table.js';

const columns = 7;
const [tab, comma, lineFeed, carriageReturn, star, quote] = [9, 44, 10, 13, 42, 34];

/** Whether the lines above the first row are those of a file of pairs. */
export function arePairHeads(top: string): boolean {
  return /^"?Column 1"?[\t,]"?Column 2"?[\t,]/m.test(top);
}

/** A reader of one file of pairs. */
export function pairsReader(file: FileName): TableReader {
  const rows = growing();
  const rationales = new Map<string, number>();
  const days = new Map<number, number>();
  let pending = new Uint8Array(0);
  let number = 0;
  let isBelowHeads = false;
  let newest = 0;
  let fault: Fault | undefined = /ccioph|hospital/i.test(`${file.path} ${file.archive ?? ''}`)
    ? { message: 'these are the outpatient hospital pairs; use the practitioner pairs (ccipra)' }
    : undefined;
  const starts = new Int32Array(columns + 1);

  /** Where the columns of a line begin; the last entry is behind its end. Answers how many there are. */
  const split = (bytes: Uint8Array, from: number, to: number, separator: number): number => {
    let count = 0;
    starts[0] = from;
    for (let at = from; at < to && count < columns - 1; at += 1) {
      if (bytes[at] === separator) {
        count += 1;
        starts[count] = at + 1;
      }
    }
    starts[count + 1] = to + 1;
    return count + 1;
  };
  const dayOf = (digits: number): number => {
    const known = days.get(digits);
    if (known !== undefined) return known;
    const text = String(digits);
    const day = dayNumber(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
    days.set(digits, day);
    return day;
  };
  const wrong = (bytes: Uint8Array, column: number, expected: string): Fault => {
    const found = oneByteText(bytes.subarray(starts[column] ?? 0, (starts[column + 1] ?? 0) - 1));
    return { line: number, message: `expected ${expected}, found ${quotedShort(found)}` };
  };

  const row = (bytes: Uint8Array, from: number, to: number, separator: number): Fault | undefined => {
    const found = split(bytes, from, to, separator);
    const column1 = codeAt(bytes, starts[0] ?? 0, (starts[1] ?? 0) - 1);
    if (column1 < 0 && !isBelowHeads) return undefined;
    if (found < columns) {
      if (column1 < 0 && isBlank(bytes, from, to)) return undefined;
      return { line: number, message: `expected ${columns} columns, found ${found}: the line is incomplete` };
    }
    if (column1 < 0) return isBlank(bytes, from, to) ? undefined : wrong(bytes, 0, 'a five-character code');
    const column2 = codeAt(bytes, starts[1] ?? 0, (starts[2] ?? 0) - 1);
    if (column2 < 0) return wrong(bytes, 1, 'a five-character code');
    isBelowHeads = true;
    const effective = digitsAt(bytes, starts[3] ?? 0, (starts[4] ?? 0) - 1);
    if (effective < 0) return wrong(bytes, 3, 'a date such as 20261001');
    const endsAt = (starts[5] ?? 0) - 1;
    const isOpen = endsAt <= (starts[4] ?? 0) || bytes[starts[4] ?? 0] === star || bytes[starts[4] ?? 0] === 32;
    const deleted = isOpen ? 0 : digitsAt(bytes, starts[4] ?? 0, endsAt);
    if (deleted < 0) return wrong(bytes, 4, 'a date such as 20261001, or *');
    const indicator = (bytes[starts[5] ?? 0] ?? 0) - 48;
    if ((starts[6] ?? 0) - (starts[5] ?? 0) !== 2 || (indicator !== 0 && indicator !== 1 && indicator !== 9)) {
      return wrong(bytes, 5, 'a modifier indicator 0, 1 or 9');
    }
    // A pair that is deleted on the day it takes effect was never in force.
    if (effective === deleted) return undefined;
    const rationale = rationaleAt(bytes, starts[6] ?? 0, to);
    if (rationale < 0) return wrong(bytes, 6, `one of at most ${mostRationales} rationales`);
    if (effective > newest) newest = effective;
    rows.add(column1, column2, dayOf(effective), isOpen ? noEnd : dayOf(deleted), rationale * 10 + indicator);
    return undefined;
  };
  /** Which rationale it is; compared with the last one first, which most often is the same. */
  let lastText = '';
  let lastBytes = new Uint8Array(0);
  let lastIndex = 0;
  const rationaleAt = (bytes: Uint8Array, from: number, to: number): number => {
    if (isSame(lastBytes, bytes, from, to) && lastBytes.length > 0) return lastIndex;
    const text = oneByteText(bytes.subarray(from, to)).trim();
    const index = rationales.get(text) ?? rationales.size;
    if (index >= mostRationales) return -1;
    rationales.set(text, index);
    lastText = text;
    lastBytes = bytes.slice(from, to);
    lastIndex = index;
    return index;
  };
  const line = (bytes: Uint8Array, from: number, end: number): void => {
    number += 1;
    if (fault) return;
    const to = end > from && bytes[end - 1] === carriageReturn ? end - 1 : end;
    if (to === from || (to === from + 1 && bytes[from] === 0x1a)) return;
    const isQuoted = bytes.subarray(from, to).includes(quote);
    if (isQuoted) {
      const plain = bytesOf(cellsOf(oneByteText(bytes.subarray(from, to))).join('\t'));
      fault = row(plain, 0, plain.length, tab);
    } else {
      fault = row(bytes, from, to, bytes.subarray(from, to).includes(tab) ? tab : comma);
    }
  };

  return {
    push(part) {
      if (fault) return;
      const bytes = pending.length === 0 ? part : joined(pending, part);
      let from = 0;
      for (let at = bytes.indexOf(lineFeed); at >= 0 && !fault; at = bytes.indexOf(lineFeed, from)) {
        line(bytes, from, at);
        from = at + 1;
      }
      pending = bytes.slice(from);
    },
    end() {
      const isCut = pending.length > 0;
      if (isCut) line(pending, 0, pending.length);
      pending = new Uint8Array(0);
      // The last rationale is the beginning of another one: the file ends in the middle of it.
      const isHalf = isCut && [...rationales.keys()].some((each) => each !== lastText && each.startsWith(lastText));
      if (!fault && isHalf) {
        fault = {
          line: number,
          message: `the file ends in the middle of a line: ${quotedShort(lastText)} is not a complete rationale`,
        };
      }
      if (!fault && rows.size() === 0) fault = { message: 'it has no pairs below the column headings' };
      if (fault) return { fault, kind: 'pairs' };
      const from = pairsFrom(file) ?? isoDate(newest);
      const sorted: PairRows = sortedRows(rows.columns(), [...rationales.keys()]);
      const name = `NCCI ${quarterWords(from)}`;
      const edition = { from, name, file: file.path, part: partOf(file), rows: sorted, isDated: true, isWhole: false };
      return { table: { kind: 'pairs', edition } };
    },
  };
}

function isoDate(digits: number): string {
  const text = String(digits);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

/** The number of a code of five characters in base 36; -1 where none stands there. */
function codeAt(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== 5) return -1;
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    const digit = byte >= 48 && byte <= 57 ? byte - 48 : byte >= 65 && byte <= 90 ? byte - 55 : -1;
    // The middle of every code is digits: a head of five letters is none.
    if (digit < 0 || (digit > 9 && at !== from && at !== to - 1)) return -1;
    number = number * 36 + digit;
  }
  return number;
}

/** A date of eight digits; -1 where none stands there. */
function digitsAt(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== 8) return -1;
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (![tab, comma, 32].includes(bytes[at] ?? 0)) return false;
  return true;
}

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let at = 0; at < known.length; at += 1) if (known[at] !== bytes[from + at]) return false;
  return true;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
