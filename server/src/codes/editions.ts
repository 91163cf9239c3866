/**
 * The code tables by edition: those that come with the tool and a user's own CMS files alike, each with the day it takes effect.
 * Which edition answers for a date of service is decided here, for every kind of table.
 */
import type { IsoDate } from '../clinical/dates.js';
import type { Lookup } from './lookup.js';

/** One table of one release. */
export interface Edition {
  /** The first day it is in force. */
  readonly from: IsoDate;
  /** As findings and hovers name it: `CMS fee schedule of 2027-01`. */
  readonly name: string;
  /** A user's own file that it was read from; empty for a table that comes with the tool. */
  readonly file: string;
  /** As CMS calls it: `October 2025`, `2024 Q3`. */
  readonly release: string;
  /** The first day for which it answers, where it knows about more than its own release; else the day it takes effect. */
  readonly answersFrom: IsoDate;
}

/** Where the fee schedule has no price for a code, because it is rarely or never performed there: the columns NA INDICATOR. */
export type Unpriced = 'facility' | 'non-facility' | 'nowhere';

/** What the fee schedule says about one code. */
export interface FeeFacts {
  readonly status: string;
  readonly global: string;
  readonly bilateral: string;
  readonly partsIndicator: string;
  /** `nowhere`: it has a price everywhere; undefined where the edition does not say. */
  readonly unpriced: Unpriced | undefined;
}

export interface FeeScheduleEdition extends Edition {
  /** Whether it has every code; of a part of a release a code's absence means nothing. */
  readonly isWhole: boolean;
  readonly rows: Lookup<FeeFacts>;
}

export interface MueLimit {
  readonly units: number;
  readonly indicator: 1 | 2 | 3;
}

export interface MueEdition extends Edition {
  readonly limits: Lookup<MueLimit>;
}

/** A pair as a table of pairs says it. */
export interface PairRow {
  readonly column1: string;
  readonly column2: string;
  /** 0: no modifier separates; 1: one may; 9: not applicable. */
  readonly indicator: 0 | 1 | 9;
  /** CMS's own words; empty where they are not known. */
  readonly rationale: string;
}

/** The pairs of one file, or of a whole quarter. */
export interface PairList {
  /** The pair on a day; `ended` where it was deleted, or is not yet in force; undefined where there is none. */
  on(column1: string, column2: string, date: IsoDate): PairRow | 'ended' | undefined;
  /** Whether it would have a pair of these two codes if there were one: a list of some codes' pairs is silent about the others. */
  covers(column1: string, column2: string): boolean;
  /** All pairs on a day with this code in column 1. */
  ofColumn1(column1: string, date: IsoDate): Iterable<PairRow>;
  /** All pairs on a day with this code in column 2. Looks at every row: for hovers. */
  ofColumn2(column2: string, date: IsoDate): Iterable<PairRow>;
}

/** A quarter of NCCI pairs, which CMS publishes in several files. */
export interface PairEdition extends Edition {
  readonly parts: readonly PairList[];
  /** Whether its rows have their first and last days, which hold for older dates of service too. */
  readonly isDated: boolean;
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
  /** By add-on code. */
  readonly rows: Lookup<readonly AddOnRow[]>;
}

export interface DiagnosisEdition extends Edition {
  /** The last day of its fiscal year. */
  readonly until: IsoDate;
  /** Whether the code, without its point, is billable. */
  has(code: string): boolean;
  /** The billable codes that begin with these characters, without their point, in order. */
  beginning(prefix: string): Iterable<string>;
}

/** CMS's HCPCS level II list. */
export interface LevelTwoEdition extends Edition {
  readonly rows: Lookup<LevelTwoDays>;
  /** CMS's own title of a code; undefined where it has none. */
  title(code: string): string | undefined;
}

