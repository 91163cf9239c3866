/**
 * Levels billed and levels documented, per procedure kind and region: the arithmetic behind every rule that counts
 * levels. rules.md, "Levels".
 */
import type { BodySide, Region } from '../clinical/level.js';
import { compareLevels } from '../clinical/levels.js';
import type { Rung } from '../codes/codes.js';
import { onceForEach, onceIn, oncePer } from '../text/once.js';
import type { BilledLine } from './billed.js';
import type { DocumentedKind, DocumentedNerve, LeveledKind } from './documented.js';
import { type ExpectedRung, expectedRungs, type TreatedLevel, treatedLevels } from './expected.js';
import type { SidePair } from './pairs.js';

/** Levels on each side, and the different levels in total. */
export interface LevelCount {
  readonly left: number;
  readonly right: number;
  readonly all: number;
}

export interface Session {
  readonly kind: LeveledKind;
  readonly region: Region;
  readonly documented: DocumentedKind;
  /** The different levels documented here, with their sides. */
  readonly levels: readonly TreatedLevel[];
  /** The nerves named that supply this region, for the facet kinds. */
  readonly nerves: readonly DocumentedNerve[];
  /** The lines of this session's families that count, by rung and then as written, without reduced ones. */
  readonly lines: readonly BilledLine[];
  readonly hasReducedLine: boolean;
  readonly billedCount: LevelCount;
  readonly documentedCount: LevelCount;
  /** The pairs among all lines of the claim, for counts of some of the lines. */
  readonly pairs: readonly SidePair[];
  /** What the documented levels come to in this session's family. */
  readonly expected: readonly ExpectedRung[];
  /** The level rules may report: everything they need could be read. */
  readonly isCounted: boolean;
  readonly crossesJunction: boolean;
}

const rungOrder: readonly Rung[] = ['first', 'second', 'third', 'further'];

/** The rungs of a kind's families. */
export function rungsOf(kind: LeveledKind): readonly Rung[] {
  return kind === 'facet-injection' ? ['first', 'second', 'third'] : ['first', 'further'];
}

/** The session a line of a level family belongs to; the first rung at T12-L1 belongs to the lumbar session at the junction. */
export function regionOfLine(
  line: Pick<BilledLine, 'facts'>,
  documented: DocumentedKind | undefined,
): Region | undefined {
  if (documented?.crossesJunction && line.facts?.rung === 'first') return 'lumbar-sacral';
  return line.facts?.region;
}

/** Whether the line bills a code of one of the kind's level families. */
export function isOfKind(line: Pick<BilledLine, 'facts'>, kind: LeveledKind): boolean {
  return line.facts?.family !== undefined && line.facts.kinds.includes(kind);
}

/** The levels of the kind that a region's session holds; every line of the kind asks. */
export function levelsInRegion(documented: DocumentedKind, region: Region): readonly TreatedLevel[] {
  return levelsByRegion(documented)(region);
}

const levelsByRegion = onceIn((documented: DocumentedKind) =>
  onceForEach((region: Region) => treatedIn(documented, region)),
);

function treatedIn(documented: DocumentedKind, region: Region): readonly TreatedLevel[] {
  const here = documented.levels.filter((level) =>
    documented.crossesJunction ? region === 'lumbar-sacral' : level.region === region,
  );
  const treated = treatedLevels(here);
  // At the junction the upper joint takes the first code and the lower one the next, whatever the sides.
  return documented.crossesJunction ? [...treated].sort((a, b) => compareLevels(a.level, b.level)) : treated;
}

/** One session's counts. */
export function sessionOf(
  region: Region,
  documented: DocumentedKind,
  billed: readonly BilledLine[],
  pairs: readonly SidePair[],
  nerves: readonly DocumentedNerve[],
  isReadable: boolean,
): Session {
  const { kind } = documented;
  const ofSession = billed.filter((line) => isOfKind(line, kind) && regionOfLine(line, documented) === region);
  const lines = ofSession
    .filter((line) => !line.isReduced)
    .sort((one, other) => rungRank(one) - rungRank(other) || one.index - other.index);
  const levels = levelsInRegion(documented, region);
  const hasFurtherBesideJunction = documented.crossesJunction && levels.length > 2;
  return {
    kind,
    region,
    documented,
    levels,
    nerves,
    lines,
    hasReducedLine: ofSession.some((line) => line.isReduced),
    billedCount: billedCount(lines, pairs),
    documentedCount: documentedCount(levels),
    pairs,
    expected: expectedRungs(levels, rungsOf(kind)),
    isCounted: isReadable && documented.isCertain && !hasFurtherBesideJunction,
    crossesJunction: documented.crossesJunction,
  };
}

