/** The contract of a rule: what it is given, and what it yields. The engine adds the rule's name and severity. */
import type { BilledLine } from '../claim/billed.js';
import type { Claim } from '../claim/claim.js';
import type { IsoDate } from '../clinical/dates.js';
import type { BodySide } from '../clinical/level.js';
import type { Codes } from '../codes/codes.js';
import type { Allow, Encounter, Problem } from '../encounter/encounter.js';
import type { History } from '../neighbors/history.js';
import type { Neighbor } from '../neighbors/neighbor.js';
import type { AnyEntry, EntryKey } from '../policy/entry.js';
import type { Policies, Policy, PolicyChoice } from '../policy/policy.js';
import type { Severity } from '../policy/vocabulary.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import type { Edit, Span } from '../text/span.js';

/** A rule's name, as used in settings, `allow` comments, policies and reports; index.ts lists them all. */
export type RuleId = string;

/** What a rule may look at: one encounter and its context. */
export interface Case {
  readonly encounter: Encounter;
  /** What is documented and what is billed, computed once. */
  readonly claim: Claim;
  readonly codes: Codes;
  /** Undefined where the payer is missing or unknown: nothing that depends on a payer is reported. */
  readonly policy: Policy | undefined;
  readonly choice: PolicyChoice;
  readonly policies: Policies;
  /** The day of the check, not the date of service. */
  readonly today: IsoDate;
  readonly neighbors: readonly Neighbor[];
  /** The same patient's encounters on earlier days; undefined where there are none. */
  readonly history: History | undefined;
}

/** What a finding is about; two findings about one mistake share a line, or a procedure kind and region. */
export interface Subject {
  /** Indexes of service lines. */
  readonly lines?: readonly number[] | undefined;
  /** `facet-injection lumbar-sacral`, or the kind alone where there is no region. */
  readonly sessions?: readonly string[] | undefined;
  /** The sides concerned; two findings that both name sides share a subject only where they share a side. */
  readonly sides?: readonly BodySide[] | undefined;
  /** About the whole encounter. */
  readonly everywhere?: boolean | undefined;
}

export interface Related {
  readonly at: Span;
  readonly message: string;
  /** The other encounter that it is in. */
  readonly encounter?: { readonly file: string; readonly ordinal: number } | undefined;
  /** The policy file that it is in; where both are absent, it is in this encounter. */
  readonly policy?: { readonly file: string; readonly shipped: boolean } | undefined;
}

export interface Fix {
  /** An imperative. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** `safe` is right whatever the record says; `ask` asserts a fact only the coder knows. */
  readonly applies: 'safe' | 'ask';
  /** Inserts a field for the coder to fill in: the finding then stays on the empty field until it is filled in. */
  readonly leavesBlank?: boolean | undefined;
  /** What it states of the record that only the coder can know; its title ends in it. */
  readonly attests?: string | undefined;
  /** A payer policy to create next to the workspace's other files, where there is no file of this name yet. */
  readonly creates?: { readonly name: string; readonly text: string } | undefined;
}

export interface Finding {
  /** Never empty: something missing is marked on what lacks it. */
  readonly at: Span;
  readonly message: string;
  /** URL of the published source it is based on. */
  readonly basis?: string | undefined;
  /** Set where it differs from the rule's own. */
  readonly severity?: Severity | undefined;
  readonly related?: readonly Related[] | undefined;
  /** The entries of the payer's policy it is based on: they supply its source, its severity and a link to where they are. */
  readonly entries?: readonly AnyEntry[] | undefined;
  /** Best first; a function where they are expensive to compute and seldom asked for. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]) | undefined;
  readonly about?: Subject | undefined;
  /** What else this finding silences, in addition to what its rule always does: some of its rule's `maySilence`. */
  readonly silences?: readonly RuleId[] | undefined;
  /** Rules that say more about this mistake, of its rule's `mayYieldTo`: where one of them reports the same subject, this finding is dropped. */
  readonly yieldsTo?: readonly RuleId[] | undefined;
  /** The modifier that says that the provider expects this denial: then it is information at most. */
  readonly expectedBy?: string | undefined;
  /** False: it is about what this tool knows, so the claim does not come back for it, and no denial is forecast. */
  readonly isOfClaim?: false | undefined;
  /** How an editor shows the marked text: not needed (faded), no longer valid (struck through). */
  readonly shown?: 'faded' | 'struck' | undefined;
}

/** What only the person who did the procedure can answer; queries/ has the wording for each. */
export type QuestionTopic =
  | 'levels'
  | 'side'
  | 'site'
  | 'technique'
  | 'diagnosis'
  | 'time'
  | 'procedure'
  | 'documentation'
  | 'vagueness';

