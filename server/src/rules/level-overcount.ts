import { billWhatIsDocumented } from '../billing/bill.js';
import { bodiesBilled, bodiesWords, countedBodies } from '../claim/bodies.js';
import { documentedWords, excessOf, levelsOn } from '../claim/excess.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { defineRule, type Finding, type Fix, session } from './rule.js';

/** Payment for each level billed beyond the record has to be returned, and three such claims are a pattern. */
export const levelOvercount = defineRule({
  id: 'level-overcount',
  summary: 'More levels or vertebral bodies are billed than documented',
  severity: 'error',
  asks: 'levels',

  *check({ encounter, claim, codes, policy }): Iterable<Finding> {
    const rewritten = (kind: ProcedureKind): readonly Fix[] => {
      const rewrite = billWhatIsDocumented(encounter, claim, codes, policy, [kind]);
      return rewrite ? [rewrite] : [];
    };
    for (const each of claim.sessions) {
      const excess = excessOf(each);
      if (!excess) continue;
      const { line, side, billed, documented, levels } = excess;
      yield {
        at: line.line.code.span,
        message: `${line.code} exceeds the record: the lines bill ${levelsOn(billed, side)}, but ${documentedWords(documented, levels)}`,
        fixes: () => rewritten(each.kind),
        about: {
          lines: each.lines.map(({ index }) => index),
          sessions: [session(each.kind, each.region)],
          sides: side ? [side] : [],
        },
      };
    }
    for (const { kind, lines, documented, billed } of countedBodies(encounter, claim, codes)) {
      if (billed <= documented.length) continue;
      const line = lines.find((_, index) => bodiesBilled(lines.slice(0, index + 1), codes) > documented.length);
      if (!line) continue;
      yield {
        at: line.line.code.span,
        message: `${line.code} exceeds the record: the lines bill ${bodiesWords(billed)}, but ${documentedWords(documented.length, documented)}`,
        fixes: () => rewritten(kind),
        about: { lines: lines.map(({ index }) => index), sessions: [session(kind, undefined)] },
      };
    }
  },
});