/** What the lines carry: each different first-, second- and third-level code once, additional-level codes once per unit. */
export function billedCount(lines: readonly BilledLine[], pairs: readonly SidePair[]): LevelCount {
  const byCode = new Map<string, { left: number; right: number; unsided: number }>();
  for (const line of lines) {
    const code = line.countsAs ?? line.code;
    const carried = carriedBy(line, pairs);
    const known = byCode.get(code) ?? { left: 0, right: 0, unsided: 0 };
    const join = (one: number, other: number): number => (line.isPerFurtherLevel ? one + other : Math.max(one, other));
    byCode.set(code, {
      left: join(known.left, carried.left),
      right: join(known.right, carried.right),
      unsided: join(known.unsided, carried.unsided),
    });
  }
  const codes = [...byCode.values()];
  const sum = (count: (code: { left: number; right: number; unsided: number }) => number): number =>
    codes.reduce((total, code) => total + count(code), 0);
  return {
    left: sum(({ left }) => left),
    right: sum(({ right }) => right),
    all: sum(({ left, right, unsided }) => Math.max(left, right, unsided)),
  };
}

/** The sides on which the record names any level. */
export function documentedSidesOf(session: Session): readonly BodySide[] {
  return (['left', 'right'] as const).filter((side) => session.levels.some(({ sides }) => sides.includes(side)));
}

/** Levels documented on each side and in total. */
export function documentedCount(levels: readonly TreatedLevel[]): LevelCount {
  // A level without a named side may be on either: it counts on both, so that neither side appears to have too many.
  const on = (side: BodySide): number =>
    levels.filter(({ sides }) => sides.length === 0 || sides.includes(side)).length;
  return { left: on('left'), right: on('right'), all: levels.length };
}

function carriedBy(line: BilledLine, pairs: readonly SidePair[]): { left: number; right: number; unsided: number } {
  const units = line.isPerFurtherLevel ? line.units : 1;
  const paired = pairedWith(line, pairs);
  if (paired && !paired.pair.namesSides) {
    const { pair, position } = paired;
    // A pair without sides carries both; for a repeated line, each carries its half.
    if (pair.lines.length === 1) return { left: pair.levels, right: pair.levels, unsided: 0 };
    const half = line.isPerFurtherLevel ? units : 1;
    return position < pair.lines.length / 2
      ? { left: half, right: 0, unsided: 0 }
      : { left: 0, right: half, unsided: 0 };
  }
  if (line.sides.length === 0) return { left: 0, right: 0, unsided: units };
  return {
    left: line.sides.includes('left') ? units : 0,
    right: line.sides.includes('right') ? units : 0,
    unsided: 0,
  };
}

interface Paired {
  readonly pair: SidePair;
  /** Of the line among the pair's. */
  readonly position: number;
}

/** The first pair that a line is in. */
function pairedWith(line: BilledLine, pairs: readonly SidePair[]): Paired | undefined {
  if (pairs.length > mostLookedThrough) return pairedIn(pairs).get(line);
  for (const pair of pairs) {
    const position = pair.lines.indexOf(line);
    if (position >= 0) return { pair, position };
  }
  return undefined;
}

/** Of so many pairs, which are all that a claim usually has, the right one is found at once. */
const mostLookedThrough = 8;

const pairedIn = oncePer((pairs: readonly SidePair[]): ReadonlyMap<BilledLine, Paired> => {
  const found = new Map<BilledLine, Paired>();
  for (const pair of pairs) {
    pair.lines.forEach((line, position) => {
      if (!found.has(line)) found.set(line, { pair, position });
    });
  }
  return found;
});

function rungRank(line: BilledLine): number {
  return line.facts?.rung ? rungOrder.indexOf(line.facts.rung) : rungOrder.length;
}
