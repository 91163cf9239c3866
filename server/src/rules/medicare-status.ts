import type { BilledLine } from '../claim/billed.js';
import { removeLine, replaceValue } from '../encounter/edits.js';
import { defineRule, type Fix } from './rule.js';

/** Medicare does not pay some codes that other payers pay: the status in its fee schedule says so (domain facts, section 4). */
export const medicareStatus = defineRule({
  id: 'medicare-status',
  summary: 'Medicare never pays the code separately, or requires another code in its place',
  severity: 'warning',
  restsOn: ['billing-rules'],
  tables: ['feeSchedule'],
  silences: ['units-exceed-mue', 'timed-units'],

  *check({ encounter, claim, codes, policy }) {
    if (policy?.billingRules !== 'cms') return;
    for (const line of claim.lines) {
      const { facts, code, index, isInForce } = line;
      if (!facts || !isInForce || (facts.status !== 'B' && facts.status !== 'I')) continue;
      const instead = insteadFor(facts.note);
      const edition = codes.feeSchedule(code, encounter.date?.value)?.edition ?? 'CMS fee schedule';
      yield {
        at: line.line.code.span,
        message:
          facts.status === 'B'
            ? `${code} is never paid separately: Medicare bundles it into the service it goes with (status B, ${edition})`
            : `${code} is not valid for Medicare (status I, ${edition})${instead ? `: bill ${instead}` : ''}`,
        fixes: fixFor(line, instead),
        about: { lines: [index] },
      };
    }
  },
});

/** The code that our table names for Medicare. */
function insteadFor(note: string): string | undefined {
  return /^Medicare: ([0-9A-Z]{5})$/.exec(note)?.[1];
}

function fixFor({ line, code }: BilledLine, instead: string | undefined): readonly Fix[] {
  return instead
    ? [{ title: `Change to ${instead}`, edits: [replaceValue(line.code, instead)], applies: 'ask' }]
    : [{ title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' }];
}
