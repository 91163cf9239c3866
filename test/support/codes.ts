/** The tables that come with the tool, as the tests ask them: from where they are packed. */
import { readFileSync } from 'node:fs';
import { codesOf } from '../../server/src/codes/answers.js';
import { inflate } from '../../server/src/tables/inflate.js';
import { shippedEditions } from '../../server/src/tables/shipped.js';

const folder = new URL('../../server/generated/tables/', import.meta.url);

/** The tables alone, unpacked as a browser would. */
export const editions = shippedEditions({
  bytes: (name, from, to) => readFileSync(new URL(name, folder)).subarray(from, to),
  inflate,
});

/** Their answers. */
export const shippedCodes = codesOf(editions, '');
