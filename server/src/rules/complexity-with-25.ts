import { carries } from '../claim/billed.js';
import { removeLine } from '../encounter/edits.js';
import { defineRule } from './rule.js';

/** From this day on, complexity is paid with 25 if the other service is preventive or a vaccine. */
const preventiveFrom = '2025-01-01';

/** Visit complexity is believed not to be paid when a procedure requires 25. */
export const complexityWith25 = defineRule({
  id: 'complexity-with-25',
  summary: 'G2211 is billed with a visit that carries 25',
  severity: 'warning',
  restsOn: ['billing-rules'],

  *check({ encounter, claim, codes, policy }) {
    const complexity = claim.lines.find(({ code, isInForce }) => isInForce && codes.isA(code, 'visit-complexity'));
    if (!complexity || policy?.billingRules !== 'cms' || encounter.claim !== 'professional') return;
    const visits = claim.lines.filter(({ code, isInForce }) => isInForce && codes.isA(code, 'office-visit'));
    const [visit] = visits;
    // One of two visits may have no 25, and the complexity may belong to it.
    if (!visit || !visits.every((each) => carries(each, '25'))) return;
    const date = encounter.date?.value;
    const mayBePreventive = claim.lines.some(({ code, facts }) => codes.isA(code, 'preventive-visit') || !facts);
    if (mayBePreventive && (date === undefined || date >= preventiveFrom)) return;
    const modifier = visit.line.modifiers.find(({ value }) => value === '25');
    yield {
      at: complexity.line.code.span,
      message: `${complexity.code} is billed with ${visit.code}-25: CMS does not pay it with 25, except with preventive services and vaccines (unverified)`,
      related: modifier && [{ at: modifier.span, message: '25 is here' }],
      fixes: [{ title: `Remove the ${complexity.code} line`, edits: [removeLine(complexity.line)], applies: 'ask' }],
      about: { lines: [complexity.index] },
    };
  },
});
