import { addingModifiers } from '../billing/adding.js';
import { carries } from '../claim/billed.js';
import { removeLine } from '../encounter/edits.js';
import type { Encounter, ServiceLine } from '../encounter/encounter.js';
import { openPeriods } from '../neighbors/global-period.js';
import { counted, listed } from '../text/words.js';
import { defineRule, type Finding } from './rule.js';

/** A visit in the days after a procedure is included in its payment if it is for the same reason (CMS fee schedule, global days). */
export const emInGlobalPeriod = defineRule({
  id: 'em-in-global-period',
  summary: 'A visit falls in the global period of an earlier procedure and has no modifier 24',
  severity: 'warning',
  needs: ['history', 'visit'],
  tables: ['feeSchedule'],

  *check({ encounter, claim, codes, history }): Iterable<Finding> {
    if (!history) return;
    const visits = claim.lines.filter(
      (line) => line.isInForce && codes.isA(line.code, 'visit') && !line.code.startsWith('G') && !carries(line, '24'),
    );
    const [period] = visits.length > 0 ? openPeriods(encounter, history) : [];
    if (!period) return;
    const { surgery, encounter: past, daysSince } = period;
    for (const { line, code, index } of visits) {
      // Both speak of a procedure of the day, or of the next one.
      const own = line.modifiers.find(({ value }) => value === '25' || value === '57');
      const shared = sharedDiagnoses(encounter, line, past.diagnoses ?? []);
      const reason = shared ? `, and ${listed(shared)} is the procedure's own` : ': 24 marks an unrelated visit';
      yield {
        at: line.code.span,
        message: `${code} is billed ${counted(daysSince, 'day')} after ${surgery.code}, whose ${surgery.days}-day global period includes visits for the same reason${reason}${own ? `, and ${own.value} does not answer for an earlier procedure` : ''}`,
        related: [
          {
            at: past.at,
            message: `${surgery.code} was billed on ${past.date}`,
            encounter: { file: past.file, ordinal: past.ordinal },
          },
        ],
        fixes: [
          shared
            ? { title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' }
            : addingModifiers([line], ['24']),
        ],
        about: { lines: [index] },
      };
    }
  },
});

/** What the visit points to, if all of it is among the earlier procedure's diagnoses: such a visit is not unrelated. */
function sharedDiagnoses(
  { diagnoses }: Encounter,
  { pointers }: ServiceLine,
  earlier: readonly string[],
): readonly string[] | undefined {
  const codes = pointers.map(({ value }) => diagnoses.find(({ letter }) => letter.value === value)?.code?.value);
  const shared = codes.flatMap((code) => (code !== undefined && earlier.includes(code) ? [code] : []));
  return shared.length > 0 && shared.length === codes.length ? [...new Set(shared)] : undefined;
}
