/**
 * Which rungs of a level family the documented levels come to, and on which sides. Laterality does not add levels:
 * a level on both sides counts once (domain.md, section 1, "Bilateral").
 */

import type { BodySide, Level } from '../clinical/level.js';
import { compareLevels } from '../clinical/levels.js';
import type { Rung } from '../codes/codes.js';
import type { DocumentedLevel } from './documented.js';

/** A level and the sides it was treated on; no sides if the record names none. */
export interface TreatedLevel {
  readonly level: Level;
  readonly sides: readonly BodySide[];
}

/** What one code of a family is expected to carry: how many levels, on which sides. */
export interface ExpectedRung {
  readonly rung: Rung;
  readonly levels: readonly TreatedLevel[];
  /** Levels on each side, and without a named side. A third rung covers all additional levels and counts 1. */
  readonly both: number;
  readonly left: number;
  readonly right: number;
  readonly unsided: number;
}

/** The different levels with their sides, those on both sides first: they take the lower rungs. */
export function treatedLevels(documented: readonly DocumentedLevel[]): readonly TreatedLevel[] {
  const sides = new Map<Level, Set<BodySide>>();
  for (const { level, side } of documented) {
    const known = sides.get(level) ?? new Set<BodySide>();
    if (side) known.add(side);
    sides.set(level, known);
  }
  return [...sides]
    .map(([level, known]) => ({ level, sides: (['left', 'right'] as const).filter((side) => known.has(side)) }))
    .sort((one, other) => other.sides.length - one.sides.length || compareLevels(one.level, other.level));
}

/**
 * The rungs the levels come to.
 *
 * @param rungs the family's rungs in order: first, second, third; or first, further
 */
export function expectedRungs(levels: readonly TreatedLevel[], rungs: readonly Rung[]): readonly ExpectedRung[] {
  return rungs.flatMap((rung, index): readonly ExpectedRung[] => {
    const isOpen = rung === 'third' || rung === 'further';
    const carried = isOpen ? levels.slice(index) : levels.slice(index, index + 1);
    if (carried.length === 0) return [];
    if (rung === 'third') {
      const sides = new Set(carried.flatMap((level) => level.sides));
      const both = sides.size === 2;
      return [
        {
          rung,
          levels: carried,
          both: both ? 1 : 0,
          left: !both && sides.has('left') ? 1 : 0,
          right: !both && sides.has('right') ? 1 : 0,
          unsided: sides.size === 0 ? 1 : 0,
        },
      ];
    }
    const count = (wanted: string): number =>
      carried.filter(({ sides }) => (sides.length === 2 ? 'both' : (sides[0] ?? 'unsided')) === wanted).length;
    return [
      {
        rung,
        levels: carried,
        both: count('both'),
        left: count('left'),
        right: count('right'),
        unsided: count('unsided'),
      },
    ];
  });
}
