/** The message of a failed example: what was expected and what was found, and the fix that expects it. */
import type { FileProblem } from '../policy/relations.js';
import { listed } from '../text/words.js';
import { type ExampleFinding, type ExampleResult, foundRules } from './examples.js';
import { expectFound } from './expect-found.js';

// A finding names the places concerned, but not hundreds of them.
const mostRelated = 10;

/** The problem on the example's `expect`; undefined if it passed. */
export function exampleProblem(
  { file, text }: { readonly file: string; readonly text: string },
  result: ExampleResult,
): FileProblem | undefined {
  if (result.isPassed) return undefined;
  const { expectAt, expectSpan, unexpected, fault } = result;
  const places = unexpected.map(({ at, rule, message }) => ({ file, at, message: `${rule}: ${message}` }));
  // If another policy applies, this file's author cannot fix what it finds.
  const related = fault ? [{ file, at: fault.at, message: fault.message }] : places;
  return {
    rule: 'payer-example-failed',
    file,
    at: expectAt,
    message: failureWords(result),
    related: related.slice(0, mostRelated),
    fixes: () => [expectFound(text, result) ?? []].flat(),
    fixedFrom: [expectSpan, ...unexpected.map(({ at }) => at)],
  };
}

/** One sentence: all that was expected, and all that was found. */
export function failureWords(result: ExampleResult): string {
  return wordsOf(result, namedIn(result.unexpected));
}

/** The same with the rules alone, for a place where little fits. */
export function failureInShort(result: ExampleResult): string {
  return wordsOf(result, (rule) => rule);
}

function wordsOf(result: ExampleResult, named: (rule: string) => string): string {
  const { expected, unexpected, missing, findings, fault } = result;
  if (fault) return fault.message;
  const wanted = expected.length === 0 ? 'a clean encounter' : listed(expected);
  const found = foundRules(result);
  const only = found.length > 0 && unexpected.length === 0 ? 'only ' : '';
  const came = found.length === 0 ? 'nothing' : listed(found.map(named));
  const weaker = weakerWords(missing, findings);
  return `Expected ${wanted}, found ${only}${came}${weaker ? `: ${weaker}` : ''}`;
}

/** "bilateral-style (64493 on both sides …)"; the finding's message if only one rule reported what nobody expected. */
function namedIn(unexpected: readonly ExampleFinding[]): (rule: string) => string {
  const [first] = unexpected;
  const isAlone = new Set(unexpected.map(({ rule }) => rule)).size === 1;
  return (rule) => (isAlone && first?.rule === rule ? `${rule} (${first.message})` : rule);
}

/** The rule reported, but too weakly to count: an unconfirmed entry, a severity, an `allow` comment. */
function weakerWords(missing: readonly string[], findings: readonly ExampleFinding[]): string | undefined {
  const weaker = findings.find(({ rule, isCounted }) => !isCounted && missing.includes(rule));
  if (!weaker) return undefined;
  const { rule, severity } = weaker;
  const isAllowed = severity === 'error' || severity === 'warning';
  return `${rule} was ${isAllowed ? 'allowed by a comment' : `only reported as ${severity}`}`;
}
