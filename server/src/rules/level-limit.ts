import { isAllPaid } from '../billing/paid.js';
import type { BilledLine } from '../claim/billed.js';
import { billedBodies, bodiesBilled, bodiesWords, countedBodies } from '../claim/bodies.js';
import { denialExpectedBy } from '../claim/expected-denials.js';
import { billedCount, type Session } from '../claim/sessions.js';
import { entriesForLine, entriesForSession } from '../claim/terms.js';
import { type Region, regionWords } from '../clinical/level.js';
import { compareLevels } from '../clinical/levels.js';
import { entriesOf, type Policy } from '../policy/policy.js';
import { counted, listed } from '../text/words.js';
import { type Case, defineRule, type Finding, session as named } from './rule.js';

/**
 * Payers pay a set number of levels per session, whatever was treated: Medicare's contractors two per region (the 2024
 * revisions of their facet policies), others three, or a number per side.
 */
export const levelLimit = defineRule({
  id: 'level-limit',
  summary: 'More levels or regions are billed in a session than the payer pays',
  severity: 'error',
  needs: ['entries'],
  mayYieldTo: ['nerve-count', 'level-overcount', 'addon-skips-level'],
  restsOn: ['levels-per-session', 'levels-per-side', 'regions-per-session'],

  *check(situation) {
    const { claim, policy } = situation;
    if (!policy) return;
    const sessions = [...claim.sessions, ...claim.undocumentedSessions].filter(({ isCounted }) => isCounted);
    for (const session of sessions) {
      const found = tooManyInAll(situation, session) ?? tooManyOnSide(situation, session);
      if (!found?.line.isInForce) continue;
      yield {
        ...overLimit(policy, found),
        about: {
          lines: session.lines.map(({ index }) => index),
          sessions: [named(session.kind, session.region)],
        },
        // If the record is within the limit, it is the billed count that is wrong.
        yieldsTo: isAllPaid(situation, session) ? ['nerve-count', 'level-overcount', 'addon-skips-level'] : [],
      };
    }
    for (const kind of new Set(sessions.map((session) => session.kind))) {
      const found = tooManyRegions(
        situation,
        sessions.filter((session) => session.kind === kind),
      );
      if (!found?.line.isInForce) continue;
      yield { ...overLimit(policy, found), about: { lines: [found.line.index] } };
    }
    yield* tooManyBodies(situation, policy);
    yield* regionsBesideFamilies(situation, policy, sessions);
  },
});

interface TooMany extends Pick<Finding, 'entries'> {
  /** The first line over the limit. */
  readonly line: BilledLine;
  readonly what: string;
  readonly paid: string;
}

/** What is wrong, and on which line; the subject is its finder's. */
function overLimit(policy: Policy, { line, what, paid, entries }: TooMany): Finding {
  return {
    at: line.line.code.span,
    message: `${line.code} is over the limit: the lines bill ${what}, but ${policy.name} pays at most ${paid}`,
    entries,
    expectedBy: denialExpectedBy(line),
  };
}

/** "2 regions (cervical/thoracic and lumbar/sacral)". */
function regionsBilled(regions: readonly Region[]): string {
  return `${counted(regions.length, 'region')} (${regions.map((region) => regionWords[region]).join(' and ')})`;
}

/** Both sides together: a level on both sides counts once. */
function tooManyInAll(situation: Case, session: Session): TooMany | undefined {
  const { billedCount: billed, documentedCount: documented, levels } = session;
  // If each side bills as many as documented, the lines bill exactly the documented levels, which may differ by side.
  const areTheDocumented = levels.length > 0 && billed.left === documented.left && billed.right === documented.right;
  const count = areTheDocumented ? Math.max(billed.all, documented.all) : billed.all;
  const entries = entriesForSession(situation, 'levels-per-session', session).filter(({ value }) => count > value);
  if (entries.length === 0) return undefined;
  const limit = Math.min(...entries.map(({ value }) => value));
  const isByDocumented = count > billed.all;
  const onBothSides = levels.filter(({ sides }) => sides.length !== 1).length;
  const line = session.lines.find((_, index) => {
    const { left, right, all } = billedCount(session.lines.slice(0, index + 1), session.pairs);
    // The fewest different levels that these counts per side can be.
    return (isByDocumented ? left + right - Math.min(left, right, onBothSides) : all) > limit;
  });
  if (!line) return undefined;
  const names = isByDocumented ? ` (${listed(levels.map(({ level }) => level).sort(compareLevels))})` : '';
  return {
    line,
    what: `${isByDocumented ? counted(count, 'different level') : counted(count, 'level')}${names}`,
    paid: `${limit} per region and session`,
    entries,
  };
}

