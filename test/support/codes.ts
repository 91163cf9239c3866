/** The tables that come with the tool, as the tests ask them: from where they are packed. */
import { readFileSync } from 'node:fs';
import { codesOf } from '../../server/src/codes/answers.js';
import { shippedEditions, type TableBytes } from '../../server/src/tables/shipped.js';

const folder = new URL('../../server/generated/tables/', import.meta.url);

/** A packed table by its name. */
export const tableBytes: TableBytes = (name) => readFileSync(new URL(name, folder));

/** The tables alone. */
export const editions = shippedEditions(tableBytes);

/** Their answers. */
export const shippedCodes = codesOf(editions, '');
