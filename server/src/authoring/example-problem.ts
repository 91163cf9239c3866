/** The message of a failed example: what was found instead of what was expected. */
import type { FileProblem } from '../policy/relations.js';
import { listed } from '../text/words.js';
import type { ExampleFinding, ExampleResult } from './examples.js';

// A finding names the places concerned, but not hundreds of them.
const mostRelated = 10;

/** The problem on the example's `expect`; undefined if it passed. */
export function exampleProblem(file: string, result: ExampleResult): FileProblem | undefined {
  if (result.isPassed) return undefined;
  const { expectAt, unexpected, fault } = result;
  const places = unexpected.map(({ at, rule, message }) => ({ file, at, message: `${rule}: ${message}` }));
  // If another policy applies, this file's author cannot fix what it finds.
  const related = fault ? [{ file, at: fault.at, message: fault.message }] : places;
  return {
    rule: 'payer-example-failed',
    file,
    at: expectAt,
    message: failureWords(result),
    related: related.slice(0, mostRelated),
  };
}

/** One sentence: what was expected, and what was found instead. */
export function failureWords({ expected, unexpected, missing, findings, fault }: ExampleResult): string {
  if (fault) return fault.message;
  const came = expected.filter((rule) => !missing.includes(rule));
  const strangers = named(unexpected);
  if (missing.length > 0) {
    const found =
      unexpected.length > 0
        ? `found ${strangers} instead`
        : came.length > 0
          ? `found only ${listed(came)}`
          : 'found nothing';
    return `Expected ${listed(missing)} but ${weakerWords(missing, findings) ?? found}`;
  }
  return came.length > 0
    ? `Expected only ${listed(came)} but also found ${strangers}`
    : `Expected a clean encounter but found ${strangers}`;
}

/** "bilateral-style (64493 on both sides …)"; the finding's message if only one rule reported. */
function named(findings: readonly ExampleFinding[]): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const [first] = findings;
  return rules.length === 1 && first ? `${first.rule} (${first.message})` : listed(rules);
}

/** The rule reported, but too weakly to count: an unconfirmed entry, a severity, an `allow` comment. */
function weakerWords(missing: readonly string[], findings: readonly ExampleFinding[]): string | undefined {
  const weaker = findings.find(({ rule, isCounted }) => !isCounted && missing.includes(rule));
  if (!weaker) return undefined;
  const { rule, severity } = weaker;
  const isAllowed = severity === 'error' || severity === 'warning';
  return `${rule} was ${isAllowed ? 'allowed by a comment' : `only reported as ${severity}`}`;
}
