/**
 * The questions that the code tables answer, on a date of service. Knows no encounter and no payer; where the tables
 * come from is up to answers.ts and editions.ts.
 */

import type { IsoDate } from '../clinical/dates.js';
import type { Drug } from '../clinical/doses.js';
import type { Region } from '../clinical/level.js';
import type { JointSize } from '../clinical/site-words.js';
import type { Guidance, ProcedureKind } from '../syntax/vocabulary.js';
import type { Denial, Remark } from './denials.js';
import type { LevelTwoDays, PairRow } from './editions.js';
import type { TableOn } from './tables-on.js';

/** A code as a line bills it. */
export interface CodeWithModifiers {
  readonly code: string;
  readonly modifiers: readonly string[];
}

/** What Medicare takes in place of a code that it denies. */
export interface InPlace {
  readonly codes: readonly CodeWithModifiers[];
  /** The places of service of a line with one of them; any where there are none. */
  readonly places: readonly string[];
  /** How a message says it, where the codes alone do not. */
  readonly words: string | undefined;
  /** False: which of them is right, and for how many units, the line does not tell. */
  readonly isOffered: boolean;
}

export interface Successor extends CodeWithModifiers {
  /** Which part of the old code it replaces, in our words: "second level". */
  readonly note: string;
  /** How many of its units bill one unit of the old code: J1030 x1 is J1010 x40. Undefined where no source says. */
  readonly unitsPerUnit: number | undefined;
}

/** Whether a code may be billed on a date. */
export type Standing =
  | { readonly kind: 'valid' }
  /** No longer valid; `lastDate` is the last day it was, where known. */
  | {
      readonly kind: 'deleted';
      readonly lastDate: IsoDate | undefined;
      readonly successors: readonly Successor[];
      /** Those that Medicare takes, where it takes others. */
      readonly medicareSuccessors: readonly Successor[] | undefined;
      /** False: the table that ends the code does not say what replaced it. */
      readonly areSuccessorsKnown: boolean;
    }
  /** `isBound`: in force from that day at the latest, and not from the release before it. */
  | { readonly kind: 'not-yet'; readonly firstDate: IsoDate; readonly isBound: boolean }
  /** In no table that could know it; `goneFrom` is a release that no longer has it, though an older one did. */
  | { readonly kind: 'unknown'; readonly goneFrom?: string }
  /** In no table, but on a date for which no table is complete: nothing can be said. */
  | { readonly kind: 'undecided' }
  /** No code has this form. */
  | { readonly kind: 'impossible' };

export type Rung = 'first' | 'second' | 'third' | 'further';

/** What imaging has to do with a code: codes.csv, column `imaging`. */
export type Imaging =
  | 'required-fluoro-ct'
  | 'includes-fluoro-ct'
  | 'includes-ultrasound'
  | 'includes-any'
  | 'when-used'
  | 'separate'
  | 'is-imaging'
  | 'none'
  | '';

/** What a code is reported once for: codes.csv, column `reported`. */
export type Reported = 'each-further-level' | 'once-a-day';

/** The site that a code is for, where it says one: codes.csv, column `site`. */
export type CodeSite = `${JointSize}-joint` | 'one-or-two-muscles' | 'three-or-more-muscles';

