/** Unpacks the generated tables: codes grouped by what is said about them, and front-coded words. Knows no table's meaning. */
import { once } from '../text/once.js';

const codeLength = 5;

/** What a table says of each of its codes: a map, or a packed table. */
export type Lookup<Said> = Pick<ReadonlyMap<string, Said>, 'get' | 'has' | 'keys' | 'size'>;

/** A packed table as it is queried: unpacked at the first query, and what a group says is read once for all its codes; for a code in two groups the first one counts. */
export function lookup<Said>(groups: Readonly<Record<string, string>> = {}, read: (key: string) => Said): Lookup<Said> {
  const rows = once(() => {
    const found = new Map<string, Said>();
    for (const [key, codes] of Object.entries(groups)) {
      const said = read(key);
      for (const code of codesIn(codes)) if (!found.has(code)) found.set(code, said);
    }
    return found;
  });
  return {
    get: (code) => rows().get(code),
    has: (code) => rows().has(code),
    keys: () => rows().keys(),
    get size() {
      return rows().size;
    },
  };
}

/** The codes of a group. */
export function codesIn(joined: string): readonly string[] {
  const codes: string[] = [];
  for (let at = 0; at < joined.length; at += codeLength) codes.push(joined.slice(at, at + codeLength));
  return codes;
}

/** The sorted words of a front-coded list. */
export function unpackedWords(packed: string): readonly string[] {
  let before = '';
  return packed.split(' ').map((entry) => {
    before = before.slice(0, entry.charCodeAt(0) - 48) + entry.slice(1);
    return before;
  });
}
