/**
 * Runs the examples in a policy file: the author's own tests of it.
 *
 * An example is judged as its encounters would be, by the payer they name, on their own dates, and must come to this
 * file, or to one that inherits from it. An encounter without a `payer` line gets this file's payer. The clock and
 * the user's and the project's severities are left aside, so that an example comes out the same anywhere and any day.
 */
import { type CheckedFile, checkedFile, checkFiles, newMemory } from '../engine/check.js';
import type { Reported } from '../engine/judgment.js';
import type { PolicyDocument } from '../policy/document.js';
import type { AnyEntry } from '../policy/entry.js';
import type { Severity } from '../policy/vocabulary.js';
import type { RuleId } from '../rules/rule.js';
import { slicedText } from '../syntax/sliced-text.js';
import { type Span, shifted } from '../text/span.js';
import { firstLineOf, markable, spanOfValue } from '../yaml/locate.js';
import { placesIn } from '../yaml/scalar-text.js';
import { namingPayer } from './payer-line.js';
import type { AuthoringWorld } from './world.js';

/** A finding of an example, at its place in the policy file. */
export interface ExampleFinding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Span;
  /** The encounter's id, if it has one. */
  readonly encounter?: string | undefined;
  /** The statements it rests on. */
  readonly entries: readonly AnyEntry[];
  readonly basis?: string | undefined;
  /** It is a warning or an error that no `allow` comment allows: `expect` must name its rule. */
  readonly isCounted: boolean;
  /** `expect` names its rule. */
  readonly isExpected: boolean;
}

/** Why an example does not test its file, whatever it finds. */
interface ExampleFault {
  readonly at: Span;
  readonly message: string;
}

export interface ExampleResult {
  /** Which one of the file's `examples`, from 0. */
  readonly index: number;
  readonly name: string;
  /** The example's name, what it expects, and its encounters, in the policy file. */
  readonly at: Span;
  readonly expectAt: Span;
  readonly encounterAt: Span;
  /** All of `expect`; `expectAt` is its first line. */
  readonly expectSpan: Span;
  readonly isPassed: boolean;
  readonly expected: readonly RuleId[];
  /** By place. */
  readonly findings: readonly ExampleFinding[];
  /** What counts and was not expected. */
  readonly unexpected: readonly ExampleFinding[];
  /** What was expected and did not come, as information neither. */
  readonly missing: readonly RuleId[];
  readonly fault?: ExampleFault | undefined;
  /** The encounters as they were judged, for further questions about them. */
  readonly checked: CheckedFile;
  /** Where an offset of the encounters as they are written is in the text that was judged. */
  readonly judgedAt: (offset: number) => number;
  /** Where a place of the text that was judged is in the policy file. */
  readonly inFile: (place: Span) => Span;
}

/** Every example of the file that can be read, in its order. */
export function runExamples(world: AuthoringWorld, document: PolicyDocument): readonly ExampleResult[] {
  return (document.content.examples ?? []).flatMap((_, index) => runExample(world, document, index) ?? []);
}

/** One example of the file; undefined if it cannot be read. */
export function runExample(world: AuthoringWorld, document: PolicyDocument, index: number): ExampleResult | undefined {
  const example = document.content.examples?.[index];
  if (!example) return undefined;
  const { text, root, content } = document;
  const path = ['examples', index];
  const named = namingPayer(example.encounter, content.payer);
  const place = placesIn(text, root, [...path, 'encounter']);
  const inFile = (span: Span): Span => place(named.written(span));

  const checked = checkedAlone(world, document, index, named.text);
  const expected: ReadonlySet<RuleId> = new Set(example.expect);
  const findings = checked.encounters.flatMap(({ start, judgment }) =>
    judgment.findings.map((finding): ExampleFinding => {
      const { rule, severity, message, entries = [], basis } = finding;
      return {
        rule,
        severity,
        message,
        at: inFile(shifted(finding.at, start)),
        encounter: judgment.encounter.id?.value,
        entries,
        basis,
        isCounted: isCounted(finding),
        isExpected: expected.has(rule),
      };
    }),
  );
  const counted = findings.filter((finding) => finding.isCounted);
  const unexpected = counted.filter(({ isExpected }) => !isExpected);
  const informed = findings.filter(({ severity }) => severity === 'information');
  const missing = [...expected].filter((rule) => ![...counted, ...informed].some((finding) => finding.rule === rule));
  const fault = faultOf(checked, document, inFile);
  const placeOf = (key: string): Span => markable(text, firstLineOf(text, spanOfValue(root, [...path, key])));
  return {
    index,
    name: example.name,
    at: placeOf('name'),
    expectAt: placeOf('expect'),
    encounterAt: spanOfValue(root, [...path, 'encounter']),
    expectSpan: spanOfValue(root, [...path, 'expect']),
    isPassed: !fault && unexpected.length === 0 && missing.length === 0,
    expected: [...expected],
    findings,
    unexpected,
    missing,
    fault,
    checked,
    judgedAt: named.named,
    inFile,
  };
}

/** The rules that an example's `expect` would have to name for it to pass, in the order of the text. */
export function foundRules({ findings, missing }: ExampleResult): readonly RuleId[] {
  const counted = findings.filter(({ rule, isCounted, isExpected }) => {
    return isCounted || (isExpected && !missing.includes(rule));
  });
  return [...new Set(counted.map(({ rule }) => rule))];
}

function isCounted({ severity, allowed }: Reported): boolean {
  return !allowed && (severity === 'error' || severity === 'warning');
}

/** An example's encounters know only each other: those of another example are another patient's day. */
function checkedAlone(world: AuthoringWorld, { file }: PolicyDocument, index: number, text: string): CheckedFile {
  const own = { ...world, severities: {}, projectSeverities: undefined };
  const name = `${file} example ${index}`;
  const check = (today: string): CheckedFile =>
    checkFiles({ ...own, today }, [{ file: name, text }], newMemory())[0] ?? checkedFile(name, slicedText(text));
  const first = check(world.today);
  const dates = first.encounters.flatMap(({ judgment }) => judgment.encounter.date?.value ?? []).sort();
  // A policy for next year has examples of next year; and an example must not turn red as the years go by.
  const day = dates.at(-1) ?? world.today;
  return day === world.today ? first : check(day);
}

function faultOf(
  { encounters }: CheckedFile,
  { file, shipped }: PolicyDocument,
  inFile: (span: Span) => Span,
): ExampleFault | undefined {
  const whole = encounters.filter(({ judgment }) => judgment.encounter.heading);
  if (whole.length === 0) {
    const message = 'This example has no encounter; start one with a line such as encounter 1';
    return { at: inFile({ start: 0, end: 1 }), message };
  }
  for (const { start, judgment } of whole) {
    const { encounter, situation } = judgment;
    const { choice } = situation;
    const policy = 'policy' in choice ? choice.policy : undefined;
    if (policy?.chain.some((each) => each.file === file && each.shipped === shipped)) continue;
    const at = inFile(shifted(encounter.payer?.span ?? encounter.heading ?? { start: 0, end: 1 }, start));
    const message = policy
      ? `This encounter is checked against ${policy.name} (${policy.file}), which does not use this file`
      : 'No policy applies to this encounter, so it does not test this file';
    return { at, message };
  }
  return undefined;
}
