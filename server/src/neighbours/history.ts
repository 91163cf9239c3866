/**
 * What went before an encounter: the same patient's encounters of earlier days in the same file or run. Each is linked to the
 * one before it, and each link has a version, so that all of them share one chain, an edit makes the patient's later encounters
 * judged again and nobody else's, and two thousand encounters of one patient cost two thousand links.
 */
import type { IsoDate } from '../encounter/encounter.js';
import { versionOf } from '../policy/version.js';
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

/** An encounter and where it stands; what it tells is asked only of patients with several. */
export interface PlacedPast {
  readonly file: string;
  readonly ordinal: number;
  /** The practice's key, exact. */
  readonly patient: string | undefined;
  readonly date: IsoDate | undefined;
  readonly past: () => Past | undefined;
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
export function histories(placed: readonly PlacedPast[], known: ReadonlyMap<string, History>): Histories {
  const byPatient = new Map<string, number[]>();
  placed.forEach(({ patient, date }, index) => {
    if (patient === undefined || date === undefined) return;
    const others = byPatient.get(patient);
    if (others) others.push(index);
    else byPatient.set(patient, [index]);
  });
  const links = new Map<string, History>();
  const before = new Map<number, History>();
  for (const indexes of byPatient.values()) {
    if (indexes.length > 1) link(placed, indexes, known, links, before);
  }
  return { of: (index) => before.get(index), links };
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

function link(
  placed: readonly PlacedPast[],
  indexes: readonly number[],
  known: ReadonlyMap<string, History>,
  links: Map<string, History>,
  before: Map<number, History>,
): void {
  const dateOf = (index: number): IsoDate => placed[index]?.date ?? '';
  const inOrder = [...indexes].sort((one, other) => {
    const [date, otherDate] = [dateOf(one), dateOf(other)];
    return date < otherDate ? -1 : date > otherDate ? 1 : one - other;
  });
  let last: History | undefined;
  let ofEarlierDays: History | undefined;
  let day = '';
  for (const index of inOrder) {
    const date = dateOf(index);
    if (date !== day) ofEarlierDays = last;
    day = date;
    if (ofEarlierDays) before.set(index, ofEarlierDays);
    const each = placed[index];
    const past = each?.past();
    if (!each || !past) continue;
    const { file, ordinal } = each;
    const version = versionOf([last?.version ?? '', past.version, file, String(ordinal)]);
    last = known.get(version) ?? { version, latest: { ...past, file, ordinal }, earlier: last };
    links.set(version, last);
  }
}
