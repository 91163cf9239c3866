/**
 * What went before an encounter: the same patient's encounters of earlier days in the same file or run. Each is linked to the
 * one before it, and each link has a version, so that all of them share one chain, an edit causes only the patient's later encounters to be
 * judged again, and two thousand encounters of one patient cost two thousand links.
 */
import type { IsoDate } from '../clinical/dates.js';
import { versionOf } from '../policy/version.js';
import type { Placed } from './abstract.js';
import type { Elsewhere } from './neighbors.js';
import type { Past } from './past.js';
import { createPositions } from './positions.js';
import { supersededAmong } from './superseded.js';

/** An encounter on an earlier day, and where it is. */
export interface PastEncounter extends Past {
  readonly file: string;
  /** Which encounter of that file, from 0. */
  readonly ordinal: number;
}

/** The latest of a patient's earlier encounters, and what went before that one. */
export interface History {
  /** Changes whenever this encounter or one before it says something else. */
  readonly version: string;
  readonly latest: PastEncounter;
  readonly earlier: History | undefined;
}

export interface Histories {
  /** What went before the day of the encounter at this position of those given; undefined where nothing did. */
  of(index: number): History | undefined;
  /**
   * Other encounters stand at some positions. Answers whose history is another now.
   *
   * @param placed as many as before, the same but at these positions
   */
  change(positions: readonly number[], placed: readonly Placed[]): ReadonlySet<number>;
  /** Each patient's history, for the next time. */
  readonly chains: Chains;
}

/** The histories of patients with several encounters, by patient. */
export type Chains = ReadonlyMap<string, Chain>;

interface Chain {
  /** What it was made from, in the order given. */
  readonly encounters: readonly Placed[];
  /** What went before the day of each of them. */
  readonly before: readonly (History | undefined)[];
  /** Every link by its version. */
  readonly links: ReadonlyMap<string, History>;
}

/** More encounters than a patient has in a lifetime of treatment; a limit, so that a file of one patient is judged in seconds. */
const mostTold = 1000;

/**
 * The histories of encounters given in the order read. Encounters of one day are one session: none of them is another's past.
 *
 * @param known from the last time: unchanged patients are not linked again, and links that still hold are kept
 */
export function histories(given: readonly Placed[], known: Chains, elsewhere?: Elsewhere): Histories {
  let placed = given;
  const ofPatient = createPositions();
  placed.forEach((each, index) => {
    const patient = patientOf(each);
    if (patient !== undefined) ofPatient.add(patient, index);
  });
  const chains = new Map<string, Chain>();
  const before = new Map<number, History>();
  /** Links what is known of a patient; answers whose history is another than it was. */
  const link = (patient: string, last: Chain | undefined): readonly number[] => {
    const count = ofPatient.count(patient);
    const outside = (count > 0 && elsewhere?.ofPatient(patient)) || nobody;
    const indexes = ofPatient.of(patient);
    // Most patients have one encounter.
    if (count + outside.length < 2) {
      chains.delete(patient);
      return indexes.filter((index) => before.delete(index));
    }
    const encounters = [...outside, ...indexes.flatMap((index) => placed[index] ?? [])];
    const chain = last && areSame(last.encounters, encounters) ? last : chained(encounters, last, outside, elsewhere);
    chains.set(patient, chain);
    return indexes.filter((index, position) => {
      const history = chain.before[outside.length + position];
      if (before.get(index) === history) return false;
      if (history) before.set(index, history);
      else before.delete(index);
      return true;
    });
  };
  for (const patient of ofPatient.keys()) {
    if (elsewhere || ofPatient.count(patient) > 1) link(patient, known.get(patient));
  }
  return {
    of: (index) => before.get(index),
    chains,
    change(positions, next) {
      const patients = new Set<string>();
      const affected = new Set<number>();
      for (const position of positions) {
        const [was, is] = [patientOf(placed[position]), patientOf(next[position])];
        if (was !== undefined) {
          patients.add(was);
          ofPatient.remove(was, position);
        }
        if (is !== undefined) {
          patients.add(is);
          ofPatient.add(is, position);
        } else if (before.delete(position)) affected.add(position);
      }
      placed = next;
      for (const patient of patients) for (const index of link(patient, chains.get(patient))) affected.add(index);
      return affected;
    },
  };
}

const nobody: readonly Placed[] = [];

/** The patient of an encounter that may have a past. */
function patientOf(placed: Placed | undefined): string | undefined {
  return placed?.abstract.date === undefined ? undefined : placed.abstract.patient;
}

function areSame(some: readonly Placed[], others: readonly Placed[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, index) => {
      const other = others[index];
      return other && one.abstract === other.abstract && one.ordinal === other.ordinal && one.file === other.file;
    })
  );
}

/** The earlier encounters after a day, latest first and, on one day, last read first; all where no day is given. */
export function* latestFirst(history: History | undefined, after?: IsoDate): Iterable<PastEncounter> {
  let at = history;
  for (let told = 0; at && told < mostTold; told += 1) {
    if (after !== undefined && at.latest.date <= after) return;
    yield at.latest;
    at = at.earlier;
  }
}

/** Links the encounters by date, and those of one day in the order read. */
function chained(
  encounters: readonly Placed[],
  last: Chain | undefined,
  outside: readonly Placed[],
  elsewhere: Elsewhere | undefined,
): Chain {
  const isOutside = (position: number): boolean => position < outside.length;
  const inFileOrder = (one: number, other: number): number => {
    const [file, otherFile] = [encounters[one]?.file ?? '', encounters[other]?.file ?? ''];
    if (isOutside(one) === isOutside(other) || file === otherFile) return one - other;
    return elsewhere?.isBefore(file, otherFile) ? -1 : 1;
  };
  const dateOf = (position: number): IsoDate => encounters[position]?.abstract.date ?? '';
  const ordered = [...encounters.keys()].sort((one, other) => {
    const [date, otherDate] = [dateOf(one), dateOf(other)];
    return date < otherDate ? -1 : date > otherDate ? 1 : inFileOrder(one, other);
  });
  const superseded = supersededIn(ordered.flatMap((position) => encounters[position] ?? []));
  const links = new Map<string, History>();
  const before: (History | undefined)[] = encounters.map(() => undefined);
  let latest: History | undefined;
  let ofEarlierDays: History | undefined;
  let day = '';
  for (const position of ordered) {
    const date = dateOf(position);
    if (date !== day) ofEarlierDays = latest;
    day = date;
    before[position] = ofEarlierDays;
    const placed = encounters[position];
    const past = placed?.abstract.past();
    if (!placed || !past || superseded.has(placed)) continue;
    const { file, ordinal } = placed;
    const version = versionOf([latest?.version ?? '', past.version, file, String(ordinal)]);
    latest = last?.links.get(version) ?? { version, latest: { ...past, file, ordinal }, earlier: latest };
    links.set(version, latest);
  }
  return { encounters, before, links };
}

/** The encounters whose place another claim of the same visit takes. */
function supersededIn(encounters: readonly Placed[]): ReadonlySet<Placed> {
  const claims = encounters.flatMap((placed) => {
    const { neighbor } = placed.abstract;
    return neighbor ? [{ ...neighbor, placed }] : [];
  });
  return new Set([...supersededAmong(claims)].map(({ placed }) => placed));
}
