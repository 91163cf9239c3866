/**
 * Packs tables small, in the form that `server/src/tables/parts.ts` reads: a file of parts, each deflated by itself, with the
 * number of parts, their sizes and checksums in front.
 */
import { deflateRawSync } from 'node:zlib';

/**
 * A file of these parts.
 *
 * @param {readonly (string | Uint8Array)[]} parts text, which is ASCII, or bytes
 */
export function packedFile(parts) {
  const plain = parts.map((part) => (typeof part === 'string' ? ascii(part) : Buffer.from(part)));
  const packed = plain.map((part) => deflateRawSync(part, { level: 9, memLevel: 9 }));
  const head = Buffer.alloc(4 + 12 * parts.length);
  head.writeUInt32LE(parts.length, 0);
  for (const [at, part] of packed.entries()) {
    head.writeUInt32LE(part.length, 4 + 12 * at);
    head.writeUInt32LE(plain[at]?.length ?? 0, 8 + 12 * at);
    head.writeUInt32LE(checksum(part), 12 + 12 * at);
  }
  return Buffer.concat([head, ...packed]);
}

/**
 * The parts of a table of codes: what is said, the codes, and which of it is said of each. Of a code that is named twice the first
 * row counts.
 *
 * @param {readonly (readonly [code: string, said: string])[]} rows
 */
export function codeTableParts(rows) {
  /** @type {Map<string, string>} */
  const known = new Map();
  for (const [code, said] of rows) {
    if (!/^[0-9A-Z]{5}$/.test(code)) throw new Error(`${code} is not a code of five characters`);
    if (!known.has(code)) known.set(code, said);
  }
  const codes = [...known.keys()].sort();
  const said = [...new Set(codes.map((code) => known.get(code) ?? ''))];
  const order = new Map(said.map((each, at) => [each, at]));
  return [
    JSON.stringify(said),
    numbers(differences(codes.map((code) => Number.parseInt(code, 36)))),
    numbers(codes.map((code) => order.get(known.get(code) ?? '') ?? 0)),
  ];
}

/**
 * Numbers, each in as few bytes as it needs: seven bits a byte, the lowest first, the last byte below 128.
 *
 * @param {Iterable<number>} list
 */
export function numbers(list) {
  /** @type {number[]} */
  const bytes = [];
  for (const number of list) {
    let rest = number;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  }
  return Uint8Array.from(bytes);
}

/**
 * Of ascending numbers the first, and each further one's difference to the one before.
 *
 * @param {readonly number[]} ascending
 */
export function differences(ascending) {
  return ascending.map((number, at) => {
    const difference = number - (ascending[at - 1] ?? 0);
    if (difference < 0) throw new Error(`${number} comes after ${ascending[at - 1]}`);
    return difference;
  });
}

/**
 * Lines of "key rest" in parts by the first characters of their keys; the first part lists those characters, as JSON.
 *
 * @param {readonly string[]} lines sorted
 * @param {number} length of the beginnings that share a part
 */
export function shelvedParts(lines, length) {
  /** @type {Map<string, string[]>} */
  const shelves = new Map();
  for (const line of lines) {
    const shelf = line.slice(0, length);
    const there = shelves.get(shelf);
    if (there) there.push(line);
    else shelves.set(shelf, [line]);
  }
  return [JSON.stringify([...shelves.keys()]), ...[...shelves.values()].map((each) => each.join('\n'))];
}

/** FNV-1a of 32 bits. @param {Uint8Array} bytes */
function checksum(bytes) {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}

/** @param {string} text */
function ascii(text) {
  const strange = /[^\n\x20-\x7e]/.exec(text);
  if (strange) throw new Error(`a packed text has ${JSON.stringify(strange[0])}, which is not ASCII`);
  return Buffer.from(text, 'latin1');
}
