/** Completion of a field's value: which part answers for which field. */
import type { Offered } from '../../offer.js';
import type { Cursor, Place } from './cursor.js';

/** What the value of a field may be. */
export function valueOffers(_cursor: Cursor, _place: Extract<Place, { kind: 'value' }>): Offered {
  return { offers: [], isIncomplete: false };
}
