import { addingModifiers } from '../billing/adding.js';
import { carries } from '../claim/billed.js';
import { defineRule } from './rule.js';

/** The office: a practice's own laboratory often holds a certificate of waiver alone. */
const office = '11';

/** A laboratory with a certificate of waiver alone is paid for a waived test with QW (AAPC 145766; Novitas 00099344). */
export const waivedTest = defineRule({
  id: 'waived-test',
  summary: 'A test that a laboratory with a certificate of waiver may do is billed in an office without QW',
  severity: 'information',
  needs: ['waived-test', 'billing-rules'],
  mayYieldTo: ['drug-test-once'],
  speaksOf: 'service',
  restsOn: ['billing-rules'],

  *check({ encounter, claim, codes, policy }) {
    const { place } = encounter;
    if (policy?.billingRules !== 'cms' || encounter.claim !== 'professional' || place?.value !== office) return;
    for (const line of claim.lines) {
      // 90: another laboratory did the test.
      if (!line.isInForce || !codes.isA(line.code, 'waived-test') || carries(line, 'QW', '90')) continue;
      yield {
        at: line.line.code.span,
        message: `${line.code} in an office has no QW, which ${policy.name} requires of a laboratory with a certificate of waiver alone: does this one hold more?`,
        related: [{ at: place.span, message: 'The place of service is an office' }],
        // Only the practice knows its certificate.
        fixes: [addingModifiers([line.line], ['QW'])],
        about: { lines: [line.index] },
        // A test that is not paid at all needs no modifier.
        yieldsTo: ['drug-test-once'],
      };
    }
  },
});
