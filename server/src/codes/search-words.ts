/** What coders type for what our tables call something else, and what a code is also called: server/data/search_words.csv. */
import { searchWordRows } from '../../generated/search-words.js';
import { once } from '../text/once.js';

/** By what is typed, in lower case, what it may be called in the tables; several words where all of them are meant. */
export const otherWords = once(
  (): ReadonlyMap<string, readonly string[]> =>
    new Map(searchWordRows.flatMap(({ words = '', means }) => (means ? [[words, means.split('; ')] as const] : []))),
);

/** Words that say nothing of what is looked up. */
export const emptyWords: ReadonlySet<string> = new Set(
  'a an and as at by code codes cpt do does for from hcpcs how i in into is it its my of on or per procedure service the to under up what which with'.split(
    ' ',
  ),
);

/** What else a code is called, for finding it. */
export function alsoCalled(code: string): readonly string[] {
  return byCode().flatMap(({ first, last, words }) =>
    first <= code && code <= last && first.length === code.length ? [words] : [],
  );
}

interface Called {
  readonly first: string;
  readonly last: string;
  readonly words: string;
}

const byCode = once((): readonly Called[] =>
  searchWordRows.flatMap(({ words = '', codes = '' }) =>
    codes
      .split(' ')
      .filter(Boolean)
      .map((range) => {
        const [first = '', last = first] = range.split('-');
        return { first, last, words };
      }),
  ),
);
