/** Completion behind the hyphens of a service line: the modifiers that this code and payer take. */
import type { Offered } from '../../offer.js';
import type { Cursor, Place } from './cursor.js';

/** The modifiers that may be added. */
export function modifierOffers(_cursor: Cursor, _place: Extract<Place, { kind: 'modifier' }>): Offered {
  return { offers: [], isIncomplete: false };
}
