import { addingModifiers } from '../billing/adding.js';
import { type BilledLine, carries } from '../claim/billed.js';
import { globalOf } from '../claim/globals.js';
import type { Codes } from '../codes/codes.js';
import { removeLine } from '../encounter/edits.js';
import type { Encounter } from '../encounter/encounter.js';
import { type OpenPeriod, openPeriods } from '../neighbors/global-period.js';
import { counted, listed } from '../text/words.js';
import { defineRule, type Finding, type Related } from './rule.js';

/** Why a procedure falls in a global period, the likeliest for a pain practice first. */
const reasons = [
  { modifier: '58', why: 'staged or related' },
  { modifier: '79', why: 'unrelated' },
  { modifier: '78', why: 'unplanned return to the operating room for a complication' },
] as const;

/** A staged procedure is planned with the first one, and so is what belongs to it; these say that it does not. */
const ofAnotherReason = ['78', '79'];

/** A procedure in the days after another one is paid if a modifier says why it is not part of it. */
export const procedureInGlobalPeriod = defineRule({
  id: 'procedure-in-global-period',
  summary: 'A procedure falls in the global period of an earlier one and has no modifier 58, 78 or 79',
  severity: 'warning',
  needs: ['history'],
  tables: ['feeSchedule'],

  *check({ encounter, claim, codes, history }): Iterable<Finding> {
    if (!history) return;
    // Add-on codes go with their primary, and a code without a global period is not a procedure here.
    const procedures = claim.lines.filter(
      (line) => line.isInForce && ['000', '010', '090'].includes(globalOf(line, codes, encounter.date?.value) ?? ''),
    );
    const periods = procedures.length > 0 ? openPeriods(encounter, history) : [];
    const [period] = periods;
    if (!period) return;
    const belonging = new Set<BilledLine>();
    for (const line of procedures) {
      const whose = periods.find(({ surgery }) => codes.related(surgery.code, 'never-paid-after').includes(line.code));
      if (!whose || carries(line, ...ofAnotherReason)) continue;
      belonging.add(line);
      yield belongsTo(whose, line);
    }
    const lacking = procedures.filter(
      (line) => !belonging.has(line) && !carries(line, ...reasons.map(({ modifier }) => modifier)),
    );
    const [first, ...others] = lacking;
    if (!first) return;
    const { surgery, encounter: past, daysSince } = period;
    const named = [...new Set(lacking.map(({ code }) => code))];
    const says = reasons.map(({ modifier, why }) => `${modifier} (${why})`);
    yield {
      at: first.line.code.span,
      message: `${listed(named)} ${named.length === 1 ? 'is' : 'are'} billed ${counted(daysSince, 'day')} after ${surgery.code} (global period of ${surgery.days} days) without modifier ${listed(says, 'or')}`,
      related: [
        billedThen(surgery, past),
        ...others.map(({ line, code }) => ({ at: line.code.span, message: `${code} has no modifier either` })),
      ],
      fixes: reasonsAt(encounter, codes).map(({ modifier }) =>
        addingModifiers(
          lacking.map(({ line }) => line),
          [modifier],
        ),
      ),
      about: { lines: lacking.map(({ index }) => index) },
    };
  },
});

/** Nobody returns to the operating room in an office. */
function reasonsAt({ place }: Encounter, codes: Codes): readonly (typeof reasons)[number][] {
  const where = place && codes.place(place.value);
  return reasons.filter(({ modifier }) => modifier !== '78' || !where || where.isFacility);
}

/** What the earlier procedure's price includes, whatever the modifier. */
function belongsTo({ surgery, encounter: past, daysSince }: OpenPeriod, { line, code, index }: BilledLine): Finding {
  return {
    at: line.code.span,
    message: `${code} is billed ${counted(daysSince, 'day')} after ${surgery.code} (global period of ${surgery.days} days), which includes it: it is not paid separately`,
    related: [billedThen(surgery, past)],
    fixes: [{ title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' }],
    about: { lines: [index] },
  };
}

function billedThen({ code }: OpenPeriod['surgery'], { at, date, file, ordinal }: OpenPeriod['encounter']): Related {
  return { at, message: `${code} was billed on ${date}`, encounter: { file, ordinal } };
}
