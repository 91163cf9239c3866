import { rewriteLines } from '../billing/bill.js';
import { formLines } from '../billing/form-lines.js';
import { unitsAsDocumented } from '../billing/further.js';
import { type BilledLine, carries } from '../claim/billed.js';
import { formsOf } from '../claim/claim.js';
import { documentedServices } from '../claim/services.js';
import { linesByCode } from '../claim/units.js';
import { removeLine, removeModifier, setUnits } from '../encounter/edits.js';
import { aboutLine, type Case, defineRule, type Finding, type Fix } from './rule.js';

/** 50 alone means both sides; LT or RT with it is a contradiction, and the line is denied (CARC 4). */
export const bilateralConflict = defineRule({
  id: 'bilateral-conflict',
  summary: 'Modifiers or units for both sides contradict each other',
  severity: 'error',
  silences: [
    'bilateral-style',
    'side-mismatch',
    'duplicate-line',
    'units-exceed-mue',
    'level-overcount',
    'level-undercount',
  ],

  *check(situation): Iterable<Finding> {
    const { claim } = situation;
    for (const [code, lines] of linesByCode(claim)) {
      for (const line of lines) {
        const inLine = conflictOnLine(line, dropsSites(situation, line));
        if (inLine) {
          yield {
            ...inLine,
            fixes: () => [...asDocumented(situation, line), ...bothSides(situation, [line]), ...inLine.fixes],
            about: aboutLine(line),
          };
        }
      }
      const between = conflictBetween(lines);
      if (!between) continue;
      const { earlier, later } = between;
      const modifier = later.fifty ?? later.sideModifiers[0];
      yield {
        at: modifier?.span ?? later.line.code.span,
        message: `${code} is billed on both sides with 50 and again on one side: keep one line, or bill both sides in the payer's form`,
        related: [
          {
            at: (earlier.fifty ?? earlier.sideModifiers[0])?.span ?? earlier.line.code.span,
            message: 'The other line is here',
          },
        ],
        fixes: [
          ...bothSides(situation, [earlier, later]),
          { title: 'Remove this line', edits: [removeLine(later.line)], applies: 'ask' },
        ],
        about: { ...aboutLine(later), lines: [earlier.index, later.index] },
      };
    }
  },
});

type OnLine = Pick<Finding, 'at' | 'message' | 'related'> & { readonly fixes: readonly Fix[] };

/** Whether one unit on both sides would drop a site that the record has. */
function dropsSites({ encounter, claim, codes }: Case, line: BilledLine): boolean {
  return (documentedServices(encounter, claim, codes, line) ?? 0) > 2;
}

/** @param isFewer one unit on both sides would bill fewer sites than the record has */
function conflictOnLine(line: BilledLine, isFewer: boolean): OnLine | undefined {
  const { fifty, sideModifiers, code, units } = line;
  const whole = sideModifiers.filter(({ value }) => value === 'LT' || value === 'RT');
  const side = whole[0];
  if (fifty && side) {
    const [earlier, later] = fifty.span.start < side.span.start ? [fifty, side] : [side, fifty];
    return {
      at: later.span,
      message: `${code} carries 50 (both sides) and ${side.value} (one side): keep only one of them`,
      related: [{ at: earlier.span, message: `${earlier.value} is here` }],
      fixes: [without(fifty), ...whole.slice(0, 1).map(without)],
    };
  }
  const left = whole.find(({ value }) => value === 'LT');
  const right = whole.find(({ value }) => value === 'RT');
  if (left && right) {
    const [earlier, later] = left.span.start < right.span.start ? [left, right] : [right, left];
    return {
      at: later.span,
      message: `${code} carries LT and RT on one line: keep one, or bill both sides in the payer's form`,
      related: [{ at: earlier.span, message: `${earlier.value} is here` }],
      fixes: [without(later), without(earlier)],
    };
  }
  if (fifty && units > 1 && !line.isPerFurtherLevel && line.line.unitsSpan) {
    // 50 does not apply to a drug's units.
    if (line.bilateral !== '1' && line.bilateral !== '3') {
      return {
        at: line.line.unitsSpan,
        message: `${code} has no sides but carries 50, which means both sides in one unit, and is billed for ${units} units: remove 50`,
        related: [],
        fixes: [without(fifty)],
      };
    }
    return {
      at: line.line.unitsSpan,
      message: isFewer
        ? `${code} carries 50, which means both sides in one unit, but is billed for ${units} units: bill each site on its own line`
        : `${code} carries 50, which means both sides in one unit, but is billed for ${units} units: change units to x1`,
      related: [],
      fixes: isFewer ? [] : [{ title: 'Change units to 1', edits: [setUnits(line.line, 1)], applies: 'ask' }],
    };
  }
  return undefined;
}

/** A 50 line and a one-sided line for one code, neither marked as a separate service. */
function conflictBetween(lines: readonly BilledLine[]): { earlier: BilledLine; later: BilledLine } | undefined {
  const plain = lines.filter(
    (line) => !line.isPerFurtherLevel && !carries(line, '59', 'XE', 'XP', 'XS', 'XU', '76', '77'),
  );
  const fifty = plain.find((line) => line.fifty && line.sideModifiers.length === 0);
  const oneSided = plain.find(
    (line) => !line.fifty && line.sideModifiers.some(({ value }) => value === 'LT' || value === 'RT'),
  );
  if (!fifty || !oneSided) return undefined;
  return fifty.index < oneSided.index ? { earlier: fifty, later: oneSided } : { earlier: oneSided, later: fifty };
}

/** Units beside 50 may be further levels or nerves, which have a code of their own. */
function asDocumented(situation: Case, line: BilledLine): readonly Fix[] {
  if (!line.fifty || line.sideModifiers.length > 0 || line.units === 1) return [];
  return unitsAsDocumented(situation, line);
}

function bothSides(situation: Case, lines: readonly BilledLine[]): readonly Fix[] {
  const { encounter, policy } = situation;
  const [first] = lines;
  if (!policy || !first || (first.bilateral !== '1' && first.bilateral !== '3')) return [];
  if (dropsSites(situation, first)) return [];
  const units = first.isPerFurtherLevel ? first.units : 1;
  return formsOf(policy, encounter, first).map((form): Fix => {
    const wanted = formLines({ both: units, left: 0, right: 0, unsided: 0 }, form);
    const edits = rewriteLines(
      situation,
      lines,
      wanted.map((line) => ({ ...line, code: first.code })),
    );
    const written = wanted
      .map(({ side, units: each }) => `${first.code}${side ? `-${side}` : ''} x${each}`)
      .join(' and ');
    return { title: `Bill both sides as ${policy.name} accepts them: ${written}`, edits, applies: 'ask' };
  });
}

function without(modifier: {
  readonly value: string;
  readonly span: { readonly start: number; readonly end: number };
}): Fix {
  return {
    title: `Remove modifier ${modifier.value}`,
    edits: [removeModifier(modifier)],
    applies: 'ask',
  };
}
