import { unitlessDrug } from '../claim/drugs.js';
import { entriesForProcedure } from '../claim/terms.js';
import { namesFigure } from '../clinical/figures.js';
import type { Procedure, Written } from '../encounter/encounter.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { type Case, defineRule, type Finding } from './rule.js';

/** No payer has thresholds for these. */
const unasked: readonly ProcedureKind[] = ['evaluation', 'therapy', 'sedation', 'drug-test', 'other'];

/** What counts as a figure: domain facts, section 8, asks for these. */
const wanted = {
  indication: 'how long the pain has lasted (3 months)',
  'conservative-care': 'what was tried and for how long (6 weeks of physical therapy)',
} as const;

/** Payers count weeks, months and points; words without a figure do not meet any threshold when the record is read. */
export const vagueDocumentation = defineRule({
  id: 'vague-documentation',
  summary: 'The record describes a procedure without a figure that a reviewer could measure',
  severity: 'information',
  speaksOf: 'encounter',
  asks: 'vagueness',

  *check(situation): Iterable<Finding> {
    for (const procedure of situation.encounter.procedures) {
      const { kind, fields } = procedure;
      if (!kind || unasked.includes(kind)) continue;
      for (const field of ['indication', 'conservative-care'] as const) {
        const text = fields.get(field)?.text;
        if (!text || !isVague(text) || asksDuration(situation, procedure, field)) continue;
        yield {
          at: text.span,
          message: `The ${field} of this ${kind} has no figure, such as ${wanted[field]}`,
        };
      }
      const agent = fields.get('agent')?.text;
      const drug = agent && unitlessDrug(agent.value, situation.codes);
      if (drug) {
        const of = drug.drug ? ` for ${drug.drug}` : '';
        const such = drug.unit ? `, such as ${drug.unit === 'unit' ? 'units' : drug.unit}` : '';
        yield {
          at: agent.span,
          message: `The agent of this ${kind} has a figure without a unit${of}: write what it counts${such}, or the dose is not certain`,
        };
      }
      const response = fields.get('response')?.text;
      const isMeasured = ['relief', 'pain-after'].some((field) => fields.get(field)?.text !== undefined);
      if (response && !isMeasured && isVague(response)) {
        yield {
          at: response.span,
          message: `The response to this ${kind} has no figure, such as 80% for 6 hours or a score from 0 to 10, and no relief or pain-after is documented`,
        };
      }
    }
  },
});

/** A value that says there was none is complete. */
function isVague({ value }: Written<string>): boolean {
  return !namesFigure(value) && !/^(?:none|no|nil|n\/a|na|not applicable|declined|contraindicated|see)\b/i.test(value);
}

/** The payer requires a duration there: `missing-documentation` reports that it is missing, and how long it must be. */
function asksDuration(situation: Case, procedure: Procedure, field: 'indication' | 'conservative-care'): boolean {
  return entriesForProcedure(situation, 'at-least', procedure).some(({ value }) => value[field] !== undefined);
}
