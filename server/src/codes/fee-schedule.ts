/** CMS's fee schedule: which codes there are and how they behave. */
import { feeSchedules as packedSchedules } from '../../generated/fee-schedule.js';
import { unpricedPlaces } from '../../generated/unpriced-places.js';
import { bundledEditions } from './bundled-editions.js';
import type { FeeScheduleRow, UnpricedPlaces } from './codes.js';
import { type FeeFacts, type FeeScheduleEdition, inForceOn } from './editions.js';
import { lookup } from './packed.js';

/** Complete releases, from the oldest to the newest; and parts of later ones, for the codes that no complete one has. */
const releases = bundledRows('fee-schedule');
const parts = bundledRows('fee-schedule-part');
const newestFirst = [...parts, ...releases].reverse();

/** The releases that say where a code has no price: what they say about a date in their period, and about an earlier one. */
const unpriced = bundledEditions('unpriced-places').map((edition) => ({
  ...edition,
  places: lookup(
    unpricedPlaces[edition.table],
    (kind): { readonly now: UnpricedPlaces; readonly before: UnpricedPlaces } => {
      const places = kind === 'facility' ? 'facility' : 'non-facility';
      return {
        now: { places, edition: edition.name, isBeforeEdition: false },
        before: { places, edition: edition.name, isBeforeEdition: true },
      };
    },
  ),
}));

/** A table with fewer codes is part of the fee schedule: a code's absence from it means nothing. */
const wholeFrom = 10_000;

/** The fee schedule's releases: the bundled ones, and a user's own. */
export interface FeeSchedules {
  /** The code's row of the newest release in force on the date that has one; of the newest of all without a date. */
  row(code: string, date: string | undefined): FeeScheduleRow | undefined;
  /** A user's own release where it applies to the date rather than the bundled one, and what it says about the code. */
  own(code: string, date: string | undefined): FeeFacts | undefined;
  /** The release that no longer has the code, though an older one did. */
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
    const bundled = inForceOn(releases, date);
    return edition && (!bundled || edition.from >= bundled.from) ? edition : undefined;
  };
  return {
    row(code, date) {
      if (own.length === 0) return bundledRow(code, date);
      const edition = ownOn(date);
      const facts = edition?.rows.get(code);
      if (edition && facts) return { ...facts, edition: edition.name };
      return bundledRow(code, date) ?? olderRow(own, code);
    },
    own: (code, date) => (own.length === 0 ? undefined : ownOn(date)?.rows.get(code)),
    withoutIt(code, date) {
      const edition = own.length === 0 ? undefined : ownOn(date);
      const isGone = edition && edition.rows.size >= wholeFrom && !edition.rows.has(code);
      return isGone && releases.some(({ from }) => from < edition.from) && isBundled(code) ? edition : undefined;
    },
    unpriced(code, date) {
      const edition = own.length === 0 ? undefined : ownOn(date);
      const facts = edition?.rows.get(code);
      return edition && facts ? ownUnpriced(facts, edition.name) : bundledUnpriced(code, date);
    },
    has: (code) => isBundled(code) || own.some((edition) => edition.rows.has(code)),
    codes: () => allCodes([...releases, ...parts, ...own]),
  };
}

function bundledRows(kind: 'fee-schedule' | 'fee-schedule-part') {
  return bundledEditions(kind).map((edition) => ({
    ...edition,
    rows: lookup(packedSchedules[edition.table], (packed): FeeScheduleRow => {
      const [status = '', global = '', bilateral = '', partsIndicator = ''] = packed.split(',');
      return { status, global, bilateral, partsIndicator, edition: edition.name };
    }),
  }));
}

/** The release in force on the date, where it has the code; else the newest that has it. */
function bundledRow(code: string, date: string | undefined): FeeScheduleRow | undefined {
  const row = inForceOn(releases, date)?.rows.get(code);
  if (row) return row;
  return newestFirst.find(({ rows }) => rows.has(code))?.rows.get(code);
}

function isBundled(code: string): boolean {
  return newestFirst.some(({ rows }) => rows.has(code));
}

function olderRow(own: readonly FeeScheduleEdition[], code: string): FeeScheduleRow | undefined {
  const edition = own.findLast((each) => each.rows.has(code));
  const facts = edition?.rows.get(code);
  return edition && facts && { ...facts, edition: edition.name };
}

function* allCodes(editions: readonly { readonly rows: { keys(): Iterable<string> } }[]): Iterable<string> {
  for (const { rows } of editions) yield* rows.keys();
}

/** The kind of place where the code has no price; undefined where it has one everywhere. */
function bundledUnpriced(code: string, date: string | undefined): UnpricedPlaces | undefined {
  const edition = inForceOn(unpriced, date) ?? unpriced[0];
  const said = edition?.places.get(code);
  return date !== undefined && edition && date < edition.from ? said?.before : said?.now;
}

/** For codes that the fee schedule does not pay anywhere, it says nothing about places. */
function ownUnpriced(facts: FeeFacts, edition: string): UnpricedPlaces | undefined {
  if (!['A', 'C', 'R'].includes(facts.status) || facts.isUnpricedOutside === facts.isUnpricedInFacility)
    return undefined;
  return { places: facts.isUnpricedOutside ? 'non-facility' : 'facility', edition, isBeforeEdition: false };
}
