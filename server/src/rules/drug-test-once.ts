import type { BilledLine } from '../claim/billed.js';
import type { IsoDate } from '../clinical/dates.js';
import type { Codes } from '../codes/codes.js';
import { editionWords } from '../codes/edition-words.js';
import { removeLine } from '../encounter/edits.js';
import { groupedBy } from '../text/grouped.js';
import { defineRule, type Finding } from './rule.js';

/** Each kind of test counts once per day, whatever its code. */
const ways = ['presumptive', 'definitive'] as const;

/** Two codes of one group on one day are a pair that no modifier separates; a repeated code is left to its unit limit. */
export const drugTestOnce = defineRule({
  id: 'drug-test-once',
  summary: 'Two presumptive or two definitive drug tests are billed on one day',
  severity: 'error',
  needs: ['drug-test'],
  tables: ['pairs', 'mue'],
  silences: ['bundled-pair'],

  *check({ encounter, claim, codes }): Iterable<Finding> {
    for (const way of ways) {
      const all = claim.lines.filter(({ isInForce, code }) => isInForce && codes.isA(code, `${way}-drug-test`));
      for (const [day, tests] of groupedBy(all, ({ line }) => line.date?.value ?? encounter.date?.value ?? '')) {
        const finding = repeated(codes, way, tests, day || undefined);
        if (finding) yield finding;
      }
    }
  },
});

function repeated(
  codes: Codes,
  way: (typeof ways)[number],
  tests: readonly BilledLine[],
  date: IsoDate | undefined,
): Finding | undefined {
  const [first] = tests;
  const other = tests.find(({ code }) => code !== first?.code);
  if (!first || !other) return undefined;
  const pair = codes.pair(first.code, other.code, date) ?? codes.pair(other.code, first.code, date);
  if (!pair) return undefined;
  const denied = pair.column2 === first.code ? first : other;
  // What the pair denies is removed first, wherever it is written.
  const paid = denied === first ? other : first;
  return {
    at: other.line.code.span,
    severity: pair.isBeforeEdition ? 'warning' : undefined,
    message: `${other.code} is billed with ${first.code}: only one ${way} drug test is paid per day, whatever the modifier (${editionWords(pair)})`,
    related: [{ at: first.line.code.span, message: `${first.code} is billed here` }],
    fixes: [removal(denied), removal(paid)],
    about: { lines: tests.map(({ index }) => index) },
  };
}

function removal({ code, line }: BilledLine) {
  return { title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' } as const;
}
