/**
 * Which of a file's statements its examples reach. A statement is covered if some example has a finding based on
 * it: an example in which a limit merely holds would pass without the limit too. One that takes an inherited statement
 * back is covered where some example would come out otherwise without it.
 */

import type { PolicyDocument } from '../policy/document.js';
import type { AnyEntry } from '../policy/entry.js';
import type { Span } from '../text/span.js';
import { type ExampleResult, runExample } from './examples.js';
import { heldStatements } from './held.js';
import { entrySpan, statementKey, without } from './statement.js';
import type { AuthoringWorld } from './world.js';

export interface StatementCoverage {
  readonly entry: AnyEntry;
  /** The statement's key. */
  readonly at: Span;
  /** The whole entry of the list. */
  readonly entryAt: Span;
  /** `found`: a finding rests on it; `held`: it held for an encounter and nothing was found; `none`: no example reaches it. */
  readonly reach: 'found' | 'held' | 'none';
}

/** Every statement of the file, in its order. */
export function coverage(
  world: AuthoringWorld,
  document: PolicyDocument,
  results: readonly ExampleResult[],
): readonly StatementCoverage[] {
  const found = new Set(
    results.flatMap(({ findings }) => findings.flatMap(({ entries }) => entries.map(statementKey))),
  );
  const held = new Set(
    results.flatMap(({ checked }) =>
      checked.encounters.flatMap(({ judgment }) => heldStatements(judgment.situation).map(statementKey)),
    ),
  );
  return document.entries.map((entry): StatementCoverage => {
    const key = statementKey(entry);
    const isFound = entry.severity === 'off' ? noticing(world, without(document, entry), results) : found.has(key);
    return {
      entry,
      at: entry.origin.at,
      entryAt: entrySpan(document, entry),
      reach: isFound ? 'found' : held.has(key) ? 'held' : 'none',
    };
  });
}

/** The first passed example that fails if the file says what `changed` says. */
export function noticing(
  world: AuthoringWorld,
  changed: PolicyDocument,
  results: readonly ExampleResult[],
): ExampleResult | undefined {
  const trial = { ...world, policies: world.policies.withDocument(changed) };
  return results.find(({ index, isPassed }) => isPassed && !runExample(trial, changed, index)?.isPassed);
}
