/**
 * The encounters of a run by what they may share, their id and their patient: numbers in the order read, no text and no object
 * for each. It may list two encounters together that share nothing, as it knows names by a number each; it misses none.
 */
import { lastAtMost } from '../text/ascending.js';
import type { Span } from '../text/span.js';

/** The columns of the index, which can be handed to threads as they are. */
export interface RunIndexColumns {
  /** The number of each file's first encounter, and behind them how many encounters there are. */
  readonly firstOf: Uint32Array;
  /** Where each encounter starts in its file's text. */
  readonly starts: Uint32Array;
  readonly ids: SharedColumn;
  readonly patients: SharedColumn;
}

/** Encounters by one thing that they may share. */
interface SharedColumn {
  /** What each encounter has, as a number; 0 where it has none. */
  readonly keys: Uint32Array;
  /** The next encounter with the same one; 0 behind the last, as none follows the first encounter. */
  readonly next: Uint32Array;
  /** The first and the last encounter with each, by the number of it: one more than the encounter's. */
  readonly heads: Uint32Array;
  readonly tails: Uint32Array;
}

/** Collects the encounters of a run, file by file. */
export interface RunIndexBuilder {
  /** An encounter of the file that was added last. */
  add(start: number, id: number, patient: number): void;
  addFile(): void;
  columns(): RunIndexColumns;
}

/** What encounters of a run may share. */
export interface RunIndex {
  readonly files: number;
  /** How many encounters a file had when it was indexed. */
  countIn(file: number): number;
  /** The number of a file's encounter in the order read. */
  encounter(file: number, ordinal: number): number;
  fileOf(encounter: number): number;
  /** The encounter's place in the text of its file, as it was; undefined for the end of the file's last one. */
  place(encounter: number): { readonly start: number; readonly end: number | undefined };
  /** Whether another encounter may have the same id or patient. */
  isShared(of: 'ids' | 'patients', key: number): boolean;
  /** The encounters that may have the same id or patient, in the order read. */
  sharing(of: 'ids' | 'patients', key: number): Iterable<number>;
}

/** The number by which an id or a patient's key is known; never 0. */
export function keyOf(text: string, { start, end }: Span = { start: 0, end: text.length }): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  // The last characters differ most: without this they would reach the lowest bits alone.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0 || 1;
}

/** A builder without any encounter. */
export function runIndexBuilder(): RunIndexBuilder {
  const firstOf = growing();
  const starts = growing();
  const ids = growing();
  const patients = growing();
  return {
    add(start, id, patient) {
      starts.push(start);
      ids.push(id);
      patients.push(patient);
    },
    addFile: () => firstOf.push(starts.length()),
    columns() {
      firstOf.push(starts.length());
      return {
        firstOf: firstOf.whole(),
        starts: starts.whole(),
        ids: sharedColumn(ids.whole()),
        patients: sharedColumn(patients.whole()),
      };
    },
  };
}

/** The index whose columns these are. */
export function runIndex({ firstOf, starts, ids, patients }: RunIndexColumns): RunIndex {
  const columns = { ids, patients };
  const first = (file: number): number => firstOf[file] ?? starts.length;
  const fileOf = (encounter: number): number => Math.max(0, lastAtMost(firstOf.length - 1, first, encounter));
  return {
    files: firstOf.length - 1,
    countIn: (file) => first(file + 1) - first(file),
    encounter: (file, ordinal) => first(file) + ordinal,
    fileOf,
    place(encounter) {
      const isLast = encounter + 1 >= first(fileOf(encounter) + 1);
      return { start: starts[encounter] ?? 0, end: isLast ? undefined : starts[encounter + 1] };
    },
    isShared(of, key) {
      const { heads, tails, keys } = columns[of];
      const slot = slotOf(key, heads, keys);
      return heads[slot] !== tails[slot];
    },
    *sharing(of, key) {
      const { heads, keys, next } = columns[of];
      const head = heads[slotOf(key, heads, keys)] ?? 0;
      for (let at = head; at > 0; at = next[at - 1] ?? 0) yield at - 1;
    },
  };
}

function sharedColumn(keys: Uint32Array): SharedColumn {
  let size = 16;
  while (size < keys.length * 1.5) size *= 2;
  const heads = shared(size);
  const tails = shared(size);
  const next = shared(keys.length);
  for (let encounter = 0; encounter < keys.length; encounter += 1) {
    const key = keys[encounter] ?? 0;
    if (key === 0) continue;
    const slot = slotOf(key, heads, keys);
    const last = tails[slot] ?? 0;
    if (last === 0) heads[slot] = encounter + 1;
    else next[last - 1] = encounter + 1;
    tails[slot] = encounter + 1;
  }
  return { keys, next, heads, tails };
}

/** Where a key's first encounter is listed, or would be. */
function slotOf(key: number, heads: Uint32Array, keys: Uint32Array): number {
  const mask = heads.length - 1;
  let slot = Math.imul(key, 0x9e3779b1) & mask;
  for (let head = heads[slot] ?? 0; head > 0 && keys[head - 1] !== key; head = heads[slot] ?? 0) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

/** Numbers of which nobody knows how many there will be. */
function growing() {
  let numbers = new Uint32Array(1024);
  let length = 0;
  return {
    length: () => length,
    push(value: number): void {
      if (length === numbers.length) {
        const larger = new Uint32Array(length * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[length] = value;
      length += 1;
    },
    whole(): Uint32Array {
      const whole = shared(length);
      whole.set(numbers.subarray(0, length));
      return whole;
    },
  };
}

/** In memory that threads can share. */
function shared(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4));
}
