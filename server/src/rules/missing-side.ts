import { rewriteLines } from '../billing/bill.js';
import { formLines } from '../billing/form-lines.js';
import type { BilledLine } from '../claim/billed.js';
import { documentedSides, formsOf, namedSides } from '../claim/claim.js';
import { documentedServices } from '../claim/services.js';
import type { BodySide } from '../clinical/level.js';
import { addFirstModifier } from '../encounter/edits.js';
import { listed } from '../text/words.js';
import { aboutLine, type Case, defineRule, type Finding, type Fix } from './rule.js';

/** Without its side a later claim for the other one is denied as a duplicate, and half of a bilateral service is lost. */
export const missingSide = defineRule({
  id: 'missing-side',
  summary: 'A code for a paired structure is billed without the side that its procedure names',
  severity: 'warning',
  tables: ['feeSchedule'],
  silences: ['level-overcount', 'level-undercount'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim } = situation;
    for (const line of claim.lines) {
      const isPaired = line.bilateral === '1' || line.bilateral === '3';
      if (!line.isInForce || !isPaired || line.sides.length > 0) continue;
      if (claim.pairs.some(({ isPayersForm, lines }) => isPayersForm && lines.includes(line))) continue;
      const { isNamed, both } = documentedSides(encounter, claim, line);
      if (!isNamed) continue;
      const documented = namedSides(encounter, claim, line) ?? [];
      const named =
        documented.length === 0
          ? 'its procedure names a side'
          : `its procedure names the ${listed(documented)} ${documented.length === 1 ? 'side' : 'sides'}`;
      yield {
        at: line.line.code.span,
        message: `${line.code} is billed without a side, but ${named}: ${wanted(documented, both > 0)}`,
        fixes: () => fixesFor(situation, line),
        about: { ...aboutLine(line), sides: ['left', 'right'] },
      };
    }
  },
});

function wanted([side, other]: readonly BodySide[], isBoth: boolean): string {
  if (side && !other) return `add ${side === 'left' ? 'LT' : 'RT'}`;
  // One level on the left and one on the right: this code bills one or the other.
  return isBoth ? "bill both sides in the payer's form" : 'add LT or RT';
}

function fixesFor(situation: Case, line: BilledLine): readonly Fix[] {
  const { encounter, claim, codes, policy } = situation;
  const documented = namedSides(encounter, claim, line) ?? [];
  const withSide = (modifier: string): Fix => ({
    title: `Add ${modifier}`,
    edits: [addFirstModifier(line.line, modifier)],
    applies: 'ask',
  });
  const sides = documented[0] === 'right' ? [withSide('RT'), withSide('LT')] : [withSide('LT'), withSide('RT')];
  const [form] = policy ? formsOf(policy, encounter, line) : [];
  if (documented.length !== 2 || documentedSides(encounter, claim, line).both === 0 || !form) return sides;
  // Neither both sides in one unit nor one of the sides is what several sites are billed as.
  if ((documentedServices(encounter, claim, codes, line) ?? 0) > 2) return [];
  const units = line.isPerFurtherLevel ? line.units : 1;
  const lines = formLines({ both: units, left: 0, right: 0, unsided: 0 }, form).map((each) => ({
    ...each,
    code: line.code,
  }));
  const title = `Bill both sides: ${lines.map(({ side, code }) => `${code}${side ? `-${side}` : ''}`).join(' and ')}`;
  return [{ title, edits: rewriteLines(situation, [line], lines), applies: 'ask' }, ...sides];
}
