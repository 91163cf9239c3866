/** What a run found, before it is written in one format or another. Lines and characters count from 0. */
import type { Denial, Sureness } from '../codes/denials.js';
import type { CheckedFile } from '../engine/check.js';
import { type Checked, checkedOf } from '../engine/checked.js';
import { fixesInOrder } from '../engine/fixes.js';
import type { World } from '../engine/judgment.js';
import { type Proof, type ProofStatement, proofOf } from '../features/explain/proof.js';
import { isWorse, type Severity } from '../policy/vocabulary.js';
import type { Fix } from '../rules/rule.js';
import { type LineIndex, lineIndex, type Range } from '../text/line-index.js';
import { type Span, shifted } from '../text/span.js';
import type { FoundProblem } from '../yaml/problem.js';

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

interface ReportOptions {
  /** Whether fixes are worked out. */
  readonly withFixes: boolean;
  /** Where an encounter of an earlier run stood. */
  readonly placeOf: (file: string, ordinal: number) => Range | undefined;
}

/** The encounters with their findings, in the order of the files and then by position. */
export function* encounterParts(
  worldFor: (file: string) => World,
  checked: readonly CheckedFile[],
  minSeverity: Severity,
  { placeOf, withFixes }: ReportOptions,
): Iterable<ReportedPart> {
  const startOf = new Map(checked.map(({ file, encounters }) => [file, encounters.map(({ start }) => start)]));
  const indexes = new Map<string, LineIndex>();
  const indexOf = (file: string): LineIndex => {
    const known = indexes.get(file);
    if (known) return known;
    const index = lineIndex(checked.find((each) => each.file === file)?.text ?? '');
    indexes.set(file, index);
    return index;
  };
  const policyIndexes = new Map<string, LineIndex>();
  const policyIndex = (world: World, file: string, shipped: boolean): LineIndex => {
    const name = shownAs(file, shipped);
    const known = policyIndexes.get(name) ?? lineIndex(world.policies.textOf(file, shipped) ?? '');
    policyIndexes.set(name, known);
    return known;
  };
  const range = (file: string, span: Span): Range => rangeIn(indexOf(file), span);
  for (const { file, encounters } of checked) {
    const world = worldFor(file);
    for (const { start, judgment, neighbors } of encounters) {
      const fixesOf = fixesInOrder(world, judgment, neighbors);
      const { id, heading } = judgment.encounter;
      const findings: ReportedFinding[] = [];
      for (const finding of judgment.findings) {
        if (!isAtLeast(finding.severity, minSeverity)) continue;
        const related = (finding.related ?? []).map(({ at, message, encounter, policy }) => {
          if (policy) {
            const index = policyIndex(world, policy.file, policy.shipped);
            return { file: shownAs(policy.file, policy.shipped), range: rangeIn(index, at), message };
          }
          const elsewhere = encounter && startOf.get(encounter.file)?.[encounter.ordinal];
          const earlier = encounter && elsewhere === undefined && placeOf(encounter.file, encounter.ordinal);
          if (earlier) return { file: encounter.file, range: earlier, message };
          const home = encounter && elsewhere !== undefined ? encounter.file : file;
          return { file: home, range: range(home, shifted(at, elsewhere ?? start)), message };
        });
        const fixes = finding.allowed || !withFixes ? [] : fixesOf(finding);
        findings.push({
          file,
          ...(id ? { encounter: id.value } : {}),
          rule: finding.rule,
          severity: finding.severity,
          message: finding.message,
          range: range(file, shifted(finding.at, start)),
          ...(finding.basis ? { source: finding.basis } : {}),
          ...proofFields(proofOf(world, finding), (policy, span) =>
            rangeIn(policyIndex(world, policy.file, policy.shipped), span),
          ),
          related,
          fixes: fixes.map((fix) => reportedFix(file, fix, (span) => range(file, shifted(span, start)))),
          ...(finding.allowed ? { allowed: finding.allowed } : {}),
        });
      }
      yield { file, encounter: id?.value, findings, checked: heading && (() => checkedOf(judgment)) };
    }
    indexes.delete(file);
  }
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

/** Whether a severity is at least another. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return !isWorse(least, severity);
}

/** A policy file's name in a report: a shipped one stands on no disk. */
export function shownAs(file: string, shipped = false): string {
  return shipped ? `shipped:${file}` : file;
}

/** How many of each; an allowed finding counts as allowed only. */
export function summaryOf(findings: readonly ReportedFinding[], files: number, encounters: number): Summary {
  const standing = findings.filter(({ allowed }) => !allowed);
  const count = (severity: Severity): number => standing.filter((finding) => finding.severity === severity).length;
  return {
    files,
    encounters,
    error: count('error'),
    warning: count('warning'),
    information: count('information'),
    hint: count('hint'),
    allowed: findings.length - standing.length,
  };
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
