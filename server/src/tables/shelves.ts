/**
 * Sorted lines of a key and what is said about it, in parts by the first characters of the key: of 75,000 titles only the ones next to
 * a wanted one are unpacked. `shelvedParts` in `scripts/generate/pack.mjs` writes them.
 */
import { once } from '../text/once.js';
import type { Parts } from './parts.js';

export interface Shelves {
  /** What is said about the key. */
  get(key: string): string | undefined;
  /** The keys that begin with these characters, and what is said about each, in order. */
  beginning(prefix: string): Iterable<readonly [key: string, said: string]>;
}

/** Part 0 lists the beginnings, as JSON; each of them has a part. An unpacked part is kept. */
export function shelvesOf(parts: () => Parts): Shelves {
  const table = once(() => {
    const packed = parts();
    const beginnings = JSON.parse(packed.text(0)) as string[];
    return { beginnings, shelves: beginnings.map((_, at) => once(() => linesOf(packed.text(at + 1)))) };
  });
  const shelfOf = (key: string): readonly Line[] => {
    const { beginnings, shelves } = table();
    const at = beginnings.findIndex((beginning) => key.startsWith(beginning));
    return shelves[at]?.() ?? [];
  };
  return {
    get(key) {
      const shelf = shelfOf(key);
      const [found, said] = shelf[firstFrom(shelf, key)] ?? [];
      return found === key ? said : undefined;
    },
    *beginning(prefix) {
      const { beginnings, shelves } = table();
      for (const [at, beginning] of beginnings.entries()) {
        if (!beginning.startsWith(prefix) && !prefix.startsWith(beginning)) continue;
        const shelf = shelves[at]?.() ?? [];
        for (let line = firstFrom(shelf, prefix); shelf[line]?.[0].startsWith(prefix); line += 1) {
          const found = shelf[line];
          if (found) yield found;
        }
      }
    },
  };
}

type Line = readonly [key: string, said: string];

function linesOf(text: string): readonly Line[] {
  return text.split('\n').map((line) => {
    const space = line.indexOf(' ');
    return [line.slice(0, space), line.slice(space + 1)];
  });
}

/** The position of the first line whose key is this word or comes after it. */
function firstFrom(sorted: readonly Line[], word: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.[0] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
