/** What a run found, before it is written in one format or another. Lines and characters count from 0. */
import type { Denial, Sureness } from '../codes/denials.js';
import { type Checked, checkedOf } from '../engine/checked.js';
import { fixesInOrder } from '../engine/fixes.js';
import type { Judgment, World } from '../engine/judgment.js';
import { type Proof, type ProofStatement, proofOf } from '../features/explain/proof.js';
import type { Neighbor } from '../neighbors/neighbor.js';
import type { Severity } from '../policy/vocabulary.js';
import type { Fix, Related } from '../rules/rule.js';
import { type LineIndex, lineIndex, type Range } from '../text/line-index.js';
import { once, oncePer } from '../text/once.js';
import { type Span, shifted } from '../text/span.js';
import type { FoundProblem } from '../yaml/problem.js';
import { isAtLeast } from './at-least.js';
import { type PlacedQuery, queriesOf } from './queries-of.js';

export interface ReportedFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly { readonly file: string; readonly range: Range; readonly text: string }[];
}

export interface ReportedProof {
  readonly policies?: readonly {
    readonly file: string;
    readonly range: Range;
    readonly policy: string;
    readonly says: string;
    readonly source?: string;
    readonly read?: string;
    readonly confidence: Sureness;
  }[];
  readonly tables?: readonly string[];
}

export interface ReportedDenial {
  readonly when?: string;
  readonly group?: string;
  /** Where it is not the reason's. */
  readonly groupConfidence?: Sureness;
  readonly carc?: string;
  readonly rarc?: readonly string[];
  readonly says: string;
  readonly confidence: Sureness;
}

export interface ReportedFinding {
  readonly file: string;
  readonly encounter?: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly source?: string;
  /** What it rests on: statements of policies with their places, and tables with their dates. */
  readonly proof?: ReportedProof;
  /** How the claim would come back, each way under its condition. */
  readonly denials?: readonly ReportedDenial[];
  readonly related: readonly { readonly file: string; readonly range: Range; readonly message: string }[];
  readonly fixes: readonly ReportedFix[];
  readonly allowed?: { readonly reason: string };
}

/** The findings that belong together: those of an encounter, of the text above a file's first one, or a single one elsewhere. */
export interface ReportedPart {
  readonly file: string;
  /** The encounter's id, where it has one. */
  readonly encounter?: string | undefined;
  readonly findings: readonly ReportedFinding[];
  /** What judged the encounter, worked out when asked for; undefined where the part is not an encounter. */
  readonly checked?: (() => Checked) | undefined;
  /** What its findings ask the provider, worked out when asked for. */
  readonly queries?: (() => readonly PlacedQuery[]) | undefined;
}

export interface Summary {
  readonly files: number;
  readonly encounters: number;
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
  readonly allowed: number;
}

/** An encounter of a run, judged. */
export interface JudgedEncounter {
  /** Where it starts in its file. */
  readonly start: number;
  readonly judgment: Judgment;
  readonly neighbors: readonly Neighbor[];
}

/** A file of a run, whose encounters are judged as they are asked for. */
export interface JudgedFile {
  readonly file: string;
  readonly text: string;
  readonly encounters: Iterable<JudgedEncounter>;
}

/** What is reported of an encounter, and with what. */
interface PartOptions {
  readonly minSeverity: Severity;
  /** Whether fixes are worked out. */
  readonly withFixes: boolean;
  /** Whether it is said what a finding rests on and how the claim would come back. */
  readonly withProof: boolean;
  /** Where something within an encounter of another file, or of an earlier run, stands; undefined where there is none. */
  readonly placeOf: (file: string, ordinal: number, at: Span) => Range | undefined;
}

/** The encounters of a file with their findings, by position. */
export function* encounterParts(
  world: World,
  { file, text, encounters }: JudgedFile,
  { minSeverity, withFixes, withProof, placeOf }: PartOptions,
): Iterable<ReportedPart> {
  // Most files have no finding to place.
  const index = once(() => lineIndex(text));
  for (const { start, judgment, neighbors } of encounters) {
    const fixesOf = once(() => fixesInOrder(world, judgment, neighbors));
    const { id, heading } = judgment.encounter;
    const range = (span: Span): Range => rangeIn(index(), shifted(span, start));
    const relatedTo = ({ at, message, encounter, policy }: Related): ReportedFinding['related'][number] => {
      if (policy) {
        const lines = policyLines(world, policy.file, policy.shipped);
        return { file: shownAs(policy.file, policy.shipped), range: rangeIn(lines, at), message };
      }
      const elsewhere = encounter && placeOf(encounter.file, encounter.ordinal, at);
      return encounter && elsewhere
        ? { file: encounter.file, range: elsewhere, message }
        : { file, range: range(at), message };
    };
    const findings: ReportedFinding[] = [];
    for (const finding of judgment.findings) {
      if (!isAtLeast(finding.severity, minSeverity)) continue;
      const fixes = finding.allowed || !withFixes ? [] : fixesOf()(finding);
      findings.push({
        file,
        ...(id ? { encounter: id.value } : {}),
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message,
        range: range(finding.at),
        ...(finding.basis ? { source: finding.basis } : {}),
        ...(withProof
          ? proofFields(proofOf(world, finding), (policy, span) =>
              rangeIn(policyLines(world, policy.file, policy.shipped), span),
            )
          : {}),
        related: (finding.related ?? []).map(relatedTo),
        fixes: fixes.map((fix) => reportedFix(file, fix, range)),
        ...(finding.allowed ? { allowed: finding.allowed } : {}),
      });
    }
    yield {
      file,
      encounter: id?.value,
      findings,
      checked: heading && (() => checkedOf(judgment)),
      queries: () =>
        queriesOf(judgment, minSeverity, () => ({
          file,
          line: index().position(start + (heading?.start ?? 0)).line + 1,
        })),
    };
  }
}

