import { isHospitalClaim } from '../claim/hospital.js';
import { keepPointers } from '../encounter/edits.js';
import { defineRule, type Finding } from './rule.js';

/** What one professional claim holds: 837P, X222 map (HI has twelve codes, SV107 four pointers, SV101 four modifiers). */
const mostDiagnoses = 12;
const mostPointers = 4;
const mostModifiers = 4;
const mostLines = 50;

export const claimLimits = defineRule({
  id: 'claim-limits',
  summary: 'A professional claim has more diagnoses, pointers, modifiers or lines than it can hold',
  severity: 'error',
  speaksOf: 'encounter',

  *check({ encounter, claim }): Iterable<Finding> {
    if (isHospitalClaim(encounter)) return;
    const diagnosis = encounter.diagnoses[mostDiagnoses];
    if (diagnosis) {
      yield {
        at: diagnosis.span,
        message: `A claim holds at most ${mostDiagnoses} diagnoses, but this one has ${encounter.diagnoses.length}`,
      };
    }
    for (const { line, index } of claim.lines) {
      const pointer = line.pointers[mostPointers];
      if (pointer) {
        yield {
          at: pointer.span,
          message: `A line points to at most ${mostPointers} diagnoses, but this one points to ${line.pointers.length}`,
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
          message: `A line carries at most ${mostModifiers} modifiers, but this one has ${line.modifiers.length}`,
          about: { lines: [index] },
        };
      }
    }
    const line = encounter.lines[mostLines];
    if (line) {
      yield {
        at: line.code.span,
        message: `A claim holds at most ${mostLines} service lines, but this one has ${encounter.lines.length}: bill the rest on a second claim`,
      };
    }
  },
});
