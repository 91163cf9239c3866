import { addingModifiers, changingModifier } from '../billing/adding.js';
import { type BilledLine, carries } from '../claim/billed.js';
import { globalOf, isOperation } from '../claim/globals.js';
import { nextDay } from '../clinical/dates.js';
import type { Encounter } from '../encounter/encounter.js';
import { countedAmong } from '../neighbors/superseded.js';
import { dayBefore, isSameVisit, visitOf } from '../neighbors/visit.js';
import { groupedBy } from '../text/grouped.js';
import { type Case, defineRule, type Finding, type Related } from './rule.js';

/** The visit with the decision for major surgery is paid with 57; minor procedures take 25 (domain facts, section 6). */
export const decisionForSurgery = defineRule({
  id: 'decision-for-surgery',
  summary: 'A visit on the day of major surgery or the day before lacks 57, or carries it with minor procedures only',
  severity: 'warning',
  needs: ['visit'],
  maySilence: ['em-needs-25'],
  speaksOf: 'encounter',
  tables: ['feeSchedule'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes } = situation;
    if (encounter.claim !== 'professional') return;
    const visits = claim.lines.filter(
      (line) => line.isInForce && codes.isA(line.code, 'visit') && !line.code.startsWith('G'),
    );
    for (const [day, ofDay] of groupedBy(visits, (visit) => dayOf(visit, encounter))) {
      yield* decisionsOn(situation, day, ofDay);
    }
  },
});

function* decisionsOn(situation: Case, day: string, visits: readonly BilledLine[]): Iterable<Finding> {
  const { codes } = situation;
  const { major, minor, mayBeMajor } = surgeryOn(situation, day);
  for (const visit of visits) {
    const { line, code, index } = visit;
    const fiftySeven = line.modifiers.find(({ value }) => value === '57');
    const about = { lines: [index] };
    if (major && !fiftySeven && !carries(visit, '24')) {
      yield {
        at: line.code.span,
        message: `${code} is billed ${major.when} ${major.code} (90-day global period) without 57: it is paid only where 57 marks the visit as the decision for surgery (unverified)`,
        related: [major.related],
        fixes: [addingModifiers([line], ['57'])],
        about,
        // Only beside the operation itself does 57 say what 25 would.
        silences: major.isHere ? ['em-needs-25'] : [],
      };
    }
    if (!fiftySeven || major || !minor || mayBeMajor) continue;
    yield {
      at: fiftySeven.span,
      message: `${code} carries 57 with ${minor.code} (${Number(globalOf(minor, codes, day || undefined))}-day global period): 57 is for 90-day surgery only; with a minor procedure, 25 marks a separate visit (unverified)`,
      related: [{ at: minor.line.code.span, message: `${minor.code} is a minor procedure` }],
      fixes: carries(visit, '25') ? [] : [changingModifier(fiftySeven, '25')],
      about,
      silences: ['em-needs-25'],
    };
  }
}

/** What is billed beside a visit of the day; the empty day is one that nothing says. */
function surgeryOn(situation: Case, day: string) {
  const { encounter, claim, codes } = situation;
  const ofDay = claim.lines.filter((each) => dayOf(each, encounter) === day);
  return {
    major: operationHere(situation, day) ?? operationElsewhere(situation, day),
    minor: ofDay.find((each) => ['000', '010'].includes(globalOf(each, codes, day || undefined) ?? '')),
    // A code with an unknown global period may be the surgery.
    mayBeMajor: ofDay.some((each) => globalOf(each, codes, day || undefined) === undefined),
  };
}

/** An operation that includes the visit, and where it is. */
interface Operation {
  readonly code: string;
  readonly when: string;
  readonly related: Related;
  readonly isHere: boolean;
}

function operationHere({ encounter, claim, codes }: Case, day: string): Operation | undefined {
  const operations = claim.lines.filter((each) =>
    isOperation(globalOf(each, codes, dayOf(each, encounter) || undefined)),
  );
  const line = operations.find((each) => dayOf(each, encounter) === day);
  if (line) {
    const related = { at: line.line.code.span, message: `${line.code} includes the same-day visit` };
    return { code: line.code, when: 'with', related, isHere: true };
  }
  const next = operations.find((each) => day !== '' && dayOf(each, encounter) === nextDay(day));
  if (!next) return undefined;
  const related = { at: next.line.code.span, message: `${next.code} includes the visit of the day before` };
  return { code: next.code, when: 'the day before', related, isHere: false };
}

function dayOf({ line }: BilledLine, { date }: Encounter): string {
  return line.date?.value ?? date?.value ?? '';
}

/** Billed in another encounter of the patient with the same provider, that day or the next one. */
function operationElsewhere({ encounter, codes, neighbors }: Case, day: string): Operation | undefined {
  const own = { ...visitOf(encounter), date: day };
  for (const other of countedAmong(encounter, neighbors).neighbors) {
    const before = dayBefore(other);
    const isSameDay = isSameVisit(own, other);
    if (!isSameDay && !(before && isSameVisit(own, before))) continue;
    const code = other.codes.find((each) => isOperation(codes.painCode(each, other.date)?.global));
    if (code === undefined) continue;
    return {
      code,
      when: isSameDay ? 'on the day of' : 'the day before',
      related: {
        at: other.idSpan,
        message: `${code} is billed in encounter ${other.id}`,
        encounter: { file: other.file, ordinal: other.ordinal },
      },
      isHere: false,
    };
  }
  return undefined;
}
