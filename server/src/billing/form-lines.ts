/** One code's services on their sides as service lines in a payer's form: payer-policy.md, "Bilateral forms". */
import type { BilateralForm } from '../policy/vocabulary.js';

/** How many services of one code were done on both sides, on one side, and with no side named. */
export interface SidedCount {
  readonly both: number;
  readonly left: number;
  readonly right: number;
  readonly unsided: number;
}

/** The side and the units of one service line. */
interface FormLine {
  /** The modifier that says the side. */
  readonly side: '50' | 'RT' | 'LT' | undefined;
  readonly units: number;
}

/** A service line as it should be, apart from pointers and charge. */
export interface WantedLine extends FormLine {
  readonly code: string;
}

/** What bills a procedure kind. */
export interface Wanted {
  readonly lines: readonly WantedLine[];
  /** What is documented and the payer does not pay: levels, or codes. */
  readonly unpaid: readonly string[];
}

/** One code's lines in the payer's form; undefined where the code is not in force, or the form is needed and not known. */
export type Write = (code: string, count: SidedCount) => readonly WantedLine[] | undefined;

/** The lines that bill these services in the form, bilateral ones first. */
export function formLines({ both, left, right, unsided }: SidedCount, form: BilateralForm): readonly FormLine[] {
  const isTwoLines = form === 'rt-lt' || form === 'two-lines';
  const counts: readonly FormLine[] = [
    { side: '50', units: form === 'modifier-50' ? both : 0 },
    { side: 'RT', units: right + (isTwoLines ? both : 0) },
    { side: 'LT', units: left + (isTwoLines ? both : 0) },
    { side: undefined, units: unsided + (form === 'units-2' ? 2 * both : 0) },
  ];
  return counts.filter(({ units }) => units > 0);
}