/** What rules ask about a code besides the fee schedule: code_classes.csv, column `class`. */
export type CodeClass =
  /** A visit that a procedure's global period includes. */
  | 'visit'
  /** A visit that modifier 25 may go on. */
  | 'takes-25'
  | 'office-visit'
  /** The complexity of long-term care, with an office visit. */
  | 'visit-complexity'
  | 'preventive-visit'
  | 'physical-therapy-evaluation'
  /** Moderate sedation, its first minutes. */
  | 'sedation'
  | 'further-sedation'
  /** Of the one who gives it, beside a procedure on the spine. */
  | 'anesthesia'
  | 'presumptive-drug-test'
  | 'definitive-drug-test'
  /** A test that a laboratory with a certificate of waiver may do. */
  | 'waived-test'
  /** Paid only in an approved study. */
  | 'study-only'
  /** Done where the patient is, though it has no global period. */
  | 'in-person'
  /** The reading of an arthrogram, and the injection of its contrast. */
  | 'arthrography'
  | 'arthrography-injection'
  /** Drugs that an office bills beside the injection in which they were given. */
  | 'billed-apart'
  /** Injected into joints and beside nerves. */
  | 'steroid'
  /** From a day on: imaging is part of the service. */
  | 'includes-imaging'
  /** The first code of its family that stands for two vertebral bodies. */
  | 'two-bodies'
  /** From a day on: an add-on code. */
  | 'add-on'
  /** From a day on: in force, where no other table says since when. */
  | 'in-force';

/** How a code belongs to another one: code_relations.csv, column `relation`. */
export type CodeRelation =
  /** The code for the same service on both sides, of one that is for one side. */
  | 'both-sides'
  /** The code for each further body, of one for the first body of a region. */
  | 'further'
  /** What belongs to the code when it follows it, and is never paid separately then. */
  | 'never-paid-after'
  /** The code for the same service by this technique: the code is for another one. */
  | 'dry-needling'
  | 'percutaneous'
  | 'paddle';

/** A row of codes.csv: one of the codes a pain practice bills. */
export interface PainCode {
  readonly code: string;
  /** Our own plain-language explanation. */
  readonly explanation: string;
  /** The documented procedures that support it. */
  readonly kinds: readonly ProcedureKind[];
  /** What payer policies call it in `for:`. */
  readonly group: string;
  /** Whether it needs a documented procedure. */
  readonly needsProcedure: boolean;
  /** The level family: `facet-injection-lumbar-sacral`. */
  readonly family: string | undefined;
  readonly rung: Rung | undefined;
  readonly reported: Reported | undefined;
  readonly status: string;
  readonly bilateral: string;
  readonly global: string;
  readonly region: Region | undefined;
  readonly site: CodeSite | undefined;
  /** The nerve that it is for, as nerves.csv names it. */
  readonly nerve: string | undefined;
  readonly imaging: Imaging;
  /** Of imaging itself: which one it is. */
  readonly guidance: Guidance | undefined;
  /** The code for the same service without the imaging that this one includes. */
  readonly withoutImaging: string | undefined;
  /** The physician's code that a facility bills this one in place of. */
  readonly facilityOf: string | undefined;
  /** `15`, `30`: minutes per unit; `time-or-mdm`. */
  readonly timed: string;
  /** The amount of one billing unit, of a drug. */
  readonly unit: string;
  readonly since: IsoDate | undefined;
  readonly note: string;
}

/** The codes of one nerve: a row of nerves.csv. */
export interface NerveCodes {
  readonly name: string;
  /** The other names that notes use for it, in lower case. */
  readonly otherNames: readonly string[];
  /** What makes up the whole nerve where its branches are named one by one: other rows, or numbers such as `S1`. */
  readonly branches: readonly string[];
  /** The row that it is a branch of. */
  readonly branchOf: string | undefined;
  /** The row whose codes bill it: `any other`, `unlisted`, or the nerve that it belongs to. */
  readonly billedAs: string | undefined;
  /** Its injection; where there are several codes, each may be right, depending on how it was done. */
  readonly block: readonly string[];
  /** Of those, the code for each nerve after the first. */
  readonly blockEachFurther: string | undefined;
  /** Of those, the codes that bill both sides together. */
  readonly blockBothSides: readonly string[];
  /** Its destruction; empty where it has no known code of its own. */
  readonly destruction: readonly string[];
  /** What one unit is: everything on one side, or each nerve; undefined where no source says. */
  readonly unit: 'side' | 'nerve' | undefined;
  /** Before it had codes of its own, its injection was one unit of the code for any other nerve. */
  readonly isBlockOfAnyOtherBefore: boolean;
  /** It is billed as the facet joint that it supplies. */
  readonly isOfJoint: boolean;
  /** A published source says what the row says; rules are quiet about any other. */
  readonly isCertain: boolean;
  readonly confidence: string;
  readonly source: string;
}