/** The lines of the policy files that findings rest on; a run has few. */
const linesByWorld = oncePer<World, Map<string, LineIndex>>(() => new Map());

function policyLines(world: World, file: string, shipped: boolean): LineIndex {
  const known = linesByWorld(world);
  const name = shownAs(file, shipped);
  const lines = known.get(name) ?? lineIndex(world.policies.textOf(file, shipped) ?? '');
  known.set(name, lines);
  return lines;
}

/** Something that is wrong in a policy file or the project file. */
export type ReportedProblem = FoundProblem<string> & { readonly file: string };

/** What is wrong in policy files and the project file, by file and place. */
export function problemFindings(
  problems: readonly ReportedProblem[],
  textOf: (file: string, shipped: boolean) => string | undefined,
  withFixes: boolean,
): readonly ReportedFinding[] {
  const indexes = new Map<string, LineIndex>();
  const range = (file: string, span: Span, shipped = false): Range => {
    const index = indexes.get(shownAs(file, shipped)) ?? lineIndex(textOf(file, shipped) ?? '');
    indexes.set(shownAs(file, shipped), index);
    return rangeIn(index, span);
  };
  return problems
    .map(({ file, rule, severity, at, message, replacement, related = [] }): ReportedFinding => {
      const fix: readonly Fix[] =
        replacement === undefined || !withFixes
          ? []
          : [{ title: `Change to ${replacement}`, edits: [{ span: at, text: replacement }], applies: 'ask' }];
      return {
        file,
        rule,
        severity: severity ?? 'error',
        message,
        range: range(file, at),
        related: related.map((other) => ({
          file: shownAs(other.file, other.shipped),
          range: range(other.file, other.at, other.shipped),
          message: other.message,
        })),
        fixes: fix.map((each) => reportedFix(file, each, (span) => range(file, span))),
      };
    })
    .sort(
      (one, other) =>
        compare(one.file, other.file) ||
        one.range.start.line - other.range.start.line ||
        one.range.start.character - other.range.start.character ||
        compare(one.rule, other.rule),
    );
}

/** A policy file's name in a report: a shipped one stands on no disk. */
export function shownAs(file: string, shipped = false): string {
  return shipped ? `shipped:${file}` : file;
}

/** How many there are of each, so far. */
export type Counts = { -readonly [what in Exclude<keyof Summary, 'files'>]: Summary[what] };

/** None of each. */
export function noCounts(): Counts {
  return { encounters: 0, error: 0, warning: 0, information: 0, hint: 0, allowed: 0 };
}

/** The same parts, counted as they are read; an allowed finding counts as allowed only. */
export function* countedParts(parts: Iterable<ReportedPart>, counts: Counts): Iterable<ReportedPart> {
  for (const part of parts) {
    if (part.checked) counts.encounters += 1;
    for (const { allowed, severity } of part.findings) counts[allowed ? 'allowed' : severity] += 1;
    yield part;
  }
}

/** Adds what was counted elsewhere. */
export function addCounts(counts: Counts, more: Counts): void {
  for (const what of Object.keys(more) as (keyof Counts)[]) counts[what] += more[what];
}

function proofFields(
  { statements, tables, denials }: Proof,
  range: (policy: ProofStatement, span: Span) => Range,
): Pick<ReportedFinding, 'proof' | 'denials'> {
  const policies = statements.map((statement) => {
    const { policy, says, source, read, confidence, file, shipped, at } = statement;
    return {
      file: shownAs(file, shipped),
      range: range(statement, at),
      policy,
      says,
      ...(source ? { source } : {}),
      ...(read ? { read } : {}),
      confidence,
    };
  });
  const proof = { ...(policies.length > 0 ? { policies } : {}), ...(tables.length > 0 ? { tables } : {}) };
  return {
    ...(Object.keys(proof).length > 0 ? { proof } : {}),
    ...(denials.length > 0 ? { denials: denials.map(reportedDenial) } : {}),
  };
}

function reportedDenial(denial: Denial): ReportedDenial {
  const { when, group, groupConfidence, carc, rarc, explanation, confidence } = denial;
  return {
    ...(when ? { when } : {}),
    ...(group ? { group } : {}),
    ...(group && groupConfidence !== confidence ? { groupConfidence } : {}),
    ...(carc ? { carc } : {}),
    ...(rarc.length > 0 ? { rarc } : {}),
    says: explanation,
    confidence,
  };
}

function reportedFix(file: string, fix: Fix, range: (span: Span) => Range): ReportedFix {
  return {
    title: fix.title,
    safe: fix.applies === 'safe',
    edits: [
      ...fix.edits.map(({ span, text }) => ({ file, range: range(span), text })),
      ...(fix.creates ? [{ file: fix.creates.name, range: newFile, text: fix.creates.text }] : []),
    ],
  };
}

/** An edit in a file that does not exist creates it: command-line.md. */
const newFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The lines and characters of a span. */
export function rangeIn(index: LineIndex, span: Span): Range {
  return { start: index.position(span.start), end: index.position(span.end) };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
