/** Units as a payer counts them: a pair of sides in the payer's own form is one service. */
import type { BodySide } from '../clinical/level.js';
import { groupedBy } from '../text/grouped.js';
import type { BilledLine } from './billed.js';
import type { Claim } from './claim.js';
import type { SidePair } from './pairs.js';

/** The lines of each valid code, in the order written. */
export function linesByCode(claim: Claim): ReadonlyMap<string, readonly BilledLine[]> {
  return groupedBy(
    claim.lines.filter(({ isInForce }) => isInForce),
    ({ code }) => code,
  );
}

/** The units that each line adds to the day's total for its code. */
export function countedUnits(claim: Claim, lines: readonly BilledLine[]): readonly number[] {
  const pairs = new Map<BilledLine, SidePair>();
  for (const pair of claim.pairs) {
    if (pair.isPayersForm) for (const line of pair.lines) if (!pairs.has(line)) pairs.set(line, pair);
  }
  return lines.map((line) => {
    const pair = pairs.get(line);
    if (!pair || pair.form === 'modifier-50') return line.units;
    // The pair's first line counts for both.
    return pair.lines[0] === line ? pair.levels : 0;
  });
}

/** The most units the lines carry on one side, if their sides are known or they are a pair; and which side that is. */
export function unitsOnSide(
  claim: Claim,
  lines: readonly BilledLine[],
): { readonly units: number; readonly side: BodySide | undefined } {
  let left = 0;
  let right = 0;
  let unsided = 0;
  for (const line of lines) {
    const pair = claim.pairs.find((each) => !each.namesSides && each.lines.includes(line));
    if (pair) {
      // Half of what a pair without sides carries is on each side.
      left += line.units / 2;
      right += line.units / 2;
    } else if (line.sides.length === 0) unsided += line.units;
    else {
      if (line.sides.includes('left')) left += line.units;
      if (line.sides.includes('right')) right += line.units;
    }
  }
  const most = Math.max(left, right, unsided);
  return { units: most, side: most === unsided ? undefined : left === most ? 'left' : 'right' };
}
