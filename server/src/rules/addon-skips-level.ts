import { linesByCode } from '../claim/units.js';
import { replaceValue } from '../encounter/edits.js';
import { billedOnVisit } from '../neighbors/superseded.js';
import { aboutLine, defineRule, type Finding } from './rule.js';

/**
 * The third-level code covers levels beyond the second; without the second-level code it has nothing to build on
 * (CMS add-on code edits: 64495 follows 64493 and 64494).
 */
export const addonSkipsLevel = defineRule({
  id: 'addon-skips-level',
  summary: 'A third-level code is billed without its second-level code',
  severity: 'error',
  needs: ['third-level'],
  tables: ['addOns'],
  silences: ['level-overcount'],

  *check({ encounter, claim, codes, neighbors }): Iterable<Finding> {
    if (claim.hasUnknownCode) return;
    const billed = new Set(
      claim.lines.flatMap(({ code, standing }) => [
        code,
        ...(standing.kind === 'deleted' ? standing.successors.map((successor) => successor.code) : []),
      ]),
    );
    for (const code of billedOnVisit(encounter, neighbors)) billed.add(code);
    for (const [code, lines] of linesByCode(claim)) {
      const [first, ...others] = lines;
      if (!first?.facts?.family || first.facts.rung !== 'third') continue;
      const { family } = first.facts;
      const second = codes.painCodes.find((row) => row.family === family && row.rung === 'second')?.code;
      if (!second || billed.has(second)) continue;
      yield {
        at: first.line.code.span,
        message: `${code} is a third-level code billed without ${second}, the second-level code that comes before it`,
        related: others.map(({ line }) => ({ at: line.code.span, message: `${code} is also billed here` })),
        fixes: [
          {
            title: `Change ${code} to ${second}`,
            edits: lines.map(({ line }) => replaceValue(line.code, second)),
            applies: 'ask',
          },
        ],
        about: { ...aboutLine(first), lines: lines.map(({ index }) => index) },
      };
    }
  },
});
