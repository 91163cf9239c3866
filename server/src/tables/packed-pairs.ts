/**
 * A quarter of pairs as it comes with the tool: for each column 1 code what differs from another code's list, so that 1.7 million
 * pairs are some hundred thousand differences. A list is put together when a code of it is asked for, and the last ones are kept.
 * `scripts/generate/pack-pairs.mjs` writes it.
 */
import type { PairList, PairRow } from '../codes/editions.js';
import { once, onceFor } from '../text/once.js';
import { ascending, codeNumber, codeOf, indexIn, isCode, numbersOf, type Parts, placeIn } from './parts.js';

/**
 * So many lists are kept, two megabytes at most: a practice's codes have some hundred, and the ones that they are put together from
 * are among them.
 */
const mostKept = 2048;
/** So many codes are known by their place: all that there are, and some misspelled ones. */
const mostPlaces = 16_384;

interface Table {
  /** Every code of either column. */
  readonly codes: Uint32Array;
  /** The column 1 codes, as positions in `codes`. */
  readonly column1: Uint32Array;
  /** Of each list: how many lists before it the one lies that it differs from, 0 for none; removed and added entries. */
  readonly lists: Uint8Array;
  /** Where each list begins in `lists`, and where the last one ends. */
  readonly starts: Uint32Array;
  readonly said: readonly Said[];
}

interface Said {
  readonly indicator: 0 | 1 | 9;
  readonly rationale: string;
}

/** CMS's words for pairs, by column 1 and column 2 code. */
export type Rationales = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * The pairs of a packed quarter.
 *
 * @param isWhole whether a pair that it does not have was not in force, whatever the codes; else only of codes that it names
 * @param rationales CMS's words for some of its pairs, by column 1 and column 2 code
 */
export function packedPairs(parts: () => Parts, isWhole: boolean, rationales: () => Rationales): PairList {
  const table = once(() => tableIn(parts()));
  const listAt: (at: number) => Uint32Array = onceFor(mostKept, (at) => changed(table(), at, listAt));
  const place = onceFor(mostPlaces, (code: string) => (isCode(code) ? indexIn(table().codes, codeNumber(code)) : -1));
  // What is longer may be a part of a whole file's text.
  const positionOf = (code: string): number => (code.length === 5 ? place(code) : -1);
  const rowOf = (column1: string, entry: number): PairRow => {
    const { codes, said } = table();
    const column2 = codeOf(codes[Math.floor(entry / said.length)] ?? 0);
    const { indicator = 9, rationale = '' } = said[entry % said.length] ?? {};
    return { column1, column2, indicator, rationale: rationale || (rationales().get(column1)?.get(column2) ?? '') };
  };
  return {
    on(column1, column2) {
      const [first, second] = [positionOf(column1), positionOf(column2)];
      if (first < 0 || second < 0) return undefined;
      const at = indexIn(table().column1, first);
      const entry = at < 0 ? undefined : entryOf(listAt(at), second, table().said.length);
      return entry === undefined ? undefined : rowOf(column1, entry);
    },
    covers: (column1, column2) => isWhole || (positionOf(column1) >= 0 && positionOf(column2) >= 0),
    *ofColumn1(column1) {
      const at = indexIn(table().column1, positionOf(column1));
      if (at >= 0) for (const entry of listAt(at)) yield rowOf(column1, entry);
    },
    *ofColumn2(column2) {
      const second = positionOf(column2);
      if (second < 0) return;
      const { codes, column1, said } = table();
      // In their order, so that each list is at hand when the ones that differ from it come.
      const lists: Uint32Array[] = [];
      for (let at = 0; at < column1.length; at += 1) {
        const list = changed(table(), at, (base) => lists[base] ?? none);
        lists.push(list);
        const entry = entryOf(list, second, said.length);
        if (entry !== undefined) yield rowOf(codeOf(codes[column1[at] ?? 0] ?? 0), entry);
      }
    },
  };
}

const none = new Uint32Array(0);

function tableIn(parts: Parts): Table {
  const said = (JSON.parse(parts.text(0)) as readonly (readonly [0 | 1 | 9, string])[]).map(
    ([indicator, rationale]) => ({ indicator, rationale }),
  );
  const codes = ascending(numbersOf(parts.bytes(1)));
  const column1 = ascending(numbersOf(parts.bytes(2)));
  const starts = new Uint32Array(column1.length + 1);
  starts.set(ascending(numbersOf(parts.bytes(3))), 1);
  return { codes, column1, lists: parts.bytes(4), starts, said };
}

/** A list: the one that it differs from, without what was removed and with what was added, in order. */
function changed(table: Table, at: number, baseOf: (at: number) => Uint32Array): Uint32Array {
  const numbers = numbersOf(table.lists.subarray(table.starts[at], table.starts[at + 1]));
  const [back = 0, removedCount = 0] = numbers;
  const base = back === 0 ? none : baseOf(at - back);
  const removed = ascending(numbers.subarray(2, 2 + removedCount));
  const added = ascending(numbers.subarray(3 + removedCount));
  const list = new Uint32Array(base.length - removed.length + added.length);
  let [size, nextRemoved, nextAdded] = [0, 0, 0];
  for (const entry of base) {
    for (; nextAdded < added.length && (added[nextAdded] ?? 0) < entry; nextAdded += 1) {
      list[size] = added[nextAdded] ?? 0;
      size += 1;
    }
    if (removed[nextRemoved] === entry) nextRemoved += 1;
    else {
      list[size] = entry;
      size += 1;
    }
  }
  list.set(added.subarray(nextAdded), size);
  return list;
}

/** The entry of a code among a list's sorted ones, whatever is said about it. */
function entryOf(list: Uint32Array, code: number, kinds: number): number | undefined {
  const entry = list[placeIn(list, code * kinds)];
  return entry !== undefined && entry < (code + 1) * kinds ? entry : undefined;
}
