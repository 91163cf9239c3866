/**
 * What went before an encounter: the same patient's encounters of earlier days in the same file or run. Each is linked to the
 * one before it, and each link has a version, so that all of them share one chain, an edit makes the patient's later encounters
 * judged again and nobody else's, and two thousand encounters of one patient cost two thousand links.
 */
import type { IsoDate } from '../encounter/encounter.js';
import { versionOf } from '../policy/version.js';
import type { Placed } from './abstract.js';
import type { Elsewhere } from './neighbours.js';
import type { Past } from './past.js';

/** An encounter of an earlier day, and where it stands. */
export interface PastEncounter extends Past {
  readonly file: string;
  /** Which encounter of that file, from 0. */
  readonly ordinal: number;
}

/** The latest of a patient's earlier encounters, and what went before that one. */
export interface History {
  /** Differs wherever this encounter or one before it tells something else. */
  readonly version: string;
  readonly latest: PastEncounter;
  readonly earlier: History | undefined;
}

export interface Histories {
  /** What went before the day of the encounter at this position of those given; undefined where nothing did. */
  of(index: number): History | undefined;
  /** Every link by its version, for the next time. */
  readonly links: ReadonlyMap<string, History>;
}

/** More encounters than a patient has in a life of treatment; a bound, so that a file of one patient is judged in seconds. */
const mostTold = 1000;

/**
 * The histories of encounters given in the order read. Encounters of one day are one session: none of them is another's past.
 *
 * @param known links of the last time, which are used again where nothing changed
 */
export function histories(
  placed: readonly Placed[],
  known: ReadonlyMap<string, History>,
  elsewhere?: Elsewhere,
): Histories {
  const byPatient = new Map<string, number[]>();
  placed.forEach(({ abstract: { patient, date } }, index) => {
    if (patient === undefined || date === undefined) return;
    const others = byPatient.get(patient);
    if (others) others.push(index);
    else byPatient.set(patient, [index]);
  });
  const links = new Map<string, History>();
  const before = new Map<number, History>();
  for (const [patient, indexes] of byPatient) {
    const outside = elsewhere?.ofPatient(patient) ?? [];
    if (indexes.length + outside.length < 2) continue;
    const own = indexes.flatMap((index): readonly InOrder[] => (placed[index] ? [{ ...placed[index], index }] : []));
    link(inOrder([...outside, ...own], elsewhere), known, links, before);
  }
  return { of: (index) => before.get(index), links };
}

/** An encounter, and its position among those given where it is one of them. */
interface InOrder extends Placed {
  readonly index?: number;
}

/** The earlier encounters after a day, the latest first and of one day the last read; all where no day is given. */
export function* latestFirst(history: History | undefined, after?: IsoDate): Iterable<PastEncounter> {
  let at = history;
  for (let told = 0; at && told < mostTold; told += 1) {
    if (after !== undefined && at.latest.date <= after) return;
    yield at.latest;
    at = at.earlier;
  }
}

/** By date, and of one day in the order read. */
function inOrder(all: readonly InOrder[], elsewhere: Elsewhere | undefined): readonly InOrder[] {
  const fileOrder = (one: InOrder, other: InOrder): number => {
    if (one.index !== undefined && other.index !== undefined) return one.index - other.index;
    if (one.file === other.file) return one.ordinal - other.ordinal;
    return elsewhere?.isBefore(one.file, other.file) ? -1 : 1;
  };
  return [...all].sort((one, other) => {
    const [date, otherDate] = [one.abstract.date ?? '', other.abstract.date ?? ''];
    return date < otherDate ? -1 : date > otherDate ? 1 : fileOrder(one, other);
  });
}

function link(
  ordered: readonly InOrder[],
  known: ReadonlyMap<string, History>,
  links: Map<string, History>,
  before: Map<number, History>,
): void {
  let last: History | undefined;
  let ofEarlierDays: History | undefined;
  let day = '';
  for (const { file, ordinal, index, abstract } of ordered) {
    const date = abstract.date ?? '';
    if (date !== day) ofEarlierDays = last;
    day = date;
    if (ofEarlierDays && index !== undefined) before.set(index, ofEarlierDays);
    const past = abstract.past();
    if (!past) continue;
    const version = versionOf([last?.version ?? '', past.version, file, String(ordinal)]);
    last = known.get(version) ?? { version, latest: { ...past, file, ordinal }, earlier: last };
    links.set(version, last);
  }
}
