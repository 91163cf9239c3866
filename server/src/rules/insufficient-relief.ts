import { denialExpectedBy } from '../claim/expected-denials.js';
import { entriesForProcedure, linesBilling } from '../claim/terms.js';
import type { Procedure } from '../encounter/encounter.js';
import { defineRule, type Finding } from './rule.js';

/** Pain scores and relief describe the same thing: further apart than this, they contradict each other. */
const mostPointsApart = 20;

/** The relief from a block decides whether the next step is paid, so the record must state it without contradiction. */
export const insufficientRelief = defineRule({
  id: 'insufficient-relief',
  summary: 'Relief is below what the next step requires, or the pain scores do not support it',
  severity: 'information',
  speaksOf: 'encounter',
  restsOn: ['at-least'],

  *check(situation): Iterable<Finding> {
    for (const procedure of situation.encounter.procedures) {
      const { relief, painBefore, kind } = procedure;
      const expectedBy = denialExpectedBy(...linesBilling(situation, procedure));
      for (const entry of entriesForProcedure(situation, 'at-least', procedure)) {
        const { relief: least, 'pain-before': score } = entry.value;
        const name = situation.policy?.name ?? '';
        if (relief && least !== undefined && relief.value.percent < least) {
          yield {
            at: relief.span,
            message: `${relief.value.percent}% relief is below the ${least}% that ${name} requires for the next step: this ${kind} is payable, but does not qualify for it`,
            entries: [entry],
            expectedBy,
          };
        }
        if (painBefore && score !== undefined && painBefore.value < score) {
          yield {
            at: painBefore.span,
            message: `A pain score of ${painBefore.value} before the ${kind} is below the ${score} that ${name} requires`,
            severity: 'warning',
            entries: [entry],
            expectedBy,
          };
        }
      }
      const contradiction = contradicted(procedure);
      if (contradiction) yield contradiction;
    }
  },
});

function contradicted({ relief, painBefore, painAfter }: Procedure): Finding | undefined {
  if (!relief || !painBefore || !painAfter || painBefore.value === 0) return undefined;
  const byScores = ((painBefore.value - painAfter.value) / painBefore.value) * 100;
  if (Math.abs(byScores - relief.value.percent) <= mostPointsApart) return undefined;
  const from = `${painBefore.value} to ${painAfter.value}`;
  const come = byScores < 0 ? 'is more pain' : `is ${Math.round(byScores)}%`;
  return {
    at: relief.span,
    message: `${relief.value.percent}% relief is more than ${mostPointsApart} points off the pain scores: ${from} ${come}`,
    severity: 'warning',
    related: [
      { at: painBefore.span, message: 'Pain before is documented here' },
      { at: painAfter.span, message: 'Pain after is documented here' },
    ],
  };
}