/** What an encounter or its surroundings may have to hold: engine/needs.ts tells whether they do. */
export type Need =
  /** Reading found something for this rule. */
  | 'reading'
  /** Another encounter with the id or the visit. */
  | 'neighbors'
  /** An earlier session of the patient. */
  | 'history'
  /** A statement of the payer's policy under one of the keys that the rule rests on. */
  | 'entries'
  /** CMS's own rules hold for the payer. */
  | 'billing-rules'
  /** A line with a code that is not valid on its date. */
  | 'code-not-valid'
  | 'add-on-code'
  | 'third-level'
  | 'modifier-50'
  | 'imaging'
  /** A drug that is billed by its amount. */
  | 'drug-by-amount'
  /** Lines of two codes. */
  | 'two-codes'
  /** One service on both sides, in a form that the payer does not accept. */
  | 'other-form-of-both-sides'
  | 'timed-code'
  | 'visit'
  | 'visit-complexity'
  | 'drug-test'
  | 'waived-test';

export interface Rule {
  readonly id: RuleId;
  /** One sentence without a period; the page opens with it. */
  readonly summary: string;
  readonly severity: Severity;
  /** The most severe that a single finding of it is where that is worse; what policies and settings say comes on top. */
  readonly atWorst?: Severity | undefined;
  /**
   * What one run of it is given: the lines of one day (where omitted), of one day, place and provider, or all of the
   * encounter. It matters only where lines have a date, place or provider of their own.
   */
  readonly speaksOf?: 'day' | 'service' | 'encounter' | undefined;
  /** What it reads from a payer's policy: entries with these keys, its bilateral forms, unit limits or billing rules. Its page lists what they say. */
  readonly restsOn?: readonly (EntryKey | 'bilateral' | 'mue' | 'billing-rules')[] | undefined;
  /** The tables it depends on, by the names of their editions: a finding names them with their dates. */
  readonly tables?: readonly (keyof Codes['editions'])[] | undefined;
  /** What an encounter has to hold for it to find anything; where one of these is missing, it is not asked. */
  readonly needs?: readonly Need[] | undefined;
  /** "One mistake, one finding": rules that do not report a subject where this one does. */
  readonly silences?: readonly RuleId[] | undefined;
  /** What single findings of it silence besides: with `silences` all that it may. A fix of theirs is proved with it. */
  readonly maySilence?: readonly RuleId[] | undefined;
  /** What single findings of it yield to. */
  readonly mayYieldTo?: readonly RuleId[] | undefined;
  /** Which question its findings put to the provider; omitted where a coder can answer, or where it is not for the provider to say. */
  readonly asks?: QuestionTopic | undefined;
  readonly check?: (situation: Case) => Iterable<Finding>;
  /** Looks at the other rules' findings after silencing, severities and `allow` comments. */
  readonly review?: (situation: Case, outcome: Outcome) => Iterable<Finding>;
  /** Whether it also looks at text before a file's first heading. */
  readonly readsStrayText?: boolean;
  /** Whether an `allow` comment may allow it; true if omitted. */
  readonly canBeAllowed?: boolean;
  /** False: the menu of fixes offers no such comment, because what is wrong is to be written right. */
  readonly offersAllow?: boolean;
}

/** What became of the encounter's findings. */
interface Outcome {
  /** The rules whose findings each comment allowed. */
  readonly allowed: ReadonlyMap<Allow, ReadonlySet<RuleId>>;
  /** The rules that failed because of a bug of ours. */
  readonly failed: readonly RuleId[];
  readonly rules: readonly Pick<Rule, 'id' | 'canBeAllowed'>[];
  readonly isOff: (rule: RuleId) => boolean;
}

/** Whether what a rule rests on is a kind of entries, and not what a policy says once for all. */
export function isEntryKey(key: NonNullable<Rule['restsOn']>[number]): key is EntryKey {
  return key !== 'bilateral' && key !== 'mue' && key !== 'billing-rules';
}

/** Defines a rule; the identity function, so that the compiler checks all of it. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** A finding's fixes, computed if they have not been yet. */
export function fixesOf({ fixes = [] }: Pick<Finding, 'fixes'>): readonly Fix[] {
  return typeof fixes === 'function' ? fixes() : fixes;
}

/** The subject of a finding about one service line; for a level family, also the session it belongs to. */
export function aboutLine(line: BilledLine): Subject {
  const { facts, index } = line;
  if (!facts?.family) return { lines: [index] };
  return { lines: [index], sessions: facts.kinds.map((kind) => session(kind, facts.region)) };
}

/** The name under which a finding about a procedure kind's session shares its subject with others. */
export function session(kind: ProcedureKind, region: string | undefined): string {
  return region ? `${kind} ${region}` : kind;
}

/** What reading the text has already found, for the rule of that name to report. */
export function* foundInReading(encounter: Encounter, rule: Problem['rule']): Iterable<Finding> {
  for (const { rule: reporter, at, message, related, fixes } of encounter.problems) {
    if (reporter === rule) yield { at, message, related: related && [related], fixes };
  }
}
