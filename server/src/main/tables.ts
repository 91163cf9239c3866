/** The tables that come with the tool, from the files beside the program: read when first asked. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { codesOf } from '../codes/answers.js';
import type { ReadTables, ShippedTables } from '../session/tables.js';
import { damagedTable, shippedEditions } from '../tables/shipped.js';

const folder = join(__dirname, 'tables');

/** The tables and their answers; none is read yet. */
export function shippedTables(): ShippedTables {
  const editions = shippedEditions({
    bytes: readSlice,
    inflate: (packed, maxOutputLength) => inflateRawSync(packed, { maxOutputLength }),
  });
  return { editions, codes: codesOf(editions, '') };
}

/** What whoever installed the tool has to know where a table's file is missing or was not copied whole. */
export function installationDamage(): string | undefined {
  const damage = damagedTable({ bytes: readSlice }, (name) => statSync(join(folder, name)).size);
  return damage && `The installation is damaged: tables/${damage}; install Encounter Scrubber again`;
}

/** Of 75,000 titles a claim needs those of a few shelves: the rest of their file is not read. */
function readSlice(name: string, from: number, to: number): Uint8Array {
  const file = openSync(join(folder, name), 'r');
  try {
    const bytes = new Uint8Array(to - from);
    readSync(file, bytes, 0, bytes.length, from);
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** Reads a user's own file; what that takes is loaded for the first one. */
export const readTables: ReadTables = async (file, bytes) =>
  (await import('../files/tables.js')).readTableFile(file, bytes);
