/** What of a session's documented levels the payer pays. */

import type { Session } from '../claim/sessions.js';
import type { Level } from '../clinical/level.js';
import { compareLevels } from '../clinical/levels.js';
import type { IsoDate } from '../encounter/encounter.js';
import { isInForce } from '../policy/in-force.js';
import type { Policy } from '../policy/policy.js';

/** How many different levels of the session the payer pays on the date; without end where no policy says. */
export function paidLevels(
  session: Pick<Session, 'kind'>,
  policy: Policy | undefined,
  date: IsoDate | undefined,
): number {
  if (!policy || date === undefined) return Number.POSITIVE_INFINITY;
  const limits = policy.levelLimits.filter(
    ({ kinds, from, until }) => kinds.includes(session.kind) && isInForce({ effective: from, until }, date),
  );
  return Math.min(...limits.map(({ levels }) => levels), Number.POSITIVE_INFINITY);
}

/** The levels beyond what is paid, from the head down. */
export function unpaidLevels(session: Session, most: number): readonly Level[] {
  return session.levels
    .slice(most)
    .map(({ level }) => level)
    .sort(compareLevels);
}