function tooManyOnSide(situation: Case, session: Session): TooMany | undefined {
  const limits = entriesForSession(situation, 'levels-per-side', session);
  if (limits.length === 0) return undefined;
  for (const side of ['left', 'right', undefined] as const) {
    const part = side ?? 'all';
    const lines = side ? session.lines : unsidedLines(session);
    const count = billedCount(lines, session.pairs)[part];
    const entries = limits.filter(({ value }) => count > value);
    if (entries.length === 0) continue;
    const limit = Math.min(...entries.map(({ value }) => value));
    const line = lines.find((_, index) => billedCount(lines.slice(0, index + 1), session.pairs)[part] > limit);
    if (!line) continue;
    return {
      line,
      what: `${counted(count, 'level')}${side ? ` on the ${side}` : ''}`,
      paid: `${limit} per side and session`,
      entries,
    };
  }
  return undefined;
}

/** Lines without a side count as one side, unless the record names both: then we cannot tell how many are on each. */
function unsidedLines(session: Session): readonly BilledLine[] {
  const sides = new Set(session.levels.flatMap((level) => level.sides));
  return sides.size > 1 ? [] : session.lines.filter((line) => line.sides.length === 0);
}

/** Vertebral bodies are counted like levels. */
function* tooManyBodies(situation: Case, policy: Policy): Iterable<Finding> {
  const { encounter, claim, codes } = situation;
  const told = countedBodies(encounter, claim, codes);
  for (const { kind, lines, billed } of billedBodies(claim, codes)) {
    const [first] = lines;
    const entries = first
      ? entriesForLine(situation, 'levels-per-session', first).filter(({ value }) => billed > value)
      : [];
    if (entries.length === 0) continue;
    const limit = Math.min(...entries.map(({ value }) => value));
    const line = lines.find((_, index) => bodiesBilled(lines.slice(0, index + 1), codes) > limit);
    if (!line) continue;
    const documented = told.find((each) => each.kind === kind)?.documented;
    yield {
      ...overLimit(policy, { line, what: bodiesWords(billed), paid: `${limit} per session`, entries }),
      about: { lines: lines.map(({ index }) => index), sessions: [kind] },
      // If the record is within the limit, it is the billed count that is wrong.
      yieldsTo: documented && documented.length <= limit ? ['level-overcount'] : [],
    };
  }
}

/** Regions of codes without levels of their own, such as interlaminar epidurals, together with those of the families that the entry names. */
function* regionsBesideFamilies(situation: Case, policy: Policy, sessions: readonly Session[]): Iterable<Finding> {
  const { claim } = situation;
  for (const entry of entriesOf(policy, 'regions-per-session')) {
    const isLimited = (line: BilledLine): boolean =>
      entriesForLine(situation, 'regions-per-session', line).some((each) => each === entry);
    const others = claim.lines.filter((line) => !line.facts?.family && line.facts?.region && isLimited(line));
    if (others.length === 0) continue;
    const ofFamilies = sessions.filter(
      (session) =>
        session.lines.length > 0 &&
        entriesForSession(situation, 'regions-per-session', session).some((each) => each === entry),
    );
    const firsts = new Map<Region, BilledLine>();
    const billed = [
      ...others.flatMap((line) => (line.facts?.region ? [{ line, region: line.facts.region }] : [])),
      ...ofFamilies.flatMap(({ lines, region }) => lines.map((line) => ({ line, region }))),
    ].sort((one, other) => one.line.index - other.line.index);
    for (const { line, region } of billed) if (!firsts.has(region)) firsts.set(region, line);
    const over = [...firsts.values()][entry.value];
    // Two regions of one family are told of it above.
    if (!over || new Set(ofFamilies.map(({ region }) => region)).size > entry.value) continue;
    const found = {
      line: over,
      what: regionsBilled([...firsts.keys()]),
      paid: `${entry.value} per session`,
      entries: [entry],
    };
    yield { ...overLimit(policy, found), about: { lines: [over.index] } };
  }
}

function tooManyRegions(situation: Case, sessions: readonly Session[]): TooMany | undefined {
  const billed = sessions.filter(({ lines, levels, documented }) => {
    // Levels in the other region only: the codes are for the wrong region, and no second region is billed.
    const isMistaken = levels.length === 0 && documented.levels.length > 0;
    return lines.length > 0 && !isMistaken;
  });
  const limits = billed.map((session) => entriesForSession(situation, 'regions-per-session', session));
  // A limit for only one of the regions does not apply to the others.
  const entries = (limits[0] ?? []).filter(
    (entry) => limits.every((others) => others.includes(entry)) && billed.length > entry.value,
  );
  if (entries.length === 0) return undefined;
  const limit = Math.min(...entries.map(({ value }) => value));
  const firsts = billed.flatMap(({ lines }) => [...lines].sort((one, other) => one.index - other.index).slice(0, 1));
  const line = firsts.sort((one, other) => one.index - other.index)[limit];
  if (!line) return undefined;
  return {
    line,
    what: regionsBilled(billed.map(({ region }) => region)),
    paid: `${limit} per session`,
    entries,
  };
}
