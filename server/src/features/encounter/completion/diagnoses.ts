/** Completion of diagnoses: a code behind its letter, or a whole line with the next letter. */
import type { Offered } from '../../offer.js';
import type { Cursor } from './cursor.js';

/** The diagnoses that may be written at the cursor. */
export function diagnosisOffers(_cursor: Cursor): Offered {
  return { offers: [], isIncomplete: false };
}
