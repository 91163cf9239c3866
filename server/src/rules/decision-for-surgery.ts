import { carries } from '../claim/billed.js';
import { globalOf } from '../claim/globals.js';
import { addModifier, replaceValue } from '../encounter/edits.js';
import { defineRule, type Finding } from './rule.js';

/** The visit with the decision for major surgery is paid with 57; minor procedures take 25 (domain facts, section 6). */
export const decisionForSurgery = defineRule({
  id: 'decision-for-surgery',
  summary: 'A visit billed with major surgery lacks 57, or carries it with minor procedures only',
  severity: 'warning',
  tables: ['feeSchedule'],
  silences: ['em-needs-25'],

  *check({ encounter, claim, codes }): Iterable<Finding> {
    if (encounter.claim !== 'professional') return;
    const visits = claim.lines.filter(
      (line) => line.isInForce && codes.isA(line.code, 'visit') && !line.code.startsWith('G'),
    );
    if (visits.length === 0) return;
    const major = claim.lines.find((line) => globalOf(line, codes, encounter.date?.value) === '090');
    const minor = claim.lines.find((line) =>
      ['000', '010'].includes(globalOf(line, codes, encounter.date?.value) ?? ''),
    );
    // A code with an unknown global period may be the surgery.
    const mayBeMajor = claim.lines.some((line) => globalOf(line, codes, encounter.date?.value) === undefined);
    for (const visit of visits) {
      const { line, code, index } = visit;
      const fiftySeven = line.modifiers.find(({ value }) => value === '57');
      const about = { lines: [index] };
      if (major && !fiftySeven && !carries(visit, '24')) {
        yield {
          at: line.code.span,
          message: `${code} is billed with ${major.code} (90-day global period) without 57: it is paid only where 57 marks the visit as the decision for surgery (unverified)`,
          related: [{ at: major.line.code.span, message: `${major.code} includes the same-day visit` }],
          fixes: [{ title: 'Add modifier 57', edits: [addModifier(line, '57')], applies: 'ask' }],
          about,
        };
      }
      if (!fiftySeven || major || !minor || mayBeMajor) continue;
      yield {
        at: fiftySeven.span,
        message: `${code} carries 57 with ${minor.code} (${Number(globalOf(minor, codes, encounter.date?.value))}-day global period): 57 is for 90-day surgery only; with a minor procedure, 25 marks a separate visit (unverified)`,
        related: [{ at: minor.line.code.span, message: `${minor.code} is a minor procedure` }],
        fixes: carries(visit, '25')
          ? []
          : [{ title: 'Change 57 to 25', edits: [replaceValue(fiftySeven, '25')], applies: 'ask' }],
        about,
      };
    }
  },
});
