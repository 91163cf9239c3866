import type { BilledLine } from '../claim/billed.js';
import { attests, denialExpectedBy } from '../claim/expected-denials.js';
import { entriesForProcedure, linesBilling } from '../claim/terms.js';
import type { Procedure, Written } from '../encounter/encounter.js';
import { littleReliefBefore } from '../neighbors/first-block.js';
import { type Case, defineRule, type Finding } from './rule.js';

/** Pain scores and relief describe the same thing: further apart than this, they contradict each other. */
const mostPointsApart = 20;

/** The relief from a block decides whether the next step is paid, so the record must state it without contradiction. */
export const insufficientRelief = defineRule({
  id: 'insufficient-relief',
  summary: 'Relief is below what the next step requires, or the pain scores do not support it',
  severity: 'information',
  atWorst: 'warning',
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
      const attested = attestedAfterLittleRelief(situation, procedure);
      if (attested) yield attested;
    }
  },
});

/**
 * A second block confirms a first that helped as much as the payer asks for. After one that did not, the practice attests on its
 * line what the record denies.
 */
function attestedAfterLittleRelief(situation: Case, procedure: Procedure): Finding | undefined {
  const little = littleReliefBefore(situation, procedure);
  if (!little) return undefined;
  const attesting = linesBilling(situation, procedure).flatMap((line) => attestedOn(line) ?? []);
  const [first, ...others] = attesting;
  if (!first) return undefined;
  const { percent, least, entry, session } = little;
  const id = session?.encounter.id;
  return {
    at: first.modifier.span,
    severity: 'warning',
    message: `${first.modifier.value} on ${first.line.code} attests that the policy is met, but the first block gave ${percent}% relief, below the ${least}% that ${situation.policy?.name} asks for before a second one`,
    related: [
      ...others.map(({ modifier }) => ({ at: modifier.span, message: `${modifier.value} is here too` })),
      session
        ? {
            at: session.encounter.at,
            message: `The session on ${session.date}${id ? ` (encounter ${id})` : ''} gave ${percent}% relief`,
            encounter: { file: session.encounter.file, ordinal: session.encounter.ordinal },
          }
        : { at: procedure.priorRelief?.span ?? procedure.kindSpan, message: 'The relief from it is documented here' },
    ],
    entries: [entry],
    about: { lines: attesting.map(({ line }) => line.index) },
  };
}

/** The line with the modifier that attests; undefined where it has none. */
function attestedOn(line: BilledLine): { readonly line: BilledLine; readonly modifier: Written<string> } | undefined {
  const modifier = line.line.modifiers.find(({ value }) => attests(value));
  return modifier && { line, modifier };
}

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
