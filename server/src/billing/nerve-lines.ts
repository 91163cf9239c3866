/** The service lines that bill one nerve with its own code in place of lines that bill it with another. */
import type { BilledLine } from '../claim/billed.js';
import type { TreatedNerve } from '../claim/nerves.js';
import type { Asked } from '../claim/terms.js';
import type { BodySide } from '../clinical/level.js';
import { formsFor } from '../policy/policy.js';
import type { Edit } from '../text/span.js';
import { rewriteLines, sideWritten } from './bill.js';
import { formLines, type WantedLine } from './form-lines.js';
import { furtherCode } from './wanted-nerves.js';

/**
 * The edits that bill the nerve with the code, once for each unit: lines of one side become one. Undefined where the table does
 * not say what a unit is, or where the sides of the lines cannot be kept.
 */
export function billedAsNerve(
  asked: Asked,
  lines: readonly BilledLine[],
  treated: TreatedNerve,
  code: string,
): readonly Edit[] | undefined {
  const { nerve, units } = treated;
  if (nerve.unit === undefined || units.length === 0) return undefined;
  if (lines.some(({ sideModifiers }) => sideModifiers.some(({ value }) => value !== 'LT' && value !== 'RT')))
    return undefined;
  const sides = new Set(lines.map(sideWritten));
  if (sides.has(undefined) && sides.size > 1) return undefined;
  const linesFor = (side: WantedLine['side'], count: number): readonly WantedLine[] =>
    withUnits(asked, treated, { code, side }, count);
  const wanted = sides.has(undefined)
    ? withoutSides(asked, treated, linesFor)
    : [...sides].flatMap((side) => linesFor(side, unitsOn(treated, side)));
  return wanted && rewriteLines(asked, lines, wanted, code);
}

/** The code once, and the one for each further unit for the others; or once for each unit. */
function withUnits(
  asked: Asked,
  { nerve }: TreatedNerve,
  line: Pick<WantedLine, 'code' | 'side'>,
  units: number,
): readonly WantedLine[] {
  const further = nerve.block.includes(line.code) ? furtherCode(asked, nerve) : undefined;
  if (further !== undefined && units > 1) {
    return [
      { ...line, units: 1 },
      { ...line, code: further, units: units - 1 },
    ];
  }
  // Before there was a code for each further nerve, one code billed several.
  const isEach = nerve.unit === 'nerve' && line.code !== nerve.blockEachFurther;
  return [{ ...line, units: isEach ? units : 1 }];
}

/** How many units were treated on the side that a modifier names; all of them where none was treated there. */
function unitsOn({ units }: TreatedNerve, side: WantedLine['side']): number {
  const named: readonly BodySide[] = side === '50' ? ['left', 'right'] : side === 'LT' ? ['left'] : ['right'];
  const here = units.filter(({ sides }) => sides.length === 0 || named.every((each) => sides.includes(each)));
  return here.length > 0 ? here.length : units.length;
}

/** Lines without sides stay without, but for both sides, which take the payer's form. */
function withoutSides(
  { encounter, policy }: Asked,
  { units }: TreatedNerve,
  linesFor: (side: WantedLine['side'], count: number) => readonly WantedLine[],
): readonly WantedLine[] | undefined {
  if (!units.some(({ sides }) => sides.length === 2)) return linesFor(undefined, units.length);
  const [form] = policy ? formsFor(policy, { isAddOn: false }, encounter) : [];
  if (!form || units.some(({ sides }) => sides.length !== 2)) return undefined;
  return formLines({ both: 1, left: 0, right: 0, unsided: 0 }, form).flatMap((line) =>
    linesFor(line.side, units.length).map((each) => ({ ...each, units: each.units * line.units })),
  );
}
