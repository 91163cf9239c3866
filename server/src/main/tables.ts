/** The tables that come with the tool, from the files beside the program: read when first asked. */
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { codesOf } from '../codes/answers.js';
import type { ShippedTables } from '../session/tables.js';
import { shippedEditions } from '../tables/shipped.js';

const folder = new URL('./tables/', import.meta.url);

/** The tables and their answers; none is read yet. */
export function shippedTables(): ShippedTables {
  const editions = shippedEditions({
    bytes: (name) => readFileSync(new URL(name, folder)),
    inflate: (packed, maxOutputLength) => inflateRawSync(packed, { maxOutputLength }),
  });
  return { editions, codes: codesOf(editions, '') };
}
