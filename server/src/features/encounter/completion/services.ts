/** Completion of service lines: the lines that bill what is documented, codes by number and by words; units, pointers and charge. */
import type { Offered } from '../../offer.js';
import type { Cursor, Place } from './cursor.js';

/** The codes and whole lines that may begin a service line. */
export function codeOffers(_cursor: Cursor): Offered {
  return { offers: [], isIncomplete: false };
}

/** What may follow a code. */
export function serviceOffers(_cursor: Cursor, _place: Extract<Place, { kind: 'service' }>): Offered {
  return { offers: [], isIncomplete: false };
}
