import { type BilledLine, carries } from '../claim/billed.js';
import { isFacilitysAlone } from '../claim/facility.js';
import { addFirstModifier, removeLine, replaceValue } from '../encounter/edits.js';
import type { Written } from '../encounter/encounter.js';
import { type Case, defineRule, type Finding, type Fix } from './rule.js';

/** In a facility, the facility bills the technical component; the physician bills only the reading (CARC 97 with M97). */
export const componentInFacility = defineRule({
  id: 'component-in-facility',
  summary: 'A physician bills the technical component of a code in a facility',
  severity: 'error',
  mayYieldTo: ['bundled-imaging', 'bundled-pair'],
  speaksOf: 'service',
  restsOn: ['billing-rules'],
  tables: ['feeSchedule'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes } = situation;
    const { place } = encounter;
    // Telehealth outside the home is priced as a facility, but has no equipment.
    if (!place || encounter.claim !== 'professional' || place.value === '02') return;
    if (!codes.place(place.value)?.isFacility) return;
    for (const line of claim.lines) {
      const finding = line.isInForce ? partHere(situation, line, place) : undefined;
      // If the line may not be billed with another one at all, it does not matter which component it bills.
      if (finding) yield { ...finding, yieldsTo: ['bundled-imaging', 'bundled-pair'], about: { lines: [line.index] } };
    }
  },
});

function partHere(situation: Case, billed: BilledLine, place: Written<string>): Finding | undefined {
  const { encounter, codes } = situation;
  const { line, code } = billed;
  const row = codes.feeSchedule(code, encounter.date?.value);
  if (!row || !['A', 'C', 'R'].includes(row.status)) return undefined;
  const related = [{ at: place.span, message: `Place of service ${place.value} is a facility` }];
  const source = row.edition;
  if (row.partsIndicator === '3') {
    if (!isFacilitysAlone(situation, code)) return undefined;
    return {
      at: line.code.span,
      message: `${code} is a technical component only (PC/TC indicator 3, ${source}), which the facility bills in place of service ${place.value}`,
      related,
      fixes: [{ title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' }],
    };
  }
  if (row.partsIndicator !== '1' || carries(billed, '26')) return undefined;
  const technical = line.modifiers.find(({ value }) => value === 'TC');
  if (technical) {
    return {
      at: technical.span,
      message: `TC bills the technical component of ${code}, which the facility bills in place of service ${place.value}: the reading alone is ${code}-26 (PC/TC indicator 1, ${source})`,
      related,
      fixes: [
        { title: 'Change TC to 26', edits: [replaceValue(technical, '26')], applies: 'ask' },
        { title: `Remove the ${code} line`, edits: [removeLine(line)], applies: 'ask' },
      ],
    };
  }
  return {
    at: line.code.span,
    message: `${code} includes the technical component, which the facility bills in place of service ${place.value}: the reading alone is ${code}-26 (PC/TC indicator 1, ${source})`,
    related,
    fixes: [addReading(billed)],
  };
}

function addReading({ line }: BilledLine): Fix {
  // It affects payment, so it goes before informational modifiers.
  return { title: 'Add modifier 26', edits: [addFirstModifier(line, '26')], applies: 'ask' };
}
