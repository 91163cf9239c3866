/**
 * Advice about a policy file beyond its errors: days that no file covers, dates that are about to end, entries that can
 * never apply, limits looser than the parent's, a shipped policy that it replaces, names of other policies. Never an error: each may be meant.
 */
import type { PolicyDocument } from '../policy/document.js';
import type { FileProblem } from '../policy/relations.js';
import { endings, gaps } from './dates-of-files.js';
import { looserThanParent } from './looser-than-parent.js';
import { neverApplying } from './never-applies.js';
import { replacingShipped } from './replaces-shipped.js';
import { takingNames } from './takes-names.js';
import type { AuthoringWorld } from './world.js';

/** The advice about one file, in the order of its text. */
export function review(world: AuthoringWorld, document: PolicyDocument): readonly FileProblem[] {
  if (!world.policies.isInUse(document)) return [];
  return [
    ...gaps(world, document),
    ...endings(world, document),
    ...neverApplying(world, document),
    ...looserThanParent(world, document),
    ...replacingShipped(world, document),
    ...takingNames(world, document),
  ].sort((one, other) => one.at.start - other.at.start || one.at.end - other.at.end);
}
