import { removeModifier } from '../encounter/edits.js';
import { aboutLine, defineRule, type Finding } from './rule.js';

const why: Readonly<Record<string, string>> = {
  '0': 'the fee schedule does not pay it as bilateral (bilateral indicator 0)',
  '2': 'it already includes both sides (bilateral indicator 2)',
  '9': 'sides do not apply to it (bilateral indicator 9)',
};

/** The fee schedule's bilateral indicator says which codes accept 50: 1 and 3, never 0, 2 or 9 (CMS PPRRVU, October 2025). */
export const bilateralNotAllowed = defineRule({
  id: 'bilateral-not-allowed',
  summary: 'A code that has no sides, or already includes both, carries modifier 50',
  severity: 'error',
  needs: ['modifier-50'],
  tables: ['feeSchedule'],
  silences: ['bilateral-conflict', 'bilateral-style', 'side-mismatch'],

  *check({ encounter, claim, codes }): Iterable<Finding> {
    for (const line of claim.lines) {
      const { fifty, bilateral, code } = line;
      const reason = bilateral === undefined ? undefined : why[bilateral];
      if (!fifty || !reason || !line.isInForce) continue;
      const status = line.facts?.status ?? codes.feeSchedule(code, encounter.date?.value)?.status ?? '';
      // For codes the fee schedule does not price, 9 means nothing.
      if (bilateral === '9' && !['A', 'C', 'R'].includes(status)) continue;
      yield {
        at: fifty.span,
        message: `${code} does not accept modifier 50: ${reason}`,
        fixes: [
          {
            title: 'Remove modifier 50',
            edits: [removeModifier(fifty)],
            applies: bilateral === '2' ? 'safe' : 'ask',
          },
        ],
        about: aboutLine(line),
      };
    }
  },
});
