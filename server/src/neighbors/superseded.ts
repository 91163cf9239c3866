/** Which claims of a visit count for nothing, because another claim replaced them or made them void. */
import type { Encounter } from '../encounter/encounter.js';
import type { Frequency } from '../syntax/vocabulary.js';
import { addTo } from '../text/grouped.js';
import type { Neighbor } from './neighbor.js';
import { isSameVisit, type Visit, visitKey, visitOf } from './visit.js';

/** A claim of a visit: its id and what it says of an earlier one. */
interface VisitClaim extends Visit {
  readonly id: string;
  /** Absent for an original claim. */
  readonly frequency?: Frequency | undefined;
}

/** More claims than one visit has; a limit, so that a file that repeats one claim is judged in seconds. */
const mostClaims = 100;

/**
 * The claims that another of the same visit takes the place of. A replacement takes that of the original with its id, else of all
 * originals. A void cancels one claim: with its id, else any of the visit; of several the last before it, else the first after it.
 *
 * @param claims in the order read
 */
export function supersededAmong<Each extends VisitClaim>(claims: readonly Each[]): ReadonlySet<Each> {
  const superseded = new Set<Each>();
  if (claims.every(isOriginal)) return superseded;
  const visits = new Map<string, Each[]>();
  for (const claim of claims) {
    const key = visitKey(claim);
    if (key !== undefined && (visits.get(key)?.length ?? 0) < mostClaims) addTo(visits, key, claim);
  }
  for (const visit of visits.values()) {
    for (const replacement of visit) {
      if (replacement.frequency !== 'replacement') continue;
      const originals = visit.filter(isOriginal);
      const ofId = originals.filter(({ id }) => id === replacement.id);
      for (const original of ofId.length > 0 ? ofId : originals) superseded.add(original);
    }
    visit.forEach((claim, index) => {
      if (claim.frequency !== 'void') return;
      const isLive = (other: Each): boolean => other.frequency !== 'void' && !superseded.has(other);
      const hasId = (other: Each): boolean => isLive(other) && other.id === claim.id;
      const [before, after] = [visit.slice(0, index), visit.slice(index + 1)];
      const canceled = before.findLast(hasId) ?? after.find(hasId) ?? before.findLast(isLive) ?? after.find(isLive);
      if (canceled) superseded.add(canceled);
    });
  }
  return superseded;
}

/** The neighbors that count, and whether the encounter itself does. */
export function countedAmong(
  encounter: Encounter,
  neighbors: readonly Neighbor[],
): { readonly neighbors: readonly Neighbor[]; readonly isCounted: boolean } {
  const own = encounter.id && { ...visitOf(encounter), id: encounter.id.value, frequency: encounter.frequency };
  const superseded = supersededAmong<VisitClaim>([
    ...neighbors.filter(({ isEarlier }) => isEarlier),
    ...(own ? [own] : []),
    ...neighbors.filter(({ isEarlier }) => !isEarlier),
  ]);
  if (superseded.size === 0) return { neighbors, isCounted: true };
  return {
    neighbors: neighbors.filter((other) => !superseded.has(other)),
    isCounted: own === undefined || !superseded.has(own),
  };
}

/** The codes that the visit's other encounters bill. */
export function billedOnVisit(encounter: Encounter, others: readonly Neighbor[]): readonly string[] {
  const visit = visitOf(encounter);
  return countedAmong(encounter, others)
    .neighbors.filter((other) => isSameVisit(visit, other))
    .flatMap(({ codes }) => codes);
}

function isOriginal({ frequency = 'original' }: VisitClaim): boolean {
  return frequency === 'original';
}
