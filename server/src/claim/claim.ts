/**
 * What is documented and what is billed in one encounter, computed once for all rules. Knows the payer only
 * by the bilateral forms it accepts.
 */
import type { BodySide, Region } from '../clinical/level.js';
import { nervesOf, regionOfLetter } from '../clinical/levels.js';
import { jointSizeOf } from '../clinical/site-words.js';
import type { CodeSite, Codes } from '../codes/codes.js';
import { nerveBilledFor } from '../codes/nerves.js';
import type { Encounter, Procedure } from '../encounter/encounter.js';
import { formsFor, type Policy } from '../policy/policy.js';
import { type BilateralForm, bilateralForms } from '../policy/vocabulary.js';
import { groupedBy } from '../text/grouped.js';
import { type Kept, onceForEach, onceForLast, onceIn } from '../text/once.js';
import { type BilledLine, billedLines } from './billed.js';
import { type DocumentedKind, documentedKind, documentedSites, type LeveledKind, leveledKinds } from './documented.js';
import { expectedRungs } from './expected.js';
import { type DocumentedSides, pairsOf, type SidePair } from './pairs.js';
import { isOfKind, levelsInRegion, regionOfLine, rungsOf, type Session, sessionOf } from './sessions.js';

export interface Claim {
  readonly kept: Kept;
  readonly lines: readonly BilledLine[];
  /** What is documented for each leveled kind. */
  readonly kinds: ReadonlyMap<LeveledKind, DocumentedKind>;
  readonly pairs: readonly SidePair[];
  /** Per leveled kind and region, for documented kinds with anything billed or documented in the region. */
  readonly sessions: readonly Session[];
  /** The same for kinds that are billed without a documented procedure. */
  readonly undocumentedSessions: readonly Session[];
  /** A procedure's kind is absent or unknown. */
  readonly hasUnknownKind: boolean;
  /** A line's code is in no table: it may have been meant as any code. */
  readonly hasUnknownCode: boolean;
}

const noSessions: readonly Session[] = [];

const regions: readonly Region[] = ['cervical-thoracic', 'lumbar-sacral'];

/** What the encounter documents and bills. */
export function readClaim(encounter: Encounter, codes: Codes, policy: Policy | undefined): Claim {
  const lines = billedLines(encounter, codes);
  const kinds = new Map<LeveledKind, DocumentedKind>();
  for (const kind of leveledKinds) {
    const documented = documentedKind(encounter, kind);
    if (documented) kinds.set(kind, documented);
  }
  const pairs = allPairs(encounter, lines, kinds, policy);
  const hasUnknownKind = encounter.procedures.some(({ kind }) => kind === undefined);
  const sessionsOf = (documented: DocumentedKind): readonly Session[] => {
    if (documented.levels.length === 0 && !lines.some((line) => isOfKind(line, documented.kind))) return noSessions;
    const isReadable = !hasUnknownKind && !lines.some((line) => mayBeSeveral(line, documented.kind, codes));
    return regions.flatMap((region) => {
      const isHere =
        levelsInRegion(documented, region).length > 0 ||
        lines.some((line) => isOfKind(line, documented.kind) && regionOfLine(line, documented) === region);
      if (!isHere) return noSessions;
      const session = sessionOf(region, documented, lines, pairs, nervesIn(documented, region), isReadable);
      return session.lines.length > 0 || session.levels.length > 0 ? [session] : [];
    });
  };
  return {
    kept: [],
    lines,
    kinds,
    pairs,
    sessions: [...kinds.values()].flatMap(sessionsOf),
    undocumentedSessions: leveledKinds
      .filter((kind) => !kinds.has(kind))
      .flatMap((kind) => sessionsOf(noProcedure(kind))),
    hasUnknownKind,
    hasUnknownCode: lines.some(({ standing }) => standing.kind === 'unknown' || standing.kind === 'impossible'),
  };
}

/** The documented procedures that support the line's code; `other` supports any. */
export function supportingProcedures(encounter: Encounter, { facts }: Coded): readonly Procedure[] {
  return supportingBy(encounter)(facts);
}

/** What the tables say of a line's code, as far as what is documented for it depends on the line. */
type Coded = Pick<BilledLine, 'facts'>;

const supportingBy = onceIn((encounter: Encounter) =>
  onceForEach((facts: BilledLine['facts']) =>
    encounter.procedures.filter(
      ({ kind }) => kind === 'other' || (kind !== undefined && (facts?.kinds.includes(kind) ?? false)),
    ),
  ),
);

/** What the record says about the sides of the services that a code bills. */
export function documentedSides(encounter: Encounter, { kinds }: Pick<Claim, 'kinds'>, line: Coded): DocumentedSides {
  return recordBy(encounter)(kinds).sides(line.facts);
}

/** What the record says for each code, worked out once: every line of the code asks. */
const recordBy = onceIn((encounter: Encounter) =>
  onceForLast((kinds: Claim['kinds']) => ({
    sides: onceForEach((facts: BilledLine['facts']) => sidesOf(encounter, kinds, { facts })),
    named: onceForEach((facts: BilledLine['facts']) => namedOf(encounter, kinds, { facts })),
  })),
);

