/**
 * Tables in addition to the bundled ones, each with the day it takes effect: what a user's own CMS files become. Which edition
 * answers for a date of service is decided here, for every kind of table alike.
 */
import type { IsoDate } from '../clinical/dates.js';
import type { PairRows } from './pair-rows.js';

/** One table of one release. */
export interface Edition {
  /** The first day it is in force. */
  readonly from: IsoDate;
  /** As findings and hovers name it: `CMS fee schedule of 2027-01`. */
  readonly name: string;
  /** The file it was read from; empty for a bundled one. */
  readonly file: string;
}

/** What the fee schedule says about one code. */
export interface FeeFacts {
  readonly status: string;
  readonly global: string;
  readonly bilateral: string;
  readonly partsIndicator: string;
  /** Where there is no price, because it is rarely or never performed there: the columns NA INDICATOR. */
  readonly isUnpricedOutside: boolean;
  readonly isUnpricedInFacility: boolean;
}

export interface FeeScheduleEdition extends Edition {
  readonly rows: ReadonlyMap<string, FeeFacts>;
}

export interface MueLimit {
  readonly units: number;
  readonly indicator: 1 | 2 | 3;
}

export interface MueEdition extends Edition {
  /** `2026 Q4`. */
  readonly quarter: string;
  readonly limits: ReadonlyMap<string, MueLimit>;
}

/** A quarter of NCCI pairs, which CMS publishes in several files. */
export interface PairEdition extends Edition {
  readonly parts: readonly PairRows[];
}

export interface AddOnRow {
  /** 1: these primaries only; 2: the contractor decides; 3: these and others. */
  readonly type: '1' | '2' | '3';
  readonly primary: string;
  readonly from: IsoDate;
  /** The last day; undefined where it has none. */
  readonly until: IsoDate | undefined;
}

export interface AddOnEdition extends Edition {
  readonly rows: ReadonlyMap<string, readonly AddOnRow[]>;
}

export interface DiagnosisEdition extends Edition {
  /** The last day of its fiscal year. */
  readonly until: IsoDate;
  /** The billable codes without their point, sorted. */
  readonly codes: readonly string[];
}

/** A license holder's own AMA descriptors. */
export interface DescriptorEdition extends Edition {
  readonly texts: ReadonlyMap<string, string>;
}

/** Everything that was loaded; each list from the oldest to the newest. */
export interface Editions {
  readonly feeSchedules: readonly FeeScheduleEdition[];
  readonly mues: readonly MueEdition[];
  readonly pairs: readonly PairEdition[];
  readonly addOns: readonly AddOnEdition[];
  readonly diagnoses: readonly DiagnosisEdition[];
  readonly descriptors: readonly DescriptorEdition[];
}

/** The bundled tables alone. */
export const noEditions: Editions = {
  feeSchedules: [],
  mues: [],
  pairs: [],
  addOns: [],
  diagnoses: [],
  descriptors: [],
};

/** The newest of them that is in force on the date; the newest of all where no date is known; undefined before the first. */
export function inForceOn<Of extends { readonly from: IsoDate }>(
  editions: readonly Of[],
  date: IsoDate | undefined,
): Of | undefined {
  return date === undefined ? editions.at(-1) : editions.findLast(({ from }) => from <= date);
}

/** The lists as one, from the oldest to the newest; of two that begin on the same day, the one named later wins. */
export function byAge<Of extends { readonly from: IsoDate }>(...lists: readonly (readonly Of[])[]): readonly Of[] {
  return lists.flat().sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
}
