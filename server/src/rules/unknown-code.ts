import { isDeniedBy } from '../claim/unpaid.js';
import { replaceValue } from '../encounter/edits.js';
import { listed } from '../text/words.js';
import { defineRule, type Finding } from './rule.js';

/** A code that is in no table is denied as invalid (CARC 181 and 182), or is a typo that bills something else. */
export const unknownCode = defineRule({
  id: 'unknown-code',
  summary: 'A procedure code is not in any table',
  severity: 'warning',
  needs: ['code-not-valid'],
  atWorst: 'error',
  tables: ['feeSchedule', 'hcpcs'],

  *check({ encounter, claim, codes, policy }): Iterable<Finding> {
    for (const { line, code, standing, index } of claim.lines) {
      if (standing.kind !== 'unknown' && standing.kind !== 'impossible') continue;
      const date = encounter.date?.value;
      const nearest = codes.nearestCodes(code, date, (each) => !isDeniedBy(policy, each, codes, date));
      const offered = nearest.length > 0 ? `; did you mean ${listed(nearest, 'or')}?` : '';
      const shown = code.length > 20 ? `${code.slice(0, 19)}…` : code;
      yield {
        at: line.code.span,
        severity: standing.kind === 'impossible' ? 'error' : undefined,
        message:
          standing.kind === 'impossible'
            ? `${shown} is not in the form of a code (five characters, such as 64493 or J1010)${offered}`
            : standing.goneFrom
              ? `${shown} is no longer in the ${standing.goneFrom} and may have been deleted${offered}`
              : `${shown} is not in any code table (${codes.editions.feeSchedule}; ${codes.editions.hcpcs})${offered}`,
        fixes: nearest.map((near) => ({
          title: `Change to ${near}`,
          edits: [replaceValue(line.code, near)],
          applies: 'ask',
        })),
        about: { lines: [index] },
      };
    }
  },
});
