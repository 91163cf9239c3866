import { isHospitalClaim } from '../claim/hospital.js';
import type { Codes } from '../codes/codes.js';
import { titledDiagnosis } from '../codes/diagnosis-names.js';
import { addPointer, dropPointer, replaceValue } from '../encounter/edits.js';
import type { Diagnosis, Encounter, ServiceLine, Written } from '../encounter/encounter.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/** Every line of a professional claim points to a diagnosis: 837P, X222 map, at least one pointer per line. */
export const danglingPointer = defineRule({
  id: 'dangling-pointer',
  summary: 'A service line has no diagnosis pointer, or one that matches no diagnosis',
  severity: 'error',
  speaksOf: 'encounter',

  *check({ encounter, claim, codes }): Iterable<Finding> {
    const letters = encounter.diagnoses.map(({ letter }) => letter.value);
    const needsPointer = !isHospitalClaim(encounter);
    for (const { line, code, index } of claim.lines) {
      if (line.pointers.length === 0 && needsPointer) {
        yield {
          at: line.code.span,
          message: `${code} points to no diagnosis: add ${letters.length > 0 ? 'a letter such as A after the units' : 'a diagnosis and its letter'}`,
          fixes: () =>
            encounter.diagnoses.slice(0, 4).map((diagnosis) => ({
              title: pointTitle(codes, diagnosis),
              edits: [addPointer(line, diagnosis.letter.value)],
              applies: 'ask',
            })),
          about: { lines: [index] },
        };
      }
      for (const pointer of line.pointers) {
        if (letters.includes(pointer.value)) continue;
        yield {
          at: pointer.span,
          message: `Pointer ${pointer.value.slice(0, 8)} matches no diagnosis: ${letters.length > 0 ? `the ${letters.length === 1 ? 'only letter is' : 'letters are'} ${letters.join(', ')}` : 'the encounter has none'}`,
          fixes: () => fixes(encounter, codes, line, pointer),
          about: { lines: [index] },
        };
      }
    }
  },
});

function fixes(encounter: Encounter, codes: Codes, line: ServiceLine, pointer: Written<string>): readonly Fix[] {
  const free = encounter.diagnoses.filter(({ letter }) => !line.pointers.some(({ value }) => value === letter.value));
  // AB written as one word points to A and to B.
  const apart = [...pointer.value];
  const isJoined =
    apart.length > 1 && apart.every((letter) => encounter.diagnoses.some((each) => each.letter.value === letter));
  const split: readonly Fix[] = isJoined
    ? [{ title: `Change to ${apart.join(',')}`, edits: [replaceValue(pointer, apart.join(','))], applies: 'ask' }]
    : [];
  const others = free.slice(0, 3).map(
    (diagnosis): Fix => ({
      title: pointTitle(codes, diagnosis),
      edits: [replaceValue(pointer, diagnosis.letter.value)],
      applies: 'ask',
    }),
  );
  const removal: readonly Fix[] =
    line.pointers.length > 1
      ? [{ title: `Remove pointer ${pointer.value.slice(0, 8)}`, edits: [dropPointer(line, pointer)], applies: 'ask' }]
      : [];
  return [...split, ...others, ...removal];
}

/** With the diagnosis, where it is one: what else is written there may be anything. */
function pointTitle(codes: Codes, { letter, code }: Diagnosis): string {
  const isTitled = code !== undefined && codes.diagnosisTitle(code.value) !== undefined;
  return `Point to ${letter.value}${isTitled ? `: ${titledDiagnosis(codes, code.value)}` : ''}`;
}
