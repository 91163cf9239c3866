import type { BilledLine } from '../claim/billed.js';
import { isFacilitysAlone } from '../claim/facility.js';
import { insertLinesBelow, lineText, removeLine, setUnits } from '../encounter/edits.js';
import type { Encounter, Procedure } from '../encounter/encounter.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { groupedBy } from '../text/grouped.js';
import { counted, listed } from '../text/words.js';
import { type Case, defineRule, type Finding, type Fix } from './rule.js';

/** A unit is a quarter of an hour, and eight minutes start one: CMS, Medicare Claims Processing Manual, chapter 5, section 20.2 C. */
const minutesAUnit = 15;
const minutesThatCount = 8;
/** Sedation is billed from ten minutes on, and its first code reaches to 22: AAPC 2017. */
const minutesOfSedation = 10;

/** CMS counts the minutes of all timed therapy in a day together; sedation is counted by its own minutes, whoever pays. */
export const timedUnits = defineRule({
  id: 'timed-units',
  summary: 'Units of timed therapy or of sedation do not match the documented minutes',
  severity: 'warning',
  needs: ['timed-code'],
  maySilence: ['units-exceed-mue'],
  asks: 'time',
  restsOn: ['billing-rules'],

  *check(situation): Iterable<Finding> {
    yield* ofSedation(situation);
    yield* ofTherapy(situation);
  },
});

function* ofSedation(situation: Case): Iterable<Finding> {
  const { encounter, claim, codes } = situation;
  const isSedation = ({ code, isInForce }: BilledLine): boolean =>
    isInForce && (codes.isA(code, 'sedation') || codes.isA(code, 'further-sedation'));
  for (const lines of byDay(encounter, claim.lines.filter(isSedation))) {
    const firsts = lines.filter(({ code }) => codes.isA(code, 'sedation'));
    const further = lines.filter(({ code }) => codes.isA(code, 'further-sedation'));
    const [first] = firsts;
    const minutes = minutesOn(encounter, lines, firsts, 'sedation');
    if (minutes === undefined || lines.some(({ isReduced }) => isReduced)) continue;
    const told = counted(minutes, 'documented minute');
    if (minutes < minutesOfSedation) {
      const at = first ?? further[0];
      if (at) yield tooShort(encounter, at, lines, told);
      continue;
    }
    const units = sum(further.map((line) => line.units));
    const due = Math.floor((minutes - minutesThatCount) / minutesAUnit);
    if (units === due || further.length > 1 || (!first && further.length === 0)) continue;
    const [over] = further;
    const isOver = units > due;
    const at = over ?? first;
    if (!at) continue;
    // In a hospital, the further minutes are the hospital's to bill: Palmetto on 99153.
    const named = over ? [over.code] : furtherCodes(situation, at);
    if (!isOver && named.some((code) => isFacilitysAlone(situation, code))) continue;
    const counting = '10 to 22 minutes are the first code alone, and each additional 15 one unit more';
    yield {
      at: over ? (over.line.unitsSpan ?? over.line.code.span) : at.line.code.span,
      severity: isOver ? undefined : 'information',
      message: over
        ? `${over.code} is billed for ${counted(units, 'unit')}, but ${told} of sedation support ${counted(due, 'unit')}: ${counting}`
        : `${at.code} is billed alone, but ${told} of sedation support ${counted(due, 'unit')} of ${listed(furtherCodes(situation, at), 'or')} too: ${counting}`,
      related: relatedMinutes(encounter, 'sedation'),
      fixes: over
        ? [unitsOrNone(over, due)]
        : furtherCodes(situation, at).map((code): Fix => {
            const row = lineText(
              [code],
              due,
              at.line.pointers.map(({ value }) => value),
            );
            return {
              title: `Add ${code} x${due}`,
              edits: [insertLinesBelow(encounter, at.line, [row])],
              applies: 'ask',
            };
          }),
      about: { lines: lines.map(({ index }) => index) },
      silences: over && due <= (codes.mue(over.code, encounter.date?.value)?.units ?? due) ? ['units-exceed-mue'] : [],
    };
  }
}

function tooShort(encounter: Encounter, at: BilledLine, lines: readonly BilledLine[], told: string): Finding {
  const named = [...new Set(lines.map(({ code }) => code))];
  return {
    at: at.line.code.span,
    message: `${at.code} is billed, but ${told} of sedation support no unit: it takes at least ${minutesOfSedation}`,
    related: [
      ...lines
        .filter((line) => line !== at)
        .map(({ line, code }) => ({ at: line.code.span, message: `${code} is billed here` })),
      ...relatedMinutes(encounter, 'sedation'),
    ],
    fixes: [
      {
        title: `Remove the ${listed(named)} ${lines.length === 1 ? 'line' : 'lines'}`,
        edits: lines.map(({ line }) => removeLine(line)),
        applies: 'ask',
      },
    ],
    about: { lines: lines.map(({ index }) => index) },
  };
}

