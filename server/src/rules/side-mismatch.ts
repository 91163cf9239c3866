import { rewriteLines } from '../billing/bill.js';
import { formLines } from '../billing/form-lines.js';
import { type BilledLine, sideOfModifier } from '../claim/billed.js';
import { namedSides } from '../claim/claim.js';
import type { BodySide } from '../clinical/level.js';
import { removeLine, removeModifier, replaceValue } from '../encounter/edits.js';
import { listed } from '../text/words.js';
import { aboutLine, type Case, defineRule, type Finding, type Fix } from './rule.js';

/** A side that is billed but not documented is a service nobody can prove. */
export const sideMismatch = defineRule({
  id: 'side-mismatch',
  summary: 'A side is billed that the procedure does not document',
  severity: 'error',
  asks: 'side',
  silences: ['level-overcount', 'level-undercount'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim } = situation;
    for (const line of claim.lines) {
      if (!line.isInForce) continue;
      const pair = claim.pairs.find(({ namesSides, lines }) => !namesSides && lines[0] === line);
      const billed: readonly BodySide[] = pair ? ['left', 'right'] : line.sides;
      if (billed.length === 0) continue;
      const documented = namedSides(encounter, claim, line);
      if (!documented || documented.length === 0) continue;
      const wrong = billed.filter((side) => !documented.includes(side));
      if (wrong.length === 0) continue;
      const modifier =
        line.fifty ?? line.sideModifiers.find(({ value }) => wrong.some((side) => side === sideOfModifier(value)));
      const what = modifier
        ? `${modifier.value} on ${line.code} bills the ${listed(wrong)} side`
        : `${line.code} is billed on both sides`;
      yield {
        at: modifier?.span ?? line.line.code.span,
        message: `${what}, but the procedure documents the ${listed(documented)}${modifier ? '' : ' side'}`,
        fixes: () => documentedSideFix(situation, line, pair?.lines ?? [line], documented),
        about: { ...aboutLine(line), sides: ['left', 'right'] },
      };
    }
  },
});

function documentedSideFix(
  situation: Case,
  line: BilledLine,
  lines: readonly BilledLine[],
  documented: readonly BodySide[],
): readonly Fix[] {
  const [side, other] = documented;
  if (!side || other) return [];
  const modifier = side === 'left' ? 'LT' : 'RT';
  const isBilled = situation.claim.lines.some(
    (each) => each !== line && each.isInForce && each.code === line.code && each.sides.includes(side),
  );
  // Do not bill a side again that another line bills, or repeat what a finger or toe modifier already says.
  if (isBilled && !line.isPerFurtherLevel && !line.sides.includes(side)) {
    return [
      { title: `Remove this line: the ${side} side is already billed`, edits: [removeLine(line.line)], applies: 'ask' },
    ];
  }
  const { fifty, sideModifiers } = line;
  if (fifty && sideModifiers.some(({ value }) => sideOfModifier(value) === side)) {
    return [{ title: 'Remove modifier 50', edits: [removeModifier(fifty)], applies: 'ask' }];
  }
  const title = `Bill the ${side} side (${modifier})`;
  const written = line.fifty ?? line.sideModifiers[0];
  if (written && (written.value === '50' || written.value === 'LT' || written.value === 'RT')) {
    return [{ title, edits: [replaceValue(written, modifier)], applies: 'ask' }];
  }
  // A finger or toe modifier says more than a side: only the coder knows which one is correct.
  if (written) return [];
  const count = { both: 0, left: side === 'left' ? 1 : 0, right: side === 'right' ? 1 : 0, unsided: 0 };
  const wanted = formLines(count, 'rt-lt').map((each) => ({ ...each, code: line.code }));
  return [{ title, edits: rewriteLines(situation, lines, wanted), applies: 'ask' }];
}
