/**
 * What a policy's lists say, one statement at a time: an entry that limits levels and regions is two of them. What
 * differs between payers is in these and in the few mappings of policy.ts.
 */

import type { IsoDate } from '../clinical/dates.js';
import type { Duration } from '../clinical/durations.js';
import type { Region } from '../clinical/level.js';
import type {
  ClaimKind,
  Guidance,
  Intent,
  ProcedureField,
  ProcedureKind,
  Series,
  Technique,
} from '../syntax/vocabulary.js';
import type { Span } from '../text/span.js';
import type { DiagnosisNames, ServiceNames } from './names.js';
import type { calendarYear, Severity, sessionGroups } from './vocabulary.js';

export type Confidence = 'verified' | 'second-hand' | 'unconfirmed';

export interface SessionLimit {
  readonly max: number;
  /** Ever if absent. */
  readonly within?: Duration | typeof calendarYear | undefined;
  readonly per: (typeof sessionGroups)[number];
}

/** The least time since an earlier session. */
export interface Interval {
  readonly least: Duration;
  /** Of which earlier sessions: those of any intent, or of this one's. */
  readonly of: 'any' | 'same-intent';
}

/** What a payer wants a number for. */
interface Authorization {
  /** The places where it is required; everywhere if absent. */
  readonly places?: readonly string[] | undefined;
  /** What the claim is held for without a number that is not required. */
  readonly voluntary?: string | undefined;
}

export interface AtLeast {
  /** In percent. */
  readonly relief?: number | undefined;
  readonly indication?: Duration | undefined;
  readonly 'conservative-care'?: Duration | undefined;
  readonly 'pain-before'?: number | undefined;
}

interface Prior {
  readonly procedure: ProcedureKind;
  readonly intent?: Intent | undefined;
  readonly technique?: Technique | undefined;
  /** One if absent. */
  readonly count?: number | undefined;
  /** In percent. */
  readonly relief?: number | undefined;
  readonly within?: Duration | undefined;
}

export interface Repeat {
  /** In percent. */
  readonly relief?: number | undefined;
  readonly for?: Duration | undefined;
  readonly within?: Duration | undefined;
}

/** What each key says. */
export interface EntryValues {
  readonly 'levels-per-session': number;
  readonly 'levels-per-side': number;
  readonly 'regions-per-session': number;
  readonly sessions: SessionLimit;
  readonly interval: Interval;
  readonly modifiers: readonly string[];
  readonly guidance: readonly Guidance[];
  readonly technique: readonly Technique[];
  readonly documentation: readonly ProcedureField[];
  readonly 'at-least': AtLeast;
  readonly prior: Prior;
  readonly repeat: Repeat;
  readonly authorization: Authorization;
  readonly 'not-covered': true;
  /** The codes on whose day it is not paid. */
  readonly 'not-together': ServiceNames;
  /** The codes of which one must be on the claim. */
  readonly 'only-beside': ServiceNames;
  readonly 'covered-diagnoses': DiagnosisNames;
}

export type EntryKey = keyof EntryValues;

/** Conditions, all of which must be met; each is a list of values, one of which is enough. */
export interface When {
  readonly intent?: readonly Intent[] | undefined;
  readonly series?: readonly Series[] | undefined;
  readonly technique?: readonly Technique[] | undefined;
  readonly guidance?: readonly Guidance[] | undefined;
  readonly place?: readonly string[] | undefined;
  readonly region?: readonly Region[] | undefined;
  readonly claim?: readonly ClaimKind[] | undefined;
  /** By their postal letters. */
  readonly state?: readonly string[] | undefined;
}

/** Where a statement is, so that a finding leads to it. */
interface Origin {
  /** The id and name of the policy that says it, which may be an ancestor of the one that judges. */
  readonly policy: string;
  readonly policyName: string;
  readonly file: string;
  readonly shipped: boolean;
  /** The key of the statement, in that file. */
  readonly at: Span;
  /** Which entry of which list of that file: `limits 2`, counted from 0. */
  readonly entry: string;
}

export interface Entry<Key extends EntryKey = EntryKey> {
  readonly key: Key;
  readonly value: EntryValues[Key];
  readonly names: ServiceNames;
  readonly when: When;
  /** It holds only where one of these is on the claim. */
  readonly with?: ServiceNames | undefined;
  /** It is not inherited by a Medicare Advantage plan. */
  readonly isOriginalMedicare: boolean;
  /** First and last date of service for which it holds; open if absent. */
  readonly from?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
  readonly source?: string | undefined;
  readonly read?: IsoDate | undefined;
  readonly confidence: Confidence;
  readonly severity?: Severity | 'off' | undefined;
  readonly origin: Origin;
  /** How many files lie between the one that judges and the one that says it; 0 for the file itself. */
  readonly depth: number;
}

export type AnyEntry = { readonly [Key in EntryKey]: Entry<Key> }[EntryKey];

/** The same for two statements of which the nearer replaces the other: same key, `for`, `when`, `with` and `beside`. */
export function identityOf(entry: AnyEntry): string {
  const { key, names, when } = entry;
  const conditions = Object.entries(when)
    .filter(([, values]) => values !== undefined)
    .map(([condition, values]) => `${condition}=${[...values].sort().join('|')}`)
    .sort();
  const beside = besideOf(entry);
  return [
    key,
    names.key,
    ...conditions,
    ...(entry.with ? [`with=${entry.with.key}`] : []),
    ...(beside ? [`beside=${beside.key}`] : []),
  ].join(' ');
}

/** What a statement about two codes names under `beside`; undefined for the others. */
function besideOf(entry: AnyEntry): ServiceNames | undefined {
  return entry.key === 'not-together' || entry.key === 'only-beside' ? entry.value : undefined;
}
