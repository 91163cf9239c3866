import type { BilledLine } from '../claim/billed.js';
import { type Comparison, type Disagreement, diagnosisComparer, namesPlace } from '../claim/diagnosed.js';
import { regionWords } from '../clinical/level.js';
import { titledDiagnosis } from '../codes/diagnosis-names.js';
import { diagnosisSideOf, spinePartOf } from '../codes/diagnosis-places.js';
import { insertDiagnosisBelow, replaceValue, repoint } from '../encounter/edits.js';
import type { Diagnosis, Written } from '../encounter/encounter.js';
import { addTo } from '../text/grouped.js';
import type { Edit } from '../text/span.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Finding, type Fix } from './rule.js';

/** A neck diagnosis does not support a low back procedure, nor a right knee diagnosis a left knee procedure (CARC 11). */
export const diagnosisMismatch = defineRule({
  id: 'diagnosis-mismatch',
  summary: 'A diagnosis names a different region or side than the service it is billed for',
  severity: 'warning',
  asks: 'diagnosis',
  tables: ['diagnoses'],

  *check(situation): Iterable<Finding> {
    const { encounter, codes } = situation;
    if (!encounter.diagnoses.some(({ code }) => code && namesPlace(code.value))) return;
    const byLetter = new Map<string, Diagnosis>();
    for (const each of encounter.diagnoses) if (!byLetter.has(each.letter.value)) byLetter.set(each.letter.value, each);
    const compare = diagnosisComparer(encounter, situation.claim);
    const isWrong = (line: BilledLine, { value }: Written<string>): boolean => {
      const code = byLetter.get(value)?.code?.value;
      return code !== undefined && typeof compare(line, code) === 'object';
    };
    if (!situation.claim.lines.some((line) => line.line.pointers.some((pointer) => isWrong(line, pointer)))) return;
    for (const [letter, pointings] of pointedTo(situation, byLetter, compare)) {
      const diagnosis = byLetter.get(letter);
      const code = diagnosis?.code;
      const [first, ...others] = wrongOf(pointings);
      if (!diagnosis || !code || !first || codes.diagnosis(code.value, encounter.date?.value).kind !== 'valid')
        continue;
      const right = validOf(situation, first.found.right);
      const wanted = right.length > 0 ? `: ${listed(right, 'or')} would match` : '';
      yield {
        at: code.span,
        message: `${code.value} is ${placeWords(code.value)}, but ${forWords(first)}${wanted}`,
        related: [first, ...others].map(({ line, pointer }) => ({
          at: pointer.span,
          message: `${line.code} points to it here`,
        })),
        fixes: () => fixesFor(situation, { ...diagnosis, code }, pointings, right),
        about: { lines: [first, ...others].map(({ line }) => line.index) },
      };
    }
  },
});

/** A line's pointer, and how its diagnosis compares with the line. */
interface Pointing {
  readonly line: BilledLine;
  readonly pointer: Written<string>;
  readonly found: Comparison;
  /** Some diagnosis of the line agrees with it. */
  readonly hasReason: boolean;
}
type Wrong = Pointing & { readonly found: Disagreement };

/** The pointers to each letter. */
function pointedTo(
  { claim }: Case,
  byLetter: ReadonlyMap<string, Diagnosis>,
  compare: ReturnType<typeof diagnosisComparer>,
): ReadonlyMap<string, readonly Pointing[]> {
  const pointed = new Map<string, Pointing[]>();
  for (const line of claim.lines) {
    const compared = line.line.pointers.map((pointer) => {
      const code = byLetter.get(pointer.value)?.code?.value;
      return { line, pointer, found: code === undefined ? undefined : compare(line, code) };
    });
    const hasReason = compared.some(({ found }) => found === 'agrees');
    for (const each of compared) addTo(pointed, each.pointer.value, { ...each, hasReason });
  }
  return pointed;
}

/**
 * The pointers for which a diagnosis is wrong. If every line points to everything, each line has a matching diagnosis among them:
 * a diagnosis that is right for another line is then not a mistake.
 */
function wrongOf(pointings: readonly Pointing[]): readonly Wrong[] {
  const isWrong = (each: Pointing): each is Wrong => typeof each.found === 'object';
  const hasPlace = pointings.some((each) => !isWrong(each));
  return pointings.filter(isWrong).filter(({ hasReason }) => !(hasPlace && hasReason));
}

function validOf({ encounter, codes }: Case, right: readonly string[]): readonly string[] {
  return right.filter((code) => codes.diagnosis(code, encounter.date?.value).kind === 'valid');
}

function placeWords(code: string): string {
  const side = diagnosisSideOf(code)?.side;
  return side ? `a ${side}-side diagnosis` : `a diagnosis of the ${spinePartOf(code)?.words}`;
}

function forWords({ line, found }: Wrong): string {
  if (found.levels.length > 0) return `${line.code} is billed for ${listed(found.levels)}`;
  if (found.sides.length > 0) return `${line.code} is billed for the ${listed(found.sides)}`;
  return `${line.code} is a ${regionWords[line.facts?.region ?? 'cervical-thoracic']} code`;
}

function fixesFor(
  { encounter, codes }: Case,
  diagnosis: Diagnosis & { readonly code: Written<string> },
  pointings: readonly Pointing[],
  right: readonly string[],
): readonly Fix[] {
  const isRightForOthers = pointings.some(({ found }) => found === 'agrees');
  const pointTo = (there: string): readonly Edit[] =>
    wrongOf(pointings).map(({ line, pointer }) => repoint(line.line, pointer, there));
  return right.flatMap((instead): readonly Fix[] => {
    const there = encounter.diagnoses.find((each) => each.code?.value === instead)?.letter.value;
    if (there !== undefined) {
      return [
        { title: `Point to ${there}: ${titledDiagnosis(codes, instead)}`, edits: pointTo(there), applies: 'ask' },
      ];
    }
    if (!isRightForOthers) {
      return [
        {
          title: `Change the diagnosis to ${titledDiagnosis(codes, instead)}`,
          edits: [replaceValue(diagnosis.code, instead)],
          applies: 'ask',
        },
      ];
    }
    const free = firstFree(encounter.diagnoses);
    if (free === undefined) return [];
    const edits = [insertDiagnosisBelow(encounter, diagnosis, { letter: free, code: instead }), ...pointTo(free)];
    return [{ title: `Add diagnosis ${titledDiagnosis(codes, instead)} and point to it`, edits, applies: 'ask' }];
  });
}

/** The first unused letter; a claim holds twelve diagnoses. */
function firstFree(diagnoses: readonly Diagnosis[]): string | undefined {
  const taken = new Set(diagnoses.map(({ letter }) => letter.value));
  return [...'ABCDEFGHIJKL'].find((each) => !taken.has(each));
}