/** A nerve as a site names it. */
export interface NamedNerve {
  readonly nerve: NerveCodes;
  /** Which ones, where they have numbers: `T5`. */
  readonly numbers: readonly string[];
}

/** The code for a nerve's injection and the one for its destruction. */
export interface NervePair {
  readonly block: string;
  readonly destruction: string;
}

/** What the fee schedule says about a code, CMS PPRRVU. */
export interface FeeScheduleRow {
  readonly status: string;
  /** 000, 010, 090, ZZZ, XXX, YYY, MMM. */
  readonly global: string;
  readonly bilateral: string;
  /** 1: has a professional and a technical component (26, TC). */
  readonly partsIndicator: string;
  /** `CMS fee schedule of 2025-10`. */
  readonly edition: string;
  /** The date of service is before the edition. */
  readonly isBeforeEdition: boolean;
}

/** Where the fee schedule has no price for a code: it is rarely or never performed there. */
export interface UnpricedPlaces {
  readonly places: 'facility' | 'non-facility';
  /** `CMS fee schedule of 2025-10`. */
  readonly edition: string;
  /** The date of service is before the edition's year. */
  readonly isBeforeEdition: boolean;
}

export interface Primary {
  readonly code: string;
  /** The junction T12-L1 with L1-L2, where the primary is one only then. */
  readonly condition: string | undefined;
  /** Who says so, where CMS's file does not. */
  readonly source: string | undefined;
}

/** What the add-on file says about an add-on code on a date. */
export interface AddOn {
  readonly primaries: readonly Primary[];
  /** Primaries only from a day after the date. */
  readonly later: readonly { readonly code: string; readonly from: IsoDate }[];
  /** False: other primaries may be right too. */
  readonly isComplete: boolean;
  /** The contractor decides (CMS type 2): the file lists no primaries. */
  readonly isContractorsChoice: boolean;
  /** `CMS add-on code file of 2026-04-01`. */
  readonly edition: string;
  /** The date of service is before the first day for which the file answers, and no dated fact says the same. */
  readonly isBeforeEdition: boolean;
}

/** A medically unlikely edit. */
export interface Mue {
  readonly units: number;
  /** 1: a line; 2: a day, by policy; 3: a day, clinical. */
  readonly indicator: 1 | 2 | 3;
  /** `2026 Q2`. */
  readonly quarter: string;
  readonly effective: IsoDate;
  /** The date of service is before the first edition there is. */
  readonly isBeforeEdition: boolean;
}

/** An NCCI pair: column 1 is paid, column 2 is not. */
export interface CodePair extends PairRow {
  readonly edition: string;
  /** Whether it was in force on the date is not known: the quarter is newer, or two quarters around the date differ. */
  readonly isBeforeEdition: boolean;
  /** Why it is not certain: `no longer in NCCI 2026 Q3`. */
  readonly doubt: string | undefined;
}

export type ModifierStanding =
  | { readonly kind: 'valid' }
  | { readonly kind: 'ended'; readonly lastDate: IsoDate }
  | { readonly kind: 'not-yet'; readonly firstDate: IsoDate }
  /** Its form is possible, and the list is older than the date. */
  | { readonly kind: 'unlisted'; readonly edition: string }
  | { readonly kind: 'unknown' };

/** Codes elsewhere that a part of what a diagnosis was is now coded with. */
export interface Elsewhere {
  /** Which part: `plantar fasciitis itself`. */
  readonly what: string;
  readonly codes: readonly string[];
}

