import { addingModifiers } from '../billing/adding.js';
import { type BilledLine, carries } from '../claim/billed.js';
import type { Codes } from '../codes/codes.js';
import { listed } from '../text/words.js';
import { defineRule } from './rule.js';

/** Whose plan of care the therapy was under: physical, occupational, speech. */
const disciplines = ['GP', 'GO', 'GN'] as const;
type Discipline = (typeof disciplines)[number];

/** Medicare's contractors require the discipline before they accept a therapy line (NGS, claim edits). */
export const therapyModifier = defineRule({
  id: 'therapy-modifier',
  summary: 'A therapy code has no modifier for the plan of care it was under',
  severity: 'warning',
  needs: ['billing-rules'],
  restsOn: ['billing-rules'],
  tables: ['feeSchedule'],

  *check({ encounter, claim, codes, policy }) {
    if (policy?.billingRules !== 'cms') return;
    // PC/TC indicator 7: the fee schedule's own mark of a therapy code. Those it does not pay need no modifier.
    const therapy = claim.lines.filter(({ isInForce, code }) => {
      const row = isInForce ? codes.feeSchedule(code, encounter.date?.value) : undefined;
      return row?.partsIndicator === '7' && ['A', 'C', 'R'].includes(row.status);
    });
    const lacking = therapy.filter((line) => !carries(line, ...disciplines));
    const [first, ...others] = lacking;
    if (!first) return;
    const named = [...new Set(lacking.map(({ code }) => code))];
    yield {
      at: first.line.code.span,
      message: `${listed(named)} ${named.length === 1 ? 'has' : 'have'} no GP, GO or GN: a Medicare contractor requires one on each therapy line`,
      related: others.map(({ line, code }) => ({ at: line.code.span, message: `${code} has none either` })),
      fixes: likeliest(therapy, lacking, codes).map((discipline) =>
        addingModifiers(
          lacking.map(({ line }) => line),
          [discipline],
        ),
      ),
      about: { lines: lacking.map(({ index }) => index) },
    };
  },
});

/** The disciplines that may be meant, the one that another line names first. */
function likeliest(
  therapy: readonly BilledLine[],
  lacking: readonly BilledLine[],
  codes: Codes,
): readonly Discipline[] {
  if (lacking.some(({ code }) => codes.isA(code, 'physical-therapy-evaluation'))) return ['GP'];
  const told = disciplines.find((discipline) => therapy.some((line) => carries(line, discipline)));
  return told ? [told, ...disciplines.filter((each) => each !== told)] : disciplines;
}