/** When a HCPCS code was added and ended. */
export interface LevelTwoDays {
  readonly added: IsoDate;
  /** Where `added` is a bound: the day on which it was not there yet. */
  readonly addedAfter: IsoDate | undefined;
  readonly lastDate: IsoDate | undefined;
  /** Without a known last day: a day on which it was gone. */
  readonly endedBy: IsoDate | undefined;
}

/** A list of modifiers, which knows those of its time. */
export interface ModifierEdition extends Edition {
  readonly of: 'cpt' | 'hcpcs';
  /** The last day for which it is known to be complete. */
  readonly until: IsoDate;
  readonly rows: ReadonlyMap<string, ModifierDays>;
}

export interface ModifierDays {
  readonly added: IsoDate | undefined;
  readonly lastDate: IsoDate | undefined;
  /** CMS's own title; undefined for CPT's modifiers. */
  readonly title: string | undefined;
}

/** A license holder's own AMA descriptors. */
export interface DescriptorEdition extends Edition {
  readonly texts: ReadonlyMap<string, string>;
}

/** The official titles of ICD-10-CM. */
export interface DiagnosisTitles {
  /** The title of a billable code, without its point; undefined where there is none. */
  of(code: string): string | undefined;
}

/** All tables; each list from the oldest to the newest. */
export interface Editions {
  readonly feeSchedules: readonly FeeScheduleEdition[];
  readonly mues: readonly MueEdition[];
  readonly pairs: readonly PairEdition[];
  readonly addOns: readonly AddOnEdition[];
  readonly diagnoses: readonly DiagnosisEdition[];
  readonly diagnosisTitles: readonly DiagnosisTitles[];
  readonly levelTwo: readonly LevelTwoEdition[];
  readonly modifiers: readonly ModifierEdition[];
  readonly descriptors: readonly DescriptorEdition[];
}

/** The tables of both; of two that begin on the same day the second's wins. */
export function joinedEditions(one: Editions, other: Editions): Editions {
  return {
    feeSchedules: byAge(one.feeSchedules, other.feeSchedules),
    mues: byAge(one.mues, other.mues),
    pairs: byAge(one.pairs, other.pairs),
    addOns: byAge(one.addOns, other.addOns),
    diagnoses: byAge(one.diagnoses, other.diagnoses),
    diagnosisTitles: [...one.diagnosisTitles, ...other.diagnosisTitles],
    levelTwo: byAge(one.levelTwo, other.levelTwo),
    modifiers: byAge(one.modifiers, other.modifiers),
    descriptors: byAge(one.descriptors, other.descriptors),
  };
}

/** The newest of them that is in force on the date; the newest of all where no date is known; undefined before the first. */
export function inForceOn<Of extends { readonly from: IsoDate }>(
  editions: readonly Of[],
  date: IsoDate | undefined,
): Of | undefined {
  return date === undefined ? editions.at(-1) : editions.findLast(({ from }) => from <= date);
}

/**
 * For a date the editions in the order in which they are asked: those in force from the newest, then the later ones from the oldest.
 * There are as many orders as there can be editions in force, and each is put together once.
 */
export function nearestFirst<Of extends { readonly from: IsoDate }>(
  editions: readonly Of[],
): (date: IsoDate | undefined) => readonly Of[] {
  const orders = Array.from({ length: editions.length + 1 }, (_, inForce) => [
    ...editions.slice(0, inForce).reverse(),
    ...editions.slice(inForce),
  ]);
  return (date) => {
    const inForce = date === undefined ? editions.length : editions.findLastIndex(({ from }) => from <= date) + 1;
    return orders[inForce] ?? [];
  };
}

/** The lists as one, from the oldest to the newest; of two that begin on the same day, the one named later wins. */
export function byAge<Of extends { readonly from: IsoDate }>(...lists: readonly (readonly Of[])[]): readonly Of[] {
  return lists.flat().sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
}

/** Whether it is a user's own table. */
export function isOwn({ file }: Pick<Edition, 'file'>): boolean {
  return file !== '';
}
