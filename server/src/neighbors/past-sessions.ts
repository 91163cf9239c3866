/**
 * Earlier encounters as payers count them: one day is one session, whoever's claim it is on. Which of them count is up to
 * the asking rule; what counts as the same place is defined here.
 */

import { earlier, firstDayAfter, type IsoDate } from '../clinical/dates.js';
import type { BodySide, Region } from '../clinical/level.js';
import type { SessionLimit } from '../policy/entry.js';
import { calendarYear } from '../policy/vocabulary.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { type History, latestFirst, type PastEncounter } from './history.js';
import type { PastProcedure, TreatedPlace } from './past.js';

export interface PastSession {
  readonly date: IsoDate;
  /** The first of the day's encounters, as read, that documents what counts. */
  readonly encounter: PastEncounter;
  /** What counts of all the day's encounters. */
  readonly procedures: readonly PastProcedure[];
}

/**
 * The sessions that count before a day, latest first. A 12-month window holds every session after the same
 * day of the year before (payer-policy.md, "A rolling window").
 */
export function* pastSessions(
  history: History | undefined,
  { date, within }: { readonly date: IsoDate; readonly within?: SessionWindow | undefined },
  counts: (procedure: PastProcedure, encounter: PastEncounter) => boolean,
): Iterable<PastSession> {
  let ofDay: PastSession | undefined;
  for (const encounter of latestFirst(history, within && lastDayOutside(date, within))) {
    if (!encounter.procedures.some((procedure) => counts(procedure, encounter))) continue;
    const procedures = encounter.procedures.filter((procedure) => counts(procedure, encounter));
    if (ofDay?.date === encounter.date) {
      ofDay = { date: encounter.date, encounter, procedures: [...procedures, ...ofDay.procedures] };
      continue;
    }
    if (ofDay) yield ofDay;
    ofDay = { date: encounter.date, encounter, procedures };
  }
  if (ofDay) yield ofDay;
}

/** A rolling period, or the calendar year of the date of service. */
type SessionWindow = NonNullable<SessionLimit['within']>;

function lastDayOutside(date: IsoDate, within: SessionWindow): IsoDate {
  if (within !== calendarYear) return earlier(date, within);
  return `${String(yearOf(date) - 1).padStart(4, '0')}-12-31`;
}

/** The first day on which a session of this day no longer counts. */
export function firstDayOutside(date: IsoDate, within: SessionWindow): IsoDate {
  if (within !== calendarYear) return firstDayAfter(date, within);
  return `${String(yearOf(date) + 1).padStart(4, '0')}-01-01`;
}

function yearOf(date: IsoDate): number {
  return Number(date.slice(0, 4));
}

/** The parts of a procedure that tell whether another was at the same place. */
export interface Treated {
  readonly kind: ProcedureKind | undefined;
  readonly regions: readonly Region[];
  readonly places: readonly TreatedPlace[];
}

/**
 * Whether two procedures were in one region: of the spine, else at one site. The sacroiliac joint is its own region; where
 * a record names neither region nor site, it is unknown.
 */
export function shareRegion(one: Treated, other: Treated): boolean {
  if (one.regions.length > 0 || other.regions.length > 0) {
    return one.regions.some((region) => other.regions.includes(region));
  }
  return one.places.some(({ place }) => other.places.some((each) => each.place === place));
}

/** The places that two procedures share, side by side; a place without a side matches only itself. */
export function sharedPlaces(one: Treated, other: Treated): readonly TreatedPlace[] {
  return one.places.filter(({ place, side }) =>
    other.places.some((each) => each.place === place && each.side === side),
  );
}

/** Whether a procedure was, or may have been, on the side: a record that names none does not say that it was not. */
export function mayBeOn(side: BodySide | undefined, { sides }: Pick<PastProcedure, 'sides'>): boolean {
  return side === undefined || sides.length === 0 || sides.includes(side);
}

/** "L4-L5 left", "the joint on the left". */
export function placeWords({ place, side }: TreatedPlace): string {
  return [place || 'the sacroiliac joint', side].filter(Boolean).join(' ');
}
