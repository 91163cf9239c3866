import { billWhatIsDocumented } from '../billing/bill.js';
import { documentedWords, excessOf, levelsOn } from '../claim/excess.js';
import { defineRule, session } from './rule.js';

/** Payment for each level billed beyond the record has to be returned, and three such claims are a pattern. */
export const levelOvercount = defineRule({
  id: 'level-overcount',
  summary: 'More levels are billed than documented',
  severity: 'error',
  asks: 'levels',

  *check({ encounter, claim, codes, policy }) {
    for (const each of claim.sessions) {
      const excess = excessOf(each);
      if (!excess) continue;
      const { line, side, billed, documented, levels } = excess;
      yield {
        at: line.line.code.span,
        message: `${line.code} exceeds the record: the lines bill ${levelsOn(billed, side)}, but ${documentedWords(documented, levels)}`,
        fixes: () => {
          const rewrite = billWhatIsDocumented(encounter, claim, codes, policy, [each.kind]);
          return rewrite ? [{ ...rewrite, applies: 'ask' }] : [];
        },
        about: {
          lines: each.lines.map(({ index }) => index),
          sessions: [session(each.kind, each.region)],
          sides: side ? [side] : [],
        },
      };
    }
  },
});
