/** Which codes Medicare takes in place of those that its fee schedule denies by their status: server/data/medicare_codes.csv. */
import { medicareCodeRows } from '../../generated/medicare-codes.js';
import { once } from '../text/once.js';
import type { InPlace } from './codes.js';

const rows = once(() =>
  medicareCodeRows.map(({ first = '', last = '', instead, modifier, places, words, offered }) => ({
    first,
    last,
    inPlace: {
      codes: apart(instead).map((code) => ({ code, modifiers: apart(modifier) })),
      places: apart(places),
      words: words || undefined,
      isOffered: offered === 'yes',
    } satisfies InPlace,
  })),
);

/** What Medicare takes in place of the code; undefined where our table does not say. */
export function medicareInPlaceOf(code: string): InPlace | undefined {
  return rows().find(({ first, last }) => first <= code && code <= last)?.inPlace;
}

function apart(words: string | undefined): readonly string[] {
  return words ? words.split(' ') : [];
}
