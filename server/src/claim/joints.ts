/** Joint injections: which joints the record names, each side by itself, and how many the lines bill. */
import type { BodySide } from '../clinical/level.js';
import { jointSizeOf, plainSite } from '../clinical/site-words.js';
import type { Encounter } from '../encounter/encounter.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import type { Span } from '../text/span.js';
import type { BilledLine } from './billed.js';
import type { Claim } from './claim.js';
import { documentedSites } from './documented.js';

/** The kind whose codes are for one joint each. */
const kind = 'joint-injection';

interface CountedJoints {
  readonly kind: typeof kind;
  /** As written. */
  readonly lines: readonly BilledLine[];
  /** "left knee", each once, in the order documented. */
  readonly documented: readonly string[];
  /** Where they are documented. */
  readonly sites: readonly Span[];
  readonly billed: number;
}

interface Joint {
  readonly name: string;
  readonly side: BodySide | undefined;
}

/** The joints; undefined where the record or the lines do not say for certain how many there are. */
export function countedJoints(encounter: Encounter, claim: Claim): CountedJoints | undefined {
  const lines = claim.lines.filter(({ facts }) => facts?.group === kind);
  const procedures = encounter.procedures.filter((procedure) => procedure.kind === kind);
  if (lines.length === 0 || procedures.length === 0 || claim.hasUnknownKind) return undefined;
  const others = new Set<ProcedureKind>(
    encounter.procedures.flatMap((each) => (each.kind && each.kind !== kind ? each.kind : [])),
  );
  // What was cut short is not counted, and what else a line may bill is not known.
  const isUnclear = lines.some(
    ({ isInForce, isReduced, facts }) =>
      !isInForce || isReduced || others.has('other') || facts?.kinds.some((each) => others.has(each)),
  );
  const sites = procedures.flatMap(documentedSites);
  const isNamed = sites.every(({ site }) => jointSizeOf(site) !== undefined);
  if (isUnclear || !isNamed || procedures.some(({ unreadableLevels }) => unreadableLevels)) return undefined;
  const named = sites.flatMap(({ site, sides }): readonly Joint[] => {
    const name = plainSite(site)
      .replace(/ (?:joints?|bursa)$/, '')
      .replace(/s$/, '')
      .replace(/^big /, 'great ');
    return sides.length > 0 ? sides.map((side) => ({ name, side })) : [{ name, side: undefined }];
  });
  // Of hundreds of sites few differ.
  const joints = [...new Map(named.map((each) => [words(each), each])).values()];
  return {
    kind,
    lines,
    documented: joints.filter((each) => !isToldOf(each, joints)).map(words),
    sites: procedures.flatMap(({ site }) => site.map(({ span }) => span)),
    billed: lines.reduce((sum, { fifty, units }) => sum + (fifty ? Math.max(2, units) : units), 0),
  };
}

function words({ name, side }: Joint): string {
  return side ? `${side} ${name}` : name;
}

/** A joint that may be another which is told more of: "knee" beside "right knee", "right finger" beside "right index finger". */
function isToldOf({ name, side }: Joint, all: readonly Joint[]): boolean {
  return all.some((other) => {
    const isSided = side === undefined && other.side !== undefined;
    const isLonger = other.name.endsWith(` ${name}`);
    return (isSided || side === other.side) && (isLonger || other.name === name) && (isSided || isLonger);
  });
}