/** The codes for further minutes that may follow the first one. */
function furtherCodes({ codes }: Case, first: BilledLine): readonly string[] {
  return codes.addOnsOf(first.code).filter((code) => codes.isA(code, 'further-sedation'));
}

function* ofTherapy(situation: Case): Iterable<Finding> {
  const { encounter, claim, codes, policy } = situation;
  if (policy?.billingRules !== 'cms') return;
  const isTimed = ({ isInForce, facts }: BilledLine): boolean =>
    isInForce && facts?.timed === String(minutesAUnit) && facts.kinds.includes('therapy');
  for (const lines of byDay(encounter, claim.lines.filter(isTimed))) {
    const [first] = lines;
    const minutes = minutesOn(encounter, lines, lines, 'therapy');
    // For a service that was cut short, nobody knows how its units were counted.
    if (!first || minutes === undefined || lines.some(({ isReduced }) => isReduced)) continue;
    const units = sum(lines.map((line) => line.units));
    const due = Math.floor((minutes + minutesAUnit - minutesThatCount) / minutesAUnit);
    if (units === due) continue;
    const isOver = units > due;
    // A therapy code that no row marks as timed or not may have taken the rest of the time.
    const isUntold = claim.lines.some(
      ({ code, facts }) => !facts && codes.feeSchedule(code, encounter.date?.value)?.partsIndicator === '7',
    );
    if (!isOver && (isUntold || claim.hasUnknownCode)) continue;
    const at = isOver ? (lineOver(lines, due) ?? first) : first;
    const named = [...new Set(lines.map(({ code }) => code))];
    yield {
      at: at.line.unitsSpan ?? at.line.code.span,
      severity: isOver ? undefined : 'information',
      message: `${listed(named)} ${named.length === 1 ? 'is' : 'are'} billed for ${counted(units, 'unit')}, but ${counted(minutes, 'documented minute')} ${minutes === 1 ? 'supports' : 'support'} ${counted(due, 'unit')}: CMS counts 8 to 22 minutes as 1 unit, and each additional 15 as one more`,
      related: [
        ...lines
          .filter((line) => line !== at)
          .map(({ line, code }) => ({ at: line.code.span, message: `${code} is billed here` })),
        ...relatedMinutes(encounter, 'therapy'),
      ],
      fixes: fixesFor(lines, at, due),
      about: { lines: lines.map(({ index }) => index) },
      // With a single code: the correct units are within the limit, and exceeding it with the wrong ones is the same mistake.
      silences:
        named.length === 1 && due <= (codes.mue(first.code, encounter.date?.value)?.units ?? due)
          ? ['units-exceed-mue']
          : [],
    };
  }
}

/** The lines of each day: a line may have one of its own. */
function byDay({ date }: Encounter, lines: readonly BilledLine[]): readonly (readonly BilledLine[])[] {
  return [...groupedBy(lines, ({ line }) => line.date?.value ?? date?.value ?? '').values()];
}

/** The minutes of a day's lines: their own where all that have some say so, else those of the procedures of the kind, where it is the one day. */
function minutesOn(
  encounter: Encounter,
  lines: readonly BilledLine[],
  timed: readonly BilledLine[],
  kind: ProcedureKind,
): number | undefined {
  const own = timed.map(({ line }) => line.minutes?.value);
  if (own.length > 0 && own.every((each) => each !== undefined)) return sum(own);
  const isOtherDay = lines.some(({ line }) => line.date !== undefined && line.date.value !== encounter.date?.value);
  const hasOtherDay = encounter.lines.some(({ date }) => date !== undefined && date.value !== encounter.date?.value);
  // The procedures do not say on which of several days they were done.
  return isOtherDay || hasOtherDay ? undefined : documentedMinutes(encounter.procedures, kind);
}

/** The minutes of all procedures of the kind; undefined where one of them names none, or there is none. */
function documentedMinutes(procedures: readonly Procedure[], kind: ProcedureKind): number | undefined {
  const own = procedures.filter((procedure) => procedure.kind === kind);
  // A procedure of an unknown kind may be one too.
  const mayBe = procedures.some((each) => each.kind === undefined || (kind === 'therapy' && each.kind === 'other'));
  if (own.length === 0 || mayBe) return undefined;
  const minutes = own.map((procedure) => procedure.minutes?.value);
  return minutes.includes(undefined) ? undefined : sum(minutes.map((each) => each ?? 0));
}

function relatedMinutes({ procedures, lines }: Encounter, kind: ProcedureKind): Finding['related'] & object {
  return [...procedures.filter((each) => each.kind === kind), ...lines].flatMap(({ minutes }) =>
    minutes ? [{ at: minutes.span, message: counted(minutes.value, 'minute') }] : [],
  );
}

function unitsOrNone({ line, code }: BilledLine, units: number): Fix {
  if (units < 1) return { title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' };
  const edit = setUnits(line, units);
  return { title: `Change units of ${code} to ${units}`, edits: [edit], applies: 'ask' };
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
  // Only the coder knows which of several services took longest; more units are offered for a single one only.
  if (left > at.units && lines.length > 1) return [];
  return [unitsOrNone(at, left)];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
