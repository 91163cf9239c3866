/** Which of a session's documented levels the payer pays. */
import type { TreatedLevel } from '../claim/expected.js';
import { notCoveredEntries } from '../claim/not-covered.js';
import { rungsOf, type Session } from '../claim/sessions.js';
import { type Asked, entriesForSession } from '../claim/terms.js';
import type { BodySide, Level } from '../clinical/level.js';
import { compareLevels } from '../clinical/levels.js';
import type { AnyEntry, Entry } from '../policy/entry.js';
import { codeOf, imagingOf } from './family.js';
import type { Wanted, WantedLine } from './form-lines.js';

/**
 * Which policy entries count: all of them, or only confirmed ones. An unconfirmed entry is not a reason
 * to leave out a line.
 */
type Sureness = 'all' | 'confirmed';

/** The levels of the session that the payer pays, in the order in which they take the codes. */
export function paidLevels(asked: Asked, session: Session, sureness: Sureness = 'all'): readonly TreatedLevel[] {
  const isSure = sureOf(sureness);
  const inSession = least(entriesForSession(asked, 'levels-per-session', session).filter(isSure));
  const onSide = least(entriesForSession(asked, 'levels-per-side', session).filter(isSure));
  const count: Record<BodySide, number> = { left: 0, right: 0 };
  return session.levels
    .slice(0, Math.min(inSession, coveredRungs(asked, session, isSure)))
    .flatMap(({ level, sides }): readonly TreatedLevel[] => {
      // A level without a named side may be on either, so it counts on both.
      const told = sides.length > 0 ? sides : (['left', 'right'] as const);
      const paid = told.filter((side) => count[side] < onSide);
      for (const side of paid) count[side] += 1;
      if (paid.length === 0) return [];
      return [{ level, sides: sides.length > 0 ? paid : sides }];
    });
}

/** The levels beyond what is paid, from the top down. */
export function unpaidLevels(session: Session, paid: readonly TreatedLevel[]): readonly Level[] {
  const kept = new Set(paid.map(({ level }) => level));
  return session.levels
    .map(({ level }) => level)
    .filter((level) => !kept.has(level))
    .sort(compareLevels);
}

/** Whether the payer pays every documented level of the session on every side. */
export function isAllPaid(asked: Asked, session: Session): boolean {
  const paid = paidLevels(asked, session);
  return session.levels.every(({ level, sides }) =>
    paid.some((each) => each.level === level && each.sides.length === sides.length),
  );
}

/** The sessions of one kind whose regions the payer pays on one day, those already billed first. */
export function regionsPaid(asked: Asked, sessions: readonly Session[]): readonly Session[] {
  const documented = sessions.filter(({ levels }) => levels.length > 0);
  const limits = documented.map((session) =>
    entriesForSession(asked, 'regions-per-session', session).filter(sureOf('confirmed')),
  );
  // A limit for only one of the regions does not apply to the others.
  const shared = (limits[0] ?? []).filter((entry) => limits.every((others) => others.includes(entry)));
  const firstLine = ({ lines }: Session): number => Math.min(...lines.map(({ index }) => index), Number.MAX_VALUE);
  return [...documented].sort((one, other) => firstLine(one) - firstLine(other)).slice(0, least(shared));
}

/**
 * How many levels the family's covered codes bill: if the code for an additional level is not covered, the levels
 * before it. If the first one is not covered, nothing in the family is, and no line would be left: then it is billed as
 * documented, and `not-covered` reports it.
 */
function coveredRungs(asked: Asked, session: Session, isSure: ReturnType<typeof sureOf>): number {
  const imaging = imagingOf(session.documented) ?? 'required-fluoro-ct';
  const uncovered = rungsOf(session.kind).findIndex((rung) => {
    const code = codeOf(session, rung, imaging, asked.codes);
    if (!code) return false;
    const facts = asked.codes.painCode(code);
    return notCoveredEntries(asked, { code, facts }).some(isSure);
  });
  return uncovered <= 0 ? Number.POSITIVE_INFINITY : uncovered;
}

/** The lines that the payer pays, and the codes of the others; all of them where nothing would be left: `not-covered` then reports it. */
export function paidLines(asked: Asked, lines: readonly WantedLine[]): Wanted {
  const isPaid = ({ code }: WantedLine): boolean =>
    !notCoveredEntries(asked, {
      code,
      facts: asked.codes.painCode(code, asked.encounter.date?.value),
    }).some(sureOf('confirmed'));
  const paid = lines.filter(isPaid);
  if (paid.length === 0) return { lines, unpaid: [] };
  return { lines: paid, unpaid: [...new Set(lines.filter((line) => !isPaid(line)).map(({ code }) => code))] };
}

function sureOf(sureness: Sureness): (entry: Pick<AnyEntry, 'confidence'>) => boolean {
  return ({ confidence }) => sureness === 'all' || confidence !== 'unconfirmed';
}

function least(limits: readonly Entry<'levels-per-session' | 'levels-per-side' | 'regions-per-session'>[]): number {
  return Math.min(...limits.map(({ value }) => value), Number.POSITIVE_INFINITY);
}
