/** CMS's fee schedule: which codes there are and how they behave. */
import type { FeeScheduleRow, UnpricedPlaces } from './codes.js';
import { type FeeFacts, type FeeScheduleEdition, inForceOn, isOwn, nearestFirst } from './editions.js';
import { remembered } from './remembered.js';

/** The fee schedule's releases: those that come with the tool, and a user's own. */
export interface FeeSchedules {
  /** The code's row of the newest release in force on the date that has one; of the newest of all without a date. */
  row(code: string, date: string | undefined): FeeScheduleRow | undefined;
  /** A user's own release where it applies to the date rather than one of the tool's, and what it says about the code. */
  own(code: string, date: string | undefined): FeeFacts | undefined;
  /** The release that no longer has the code, though an older one did. */
  withoutIt(code: string, date: string): FeeScheduleEdition | undefined;
  /** Where the code has no price; undefined where it has one everywhere. */
  unpriced(code: string, date: string | undefined): UnpricedPlaces | undefined;
  has(code: string): boolean;
  codes(): Iterable<string>;
}

/** The questions to these releases, from the oldest to the newest. */
export function feeSchedules(editions: readonly FeeScheduleEdition[]): FeeSchedules {
  const order = nearestFirst(editions);
  /** The nearest release that says something of the code. */
  const nearest = (code: string, date: string | undefined, says: (facts: FeeFacts) => boolean = () => true) => {
    for (const edition of order(date)) {
      const facts = edition.rows.get(code);
      if (facts && says(facts)) return { edition, facts };
    }
    return undefined;
  };
  const whole = editions.filter(({ isWhole }) => isWhole);
  return {
    row: remembered((code, date) => {
      const found = nearest(code, date);
      if (!found) return undefined;
      const { edition, facts } = found;
      // A part of a release may leave an indicator out: an older one says it.
      const said = (name: 'global' | 'bilateral' | 'partsIndicator'): string =>
        facts[name] || (nearest(code, date, (each) => each[name] !== '')?.facts[name] ?? '');
      return {
        status: facts.status,
        global: said('global'),
        bilateral: said('bilateral'),
        partsIndicator: said('partsIndicator'),
        edition: edition.name,
        isBeforeEdition: date !== undefined && date < edition.from,
      };
    }),
    own(code, date) {
      const found = nearest(code, date);
      return found && isOwn(found.edition) && (date === undefined || found.edition.from <= date)
        ? found.facts
        : undefined;
    },
    withoutIt(code, date) {
      const edition = inForceOn(whole, date);
      if (!edition || edition.rows.has(code)) return undefined;
      const isNewer = editions.some(({ from, rows }) => from >= edition.from && from <= date && rows.has(code));
      const isOlder = editions.some(({ from, rows }) => from < edition.from && rows.has(code));
      return isOlder && !isNewer ? edition : undefined;
    },
    unpriced: remembered((code, date) => {
      const found = nearest(code, date, ({ unpriced }) => unpriced !== undefined);
      const places = found?.facts.unpriced;
      if (!found || places === undefined || places === 'nowhere') return undefined;
      const { name, answersFrom } = found.edition;
      return { places, edition: name, isBeforeEdition: date !== undefined && date < answersFrom };
    }),
    has: (code) => editions.some(({ rows }) => rows.has(code)),
    *codes() {
      for (const { rows } of editions) yield* rows.keys();
    },
  };
}
