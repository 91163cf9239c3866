/**
 * One service done on both sides, in whichever form it is billed: one line with 50, an RT line with an LT line, a
 * repeated line, or two units. Payer-policy.md, "Bilateral forms".
 */
import type { BilateralForm } from '../policy/vocabulary.js';
import type { BilledLine } from './billed.js';

export interface SidePair {
  readonly form: BilateralForm;
  readonly lines: readonly BilledLine[];
  /** 1, or for a code reported once per additional level, the levels it carries on both sides. */
  readonly levels: number;
  readonly namesSides: boolean;
  /** The payer accepts this form: then it is one service wherever units or repeats are counted. */
  readonly isPayersForm: boolean;
}

/** What the record says about the sides of one code's services. */
export interface DocumentedSides {
  /** Some side is named. */
  readonly isNamed: boolean;
  /** Services (levels, sites) done on both sides, on one side, and with no side named. */
  readonly both: number;
  readonly single: number;
  readonly unsided: number;
}

/**
 * The pairs among the lines of one code.
 *
 * @param lines all lines of the code while it is valid, in the order written
 * @param forms the forms the payer accepts
 */
export function pairsOf(
  lines: readonly BilledLine[],
  documented: DocumentedSides,
  forms: readonly BilateralForm[],
): readonly SidePair[] {
  const fifties = lines.filter((line) => line.fifty && line.sideModifiers.length === 0);
  const found: SidePair[] = fifties.map((line) =>
    pair('modifier-50', [line], line.isPerFurtherLevel ? line.units : 1, true, forms),
  );
  // What 50 already covers needs no RT and LT: those are then two services, one on each side.
  const told = found.reduce((sum, { levels }) => sum + levels, 0);
  const left = documented.isNamed ? documented.both - told : Number.POSITIVE_INFINITY;
  if (left > 0) found.push(...sidedPairs(lines, forms, left));
  const neutral = neutralPair(lines, documented, forms);
  if (neutral) found.push(neutral);
  return found;
}

function pair(
  form: BilateralForm,
  lines: readonly BilledLine[],
  levels: number,
  namesSides: boolean,
  forms: readonly BilateralForm[],
): SidePair {
  const isPayersForm = forms.includes(form) || (form === 'rt-lt' && forms.includes('two-lines'));
  return { form, lines, levels, namesSides, isPayersForm };
}

function sidedPairs(
  lines: readonly BilledLine[],
  forms: readonly BilateralForm[],
  mostLevels: number,
): readonly SidePair[] {
  const onOneSide = lines.filter((line) => !line.fifty && line.sides.length === 1 && !line.saysWhyRepeated);
  const rights = onOneSide.filter(({ sides }) => sides[0] === 'right');
  const lefts = onOneSide.filter(({ sides }) => sides[0] === 'left');
  let remaining = mostLevels;
  return lefts.slice(0, rights.length).flatMap((left, index) => {
    const right = rights[index];
    // Two fingers or toes are two sites, one on each side, not a pair.
    if (!right || remaining <= 0 || !isWholeSide(left) || !isWholeSide(right)) return [];
    const both = [left, right].sort((one, other) => one.index - other.index);
    const levels = left.isPerFurtherLevel ? Math.min(left.units, right.units, remaining) : 1;
    remaining -= levels;
    return [pair('rt-lt', both, levels, true, forms)];
  });
}

function isWholeSide(line: BilledLine): boolean {
  return line.sideModifiers.every(({ value }) => value === 'LT' || value === 'RT');
}

function neutralPair(
  lines: readonly BilledLine[],
  documented: DocumentedSides,
  forms: readonly BilateralForm[],
): SidePair | undefined {
  const plain = lines.filter((line) => line.sides.length === 0 && !line.saysWhyRepeated);
  const first = plain[0];
  if (!first) return undefined;
  const form: BilateralForm = plain.length > 1 ? 'two-lines' : 'units-2';
  const isTaken = forms.includes(form);
  if (first.isPerFurtherLevel) {
    const units = plain.reduce((sum, line) => sum + line.units, 0);
    const levels = documented.both > 0 ? documented.both : !documented.isNamed && isTaken ? documented.unsided : 0;
    // If there are as many units as levels, they are levels without a named side, not pairs.
    const hasOthers = documented.single > 0 && units !== 2 * levels;
    if (levels === 0 || hasOthers || units % 2 !== 0 || units < 2 * levels) return undefined;
    return pair(form, plain, units / 2, false, forms);
  }
  if (!(documented.both > 0 || (!documented.isNamed && isTaken))) return undefined;
  if (plain.length === 1) return first.units === 2 ? pair('units-2', plain, 1, false, forms) : undefined;
  const two = plain.slice(0, 2);
  return two.every(({ units }) => units === 1) ? pair('two-lines', two, 1, false, forms) : undefined;
}
