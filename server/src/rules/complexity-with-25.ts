import { type BilledLine, carries } from '../claim/billed.js';
import { removeLine } from '../encounter/edits.js';
import { type Case, defineRule } from './rule.js';

/** From this day on, complexity is paid with 25 if the other service is preventive or a vaccine: CMS Transmittal 13015. */
const preventiveFrom = '2025-01-01';

/** Visit complexity is not paid with a visit that a procedure gives a 25. */
export const complexityWith25 = defineRule({
  id: 'complexity-with-25',
  summary: 'G2211 is billed with a visit that carries 25',
  severity: 'warning',
  needs: ['visit-complexity', 'billing-rules'],
  restsOn: ['billing-rules'],

  *check(situation) {
    const { encounter, claim, codes, policy } = situation;
    const complexity = claim.lines.find(({ code, isInForce }) => isInForce && codes.isA(code, 'visit-complexity'));
    if (!complexity || policy?.billingRules !== 'cms' || encounter.claim !== 'professional') return;
    const sameDay = claim.lines.filter((line) => dayOf(situation, line) === dayOf(situation, complexity));
    const visits = sameDay.filter((line) => isVisitOf(situation, line, complexity));
    const [visit] = visits;
    // One of two visits may have no 25, and the complexity may belong to it.
    if (!visit || !visits.every((each) => carries(each, '25'))) return;
    const date = dayOf(situation, complexity);
    const others = sameDay.filter((line) => line !== complexity && !visits.includes(line));
    const mayBePreventive = others.some(({ code, facts }) => codes.isA(code, 'preventive-visit') || !facts);
    if (mayBePreventive && (date === undefined || date >= preventiveFrom)) return;
    const modifier = visit.line.modifiers.find(({ value }) => value === '25');
    yield {
      at: complexity.line.code.span,
      message: `${complexity.code} is billed with ${visit.code}-25: CMS does not pay it with 25, except with preventive services and vaccines from ${preventiveFrom} on`,
      related: modifier && [{ at: modifier.span, message: '25 is here' }],
      fixes: [{ title: `Remove the ${complexity.code} line`, edits: [removeLine(complexity.line)], applies: 'ask' }],
      about: { lines: [complexity.index] },
    };
  },
});

function dayOf({ encounter }: Case, { line }: BilledLine): string | undefined {
  return line.date?.value ?? encounter.date?.value;
}

/** An office visit, or another one that the complexity may follow on the date: at home from 2026 on. */
function isVisitOf(situation: Case, { code, isInForce }: BilledLine, complexity: BilledLine): boolean {
  const { codes } = situation;
  if (!isInForce) return false;
  const primaries = codes.addOn(complexity.code, dayOf(situation, complexity))?.primaries ?? [];
  return codes.isA(code, 'office-visit') || primaries.some((primary) => primary.code === code);
}
