/** The service lines that bill the documented nerve blocks, or destructions of nerves: each nerve with its own code, in its own units. */
import { supportingProcedures } from '../claim/claim.js';
import { expectedRungs, type TreatedLevel } from '../claim/expected.js';
import { firstCodesOfNerve, type NerveService, type TreatedNerve, treatedNerves } from '../claim/nerves.js';
import { serviceDone } from '../claim/technique.js';
import type { Asked } from '../claim/terms.js';
import type { NerveCodes } from '../codes/codes.js';
import type { SidedCount, Wanted, WantedLine, Write } from './form-lines.js';
import { paidLines } from './paid.js';

/**
 * The lines for all documented procedures of the kind; undefined where the record does not name each nerve, where a nerve has
 * several codes of which none is billed, or where one of the lines may bill a procedure of another kind.
 */
export function nerveLines(asked: Asked, kind: 'nerve-block' | 'nerve-destruction', write: Write): Wanted | undefined {
  const { encounter, claim, codes } = asked;
  const procedures = encounter.procedures.filter((procedure) => procedure.kind === kind);
  if (procedures.some((procedure) => serviceDone(procedure) !== kind || procedure.unreadableLevels)) return undefined;
  const treated = treatedNerves(procedures, codes);
  if (!treated) return undefined;
  const ofKind = claim.lines.filter(({ facts }) => facts?.nerve !== undefined && facts.kinds.includes(kind));
  if (ofKind.some((line) => line.isReduced || supportingProcedures(encounter, line).some((each) => each.kind !== kind)))
    return undefined;
  const counts = new Map<string, SidedCount>();
  for (const nerve of treated) {
    const counted = countsOf(asked, nerve, kind === 'nerve-block' ? 'block' : 'destruction');
    if (!counted) return undefined;
    for (const [code, count] of counted) counts.set(code, sum(counts.get(code), count));
  }
  const lines: WantedLine[] = [];
  for (const [code, count] of counts) {
    const sided = count.both + count.left + count.right;
    const written = count.unsided > 0 && sided > 0 ? undefined : write(code, count);
    if (!written) return undefined;
    lines.push(...written);
  }
  return paidLines(asked, lines);
}

/** The code for each further unit of a nerve's injection; undefined on a date on which it was not one. */
export function furtherCode({ codes, encounter }: Asked, { blockEachFurther }: NerveCodes): string | undefined {
  return blockEachFurther !== undefined && codes.addOn(blockEachFurther, encounter.date?.value) !== undefined
    ? blockEachFurther
    : undefined;
}

/** How often each code bills the nerve, on which sides. */
function countsOf(
  asked: Asked,
  treated: TreatedNerve,
  service: NerveService,
): readonly (readonly [string, SidedCount])[] | undefined {
  const { claim, codes, encounter } = asked;
  const { nerve, units } = treated;
  const date = encounter.date?.value;
  const own = firstCodesOfNerve(treated, service, codes, date);
  const billed = own.filter((code) => claim.lines.some((line) => line.code === code));
  const [code, another] = own.length === 1 ? own : billed;
  if (!code || another || nerve.isOfJoint || nerve.unit === undefined || units.length === 0) return undefined;
  const further = service === 'block' ? furtherCode(asked, nerve) : undefined;
  if (further !== undefined) {
    return expectedRungs(units, ['first', 'further']).map(({ rung, ...count }) => [
      rung === 'first' ? code : further,
      count,
    ]);
  }
  const count = countOf(code === nerve.blockEachFurther ? [onAllSides(units)] : units);
  const once = { both: 0, left: 0, right: 0, unsided: 1 };
  if (nerve.blockBothSides.includes(code)) return [[code, once]];
  switch (codes.bilateralIndicator(code, date)) {
    case '0':
      // Without sides, each nerve of each side is a unit, and what is in the middle is one.
      if (nerve.unit === 'nerve') {
        return [[code, { ...once, unsided: 2 * count.both + count.left + count.right + count.unsided }]];
      }
      return count.both > 0 ? undefined : [[code, once]];
    case '2':
      return [[code, once]];
    default:
      return [[code, count]];
  }
}

function countOf(units: readonly TreatedLevel[]): SidedCount {
  const on = (wanted: string): number =>
    units.filter(({ sides }) => (sides.length === 2 ? 'both' : (sides[0] ?? 'unsided')) === wanted).length;
  return { both: on('both'), left: on('left'), right: on('right'), unsided: on('unsided') };
}

/** Several nerves that one code bills together. */
function onAllSides(units: readonly TreatedLevel[]): TreatedLevel {
  const sides = new Set(units.flatMap((unit) => unit.sides));
  return { level: '', sides: [...sides] };
}

function sum(one: SidedCount | undefined, other: SidedCount): SidedCount {
  if (!one) return { both: other.both, left: other.left, right: other.right, unsided: other.unsided };
  return {
    both: one.both + other.both,
    left: one.left + other.left,
    right: one.right + other.right,
    unsided: one.unsided + other.unsided,
  };
}
