/** When a statement holds within its file, and what its file inherits in that time. */
import type { AnyEntry } from '../policy/entry.js';
import type { Period } from '../policy/in-force.js';
import type { PolicyDocument } from '../policy/parse.js';
import type { AuthoringWorld } from './world.js';

/** The statement's own dates within its file's; it ends before it begins where they do not overlap. */
export function periodOf({ content }: PolicyDocument, { from, until }: AnyEntry): Period {
  return {
    effective: [from, content.effective]
      .filter((date) => date !== undefined)
      .sort()
      .at(-1),
    until: [until, content.until].filter((date) => date !== undefined).sort()[0],
  };
}

/** A day on which the statement holds: the first one, else today or the last one. */
export function dayOf({ today }: AuthoringWorld, { effective, until }: Period): string {
  return effective ?? (until !== undefined && until < today ? until : today);
}

/** Every file that the statement's file inherits from at some time at which it holds, the nearest first. */
export function forebearsInTime(
  world: AuthoringWorld,
  document: PolicyDocument,
  entry: AnyEntry,
): readonly PolicyDocument[] {
  const { policies, today } = world;
  const period = periodOf(document, entry);
  const first = dayOf(world, period);
  const last = period.until ?? [first, today].sort()[1];
  return [...new Set([first, last].flatMap((day) => policies.forebearsOf(document, day)))];
}
