import { carries } from '../claim/billed.js';
import { globalOf } from '../claim/globals.js';
import { addModifier } from '../encounter/edits.js';
import { openPeriod } from '../neighbors/global-period.js';
import { counted, listed } from '../text/words.js';
import { defineRule, type Finding } from './rule.js';

/** Why a procedure falls in a global period, the likeliest for a pain practice first. */
const reasons = [
  { modifier: '58', why: 'staged or related' },
  { modifier: '79', why: 'unrelated' },
  { modifier: '78', why: 'unplanned return to the operating room for a complication' },
] as const;

/** A procedure in the days after another one is paid if a modifier says why it is not part of it. */
export const procedureInGlobalPeriod = defineRule({
  id: 'procedure-in-global-period',
  summary: 'A procedure falls in the global period of an earlier one and has no modifier 58, 78 or 79',
  severity: 'warning',
  tables: ['feeSchedule'],

  *check({ encounter, claim, codes, history }): Iterable<Finding> {
    if (!history) return;
    // Add-on codes go with their primary, and a code without a global period is not a procedure here.
    const procedures = claim.lines.filter(
      (line) => line.isInForce && ['000', '010', '090'].includes(globalOf(line, codes, encounter.date?.value) ?? ''),
    );
    const lacking = procedures.filter((line) => !carries(line, ...reasons.map(({ modifier }) => modifier)));
    const [first, ...others] = lacking;
    const period = first && openPeriod(encounter, history);
    if (!period) return;
    const { surgery, encounter: past, daysSince } = period;
    const named = [...new Set(lacking.map(({ code }) => code))];
    const says = reasons.map(({ modifier, why }) => `${modifier} (${why})`);
    yield {
      at: first.line.code.span,
      message: `${listed(named)} ${named.length === 1 ? 'is' : 'are'} billed ${counted(daysSince, 'day')} after ${surgery.code} (global period of ${surgery.days} days) without modifier ${listed(says, 'or')}`,
      related: [
        {
          at: past.at,
          message: `${surgery.code} was billed on ${past.date}`,
          encounter: { file: past.file, ordinal: past.ordinal },
        },
        ...others.map(({ line, code }) => ({ at: line.code.span, message: `${code} has no modifier either` })),
      ],
      fixes: reasons.map(({ modifier }) => ({
        title: `Add modifier ${modifier}`,
        edits: lacking.map(({ line }) => addModifier(line, modifier)),
        applies: 'ask',
      })),
      about: { lines: lacking.map(({ index }) => index) },
    };
  },
});
