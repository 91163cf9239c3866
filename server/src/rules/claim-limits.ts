import { keepPointers } from '../encounter/edits.js';
import { defineRule, type Finding } from './rule.js';

/** What one professional claim holds: 837P, X222 map (HI has twelve codes, SV107 four pointers, SV101 four modifiers). */
const mostDiagnoses = 12;
const mostPointers = 4;
const mostModifiers = 4;
const mostLines = 50;

export const claimLimits = defineRule({
  id: 'claim-limits',
  summary: 'More diagnoses, pointers, modifiers or lines than one professional claim holds',
  severity: 'error',

  *check({ encounter, claim }): Iterable<Finding> {
    if (encounter.claim === 'facility' && encounter.place?.value !== '24') return;
    const diagnosis = encounter.diagnoses[mostDiagnoses];
    if (diagnosis) {
      yield {
        at: diagnosis.span,
        message: `A claim holds ${mostDiagnoses} diagnoses, and ${encounter.diagnoses.length} stand here`,
      };
    }
    for (const { line, index } of claim.lines) {
      const pointer = line.pointers[mostPointers];
      if (pointer) {
        yield {
          at: pointer.span,
          message: `A line points to ${mostPointers} diagnoses at most, and this one to ${line.pointers.length}`,
          fixes: [
            {
              title: `Keep the first ${mostPointers} pointers`,
              edits: [keepPointers(line, mostPointers)],
              applies: 'ask',
            },
          ],
          about: { lines: [index] },
        };
      }
      const modifier = line.modifiers[mostModifiers];
      if (modifier) {
        yield {
          at: modifier.span,
          message: `A line carries ${mostModifiers} modifiers at most, and this one ${line.modifiers.length}`,
          about: { lines: [index] },
        };
      }
    }
    const line = encounter.lines[mostLines];
    if (line) {
      yield {
        at: line.code.span,
        message: `A claim holds ${mostLines} service lines, and ${encounter.lines.length} stand here: bill the rest on a second claim`,
      };
    }
  },
});
