import { carries } from '../claim/billed.js';
import { globalOf, isOperation } from '../claim/globals.js';
import { addModifier, replaceValue } from '../encounter/edits.js';
import { dayBefore, isSameVisit, visitOf } from '../neighbors/visit.js';
import { type Case, defineRule, type Finding, type Related } from './rule.js';

/** The visit with the decision for major surgery is paid with 57; minor procedures take 25 (domain facts, section 6). */
export const decisionForSurgery = defineRule({
  id: 'decision-for-surgery',
  summary: 'A visit on the day of major surgery or the day before lacks 57, or carries it with minor procedures only',
  severity: 'warning',
  tables: ['feeSchedule'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes } = situation;
    if (encounter.claim !== 'professional') return;
    const visits = claim.lines.filter(
      (line) => line.isInForce && codes.isA(line.code, 'visit') && !line.code.startsWith('G'),
    );
    if (visits.length === 0) return;
    const date = encounter.date?.value;
    const major = operationHere(situation) ?? operationElsewhere(situation);
    const minor = claim.lines.find((line) => ['000', '010'].includes(globalOf(line, codes, date) ?? ''));
    // A code with an unknown global period may be the surgery.
    const mayBeMajor = claim.lines.some((line) => globalOf(line, codes, date) === undefined);
    for (const visit of visits) {
      const { line, code, index } = visit;
      const fiftySeven = line.modifiers.find(({ value }) => value === '57');
      const about = { lines: [index] };
      if (major && !fiftySeven && !carries(visit, '24')) {
        yield {
          at: line.code.span,
          message: `${code} is billed ${major.when} ${major.code} (90-day global period) without 57: it is paid only where 57 marks the visit as the decision for surgery (unverified)`,
          related: [major.related],
          fixes: [{ title: 'Add modifier 57', edits: [addModifier(line, '57')], applies: 'ask' }],
          about,
          // Only beside the operation itself does 57 say what 25 would.
          silences: major.isHere ? ['em-needs-25'] : [],
        };
      }
      if (!fiftySeven || major || !minor || mayBeMajor) continue;
      yield {
        at: fiftySeven.span,
        message: `${code} carries 57 with ${minor.code} (${Number(globalOf(minor, codes, date))}-day global period): 57 is for 90-day surgery only; with a minor procedure, 25 marks a separate visit (unverified)`,
        related: [{ at: minor.line.code.span, message: `${minor.code} is a minor procedure` }],
        fixes: carries(visit, '25')
          ? []
          : [{ title: 'Change 57 to 25', edits: [replaceValue(fiftySeven, '25')], applies: 'ask' }],
        about,
        silences: ['em-needs-25'],
      };
    }
  },
});

/** An operation that includes the visit, and where it is. */
interface Operation {
  readonly code: string;
  readonly when: string;
  readonly related: Related;
  readonly isHere: boolean;
}

function operationHere({ encounter, claim, codes }: Case): Operation | undefined {
  const line = claim.lines.find((each) => isOperation(globalOf(each, codes, encounter.date?.value)));
  if (!line) return undefined;
  const related = { at: line.line.code.span, message: `${line.code} includes the same-day visit` };
  return { code: line.code, when: 'with', related, isHere: true };
}

/** Billed in another encounter of the patient with the same provider, that day or the next one. */
function operationElsewhere({ encounter, codes, neighbors }: Case): Operation | undefined {
  const own = visitOf(encounter);
  for (const other of neighbors) {
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
