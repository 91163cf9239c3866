import type { BilledLine } from '../claim/billed.js';
import { removeLine, setUnits } from '../encounter/edits.js';
import type { Procedure } from '../encounter/encounter.js';
import { counted, listed } from '../text/words.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/** A unit is a quarter of an hour, and eight minutes start one: domain facts, section 4, believed but found in no source that was read. */
const minutesAUnit = 15;
const minutesThatCount = 8;

/** CMS counts the minutes of all timed therapy in a day together. */
export const timedUnits = defineRule({
  id: 'timed-units',
  summary: 'Units of timed therapy do not match the documented minutes',
  severity: 'warning',
  asks: 'time',
  restsOn: ['billing-rules'],

  *check({ encounter, claim, codes, policy }): Iterable<Finding> {
    if (policy?.billingRules !== 'cms') return;
    const lines = claim.lines.filter(
      ({ isInForce, facts }) => isInForce && facts?.timed === String(minutesAUnit) && facts.kinds.includes('therapy'),
    );
    const [first] = lines;
    const minutes = first && documentedMinutes(encounter.procedures);
    // For a service that was cut short, nobody knows how its units were counted.
    if (!first || minutes === undefined || lines.some(({ isReduced }) => isReduced)) return;
    const units = sum(lines.map((line) => line.units));
    const due = Math.floor((minutes + minutesAUnit - minutesThatCount) / minutesAUnit);
    if (units === due) return;
    const isOver = units > due;
    // A therapy code that no row marks as timed or not may have taken the rest of the time.
    const isUntold = claim.lines.some(
      ({ code, facts }) => !facts && codes.feeSchedule(code, encounter.date?.value)?.partsIndicator === '7',
    );
    if (!isOver && (isUntold || claim.hasUnknownCode)) return;
    const at = isOver ? (lineOver(lines, due) ?? first) : first;
    const named = [...new Set(lines.map(({ code }) => code))];
    yield {
      at: at.line.unitsSpan ?? at.line.code.span,
      severity: isOver ? undefined : 'information',
      message: `${listed(named)} ${named.length === 1 ? 'is' : 'are'} billed for ${counted(units, 'unit')}, but ${counted(minutes, 'documented minute')} ${minutes === 1 ? 'supports' : 'support'} ${counted(due, 'unit')}: CMS counts 8 to 22 minutes as 1 unit, and each additional 15 as one more (unverified)`,
      related: [
        ...lines
          .filter((line) => line !== at)
          .map(({ line, code }) => ({ at: line.code.span, message: `${code} is billed here` })),
        ...encounter.procedures.flatMap(({ minutes: written }) =>
          written ? [{ at: written.span, message: counted(written.value, 'minute') }] : [],
        ),
      ],
      fixes: fixesFor(lines, at, due),
      about: { lines: lines.map(({ index }) => index) },
      // With a single code: the correct units are within the limit, and exceeding it with the wrong ones is the same mistake.
      silences:
        named.length === 1 && due <= (codes.mue(first.code, encounter.date?.value)?.units ?? due)
          ? ['units-exceed-mue']
          : [],
    };
  },
});

/** The minutes of all therapy; undefined where one of its procedures names none, or there is none. */
function documentedMinutes(procedures: readonly Procedure[]): number | undefined {
  const therapy = procedures.filter(({ kind }) => kind === 'therapy');
  // A procedure of an unknown kind may be therapy too.
  if (therapy.length === 0 || procedures.some(({ kind }) => kind === undefined || kind === 'other')) return undefined;
  const minutes = therapy.map((procedure) => procedure.minutes?.value);
  return minutes.includes(undefined) ? undefined : sum(minutes.map((each) => each ?? 0));
}

/** The line at which the units exceed what the minutes support. */
function lineOver(lines: readonly BilledLine[], due: number): BilledLine | undefined {
  let total = 0;
  return lines.find(({ units }) => {
    total += units;
    return total > due;
  });
}

function fixesFor(lines: readonly BilledLine[], at: BilledLine, due: number): readonly Fix[] {
  const left = due - sum(lines.filter((line) => line !== at).map(({ units }) => units));
  const { line, code } = at;
  if (left < 1) return [{ title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' }];
  // Only the coder knows which of several services took longest; more units are offered for a single one only.
  if (left > at.units && lines.length > 1) return [];
  const edit = setUnits(line, left);
  return [{ title: `Change units of ${code} to ${left}`, edits: [edit], applies: 'ask' }];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
