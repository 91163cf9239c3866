/** When a statement holds within its file, and what its file inherits in that time. */

import type { PolicyDocument } from '../policy/document.js';
import type { AnyEntry } from '../policy/entry.js';
import type { Period } from '../policy/in-force.js';
import type { AuthoringWorld } from './world.js';

/** The statement's own dates within its file's; it ends before it begins if they do not overlap. */
export function periodOf({ content }: PolicyDocument, { from, until }: AnyEntry): Period {
  return {
    effective: [from, content.effective]
      .filter((date) => date !== undefined)
      .sort()
      .at(-1),
    until: [until, content.until].filter((date) => date !== undefined).sort()[0],
  };
}

/** Days on which the statement holds: its first one, and its last one or today. */
export function daysOf({ today }: AuthoringWorld, { effective, until }: Period): readonly string[] {
  const first = effective ?? (until !== undefined && until < today ? until : today);
  const last = until ?? (first < today ? today : first);
  return first === last ? [first] : [first, last];
}

/** Every file that the statement's file inherits from at some time at which it holds, the nearest first. */
export function forebearsInTime(
  world: AuthoringWorld,
  document: PolicyDocument,
  entry: AnyEntry,
): readonly PolicyDocument[] {
  const days = daysOf(world, periodOf(document, entry));
  return [...new Set(days.flatMap((day) => world.policies.forebearsOf(document, day)))];
}
