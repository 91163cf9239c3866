import { unitsAsDocumented } from '../billing/further.js';
import type { BilledLine } from '../claim/billed.js';
import type { Claim } from '../claim/claim.js';
import { documentedServices } from '../claim/services.js';
import { countedUnits, linesByCode, unitsOnSide } from '../claim/units.js';
import { deniedByStatus } from '../claim/unpaid.js';
import { editionWords } from '../codes/edition-words.js';
import { removeLine, setUnits } from '../encounter/edits.js';
import { counted } from '../text/words.js';
import { aboutLine, type Case, defineRule, type Finding, type Fix } from './rule.js';

/** Units over what CMS considers likely are denied, most of them without appeal (CARC 151 with N362). */
export const unitsExceedMue = defineRule({
  id: 'units-exceed-mue',
  summary: 'More units are billed than are allowed per day, side or line',
  severity: 'error',
  maySilence: ['level-overcount', 'level-undercount'],
  restsOn: ['mue', 'billing-rules'],
  tables: ['mue'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes, policy } = situation;
    const date = encounter.date?.value;
    for (const [code, lines] of linesByCode(claim)) {
      const excess = byDefinition(code, lines, claim);
      if (excess) {
        const { fixes } = excess;
        yield {
          ...excess,
          fixes: () => [...asDocumented(situation, lines), ...fixes],
          silences: ['level-overcount', 'level-undercount'],
        };
        continue;
      }
      if (encounter.claim !== 'professional' || policy?.mue !== 'cms') {
        // Of a nerve too, and of a vertebral body, one unit is all of it on a side, or the first of several, by the code's own meaning.
        const isFirst = isFirstOfNerve(code, situation) || codes.related(code, 'further').length > 0;
        const ofNerve = isFirst ? beyondOneASide(code, lines, claim) : undefined;
        if (ofNerve) {
          yield { ...ofNerve, severity: 'warning', fixes: () => [...asDocumented(situation, lines), ...ofNerve.fixes] };
        }
        continue;
      }
      const mue = codes.mue(code, date);
      if (!mue) continue;
      const { units: limit, indicator } = mue;
      // A limit of 0 only repeats the fee schedule's status, and that rule knows whether the line asks for payment.
      if (limit === 0 && policy.billingRules === 'cms' && lines.some((each) => deniedByStatus(each, codes, date)))
        continue;
      const units = countedUnits(claim, lines);
      const over = indicator === 1 ? units.findIndex((each) => each > limit) : firstOver(units, limit);
      const line = lines[over];
      if (over < 0 || !line) continue;
      const total = indicator === 1 ? (units[over] ?? 0) : sum(units);
      const edition = editionWords({ edition: `MUE ${mue.quarter}`, isBeforeEdition: mue.isBeforeEdition });
      const isOnceASide = line.facts?.family !== undefined && !line.isPerFurtherLevel;
      yield {
        at: line.line.unitsSpan ?? line.line.code.span,
        severity: indicator === 2 && !mue.isBeforeEdition ? undefined : 'warning',
        message: `${code} is billed for ${counted(total, 'unit')} on one ${indicator === 1 ? 'line' : 'day'}, but CMS's unit limit is ${limit} (${edition})`,
        related: others(lines, line),
        fixes: () => [
          ...asDocumented(situation, lines),
          // Fewer units than the record has sites are for the payer to deny, not for us to drop.
          ...((documentedServices(encounter, claim, codes, line) ?? 0) > limit
            ? []
            : limited(line, limit - (indicator === 1 ? 0 : sum(units.slice(0, over))))),
        ],
        about: { ...aboutLine(line), lines: lines.map(({ index }) => index) },
        silences: isOnceASide ? ['level-overcount', 'level-undercount'] : [],
      };
    }
  },
});

/** What the code's own meaning does not allow, whoever pays. */
function byDefinition(
  code: string,
  lines: readonly BilledLine[],
  claim: Claim,
): (Finding & { readonly fixes: readonly Fix[] }) | undefined {
  const [first] = lines;
  const isOnce = first?.facts?.reported === 'once-a-day' || (first?.facts?.family && !first.isPerFurtherLevel);
  return isOnce ? beyondOneASide(code, lines, claim) : undefined;
}

/** A nerve's code that bills all of it on one side, or the first of several; its table says so by a published source. */
function isFirstOfNerve(code: string, { encounter, codes }: Case): boolean {
  const nerve = codes.nerveOfCode(code);
  if (!nerve?.isCertain) return false;
  if (nerve.unit === 'side') return true;
  const { blockEachFurther: further } = nerve;
  const isFirst = further !== undefined && code !== further && nerve.block.includes(code);
  return isFirst && codes.addOn(further, encounter.date?.value) !== undefined;
}

function beyondOneASide(
  code: string,
  lines: readonly BilledLine[],
  claim: Claim,
): (Finding & { readonly fixes: readonly Fix[] }) | undefined {
  const [first] = lines;
  if (!first?.isInForce) return undefined;
  const about = { ...aboutLine(first), lines: lines.map(({ index }) => index) };
  for (const [index, line] of lines.entries()) {
    const upTo = lines.slice(0, index + 1);
    const { units, side } = unitsOnSide(claim, upTo);
    const day = sum(countedUnits(claim, upTo));
    const isTwiceADay = first.facts?.reported === 'once-a-day' && day > 1;
    if (!isTwiceADay && units <= 1) continue;
    const before = sum(countedUnits(claim, lines.slice(0, index)));
    return {
      at: line.line.unitsSpan ?? line.line.code.span,
      message: isTwiceADay
        ? `${code} is billed ${day} times on one day, but it covers ${first.facts?.rung === 'third' ? 'the third and all further levels' : 'all further levels'} together, once per day`
        : `${code} is billed for ${counted(units, 'unit')}${side ? ` on the ${side}` : ''}, but it is reported once per ${first.bilateral === '1' || first.bilateral === '3' ? 'side' : 'day'}`,
      related: others(lines, line),
      fixes: limited(line, units > 1 && line.units > 1 ? 1 : 1 - before),
      about,
    };
  }
  return undefined;
}

function others(lines: readonly BilledLine[], line: BilledLine): Finding['related'] {
  return lines
    .filter((each) => each !== line)
    .map((each) => ({ at: each.line.code.span, message: `${each.code} is also billed here` }));
}

function asDocumented(situation: Case, [line]: readonly BilledLine[]): readonly Fix[] {
  return line ? unitsAsDocumented(situation, line) : [];
}

function limited({ line, code }: BilledLine, left: number): readonly Fix[] {
  if (left < 1) return [{ title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' }];
  return [{ title: `Change units to ${left}`, edits: [setUnits(line, left)], applies: 'ask' }];
}

function firstOver(units: readonly number[], limit: number): number {
  let total = 0;
  return units.findIndex((each) => {
    total += each;
    return total > limit;
  });
}

function sum(units: readonly number[]): number {
  return units.reduce((total, each) => total + each, 0);
}
