import { billWhatIsDocumented } from '../billing/bill.js';
import { isBilled, kindsOf } from '../claim/kinds.js';
import { billsNerveOfJoint } from '../claim/nerves.js';
import { defineRule } from './rule.js';

/** Work that is documented but not billed is given away, or its line was deleted by mistake. */
export const unbilledProcedure = defineRule({
  id: 'unbilled-procedure',
  summary: 'A documented procedure has no claim line',
  severity: 'information',
  speaksOf: 'encounter',

  *check({ encounter, claim, codes, policy }) {
    if (encounter.lines.length === 0 || claim.hasUnknownKind || claim.hasUnknownCode) return;
    // A code without a row may be the one that bills it.
    if (claim.lines.some((line) => kindsOf(line, codes) === undefined)) return;
    for (const procedure of encounter.procedures) {
      const { kind, kindSpan } = procedure;
      if (!kind || kind === 'other' || isBilled(kind, claim.lines, codes)) continue;
      if (claim.lines.some(({ code }) => billsNerveOfJoint(procedure, code, codes))) continue;
      yield {
        at: kindSpan,
        message: `This ${kind} is documented, but no claim line bills it`,
        fixes: () => {
          const rewrite = billWhatIsDocumented(encounter, claim, codes, policy, [kind]);
          return rewrite ? [rewrite] : [];
        },
        about: { sessions: [kind] },
      };
    }
  },
});
