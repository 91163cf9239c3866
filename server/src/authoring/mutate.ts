/**
 * The mutation check: which statement could change without any example noticing. An example notices if it passes now
 * and would fail. Statements that no example reaches are left to coverage.ts: no example could notice.
 */
import type { PolicyDocument } from '../policy/document.js';
import { noticing, type StatementCoverage } from './coverage.js';
import type { ExampleResult } from './examples.js';
import { type Mutation, mutationsOf } from './mutations.js';
import { replacing } from './statement.js';
import { whyUnnoticed } from './unnoticed.js';
import type { AuthoringWorld } from './world.js';

export interface TriedMutation extends Mutation {
  /** The first example that notices; undefined if the change survives. */
  readonly noticedBy: string | undefined;
  /** Why it survives; undefined if an example notices. */
  readonly why: string | undefined;
}

/**
 * One change after the other, each tried on request: the caller decides for how long.
 */
export function* tryMutations(
  world: AuthoringWorld,
  document: PolicyDocument,
  results: readonly ExampleResult[],
  statements: readonly StatementCoverage[],
): Generator<TriedMutation, void> {
  for (const { entry, reach } of statements) {
    if (reach === 'none') continue;
    for (const mutation of mutationsOf(document, entry)) {
      const changed = replacing(document, mutation.entry, mutation.changed);
      const noticedBy = noticing(world, changed, results)?.name;
      const why = noticedBy === undefined ? whyUnnoticed(world, { mutation, document, changed, results }) : undefined;
      yield { ...mutation, noticedBy, why };
    }
  }
}
