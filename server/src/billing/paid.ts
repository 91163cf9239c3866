/** What of a session's documented levels the payer pays. */
import type { TreatedLevel } from '../claim/expected.js';
import type { Session } from '../claim/sessions.js';
import { type Asked, entriesForSession } from '../claim/terms.js';
import type { BodySide, Level } from '../clinical/level.js';
import { compareLevels } from '../clinical/levels.js';
import type { Entry } from '../policy/entry.js';

/** The levels of the session that the payer pays, in the order in which they take the codes. */
export function paidLevels(asked: Asked, session: Session): readonly TreatedLevel[] {
  const inSession = least(entriesForSession(asked, 'levels-per-session', session));
  const onSide = least(entriesForSession(asked, 'levels-per-side', session));
  const count: Record<BodySide, number> = { left: 0, right: 0 };
  return session.levels.slice(0, inSession).flatMap(({ level, sides }): readonly TreatedLevel[] => {
    // A level without a named side may be on either, and so counts on both.
    const told = sides.length > 0 ? sides : (['left', 'right'] as const);
    const paid = told.filter((side) => count[side] < onSide);
    for (const side of paid) count[side] += 1;
    if (paid.length === 0) return [];
    return [{ level, sides: sides.length > 0 ? paid : sides }];
  });
}

/** The levels beyond what is paid, from the head down. */
export function unpaidLevels(session: Session, paid: readonly TreatedLevel[]): readonly Level[] {
  const kept = new Set(paid.map(({ level }) => level));
  return session.levels
    .map(({ level }) => level)
    .filter((level) => !kept.has(level))
    .sort(compareLevels);
}

function least(limits: readonly Entry<'levels-per-session' | 'levels-per-side'>[]): number {
  return Math.min(...limits.map(({ value }) => value), Number.POSITIVE_INFINITY);
}
