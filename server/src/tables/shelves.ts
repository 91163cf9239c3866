/**
 * Sorted lines of a key and what is said about it, in parts by the first characters of the key: of 75,000 titles only the ones next to
 * a wanted one are unpacked. `shelvedParts` in `scripts/generate/pack.mjs` writes them.
 */
import { once } from '../text/once.js';
import type { Parts } from './parts.js';
import { firstFrom } from './sorted.js';

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
    return { beginnings, shelves: beginnings.map((_, at) => once(() => shelfIn(packed.text(at + 1)))) };
  });
  return {
    get(key) {
      const { beginnings, shelves } = table();
      const shelf = shelves[beginnings.findIndex((beginning) => key.startsWith(beginning))]?.();
      const at = shelf ? firstFrom(shelf.keys, key) : 0;
      return shelf?.keys[at] === key ? shelf.said[at] : undefined;
    },
    *beginning(prefix) {
      const { beginnings, shelves } = table();
      for (const [place, beginning] of beginnings.entries()) {
        if (!beginning.startsWith(prefix) && !prefix.startsWith(beginning)) continue;
        const { keys, said } = shelves[place]?.() ?? { keys: [], said: [] };
        for (let at = firstFrom(keys, prefix); keys[at]?.startsWith(prefix); at += 1) {
          yield [keys[at] ?? '', said[at] ?? ''];
        }
      }
    },
  };
}

/** A part: its sorted keys, and what is said about each. */
interface Shelf {
  readonly keys: readonly string[];
  readonly said: readonly string[];
}

function shelfIn(text: string): Shelf {
  const lines = text.split('\n');
  const spaces = lines.map((line) => line.indexOf(' '));
  return {
    keys: lines.map((line, at) => line.slice(0, spaces[at])),
    said: lines.map((line, at) => line.slice((spaces[at] ?? 0) + 1)),
  };
}
