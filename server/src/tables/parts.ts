/**
 * The form in which tables come with the tool: a file of parts, each deflated by itself, so that one of them is read without the
 * others. Before them are their number and, for each, its size packed and unpacked and a checksum; all numbers have four bytes, the
 * lowest first. `scripts/generate/pack.mjs` writes it.
 */
import type { Lookup } from '../codes/lookup.js';
import { once } from '../text/once.js';

/** The parts of one packed table. */
export interface Parts {
  readonly count: number;
  bytes(at: number): Uint8Array;
  /** A part of plain ASCII. */
  text(at: number): string;
}

/** Unpacks deflated bytes that are so many when unpacked. */
export type Inflate = (packed: Uint8Array, size: number) => Uint8Array;

/** The bytes of a file between two places. */
type Slice = (from: number, to: number) => Uint8Array;

/** The bytes that tell of one part: three numbers. */
const recordSize = 12;

/**
 * A part of a table is not what was written: its file was damaged, or replaced by another version's while this one runs. No answer is
 * better than one from it.
 */
export class DamagedTableError extends Error {
  override readonly name = 'DamagedTableError';
}

/** The parts of a file; none of them is read yet. Reading a part that is not what was written throws. */
export function partsOf(slice: Slice, unpack: Inflate): Parts {
  const count = numberAt(slice(0, 4), 0);
  const head = slice(4, 4 + recordSize * count);
  const starts: number[] = [4 + recordSize * count];
  for (let at = 0; at < count; at += 1) starts.push((starts[at] ?? 0) + numberAt(head, recordSize * at));
  const bytes = (at: number): Uint8Array => {
    const packed = slice(starts[at] ?? 0, starts[at + 1] ?? 0);
    if (checksumOf(packed) !== numberAt(head, recordSize * at + 8)) throw new DamagedTableError();
    return unpack(packed, numberAt(head, recordSize * at + 4));
  };
  return { count, bytes, text: (at) => asciiText(bytes(at)) };
}

/** FNV-1a of 32 bits, which every changed bit changes. */
function checksumOf(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at += 1) sum = Math.imul(sum ^ (bytes[at] ?? 0), 0x01000193);
  return sum >>> 0;
}

/** Whether a file of this size holds the parts that its front names, and nothing else: it was copied whole. */
export function isWhole(slice: Slice, size: number): boolean {
  const count = size < 4 ? 0 : numberAt(slice(0, 4), 0);
  if (count === 0 || 4 + recordSize * count > size) return false;
  const head = slice(4, 4 + recordSize * count);
  let end = 4 + recordSize * count;
  for (let at = 0; at < count; at += 1) end += numberAt(head, recordSize * at);
  return end === size;
}

function numberAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}

function asciiText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}

/** The numbers of a list, each in as few bytes as it needs: seven bits a byte, the lowest first, the last byte below 128. */
export function numbersOf(bytes: Uint8Array): Uint32Array {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at] ?? 0) < 128) count += 1;
  const numbers = new Uint32Array(count);
  let number = 0;
  let factor = 1;
  let next = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    number += (byte & 127) * factor;
    factor *= 128;
    if (byte > 127) continue;
    numbers[next] = number;
    next += 1;
    number = 0;
    factor = 1;
  }
  return numbers;
}

/** Numbers of which each but the first was written as the difference to the one before. */
export function ascending(differences: Uint32Array): Uint32Array {
  for (let at = 1; at < differences.length; at += 1) {
    differences[at] = (differences[at - 1] ?? 0) + (differences[at] ?? 0);
  }
  return differences;
}

/** The number of a code of five characters, in base 36, which sorts as the code does. */
export function codeNumber(code: string): number {
  return Number.parseInt(code, 36);
}

/** The code of five characters that has this number. */
export function codeOf(number: number): string {
  return number.toString(36).toUpperCase().padStart(5, '0');
}

/** The position of a number among sorted ones; -1 where it is not there. */
export function indexIn(sorted: Uint32Array, wanted: number, from = 0, to = sorted.length): number {
  const place = placeIn(sorted, wanted, from, to);
  return place < to && sorted[place] === wanted ? place : -1;
}

/** The position of a number among sorted ones, or where it would go. */
export function placeIn(sorted: Uint32Array, wanted: number, from = 0, to = sorted.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A table of codes as it is asked: a list of what is said (part 0, JSON), the sorted codes (part 1) and which of it is said about each
 * (part 2). Unpacked when first asked; 20,000 codes take 120 kB.
 */
export function codeTable<Said>(parts: () => Parts, read: (said: string) => Said): Lookup<Said> {
  const table = once(() => {
    const packed = parts();
    const said = (JSON.parse(packed.text(0)) as string[]).map(read);
    const codes = ascending(numbersOf(packed.bytes(1)));
    const which = Uint16Array.from(numbersOf(packed.bytes(2)));
    return { said, codes, which };
  });
  const get = (code: string): Said | undefined => {
    const { said, codes, which } = table();
    const at = isCode(code) ? indexIn(codes, codeNumber(code)) : -1;
    return at < 0 ? undefined : said[which[at] ?? 0];
  };
  return {
    get,
    has: (code) => get(code) !== undefined,
    *keys() {
      for (const number of table().codes) yield codeOf(number);
    },
  };
}

/** Whether the text is one that has a number of its own among codes. */
export function isCode(text: string): boolean {
  return /^[0-9A-Z]{5}$/.test(text);
}
