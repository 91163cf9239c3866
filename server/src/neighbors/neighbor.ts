/** Another encounter of the same file or run, as far as one encounter's rules may ask about it. */
import type { Frequency } from '../syntax/vocabulary.js';
import type { Span } from '../text/span.js';
import type { Visit } from './visit.js';

export interface Neighbor extends Visit {
  /** The file as its reader names it. */
  readonly file: string;
  /** Which encounter of that file, from 0. */
  readonly ordinal: number;
  readonly id: string;
  /** Within that encounter's own slice. */
  readonly idSpan: Span;
  /** Absent for an original claim. */
  readonly frequency?: Exclude<Frequency, 'original'> | undefined;
  /** Every code it bills; none where it is void. */
  readonly codes: readonly string[];
  /** Comes before the encounter that asks: in file order, then by position. */
  readonly isEarlier: boolean;
}
