/**
 * What each encounter of a run is judged beside, its neighbors and its patient's history, looked up when it is judged: of the
 * encounters that share something, and only of them, are the abstracts asked for. The same as when all were at hand.
 */
import { onceFor } from '../text/once.js';
import type { Abstract, Placed } from './abstract.js';
import { type History, histories } from './history.js';
import type { Neighbor } from './neighbor.js';
import { type Elsewhere, mostSharing, neighborhoodBy } from './neighbors.js';
import { keyOf, type RunIndex } from './run-index.js';

/** What one encounter is judged beside. */
export interface Surrounding {
  readonly neighbors: readonly Neighbor[];
  readonly history: History | undefined;
}

interface Surroundings {
  /** Of an encounter by its number; what others are told of it is asked only where it may share something. */
  of(encounter: number, keys: OwnKeys, own: () => Placed): Surrounding;
}

/** What an encounter may share, as it was read. */
interface OwnKeys {
  readonly id: string | undefined;
  readonly patient: string | undefined;
}

interface Asked {
  readonly index: RunIndex;
  /** What others are told of an encounter; undefined where it can no longer be read. */
  placed(encounter: number): Placed | undefined;
  readonly elsewhere?: Elsewhere | undefined;
}

/** The encounters of one patient. */
interface OfPatient {
  /** Where each stands among them, by its number. */
  readonly positions: ReadonlyMap<number, number>;
  readonly byVisit: ReadonlyMap<string, readonly number[]>;
  readonly history: ReturnType<typeof histories>;
}

const nothing: Surrounding = { neighbors: [], history: undefined };
/** So many ids and patients are remembered: those of one practice's day, and more. */
const mostIds = 5000;
const mostPatients = 500;

/** The surroundings of a run's encounters. */
export function surroundings({ index, placed, elsewhere }: Asked): Surroundings {
  let asking: { readonly encounter: number; readonly own: () => Placed } | undefined;
  const at = (encounter: number): Placed | undefined =>
    asking?.encounter === encounter ? asking.own() : placed(encounter);
  const withId = onceFor(mostIds, (key: string): readonly number[] => {
    const found: number[] = [];
    for (const encounter of index.sharing('ids', keyOf(key.slice(idKey.length)))) {
      if (at(encounter)?.abstract.keys.includes(key)) found.push(encounter);
      if (found.length === mostSharing) break;
    }
    return found;
  });
  const ofPatient = onceFor(mostPatients, (patient: string): OfPatient => {
    const own: Placed[] = [];
    const positions = new Map<number, number>();
    const byVisit = new Map<string, number[]>();
    for (const encounter of index.sharing('patients', keyOf(patient))) {
      const each = at(encounter);
      if (each?.abstract.patient !== patient) continue;
      positions.set(encounter, own.length);
      own.push(each);
      for (const key of each.abstract.keys) {
        const known = byVisit.get(key);
        if (!known) byVisit.set(key, [encounter]);
        else if (known.length < mostSharing) known.push(encounter);
      }
    }
    return { positions, byVisit, history: histories(own, new Map(), elsewhere) };
  });
  const isKnownElsewhere = ({ keys, patient }: Abstract): boolean =>
    elsewhere !== undefined &&
    (keys.some((key) => elsewhere.sharing(key).length > 0) ||
      (patient !== undefined && elsewhere.ofPatient(patient).length > 0));
  return {
    of(encounter, { id, patient }, own) {
      const isKnown = elsewhere !== undefined && isKnownElsewhere(own().abstract);
      const hasId = id !== undefined && (isKnown || index.isShared('ids', keyOf(id)));
      const hasPatient = patient !== undefined && (isKnown || index.isShared('patients', keyOf(patient)));
      if (!hasId && !hasPatient) return nothing;
      asking = { encounter, own };
      const ofOwn = hasPatient ? ofPatient(patient) : undefined;
      const firstWith = (key: string): readonly number[] =>
        key.startsWith(idKey) ? (hasId ? withId(key) : []) : (ofOwn?.byVisit.get(key) ?? []);
      const position = ofOwn?.positions.get(encounter);
      const neighbors = neighborhoodBy({ firstWith, at }, elsewhere).of(encounter);
      asking = undefined;
      return { neighbors, history: position === undefined ? undefined : ofOwn?.history.of(position) };
    },
  };
}

/** How a key of an abstract begins that is an id: the others are the patient's visits. */
const idKey = 'id ';
