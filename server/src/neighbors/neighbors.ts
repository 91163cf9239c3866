/**
 * The other encounters of a file or run, by id and by visit (patient, rendering provider, kind of claim, date). Each
 * encounter sees only those it may relate to, so that nothing else causes it to be judged again.
 */
import type { Placed } from './abstract.js';
import type { Neighbor } from './neighbor.js';
import { createPositions } from './positions.js';

interface Neighborhood {
  /** The encounters that share an id or a visit with the one at this position of those given, in the order read. */
  of(index: number): readonly Neighbor[];
}

/** One that is kept while its encounters are edited: what is told of each is the very same list until it may be another. */
export interface EditedNeighborhood extends Neighborhood {
  /**
   * Other encounters stand at some positions. Answers who may have other neighbors now; undefined where that may be anyone.
   *
   * @param placed as many as before, the same but at these positions
   */
  change(positions: readonly number[], placed: readonly Placed[]): ReadonlySet<number> | undefined;
}

/** Encounters that are known but not read in this run: those of a workspace's other files, or of earlier runs. */
export interface Elsewhere {
  /** Those with this key of an abstract, in the order of their files. */
  sharing(key: string): readonly Placed[];
  /** Those of this patient, in the order of their files. */
  ofPatient(patient: string): readonly Placed[];
  /** Whether a file comes before another in that order. */
  isBefore(file: string, other: string): boolean;
  /** As long as this is the same, so are all the other answers; absent where nobody keeps count. */
  readonly version?: number | undefined;
}

/**
 * When this many share one id or visit, the later ones see only the first: no day has more, and in a file with
 * one encounter repeated ten thousand times each would see all of them.
 */
export const mostSharing = 10;

/** The neighborhood of encounters given in the order read: in file order, then by position. */
export function neighborhood(given: readonly Placed[], elsewhere?: Elsewhere): EditedNeighborhood {
  let placed = given;
  const byKey = createPositions();
  placed.forEach(({ abstract }, index) => {
    for (const key of abstract.keys) byKey.add(key, index);
  });
  const lookedUp = (): Neighborhood =>
    neighborhoodBy(
      { firstWith: (key) => byKey.of(key).slice(0, mostSharing), at: (index) => placed[index] },
      elsewhere,
    );
  let found = lookedUp();
  let known: (readonly Neighbor[] | undefined)[] = [];
  return {
    of(index) {
      const neighbors = known[index] ?? found.of(index);
      known[index] = neighbors;
      return neighbors;
    },
    change(positions, next) {
      const concerned = new Set<string>();
      for (const position of positions) {
        for (const key of placed[position]?.abstract.keys ?? []) {
          concerned.add(key);
          byKey.remove(key, position);
        }
        for (const key of next[position]?.abstract.keys ?? []) {
          concerned.add(key);
          byKey.add(key, position);
        }
      }
      placed = next;
      const affected = new Set(positions);
      for (const key of concerned) {
        // Of so many, those that come later may see others now than they did.
        if (byKey.count(key) >= mostSharing) {
          known = [];
          found = lookedUp();
          return undefined;
        }
        for (const position of byKey.of(key)) affected.add(position);
      }
      for (const position of affected) known[position] = undefined;
      return affected;
    },
  };
}

/** Encounters in the order read, by their position in it. */
interface EncountersRead {
  /** The first {@link mostSharing} that have this key. */
  firstWith(key: string): readonly number[];
  at(index: number): Placed | undefined;
}

/** The neighborhood of encounters that are looked up when they are asked for. */
export function neighborhoodBy({ firstWith, at }: EncountersRead, elsewhere?: Elsewhere): Neighborhood {
  const ofLaterOnes = new Map<string, readonly Neighbor[]>();

  const here = (index: number, keys: readonly string[]): readonly Neighbor[] => {
    // Most encounters share nothing with any other.
    if (keys.every((key) => firstWith(key).length < 2)) return none;
    const others = new Set(keys.flatMap(firstWith));
    const told = (): readonly Neighbor[] =>
      [...others].sort((one, other) => one - other).flatMap((other) => neighbor(at(other), other < index));
    if (others.delete(index) || others.size < mostSharing) return told();
    const group = keys.join('\n');
    const known = ofLaterOnes.get(group) ?? told();
    ofLaterOnes.set(group, known);
    return known;
  };
  const outside = (own: Placed, keys: readonly string[], { sharing, isBefore }: Elsewhere): readonly Neighbor[] => {
    if (keys.every((key) => sharing(key).length === 0)) return none;
    const others = new Set(keys.flatMap((key) => sharing(key).slice(0, mostSharing)));
    return [...others].flatMap((other) => neighbor(other, isBefore(other.file, own.file)));
  };
  return {
    of(index) {
      const own = at(index);
      if (!own) return none;
      const { keys } = own.abstract;
      const inside = here(index, keys);
      const beyond = elsewhere ? outside(own, keys, elsewhere) : none;
      if (beyond.length === 0) return inside;
      const [before, after] = [true, false].map((isEarlier) => beyond.filter((each) => each.isEarlier === isEarlier));
      return [...(before ?? []), ...inside, ...(after ?? [])];
    },
  };
}

const none: readonly Neighbor[] = [];

function neighbor(placed: Placed | undefined, isEarlier: boolean): readonly Neighbor[] {
  if (!placed?.abstract.neighbor) return [];
  const { file, ordinal } = placed;
  return [{ file, ordinal, ...placed.abstract.neighbor, isEarlier }];
}
