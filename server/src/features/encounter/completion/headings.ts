/** Completion at the start of a line: sections, fields that are not there yet; ids and kinds behind their headings. */
import type { Offered } from '../../offer.js';
import type { Cursor } from './cursor.js';

/** The headings and fields that may begin the line. */
export function startOffers(_cursor: Cursor): Offered {
  return { offers: [], isIncomplete: false };
}

/** The next id, behind `encounter`. */
export function idOffers(_cursor: Cursor): Offered {
  return { offers: [], isIncomplete: false };
}

/** The kinds of procedure, by everyday words. */
export function kindOffers(_cursor: Cursor): Offered {
  return { offers: [], isIncomplete: false };
}
