/**
 * What the encounter's procedures document: the levels of the facet and transforaminal kinds with their sides, and
 * the sides of everything else. Knows nothing about what is billed.
 */
import type { BodySide, Level, Region } from '../clinical/level.js';
import { completedJoints, foramenOf, regionOf } from '../clinical/levels.js';
import type { Encounter, Procedure, Sided } from '../encounter/encounter.js';
import type { ProcedureKind, Side } from '../syntax/vocabulary.js';
import { type Kept, onceForEach, onceIn } from '../text/once.js';

/** The kinds whose codes count levels: rules.md, "Levels". */
export const leveledKinds = ['facet-injection', 'facet-destruction', 'transforaminal-epidural'] as const;
export type LeveledKind = (typeof leveledKinds)[number];

/** One level on one side; `side` is undefined if the record names none. */
export interface DocumentedLevel {
  readonly level: Level;
  readonly region: Region;
  readonly side: BodySide | undefined;
}

export interface DocumentedNerve {
  readonly name: string;
  readonly side: BodySide | undefined;
}

/** All documented procedures of one leveled kind. */
export interface DocumentedKind {
  readonly kept: Kept;
  readonly kind: LeveledKind;
  readonly procedures: readonly Procedure[];
  readonly levels: readonly DocumentedLevel[];
  readonly nerves: readonly DocumentedNerve[];
  /**
   * False if a procedure of the kind names no level or nerve, or one that cannot be read, or C0-C1 or C1-C2,
   * whose code family is uncertain (domain.md, section 1): then its levels are not counted.
   */
  readonly isCertain: boolean;
  /** T12-L1 with L1-L2: one session that crosses the code families and counts as lumbar/sacral. */
  readonly crossesJunction: boolean;
}

/** The sides of one site that a procedure treated, if no level says so. */
interface DocumentedSite {
  /** Lower case; empty if the record names none. */
  readonly site: string;
  readonly sides: readonly BodySide[];
  readonly procedure: Procedure;
}

const uncertainLevels: ReadonlySet<Level> = new Set(['C0-C1', 'C1-C2']);

export function isLeveled(kind: ProcedureKind | undefined): kind is LeveledKind {
  return (leveledKinds as readonly (string | undefined)[]).includes(kind);
}

/** The sides that a written side means. */
function bodySides(side: Side | undefined): readonly BodySide[] {
  if (side === 'bilateral') return ['left', 'right'];
  return side ? [side] : [];
}

/** What is documented for one leveled kind; undefined if it has no procedure. */
export function documentedKind(encounter: Encounter, kind: LeveledKind): DocumentedKind | undefined {
  return kindsIn(encounter)(kind);
}

/** Kept by the procedures: a claim with other lines has the same ones. */
const kindsIn = onceIn(
  ({ procedures }: Encounter) => onceForEach((kind: LeveledKind) => kindIn(procedures, kind)),
  ({ procedures }) => procedures,
);

function kindIn(all: Encounter['procedures'], kind: LeveledKind): DocumentedKind | undefined {
  const procedures = all.filter((procedure) => procedure.kind === kind);
  if (procedures.length === 0) return undefined;
  const nerves = procedures.flatMap(nervesNamed);
  const levels = [...procedures.flatMap(levelsNamed), ...levelsOfNerves(nerves, kind)];
  const distinct = new Set(levels.map(({ level }) => level));
  const certain = procedures.every(
    (procedure) => !procedure.unreadableLevels && (procedure.levels.length > 0 || procedure.nerves.length > 0),
  );
  return {
    kept: [],
    kind,
    procedures,
    levels,
    nerves,
    isCertain: certain && ![...distinct].some((level) => uncertainLevels.has(level)),
    crossesJunction: kind !== 'transforaminal-epidural' && distinct.has('T12-L1') && distinct.has('L1-L2'),
  };
}

/** The levels of one procedure with their sides: those it names, and for the facet kinds the joints its nerves complete. */
export const procedureLevels = onceIn((procedure: Procedure): readonly DocumentedLevel[] => {
  const named = levelsNamed(procedure);
  if (!isLeveled(procedure.kind)) return named;
  const levels = [...named, ...levelsOfNerves(nervesNamed(procedure), procedure.kind)];
  // A level that is both named and completed by its nerves counts once.
  return [...new Map(levels.map((level) => [`${level.level} ${level.side ?? ''}`, level])).values()];
});

/**
 * The parts of the spine that a procedure's levels belong to; empty if it names none. T12-L1 with L1-L2 is one
 * session of the lumbar region (rules.md, "Levels").
 */
export const procedureRegions = onceIn(regionsNamed);

function regionsNamed(procedure: Procedure): readonly Region[] {
  const levels = procedureLevels(procedure);
  const names = new Set(levels.map(({ level }) => level));
  const isFacet = procedure.kind === 'facet-injection' || procedure.kind === 'facet-destruction';
  if (isFacet && names.has('T12-L1') && names.has('L1-L2')) return ['lumbar-sacral'];
  return [...new Set(levels.map(({ region }) => region))];
}

/** The sites a procedure treated with their sides; one entry without a name if it names none. */
export function documentedSites(procedure: Procedure): readonly DocumentedSite[] {
  const named: readonly Sided<unknown>[] = [...procedure.levels, ...procedure.nerves, ...procedure.site];
  if (named.length === 0) return [{ site: '', sides: bodySides(procedure.side?.value), procedure }];
  return named.map((item) => ({
    site: String(item.value).toLowerCase(),
    sides: bodySides(item.side?.value ?? procedure.side?.value),
    procedure,
  }));
}

function sidesOrNone(item: Sided<unknown>, procedure: Procedure): readonly (BodySide | undefined)[] {
  const sides = bodySides(item.side?.value ?? procedure.side?.value);
  return sides.length > 0 ? sides : [undefined];
}

function levelsNamed(procedure: Procedure): readonly DocumentedLevel[] {
  return procedure.levels.flatMap((item) =>
    sidesOrNone(item, procedure).flatMap((side) => item.value.flatMap((level) => levelOn(level, side))),
  );
}

function nervesNamed(procedure: Procedure): readonly DocumentedNerve[] {
  return procedure.nerves.flatMap((nerve) =>
    sidesOrNone(nerve, procedure).map((side) => ({ name: nerve.value, side })),
  );
}

/** One joint may be split over two procedures, with a nerve in each: the nerves of a side are combined. */
function levelsOfNerves(nerves: readonly DocumentedNerve[], kind: LeveledKind): readonly DocumentedLevel[] {
  return (['left', 'right', undefined] as const).flatMap((side) => {
    const names = nerves.filter((nerve) => nerve.side === side).map(({ name }) => name);
    const levels = kind === 'transforaminal-epidural' ? names.map(foramenOf) : completedJoints(names).joints;
    return levels.flatMap((level) => (level === undefined ? [] : levelOn(level, side)));
  });
}

function levelOn(level: Level, side: BodySide | undefined): readonly DocumentedLevel[] {
  const region = regionOf(level);
  return region ? [{ level, region, side }] : [];
}
