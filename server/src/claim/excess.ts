/** Where a session bills more levels than are documented, and the line where the excess starts. */
import type { BodySide, Level } from '../clinical/level.js';
import { counted, listed } from '../text/words.js';
import type { BilledLine } from './billed.js';
import { billedCount, documentedSidesOf, type Session } from './sessions.js';

interface Excess {
  /** The first line over the documented count. */
  readonly line: BilledLine;
  /** Undefined if there are too many in total. */
  readonly side: BodySide | undefined;
  readonly billed: number;
  readonly documented: number;
  /** The levels documented there. */
  readonly levels: readonly Level[];
}

/** The session's excess, on a documented side or in total; undefined if there is none or the levels are uncertain. */
export function excessOf(session: Session): Excess | undefined {
  if (!session.isCounted) return undefined;
  // Levels documented only in the other region: the codes are for the wrong region, not too many.
  if (session.levels.length === 0 && session.documented.levels.length > 0) return undefined;
  for (const side of [...documentedSidesOf(session), undefined]) {
    const part = side ?? 'all';
    const documented = session.documentedCount[part];
    if (session.billedCount[part] <= documented) continue;
    const line = session.lines.find(
      (_, index) => billedCount(session.lines.slice(0, index + 1), session.pairs)[part] > documented,
    );
    // For a deleted code on this line, only `deleted-code` reports.
    if (!line?.isInForce) continue;
    const levels = session.levels.filter(({ sides }) => !side || sides.length === 0 || sides.includes(side));
    return {
      line,
      side,
      billed: session.billedCount[part],
      documented,
      levels: levels.map(({ level }) => level),
    };
  }
  return undefined;
}

/** "2 levels on the left", "3 levels". */
export function levelsOn(count: number, side: BodySide | undefined): string {
  return `${counted(count, 'level')}${side ? ` on the ${side}` : ''}`;
}

/** "1 is documented (L4-L5)", "none is documented". */
export function documentedWords(count: number, levels: readonly Level[]): string {
  if (count === 0) return 'none is documented';
  return `${count} ${count === 1 ? 'is' : 'are'} documented (${listed(levels)})`;
}
