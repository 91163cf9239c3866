/** CMS's fee schedule: which codes there are and how they behave. */
import { feeSchedule } from '../../generated/fee-schedule.js';
import { unpricedPlaces } from '../../generated/unpriced-places.js';
import type { FeeScheduleRow, UnpricedPlaces } from './codes.js';
import { type FeeFacts, type FeeScheduleEdition, inForceOn } from './editions.js';
import { byCode, once } from './packed.js';

const rows = once(() => byCode(feeSchedule));
const unpriced = once(() => byCode(unpricedPlaces));

/** The first day of the year whose fee schedule says where a code has no price. */
const placesFrom = '2025-01-01';

/** The first day of the whole release that is bundled. */
const bundledFrom = '2025-10-01';

/** A table of fewer codes is a part of the fee schedule: that a code is not in it says nothing. */
const wholeFrom = 10_000;

/** The fee schedule's releases: the bundled one, and a user's own. */
export interface FeeSchedules {
  /** The code's row of the newest release in force on the date that has one; of the newest of all without a date. */
  row(code: string, date: string | undefined): FeeScheduleRow | undefined;
  /** A user's own release where it speaks for the date before the bundled one, and what it says of the code. */
  own(code: string, date: string | undefined): FeeFacts | undefined;
  /** The release that has the code no more, though an older one had it. */
  withoutIt(code: string, date: string): FeeScheduleEdition | undefined;
  /** Where the code has no price; undefined where it has one everywhere. */
  unpriced(code: string, date: string | undefined): UnpricedPlaces | undefined;
  has(code: string): boolean;
  codes(): Iterable<string>;
}

/** The releases, the user's own from the oldest to the newest. */
export function feeSchedules(own: readonly FeeScheduleEdition[]): FeeSchedules {
  const ownOn = (date: string | undefined): FeeScheduleEdition | undefined => {
    const edition = inForceOn(own, date);
    const isNewer = edition && (edition.from >= bundledFrom || (date !== undefined && date < bundledFrom));
    return isNewer ? edition : undefined;
  };
  return {
    row(code, date) {
      if (own.length === 0) return bundledRow(code);
      const edition = ownOn(date);
      const facts = edition?.rows.get(code);
      if (edition && facts) return { ...facts, edition: edition.name };
      return bundledRow(code) ?? olderRow(own, code);
    },
    own: (code, date) => (own.length === 0 ? undefined : ownOn(date)?.rows.get(code)),
    withoutIt(code, date) {
      const edition = own.length === 0 ? undefined : ownOn(date);
      const isGone = edition && edition.from > bundledFrom && edition.rows.size >= wholeFrom && !edition.rows.has(code);
      return isGone && rows().has(code) ? edition : undefined;
    },
    unpriced(code, date) {
      const edition = own.length === 0 ? undefined : ownOn(date);
      const facts = edition?.rows.get(code);
      return edition && facts ? ownUnpriced(facts, edition.name) : bundledUnpriced(code, date);
    },
    has: (code) => rows().has(code) || own.some((edition) => edition.rows.has(code)),
    codes: () => (own.length === 0 ? rows().keys() : allCodes(own)),
  };
}

function bundledRow(code: string): FeeScheduleRow | undefined {
  const row = rows().get(code);
  if (row === undefined) return undefined;
  const [status = '', global = '', bilateral = '', partsIndicator = '', release = ''] = row.split(',');
  return { status, global, bilateral, partsIndicator, edition: `CMS fee schedule of ${release}` };
}

function olderRow(own: readonly FeeScheduleEdition[], code: string): FeeScheduleRow | undefined {
  const edition = own.findLast((each) => each.rows.has(code));
  const facts = edition?.rows.get(code);
  return edition && facts && { ...facts, edition: edition.name };
}

function* allCodes(own: readonly FeeScheduleEdition[]): Iterable<string> {
  yield* rows().keys();
  for (const edition of own) yield* edition.rows.keys();
}

/** The kind of place where the code has no price; undefined where it has one everywhere. */
function bundledUnpriced(code: string, date: string | undefined): UnpricedPlaces | undefined {
  const places = unpriced().get(code);
  if (places !== 'facility' && places !== 'non-facility') return undefined;
  return { places, edition: 'CMS fee schedule of 2025-10', isBeforeEdition: date !== undefined && date < placesFrom };
}

/** Of what the fee schedule does not pay anywhere it says nothing about places. */
function ownUnpriced(facts: FeeFacts, edition: string): UnpricedPlaces | undefined {
  if (!'ACR'.includes(facts.status) || facts.isUnpricedOutside === facts.isUnpricedInFacility) return undefined;
  return { places: facts.isUnpricedOutside ? 'non-facility' : 'facility', edition, isBeforeEdition: false };
}