function sidesOf(encounter: Encounter, kinds: Claim['kinds'], line: Coded): DocumentedSides {
  for (const documented of kinds.values()) {
    if (!isOfKind(line, documented.kind)) continue;
    const region = regionOfLine(line, documented);
    if (!region || !documented.isCertain) break;
    const levels = levelsInRegion(documented, region);
    const rung = expectedRungs(levels, rungsOf(documented.kind)).find((expected) => expected.rung === line.facts?.rung);
    const isNamed = levels.some(({ sides }) => sides.length > 0);
    if (!rung) return { isNamed, both: 0, single: 0, unsided: 0 };
    return { isNamed, both: rung.both, single: rung.left + rung.right, unsided: rung.unsided };
  }
  const bySite = new Map<string, Set<BodySide>>();
  for (const procedure of supportingProcedures(encounter, line)) {
    for (const { site, sides } of sitesFor(line, documentedSites(procedure))) {
      const known = bySite.get(site) ?? new Set<BodySide>();
      for (const side of sides) known.add(side);
      bySite.set(site, known);
    }
  }
  const counts = [...bySite.values()].map(({ size }) => size);
  return {
    isNamed: counts.some((count) => count > 0),
    both: counts.filter((count) => count === 2).length,
    single: counts.filter((count) => count === 1).length,
    unsided: counts.filter((count) => count === 0).length,
  };
}

/** The sides the record names for a line's code; undefined if a procedure that supports it names none. */
export function namedSides(encounter: Encounter, { kinds }: Claim, line: Coded): readonly BodySide[] | undefined {
  return recordBy(encounter)(kinds).named(line.facts);
}

function namedOf(encounter: Encounter, kinds: Claim['kinds'], line: Coded): readonly BodySide[] | undefined {
  const supporting = supportingProcedures(encounter, line);
  if (supporting.length === 0) return undefined;
  const sites = supporting.flatMap((procedure): readonly { readonly sides: readonly BodySide[] }[] => {
    const documented = kinds.get(procedure.kind as LeveledKind);
    const region = documented && isOfKind(line, documented.kind) ? regionOfLine(line, documented) : undefined;
    const levels = documented && region ? levelsInRegion(documented, region) : [];
    return levels.length > 0 ? levels : sitesFor(line, documentedSites(procedure));
  });
  if (sites.some(({ sides }) => sides.length === 0)) return undefined;
  return (['left', 'right'] as const).filter((side) => sites.some(({ sides }) => sides.includes(side)));
}

/** The sites that the line's code is for, where each site says which code that is; else all of them. */
function sitesFor<Site extends { readonly site: string }>({ facts }: Coded, sites: readonly Site[]): readonly Site[] {
  const isJoint = facts?.site?.endsWith('-joint');
  if (sites.length < 2 || !facts || (!isJoint && facts.nerve === undefined)) return sites;
  const wanted = isJoint ? facts.site : facts.nerve;
  const named = sites.map((each) => (isJoint ? jointSiteOf(each.site) : nerveBilledFor(each.site)));
  const own = sites.filter((_, index) => named[index] === wanted);
  return own.length === 0 || named.includes(undefined) ? sites : own;
}

function jointSiteOf(site: string): CodeSite | undefined {
  const size = jointSizeOf(site);
  return size && `${size}-joint`;
}

/** The forms in which the payer accepts both sides of this line's service; all four for an unknown payer. */
export function formsOf(
  policy: Policy | undefined,
  encounter: Encounter,
  line: { readonly isAddOn: boolean },
): readonly BilateralForm[] {
  return policy ? formsFor(policy, line, encounter) : bilateralForms;
}

function allPairs(
  encounter: Encounter,
  lines: readonly BilledLine[],
  kinds: ReadonlyMap<LeveledKind, DocumentedKind>,
  policy: Policy | undefined,
): readonly SidePair[] {
  const sided = lines.filter(({ isInForce, bilateral }) => isInForce && (bilateral === '1' || bilateral === '3'));
  return [...groupedBy(sided, ({ code }) => code).values()].flatMap((ofCode) => {
    const first = ofCode[0];
    if (!first) return [];
    return pairsOf(ofCode, documentedSides(encounter, { kinds }, first), formsOf(policy, encounter, first));
  });
}

function noProcedure(kind: LeveledKind): DocumentedKind {
  return { kept: [], kind, procedures: [], levels: [], nerves: [], isCertain: true, crossesJunction: false };
}

/** A deleted code with several replacements of the kind: we cannot tell which of them it counts as. */
function mayBeSeveral(line: BilledLine, kind: LeveledKind, codes: Codes): boolean {
  return (
    line.standing.kind === 'deleted' &&
    line.countsAs === undefined &&
    line.standing.successors.some(({ code }) => codes.painCode(code)?.kinds.includes(kind))
  );
}

/** The nerves that supply a joint of the region; S1 counts as lumbar, though it completes no joint. */
function nervesIn(documented: DocumentedKind, region: Region): DocumentedKind['nerves'] {
  if (documented.kind === 'transforaminal-epidural') return [];
  const joints = new Set(documented.levels.filter((level) => level.region === region).map(({ level }) => level));
  const supplying = new Set([...joints].flatMap((joint) => nervesOf(joint)));
  const regionsNamed = new Set(documented.levels.map((level) => level.region));
  return documented.nerves.filter(({ name }) => {
    if (supplying.has(name)) return true;
    if (name === 'S1') return region === 'lumbar-sacral';
    // A nerve that completes no joint belongs to the only region there is, or to the one its letter names.
    if (regionsNamed.size === 1) return regionsNamed.has(region);
    return regionOfLetter(name) === region;
  });
}
