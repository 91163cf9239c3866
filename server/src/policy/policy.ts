/**
 * A payer's policy as the rules ask it: already inherited, on one date. What differs between payers is in here and
 * nowhere else.
 */
import type { IsoDate } from '../clinical/dates.js';
import type { Codes } from '../codes/codes.js';
import type { ClaimKind, ProcedureKind } from '../syntax/vocabulary.js';
import type { PolicySource } from './document.js';
import type { AnyEntry, Entry, EntryKey } from './entry.js';
import type { EntryIndex } from './entry-index.js';
import type { Period } from './in-force.js';
import type { BilateralForm, Severity } from './vocabulary.js';

/** How the names of policy files end. */
export const policyEnding = '.payer.yaml';

/** A severity that a policy sets for a rule, and which file set it. */
export interface PolicySeverity {
  readonly level: Severity | 'off';
  /** The id of the policy that says it. */
  readonly policy: string;
  /** How many files lie between the one that judges and the one that says it. */
  readonly depth: number;
}

export interface Policy {
  readonly id: string;
  readonly name: string;
  /** The shipped file's name or the workspace file's path. */
  readonly file: string;
  readonly shipped: boolean;
  readonly source?: string | undefined;
  readonly effective?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
  readonly bilateral: {
    /** The forms that are right, the one the tool writes first. */
    readonly primary: readonly BilateralForm[];
    readonly addOn: readonly BilateralForm[];
    /** For the claim of a surgery center itself (`claim: facility`, place 24). */
    readonly surgeryCenter?: readonly BilateralForm[] | undefined;
  };
  /** What was not read of this payer; empty for a policy of its own. */
  readonly notChecked: readonly string[];
  readonly mue: 'cms' | 'none';
  /** Whether CMS's own rules hold, which other payers need not share: places, therapy, drugs, timed units. */
  readonly billingRules: 'cms' | 'none';
  /** What the lists of the file and of its ancestors say on the date, the nearest file's first. */
  readonly entries: readonly AnyEntry[];
  /** The same, by what rules ask for. */
  readonly index: EntryIndex;
  /** Rule by rule. */
  readonly severity: Readonly<Record<string, PolicySeverity>>;
  /** The files it was put together from, itself first: id, name and file. */
  readonly chain: readonly { readonly id: string; readonly file: string; readonly shipped: boolean }[];
}

/** Which policy judges an encounter, and how surely. */
export type PolicyChoice =
  | { readonly kind: 'in-force'; readonly policy: Policy }
  /** Files carry the id, none is in force on the date: the nearest in time judges. */
  | { readonly kind: 'nearest'; readonly policy: Policy; readonly ranges: readonly string[] }
  /** The file cannot be read: its parent judges, where that one can be read. */
  | { readonly kind: 'broken'; readonly policy: Policy | undefined; readonly file: string }
  /** The name's words are in one policy's: that one judges. */
  | { readonly kind: 'part'; readonly policy: Policy }
  | { readonly kind: 'unknown'; readonly nearest?: string | undefined }
  | { readonly kind: 'absent' };

/** All the policies there are: the shipped ones, and those of the workspace in their place. */
export interface Policies {
  /** Changes whenever an answer may change. */
  readonly version: string;
  /** Changes whenever the answer for this payer on this date may change, and only then. */
  versionFor(payer: string | undefined, date: IsoDate | undefined): string;
  /** The policy for a payer as an encounter names it (id or alias, any case) on a date of service. */
  choose(payer: string | undefined, date: IsoDate | undefined): PolicyChoice;
  /** The policies as they would be with one more file. */
  with(file: PolicySource): Policies;
  /** The text of a policy file, to show where something is in it. */
  textOf(file: string, shipped?: boolean): string | undefined;
  /** Every id with its name, its aliases and the periods of its files, for hovers and completion. */
  readonly known: readonly {
    readonly id: string;
    readonly name: string;
    readonly aliases: readonly string[];
    readonly periods: readonly Period[];
  }[];
}

/** What the policy says under one key, in force on the date it was chosen for. */
export function entriesOf<Key extends EntryKey>(policy: Policy | undefined, key: Key): readonly Entry<Key>[] {
  return policy ? policy.index.under(key) : [];
}

/** Those of them that name a code. */
export function entriesNaming<Key extends EntryKey>(
  policy: Policy | undefined,
  key: Key,
  code: string,
  codes: Codes,
): readonly Entry<Key>[] {
  return policy ? policy.index.naming(key, code, codes) : [];
}

/** Those of them that name a procedure of a kind: by the codes that bill it, else by the kind. */
export function entriesAbout<Key extends EntryKey>(
  policy: Policy | undefined,
  key: Key,
  procedure: { readonly kind: ProcedureKind; readonly billed: readonly string[] },
  codes: Codes,
): readonly Entry<Key>[] {
  return policy ? policy.index.about(key, procedure, codes) : [];
}

/** The forms in which this policy takes a service on both sides, the written one first. */
export function formsFor(
  policy: Policy,
  line: { readonly isAddOn: boolean },
  encounter: { readonly claim: ClaimKind; readonly place?: { readonly value: string } | undefined },
): readonly BilateralForm[] {
  const isSurgeryCenter = encounter.claim === 'facility' && encounter.place?.value === '24';
  if (isSurgeryCenter && policy.bilateral.surgeryCenter) return policy.bilateral.surgeryCenter;
  return line.isAddOn ? policy.bilateral.addOn : policy.bilateral.primary;
}
