import { billWhatIsDocumented } from '../billing/bill.js';
import { paidLevels } from '../billing/paid.js';
import { bodiesWords, countedBodies } from '../claim/bodies.js';
import type { Claim } from '../claim/claim.js';
import { documentedWords, levelsOn } from '../claim/excess.js';
import { expectedRungs, type TreatedLevel } from '../claim/expected.js';
import { countedJoints } from '../claim/joints.js';
import { type LevelCount, rungsOf, type Session } from '../claim/sessions.js';
import { entriesForLine } from '../claim/terms.js';
import type { BodySide } from '../clinical/level.js';
import { counted } from '../text/words.js';
import { defineRule, type Finding, session } from './rule.js';

/** Documented, payable work that is not billed is lost revenue; or the record names a level that was not done. */
export const levelUndercount = defineRule({
  id: 'level-undercount',
  summary: 'Fewer levels, joints or vertebral bodies are billed than documented',
  severity: 'information',
  speaksOf: 'encounter',

  *check({ encounter, claim, codes, policy }): Iterable<Finding> {
    if (claim.hasUnknownCode) return;
    for (const each of claim.sessions) {
      const first = each.lines.find(({ isInForce }) => isInForce);
      if (!first || !each.isCounted || each.hasReducedLine) continue;
      const isUnnamed = encounter.procedures.some(({ index }) => namesNoSide(each, index));
      const own = withoutDestroyed(each, claim);
      // What the payer pays is at most what is documented.
      if (!missing(each, payableCount(own, each), isUnnamed)) continue;
      const paid = paidLevels({ encounter, claim, codes, policy }, { ...each, levels: own });
      const wanted = payableCount(paid, each);
      const part = missing(each, wanted, isUnnamed);
      if (!part) continue;
      const side = part === 'all' ? undefined : part;
      const isHere = ({ sides }: TreatedLevel): boolean => !side || sides.length === 0 || sides.includes(side);
      const levels = paid.filter(isHere);
      const documented = own.filter(isHere);
      yield {
        at: first.line.code.span,
        message: `The lines bill ${levelsOn(each.billedCount[part], side)}, but ${documentedWords(
          documented.length,
          documented.map(({ level }) => level),
        )}${levels.length < documented.length && policy ? `, of which ${policy.name} pays ${levels.length}` : ''}`,
        fixes: () => {
          const rewrite = billWhatIsDocumented(encounter, claim, codes, policy, [each.kind]);
          return rewrite ? [rewrite] : [];
        },
        about: {
          lines: each.lines.map(({ index }) => index),
          sessions: [session(each.kind, each.region)],
          sides: side ? [side] : [],
        },
      };
    }
    for (const { kind, lines, documented, billed } of countedBodies(encounter, claim, codes)) {
      const first = lines.find((line) => !line.isPerFurtherLevel);
      if (!first) continue;
      const limits = entriesForLine({ encounter, claim, codes, policy }, 'levels-per-session', first);
      const most = Math.min(...limits.map(({ value }) => value));
      if (billed >= Math.min(documented.length, most)) continue;
      yield {
        at: first.line.code.span,
        message: `The lines bill ${bodiesWords(billed)}, but ${documentedWords(documented.length, documented)}`,
        fixes: () => {
          const rewrite = billWhatIsDocumented(encounter, claim, codes, policy, [kind]);
          return rewrite ? [rewrite] : [];
        },
        about: { lines: lines.map(({ index }) => index), sessions: [session(kind, undefined)] },
      };
    }
    const joints = countedJoints(encounter, claim);
    const [line] = joints?.lines ?? [];
    if (!joints || !line || joints.billed >= joints.documented.length) return;
    yield {
      at: line.line.code.span,
      message: `The lines bill ${counted(joints.billed, 'joint')}, but ${documentedWords(joints.documented.length, joints.documented)}`,
      related: joints.sites.map((at) => ({ at, message: 'Documented here' })),
      fixes: () => {
        const rewrite = billWhatIsDocumented(encounter, claim, codes, policy, [joints.kind]);
        return rewrite ? [rewrite] : [];
      },
      about: { lines: joints.lines.map(({ index }) => index), sessions: [session(joints.kind, undefined)] },
    };
  },
});

/** A joint destroyed on that side is billed as destroyed, which includes its injection: block-with-destruction. */
function withoutDestroyed({ kind, region, levels }: Session, { sessions }: Claim): readonly TreatedLevel[] {
  const destroyed = sessions.find((other) => other.kind === 'facet-destruction' && other.region === region);
  if (kind !== 'facet-injection' || !destroyed?.lines.length) return levels;
  return levels.flatMap(({ level, sides }) => {
    const same = destroyed.levels.find((other) => other.level === level);
    if (!same) return [{ level, sides }];
    const left = sides.filter((side) => same.sides.length > 0 && !same.sides.includes(side));
    return left.length > 0 ? [{ level, sides: left }] : [];
  });
}

/** What the levels come to in codes: the third-level code covers all additional levels, so three is the maximum. */
function payableCount(levels: readonly TreatedLevel[], { kind }: Session): LevelCount {
  const count = { left: 0, right: 0, all: 0 };
  for (const { both, left, right, unsided } of expectedRungs(levels, rungsOf(kind))) {
    count.left += both + left;
    count.right += both + right;
    count.all += both + left + right + unsided;
  }
  return count;
}

function missing(each: Session, wanted: LevelCount, procedureNamesNoSide: boolean): BodySide | 'all' | undefined {
  const billed = each.billedCount;
  const hasSides = each.levels.some(({ sides }) => sides.length > 0);
  const isFewer = billed.left + billed.right < wanted.left + wanted.right;
  if (hasSides && isFewer) {
    const side = (['left', 'right'] as const).find(
      (one) => billed[one] < wanted[one] && each.levels.some(({ sides }) => sides.includes(one)),
    );
    // A line without a side may be on either: it is counted in total, and not reported missing on one side.
    if (side && each.lines.every(({ sides }) => sides.length > 0)) return side;
  }
  const someSideUnnamed = procedureNamesNoSide || each.lines.some(({ sides }) => sides.length === 0);
  return someSideUnnamed && billed.all < wanted.all ? 'all' : undefined;
}

function namesNoSide(each: Session, procedure: number): boolean {
  return (
    each.documented.procedures.some(({ index }) => index === procedure) &&
    each.levels.some(({ sides }) => sides.length === 0)
  );
}
