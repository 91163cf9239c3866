import type { BilledLine } from '../claim/billed.js';
import type { PlaceOfService } from '../codes/codes.js';
import { editionWords } from '../codes/edition-words.js';
import { replaceValue } from '../encounter/edits.js';
import type { Written } from '../encounter/encounter.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Finding } from './rule.js';

/** Telehealth and "other": where the patient was, they do not tell. */
const untold: ReadonlySet<string> = new Set(['02', '10', '99']);

/** Where drugs and contrast are the facility's business: domain facts, section 10, believed and in no source that was read. */
const drugsAreFacilitys: ReadonlySet<string> = new Set(['19', '21', '22', '24']);

/** A code with two parts and one that is a technical part alone: the rule about the parts says more (PC/TC indicators 1 and 3). */
const ofParts: ReadonlySet<string> = new Set(['1', '3']);

/** The fee schedule has no price (NA) for what is rarely or never done in a kind of place (CARC 5 with M77). */
export const placeOfService = defineRule({
  id: 'place-of-service',
  summary: 'A code is billed where the fee schedule has no price for it, or where it is not the physician’s to bill',
  severity: 'warning',
  restsOn: ['billing-rules'],
  tables: ['feeSchedule'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes, policy } = situation;
    const place = encounter.place && codes.place(encounter.place.value);
    if (policy?.billingRules !== 'cms') return;
    yield* sacroiliac(situation);
    if (!place || !encounter.place || encounter.claim !== 'professional') return;
    if (!untold.has(place.code)) {
      for (const line of claim.lines) {
        const finding = unpricedHere(situation, line, place, encounter.place);
        if (finding) yield finding;
      }
    }
    if (drugsAreFacilitys.has(place.code)) yield* drugsHere(claim.lines, encounter.place);
  },
});

function unpricedHere(
  { encounter, codes }: Case,
  { line, code, isInForce, index }: BilledLine,
  place: PlaceOfService,
  written: Written<string>,
): Finding | undefined {
  const unpriced = isInForce ? codes.unpriced(code, encounter.date?.value) : undefined;
  if (!unpriced || (unpriced.places === 'facility') !== place.isFacility) return undefined;
  if (place.isFacility && ofParts.has(codes.feeSchedule(code, encounter.date?.value)?.partsIndicator ?? ''))
    return undefined;
  const kind = place.isFacility ? 'a facility' : 'outside a facility';
  return {
    at: line.code.span,
    message: `${code} is billed at place ${place.code}, ${kind}, where it is rarely or never done and has no price (${editionWords(unpriced)})`,
    related: [{ at: written.span, message: `Place ${place.code} is ${kind}` }],
    about: { lines: [index] },
  };
}

/** Which facilities bill by codes of their own (codes.csv, column `facility_of`) the place alone tells. */
const facilities: ReadonlySet<string> = new Set(['19', '22', '24']);

function* sacroiliac({ encounter, claim, codes }: Case): Iterable<Finding> {
  const isPhysician = encounter.claim === 'professional';
  if (!isPhysician && !facilities.has(encounter.place?.value ?? '')) return;
  const whose = isPhysician
    ? 'the hospital’s or surgery center’s, and this claim is the physician’s'
    : 'the physician’s, and this claim is the facility’s';
  const counterpart = (code: string): string | undefined =>
    isPhysician
      ? codes.painCode(code)?.facilityOf
      : codes.painCodes.find(({ facilityOf }) => facilityOf === code)?.code;
  for (const { line, code, isInForce, index } of claim.lines) {
    const right = isInForce ? counterpart(code) : undefined;
    if (!right) continue;
    yield {
      at: line.code.span,
      message: `${code} is ${whose}: ${right} bills the sacroiliac joint injection here`,
      fixes: [{ title: `Replace by ${right}`, edits: [replaceValue(line.code, right)], applies: 'ask' }],
      about: { lines: [index] },
    };
  }
}

/** One finding an encounter: it is one decision, whose claim the drugs belong on. */
function* drugsHere(lines: readonly BilledLine[], written: Written<string>): Iterable<Finding> {
  const drugs = lines.filter(({ isInForce, facts }) => isInForce && facts?.group === 'drug');
  const [first, ...others] = drugs;
  if (!first) return;
  const named = [...new Set(drugs.map(({ code }) => code))];
  yield {
    at: first.line.code.span,
    severity: 'information',
    message: `${listed(named)} ${named.length === 1 ? 'is' : 'are'} billed by the physician at place ${written.value}: drugs and contrast are believed to be the facility’s to bill there (no published source was read)`,
    related: others.map(({ line, code }) => ({ at: line.code.span, message: `${code} stands here` })),
    about: { lines: drugs.map(({ index }) => index) },
  };
}
