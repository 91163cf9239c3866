import { sideWritten } from '../billing/bill.js';
import { billableKinds, isBilledAs, wantedLines } from '../billing/wanted.js';
import type { BilledLine } from '../claim/billed.js';
import { type Claim, supportingProcedures } from '../claim/claim.js';
import { documentedSites } from '../claim/documented.js';
import { countedUnits, linesByCode } from '../claim/units.js';
import type { Mue } from '../codes/codes.js';
import { mergeCharges, removeLine, setUnits } from '../encounter/edits.js';
import { once } from '../text/once.js';
import { aboutLine, type Case, defineRule, type Finding, type Fix } from './rule.js';

/** The second of two equal lines is denied as a duplicate (CARC 18). */
export const duplicateLine = defineRule({
  id: 'duplicate-line',
  summary: 'The same code is billed twice without a modifier that explains why',
  severity: 'error',
  maySilence: ['units-exceed-mue'],
  silences: ['level-overcount', 'level-undercount'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes } = situation;
    for (const [code, lines] of linesByCode(claim)) {
      const mue = codes.mue(code, encounter.date?.value);
      // The same for every repeat of the code.
      const isWithin = once(() => !mue || total(claim, withoutRepeats(claim, lines)) <= mue.units);
      for (const [index, later] of lines.entries()) {
        if (later.isPerFurtherLevel || later.saysWhyRepeated) continue;
        const earlier = lines.slice(0, index).find((each) => isSame(each, later) && !isPayersPair(claim, each, later));
        if (!earlier) continue;
        yield {
          at: later.line.code.span,
          message: `${written(later)} repeats an earlier line: the second is denied unless 76, 77, 59 or X{EPSU} explains why`,
          related: [{ at: earlier.line.code.span, message: 'The first line is here' }],
          fixes: () => [
            ...merged(situation, earlier, later, mue),
            { title: 'Remove this line', edits: [removeLine(later.line)], applies: 'ask' },
          ],
          about: { ...aboutLine(later), lines: [earlier.index, later.index] },
          silences: isWithin() ? ['units-exceed-mue'] : [],
        };
      }
    }
  },
});

/** The lines that would be left without repeats. */
function withoutRepeats(claim: Claim, lines: readonly BilledLine[]): readonly BilledLine[] {
  return lines.filter(
    (line, index) =>
      line.saysWhyRepeated ||
      !lines.slice(0, index).some((each) => isSame(each, line) && !isPayersPair(claim, each, line)),
  );
}

function isSame(one: BilledLine, other: BilledLine): boolean {
  const key = ({ line }: BilledLine): string => [...new Set(line.modifiers.map(({ value }) => value))].sort().join('-');
  return key(one) === key(other);
}

function isPayersPair({ pairs }: Claim, one: BilledLine, other: BilledLine): boolean {
  return pairs.some(({ isPayersForm, lines }) => isPayersForm && lines.includes(one) && lines.includes(other));
}

function merged(situation: Case, earlier: BilledLine, later: BilledLine, mue: Mue | undefined): readonly Fix[] {
  const units = earlier.units + later.units;
  const isOnceASide = later.facts?.family !== undefined;
  if (isOnceASide || earlier.fifty || (mue && mue.units < units)) return [];
  if (!mayAddUp(situation, earlier, units)) return [];
  return [
    {
      title: `Merge into one line with ${units} units`,
      edits: [setUnits(earlier.line, units), ...mergeCharges(earlier.line, [later.line]), removeLine(later.line)],
      applies: 'ask',
    },
  ];
}

/** Units of a drug add up; of a procedure only as many are billed as the record has sites, levels or nerves. */
function mayAddUp({ encounter, claim, codes, policy }: Case, line: BilledLine, units: number): boolean {
  const { code, facts } = line;
  if (facts?.group === 'drug') return true;
  // Nerves without a code of their own are a unit each.
  if ([...codes.otherNerve.block, ...codes.otherNerve.destruction].includes(code)) {
    const sites = supportingProcedures(encounter, line).flatMap(documentedSites);
    const here = sites.filter(({ site, sides }) => site !== '' && line.sides.every((side) => sides.includes(side)));
    return new Set(here.map(({ site }) => site)).size >= units;
  }
  return billableKinds
    .filter((kind) => isBilledAs(kind, facts) && encounter.procedures.some((each) => each.kind === kind))
    .flatMap((kind) => wantedLines(encounter, claim, codes, policy, kind)?.lines ?? [])
    .some((wanted) => wanted.code === code && wanted.side === sideWritten(line) && wanted.units >= units);
}

function written({ line }: BilledLine): string {
  return [line.code.value, ...line.modifiers.map(({ value }) => value)].join('-');
}

function total(claim: Claim, lines: readonly BilledLine[]): number {
  return countedUnits(claim, lines).reduce((sum, each) => sum + each, 0);
}
