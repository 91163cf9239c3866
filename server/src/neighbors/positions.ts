/** Which of a run's encounters share something, kept from one check to the next: by what they share, their positions in the order read. */

interface Positions {
  /** Where the encounters with this key are, in order. */
  of(key: string): readonly number[];
  count(key: string): number;
  add(key: string, position: number): void;
  remove(key: string, position: number): void;
  keys(): Iterable<string>;
}

/** Positions of nothing yet. Most keys have one. */
export function createPositions(): Positions {
  const known = new Map<string, number | number[]>();
  const of = (key: string): readonly number[] => {
    const at = known.get(key);
    return at === undefined ? none : typeof at === 'number' ? [at] : at;
  };
  return {
    of,
    count(key) {
      const at = known.get(key);
      return at === undefined ? 0 : typeof at === 'number' ? 1 : at.length;
    },
    add(key, position) {
      const before = known.get(key);
      if (before === undefined) {
        known.set(key, position);
        return;
      }
      const all = typeof before === 'number' ? [before] : before;
      // Encounters are added in the order read, but for those that are changed later.
      const place = (all.at(-1) ?? -1) < position ? all.length : all.findIndex((each) => each >= position);
      if (all[place] !== position) all.splice(place, 0, position);
      known.set(key, all);
    },
    remove(key, position) {
      const left = of(key).filter((each) => each !== position);
      const [only] = left;
      if (only === undefined) known.delete(key);
      else known.set(key, left.length === 1 ? only : left);
    },
    keys: () => known.keys(),
  };
}

const none: readonly number[] = [];
