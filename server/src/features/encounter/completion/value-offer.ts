/** An offer of a field's value, as every part that answers for a field makes it. */
import type { Offer, Offered } from '../../offer.js';
import { fieldWords } from '../../words/field.js';
import type { Cursor, Place } from './cursor.js';
import { type Candidate, fitting, typedText } from './matching.js';

/** Where a value is written. */
export type ValuePlace = Extract<Place, { kind: 'value' }>;

/** What is particular about one value. */
type Particular = Partial<
  Pick<Offer, 'detail' | 'documentation' | 'snippet' | 'isDeprecated' | 'also' | 'kind' | 'text'>
>;

/** A value that is written as its label says, and is then done. */
export function valueCandidate(
  { field }: ValuePlace,
  label: string,
  rank: number,
  particular: Particular = {},
  words: readonly string[] = [],
): Candidate {
  const { documentation = fieldWords(field), ...rest } = particular;
  return { offer: { label, kind: 'value', text: label, documentation, rank, ...rest }, words };
}

/** The candidates that fit what is typed of the value, or of the list's item. */
export function fittingValue(cursor: Cursor, place: ValuePlace, candidates: readonly Candidate[]): Offered {
  return fitting(typedText(cursor, place.typed), candidates);
}
