import { carries } from '../claim/billed.js';
import { addModifier } from '../encounter/edits.js';
import { openPeriod } from '../neighbors/global-period.js';
import { counted } from '../text/words.js';
import { defineRule, type Finding } from './rule.js';

/** 24: unrelated; 25 and 57: a visit for another procedure this day or the next. */
const ofItsOwn = ['24', '25', '57'];

/** A visit in the days after a procedure is included in its payment if it is for the same reason (CMS fee schedule, global days). */
export const emInGlobalPeriod = defineRule({
  id: 'em-in-global-period',
  summary: 'A visit falls in the global period of an earlier procedure and has no modifier 24',
  severity: 'warning',
  tables: ['feeSchedule'],

  *check({ encounter, claim, codes, history }): Iterable<Finding> {
    if (!history) return;
    const visits = claim.lines.filter(
      (line) =>
        line.isInForce && codes.isA(line.code, 'visit') && !line.code.startsWith('G') && !carries(line, ...ofItsOwn),
    );
    const period = visits.length > 0 ? openPeriod(encounter, history) : undefined;
    if (!period) return;
    const { surgery, encounter: past, daysSince } = period;
    for (const { line, code, index } of visits) {
      yield {
        at: line.code.span,
        message: `${code} is billed ${counted(daysSince, 'day')} after ${surgery.code}, whose ${surgery.days}-day global period includes visits for the same reason: 24 marks an unrelated visit`,
        related: [
          {
            at: past.at,
            message: `${surgery.code} was billed on ${past.date}`,
            encounter: { file: past.file, ordinal: past.ordinal },
          },
        ],
        fixes: [{ title: 'Add modifier 24', edits: [addModifier(line, '24')], applies: 'ask' }],
        about: { lines: [index] },
        // With a same-day procedure, 25 is what is missing, and it resolves both.
        yieldsTo: ['em-needs-25', 'decision-for-surgery'],
      };
    }
  },
});