export type DiagnosisStanding =
  | { readonly kind: 'valid' }
  /** No ICD-10-CM code has this form. */
  | { readonly kind: 'impossible' }
  /** It needs more characters; `children` are the billable codes below it, at most a dozen. */
  | {
      readonly kind: 'header';
      readonly children: readonly string[];
      /** False: there are more. */
      readonly areAll: boolean;
      readonly isCertain: boolean;
      readonly since: IsoDate | undefined;
      readonly elsewhere: Elsewhere | undefined;
    }
  | { readonly kind: 'not-yet'; readonly firstDate: IsoDate; readonly instead: readonly string[] }
  /** No longer billable, and nothing below it is; what replaced it. */
  | {
      readonly kind: 'ended';
      readonly lastDate: IsoDate;
      readonly successors: readonly string[];
      readonly elsewhere: Elsewhere | undefined;
    }
  /** In no loaded set; certain where the date's own set is loaded. */
  | { readonly kind: 'unknown'; readonly isCertain: boolean };

export interface PlaceOfService {
  readonly code: string;
  readonly name: string;
  readonly isFacility: boolean;
}

/** The tables. Codes are upper case, diagnoses with their point; an undefined date means that it is not known. */
export interface Codes {
  standing(code: string, date: IsoDate | undefined): Standing;
  /**
   * The codes of codes.csv; undefined for any other, and for a deleted one. Its status, sides and global period are the fee
   * schedule's on the date.
   */
  painCode(code: string, date?: IsoDate | undefined): PainCode | undefined;
  painCodes: readonly PainCode[];
  /** Whether the code is in the class, whatever the date. */
  isA(code: string, of: CodeClass): boolean;
  /** The codes that are this to the code. */
  related(code: string, as: CodeRelation): readonly string[];
  /** What Medicare takes in place of a code that it denies by status; undefined where our table does not say. */
  medicareInPlaceOf(code: string): InPlace | undefined;
  /** What the newest release in force on the date says; the newest of all without a date. */
  feeSchedule(code: string, date?: IsoDate | undefined): FeeScheduleRow | undefined;
  /** Undefined where the fee schedule has a price everywhere, or does not have the code. */
  unpriced(code: string, date: IsoDate | undefined): UnpricedPlaces | undefined;
  /** The fee schedule's bilateral indicator. */
  bilateralIndicator(code: string, date?: IsoDate | undefined): string | undefined;
  /** Reported once for each further level: rules.md, "Levels". */
  isPerFurtherLevel(code: string): boolean;
  /** Undefined where it is not an add-on code on the date. */
  addOn(code: string, date: IsoDate | undefined): AddOn | undefined;
  /** The add-on codes that list this primary. */
  addOnsOf(code: string): readonly string[];
  mue(code: string, date: IsoDate | undefined): Mue | undefined;
  pair(column1: string, column2: string, date: IsoDate | undefined): CodePair | undefined;
  /** The column 2 codes of a column 1 code, for hovers. */
  pairsOf(code: string, date?: IsoDate | undefined): readonly CodePair[];
  /** The column 1 codes of a column 2 code, for hovers. */
  pairsUnder(code: string, date?: IsoDate | undefined): readonly CodePair[];
  /** When a HCPCS code was added and its last day, where it has one; undefined for any other code. */
  levelTwo(code: string): LevelTwoDays | undefined;
  /** CMS's own title of a HCPCS code; undefined for any other. */
  levelTwoTitle(code: string): string | undefined;
  /** The nerve that a site names; undefined where its words may mean one that the table does not have. */
  nerve(site: string): NamedNerve | undefined;
  /** The nerve that nerves.csv has under this name. */
  nerveCalled(name: string): NerveCodes | undefined;
  /** The codes of every nerve without ones of its own. */
  otherNerve: NerveCodes;
  /** The nerve that a code is for; `any other` for the code for those without one of their own. */
  nerveOfCode(code: string): NerveCodes | undefined;
  /** Whether a code is for one nerve, or for any without a code of its own. */
  isNerveCode(code: string): boolean;
  /** The drug that the code is for, as records call it; undefined where it is no drug, or one without its own unit. */
  drug(code: string): Drug | undefined;
  /** Every name of every drug, in lower case. */
  readonly drugNames: readonly string[];
  /** Block and destruction of the nerve that the code is for, where it has one code for each. */
  nervePair(code: string): NervePair | undefined;
  /** The nerves whose destruction includes their block of the same day. */
  destructionsWithBlock: readonly NervePair[];
  modifier(modifier: string, date: IsoDate | undefined): ModifierStanding;
  /** What a modifier says, in our words; undefined where we have none. */
  modifierMeaning(modifier: string): string | undefined;
  /** CMS's own title of a HCPCS modifier; undefined for any other. */
  modifierTitle(modifier: string): string | undefined;
  modifiers: readonly string[];
  diagnosis(code: string, date: IsoDate | undefined): DiagnosisStanding;
  /** The set that answers for a date: `ICD-10-CM FY2026`. */
  diagnosisEdition(date: IsoDate | undefined): string;
  /** The official title of a billable code of any loaded year. */
  diagnosisTitle(code: string): string | undefined;
  /** Our plain words for a diagnosis, where they say something that its title does not: neck pain. */
  plainDiagnosis(code: string): string | undefined;
  /** The diagnoses that a pain practice writes most, in order. */
  usualDiagnoses: readonly string[];
  /** The diagnoses of a pain practice that are billable on the date and begin with these characters, in order. */
  painDiagnosesFrom(beginning: string, date?: IsoDate | undefined): readonly string[];
  /** The diagnoses billable on the date that begin with these characters, in their order; the newest set's without a date. */
  diagnosesFrom(beginning: string, most: number, date?: IsoDate | undefined): readonly string[];
  place(code: string): PlaceOfService | undefined;
  isPlace(code: string): boolean;
  /** A pain practice's codes that were removed from the code set. */
  deletedCodes: readonly string[];
  /** Every procedure code there is, for the nearest to a misspelled one. */
  known(): Iterable<string>;
  /** The nearest codes to one that is unknown, the pain codes first; at most three, and of those only what may be offered. */
  nearestCodes(code: string, date: IsoDate | undefined, mayOffer?: (code: string) => boolean): readonly string[];
  /** The codes of a group as a payer's `for:` names it (lower case); undefined where no group has that name. */
  codesInGroup(name: string): readonly string[] | undefined;
  /** Every group's name; the procedure kinds are groups. */
  groups: readonly string[];
  /** The AMA's own descriptor of a code, where a user has a license and has loaded it; with the name of the file's edition. */
  descriptor(code: string): { readonly text: string; readonly edition: string } | undefined;
  /** The editions of the tables of which CMS publishes new ones, as they answer for a date; the newest without a date. */
  tablesOn(date: IsoDate | undefined): readonly TableOn[];
  /** A day on which every table knows what is in force: what is unknown on that day is in none of them. */
  newestDay: IsoDate;
  /** Different for each set of tables: what was judged by one does not hold for another. */
  version: string;
  /** What the tables are and their dates, for hovers and the log. */
  editions: Readonly<
    Record<'feeSchedule' | 'hcpcs' | 'deletedCodes' | 'modifiers' | 'diagnoses' | 'addOns' | 'mue' | 'pairs', string>
  >;
  /** How a claim with this rule's finding comes back, the usual way first; each under its condition. */
  denials(rule: string): readonly Denial[];
  /** What a reason or remark code of a remittance means, in our words. */
  remark(code: string): Remark | undefined;
  /** Which guidance an imaging code is; undefined for any other code. */
  guidanceOf(code: string): Guidance | undefined;
  /** The first day on which the code includes imaging; undefined where it always or never did. */
  imagingIncludedFrom(code: string): IsoDate | undefined;
}
