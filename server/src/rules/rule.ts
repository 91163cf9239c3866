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

/** A rule's name, as settings, `allow` comments, policies and reports use it; the list in index.ts says which there are. */
export type RuleId = string;

/** What a rule may look at: one encounter, and all that stands around it. */
export interface Case {
  readonly encounter: Encounter;
  /** What is documented and what is billed, computed once. */
  readonly claim: Claim;
  readonly codes: Codes;
  /** Undefined where the payer is absent or unknown: all that rests on a payer stays quiet. */
  readonly policy: Policy | undefined;
  readonly choice: PolicyChoice;
  readonly policies: Policies;
  /** The day of the check, not of service. */
  readonly today: IsoDate;
  readonly neighbors: readonly Neighbor[];
  /** The same patient's encounters of earlier days; undefined where there are none. */
  readonly history: History | undefined;
}

/** What a finding speaks of; two findings of one mistake share a line, or a procedure kind and region. */
export interface Subject {
  /** Indexes of service lines. */
  readonly lines?: readonly number[] | undefined;
  /** `facet-injection lumbar-sacral`, or the kind alone where no region tells. */
  readonly sessions?: readonly string[] | undefined;
  /** The sides concerned; two findings that both name sides share a subject only where they share a side. */
  readonly sides?: readonly BodySide[] | undefined;
  /** Speaks of the encounter as a whole. */
  readonly everywhere?: boolean | undefined;
}

export interface Related {
  readonly at: Span;
  readonly message: string;
  /** The other encounter in which it stands. */
  readonly encounter?: { readonly file: string; readonly ordinal: number } | undefined;
  /** The policy file in which it stands; where both are absent it stands in this encounter. */
  readonly policy?: { readonly file: string; readonly shipped: boolean } | undefined;
}

export interface Fix {
  /** An imperative. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** `safe` is right whatever the record says; `ask` asserts a fact only the coder knows. */
  readonly applies: 'safe' | 'ask';
  /** Inserts a field for the coder to fill: the finding then stands on the empty field until it is filled. */
  readonly leavesBlank?: boolean | undefined;
  /** A payer policy that it writes beside the workspace's other files, where no file of this name is yet. */
  readonly creates?: { readonly name: string; readonly text: string } | undefined;
}

export interface Finding {
  /** Never empty: a missing thing is marked on what lacks it. */
  readonly at: Span;
  readonly message: string;
  /** Address of the published source it rests on. */
  readonly basis?: string | undefined;
  /** Where it is not the rule's own. */
  readonly severity?: Severity | undefined;
  readonly related?: readonly Related[] | undefined;
  /** The statements of the payer's policy on which it rests: its source, severity and a way to their place come from them. */
  readonly entries?: readonly AnyEntry[] | undefined;
  /** The best first; a function where they take work and few of them are ever asked for. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]) | undefined;
  readonly about?: Subject | undefined;
  /** What else this one finding silences, beside what its rule always does. */
  readonly silences?: readonly RuleId[] | undefined;
  /** Rules that say more about this one mistake: where one of them speaks of the same subject, this finding is silent. */
  readonly yieldsTo?: readonly RuleId[] | undefined;
  /** How an editor shows what is marked: not needed (faded), no longer valid (struck through). */
  readonly shown?: 'faded' | 'struck' | undefined;
}

/** What only whoever did the procedure can answer; queries/ has the words for each. */
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

export interface Rule {
  readonly id: RuleId;
  /** One sentence without a full stop; the page opens with it. */
  readonly summary: string;
  readonly severity: Severity;
  /** What it asks of a payer's policy: statements of these keys, its bilateral forms, its unit limits, its billing rules. Its page lists what they say. */
  readonly restsOn?: readonly (EntryKey | 'bilateral' | 'mue' | 'billing-rules')[] | undefined;
  /** The tables on which it rests, by the names of their editions: a finding tells them with their dates. */
  readonly tables?: readonly (keyof Codes['editions'])[] | undefined;
  /** "One mistake, one finding": rules that stay silent about the same subject where this one speaks. */
  readonly silences?: readonly RuleId[] | undefined;
  /** Which question its findings put to the provider; left out where a coder can answer, or where it is not the provider's to say. */
  readonly asks?: QuestionTopic | undefined;
  readonly check?: (situation: Case) => Iterable<Finding>;
  /** Looks at what the other rules' findings came to, after silence, severities and `allow` comments. */
  readonly review?: (situation: Case, outcome: Outcome) => Iterable<Finding>;
  /** Whether it also looks at text before a file's first heading. */
  readonly readsStrayText?: boolean;
  /** Whether an `allow` comment may allow it; true where left out. */
  readonly canBeAllowed?: boolean;
}

/** What became of the encounter's findings. */
interface Outcome {
  /** The rules whose findings each comment allowed. */
  readonly allowed: ReadonlyMap<Allow, ReadonlySet<RuleId>>;
  /** The rules that failed by a defect of ours. */
  readonly failed: readonly RuleId[];
  readonly rules: readonly Pick<Rule, 'id' | 'canBeAllowed'>[];
  readonly isOff: (rule: RuleId) => boolean;
}

/** States a rule; the identity function, so that the compiler checks the whole of it. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** A finding's fixes, worked out where they have not been. */
export function fixesOf({ fixes = [] }: Pick<Finding, 'fixes'>): readonly Fix[] {
  return typeof fixes === 'function' ? fixes() : fixes;
}

/** The subject of a finding about one service line; of a level family also the session it belongs to. */
export function aboutLine(line: BilledLine): Subject {
  const { facts, index } = line;
  if (!facts?.family) return { lines: [index] };
  return { lines: [index], sessions: facts.kinds.map((kind) => session(kind, facts.region)) };
}

/** The name under which a finding about a procedure kind's session shares its subject with others. */
export function session(kind: ProcedureKind, region: string | undefined): string {
  return region ? `${kind} ${region}` : kind;
}

/** What the reading of the text has found already, for the rule of that name to report. */
export function* foundInReading(encounter: Encounter, rule: Problem['rule']): Iterable<Finding> {
  for (const { rule: reporter, at, message, related, fixes } of encounter.problems) {
    if (reporter === rule) yield { at, message, related: related && [related], fixes };
  }
}
