import type { BilledLine } from '../claim/billed.js';
import { editionWords } from '../codes/edition-words.js';
import { removeLine } from '../encounter/edits.js';
import { defineRule, type Finding } from './rule.js';

/** Each kind of test counts once per day, whatever its code. */
const ways = ['presumptive', 'definitive'] as const;

/** Two codes of one group on one day are a pair that no modifier separates; a repeated code is left to its unit limit. */
export const drugTestOnce = defineRule({
  id: 'drug-test-once',
  summary: 'Two presumptive or two definitive drug tests are billed on one day',
  severity: 'error',
  tables: ['pairs', 'mue'],
  silences: ['bundled-pair'],

  *check({ encounter, claim, codes }): Iterable<Finding> {
    for (const way of ways) {
      const tests = claim.lines.filter(({ isInForce, code }) => isInForce && codes.isA(code, `${way}-drug-test`));
      const [first] = tests;
      const other = tests.find(({ code }) => code !== first?.code);
      if (!first || !other) continue;
      const date = encounter.date?.value;
      const pair = codes.pair(first.code, other.code, date) ?? codes.pair(other.code, first.code, date);
      if (!pair) continue;
      const denied = pair.column2 === first.code ? first : other;
      const paid = denied === first ? other : first;
      yield {
        at: denied.line.code.span,
        severity: pair.isBeforeEdition ? 'warning' : undefined,
        message: `${denied.code} is billed with ${paid.code}: only one ${way} drug test is paid per day, whatever the modifier (${editionWords(pair)})`,
        related: [{ at: paid.line.code.span, message: `${paid.code} is billed here` }],
        fixes: [removal(denied), removal(paid)],
        about: { lines: tests.map(({ index }) => index) },
      };
    }
  },
});

function removal({ code, line }: BilledLine) {
  return { title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' } as const;
}
