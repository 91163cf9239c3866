/** Limits by which a file replaces stricter ones of its parents. A plan may well be looser: it is information. */

import type { PolicyDocument } from '../policy/document.js';
import { identityOf } from '../policy/entry.js';
import { holdsOn } from '../policy/inherit.js';
import type { FileProblem } from '../policy/relations.js';
import { saidWords } from '../policy/words.js';
import { compareLimits } from './looser.js';
import { daysOf, periodOf } from './periods.js';
import type { AuthoringWorld } from './world.js';

/** One finding per statement that is looser than the one it replaces. */
export function* looserThanParent(world: AuthoringWorld, document: PolicyDocument): Iterable<FileProblem> {
  for (const entry of document.entries) {
    if (entry.severity === 'off') continue;
    const identity = identityOf(entry);
    const replaced = daysOf(world, periodOf(document, entry))
      .flatMap((day) =>
        world.policies
          .forebearsOf(document, day)
          .flatMap((parent) => parent.entries.map((other) => ({ parent, other })))
          .filter(({ other }) => holdsOn(other, day)),
      )
      .find(({ other }) => identityOf(other) === identity);
    if (!replaced || replaced.other.severity === 'off' || compareLimits(entry, replaced.other) !== 'looser') continue;
    const { parent, other } = replaced;
    yield {
      rule: 'payer-looser-than-parent',
      severity: 'information',
      file: document.file,
      at: entry.origin.at,
      message: `Looser than the ${parent.content.payer} entry it replaces: ${saidWords(entry)}, instead of ${saidWords(other)}`,
      related: [{ file: parent.file, shipped: parent.shipped, at: other.origin.at, message: 'The entry it replaces' }],
    };
  }
}
