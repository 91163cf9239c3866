import { billWhatIsDocumented } from '../billing/bill.js';
import type { BilledLine } from '../claim/billed.js';
import { type Claim, readClaim } from '../claim/claim.js';
import { type TreatedLevel, treatedLevels } from '../claim/expected.js';
import { documentedCount, type Session } from '../claim/sessions.js';
import type { Codes } from '../codes/codes.js';
import { removeLine } from '../encounter/edits.js';
import type { Encounter, Procedure } from '../encounter/encounter.js';
import type { Policy } from '../policy/policy.js';
import { counted, listed } from '../text/words.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/** A destroyed joint is billed as destroyed; a block of the same joint on the same day is included, whatever the modifiers. */
export const blockWithDestruction = defineRule({
  id: 'block-with-destruction',
  summary: 'An injection and a nerve destruction are billed for the same joint on one day',
  severity: 'error',
  tables: ['pairs'],
  silences: ['bundled-pair'],

  *check({ encounter, claim, codes, policy }): Iterable<Finding> {
    yield* facetJoints(encounter, claim, codes, policy);
    for (const { block, destruction } of codes.destructionsWithBlock) {
      const destroyed = claim.lines.filter(({ isInForce, code }) => isInForce && code === destruction);
      const blocks = claim.lines.filter(
        (line) => line.isInForce && line.code === block && destroyed.some((other) => sharesSide(line, other)),
      );
      const last = blocks.at(-1);
      if (!last) continue;
      yield {
        at: last.line.code.span,
        message: `${block} blocks the nerves that ${destruction} destroys on the same day: bill only the destruction`,
        related: destroyed.map(({ line }) => ({ at: line.code.span, message: `${destruction} is billed here` })),
        fixes: [{ title: `Remove ${block}`, edits: blocks.map(({ line }) => removeLine(line)), applies: 'ask' }],
        about: { lines: blocks.map(({ index }) => index) },
      };
    }
  },
});

function* facetJoints(encounter: Encounter, claim: Claim, codes: Codes, policy: Policy | undefined): Iterable<Finding> {
  const destroyed = claim.kinds.get('facet-destruction');
  if (!destroyed?.isCertain) return;
  for (const session of claim.sessions) {
    if (session.kind !== 'facet-injection' || !session.isCounted || session.lines.length === 0) continue;
    const destructions = claim.sessions.find(
      ({ kind, region }) => kind === 'facet-destruction' && region === session.region,
    );
    if (!destructions || destructions.lines.length === 0) continue;
    const remaining = treatedLevels(
      session.documented.levels.filter(
        (level) =>
          session.levels.some((each) => each.level === level.level) &&
          !destroyed.levels.some((other) => other.level === level.level && other.side === level.side),
      ),
    );
    const both = session.levels.flatMap(({ level, sides }) => (isSame(sides, remaining, level) ? [] : [level]));
    if (both.length === 0 || !isBeyond(session, remaining)) continue;
    const last = session.lines.reduce((one, other) => (other.index > one.index ? other : one));
    yield {
      at: last.line.code.span,
      message: `${listed(both)} ${both.length === 1 ? 'is' : 'are'} documented as both injected and destroyed on the same side: bill only the destruction for ${both.length === 1 ? 'it' : 'them'} (${
        remaining.length === 0
          ? 'no other joint was'
          : `${counted(remaining.length, 'other joint was', 'other joints were')}`
      } injected)`,
      related: destructions.lines.map(({ line, code }) => ({
        at: line.code.span,
        message: `${code} bills the destruction`,
      })),
      fixes: () => fixesFor(encounter, session, remaining, codes, policy),
      about: { lines: session.lines.map(({ index }) => index) },
    };
  }
}

function isSame(sides: TreatedLevel['sides'], remaining: readonly TreatedLevel[], level: string): boolean {
  return remaining.find((each) => each.level === level)?.sides.length === sides.length;
}

/** The lines bill more injected levels than were injected and not destroyed. */
function isBeyond({ billedCount }: Session, remaining: readonly TreatedLevel[]): boolean {
  const left = documentedCount(remaining);
  return billedCount.all > left.all || billedCount.left > left.left || billedCount.right > left.right;
}

function fixesFor(
  encounter: Encounter,
  session: Session,
  remaining: readonly TreatedLevel[],
  codes: Codes,
  policy: Policy | undefined,
): readonly Fix[] {
  if (remaining.length === 0) {
    const edits = session.lines.map(({ line }) => removeLine(line));
    return [{ title: 'Remove the injection', edits, applies: 'ask' }];
  }
  // As if only the joints that were not destroyed had been injected.
  const [first, ...others] = session.documented.procedures;
  if (!first) return [];
  const span = first.kindSpan;
  const levels: Procedure['levels'] = remaining.flatMap(({ level, sides }) => {
    if (sides.length === 0) return [{ value: [level], span }];
    return sides.map((side) => ({ value: [level], span, side: { value: side, span } }));
  });
  const reduced: Encounter = {
    ...encounter,
    kept: [],
    procedures: encounter.procedures
      .filter((procedure) => !others.includes(procedure))
      .map((procedure) =>
        procedure === first ? { ...procedure, kept: [], levels, nerves: [], side: undefined } : procedure,
      ),
  };
  const rewrite = billWhatIsDocumented(reduced, readClaim(reduced, codes, policy), codes, policy, ['facet-injection']);
  return rewrite ? [{ ...rewrite, title: 'Bill injections only for joints that were not destroyed' }] : [];
}

function sharesSide(one: BilledLine, other: BilledLine): boolean {
  return one.sides.length === 0 || other.sides.length === 0 || one.sides.some((side) => other.sides.includes(side));
}
