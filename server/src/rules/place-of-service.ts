import type { BilledLine } from '../claim/billed.js';
import { globalOf } from '../claim/globals.js';
import type { PlaceOfService } from '../codes/codes.js';
import { editionWords } from '../codes/edition-words.js';
import { replaceValue } from '../encounter/edits.js';
import type { ServiceLine, Written } from '../encounter/encounter.js';
import type { Span } from '../text/span.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Finding } from './rule.js';

const telehealth: ReadonlySet<string> = new Set(['02', '10']);

/** Telehealth and "other": they do not say where the patient was. */
const untold: ReadonlySet<string> = new Set([...telehealth, '99']);

/** The global periods of operations and injections. */
const operative: ReadonlySet<string> = new Set(['000', '010', '090']);

/** Where the facility supplies drugs and contrast: domain facts, section 10, believed but found in no source that was read. */
const drugsAreFacilitys: ReadonlySet<string> = new Set(['19', '21', '22', '24']);

/** A code with two components, or a technical component alone: the rule about components says more (PC/TC indicators 1 and 3). */
const ofParts: ReadonlySet<string> = new Set(['1', '3']);

/** The fee schedule has no price (NA) for what is rarely or never performed in a kind of place (CARC 5 with M77). */
export const placeOfService = defineRule({
  id: 'place-of-service',
  summary: 'A code is billed where the fee schedule has no price for it, or where the physician does not bill it',
  severity: 'warning',
  speaksOf: 'service',
  restsOn: ['billing-rules'],
  tables: ['feeSchedule'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes, policy } = situation;
    const place = encounter.place && codes.place(encounter.place.value);
    yield* byTelehealth(situation);
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

/** No payer's prices are needed to say that a needle is not placed from afar. One place is one mistake. */
function* byTelehealth({ encounter, claim, codes }: Case): Iterable<Finding> {
  const { place, date } = encounter;
  if (!place || !telehealth.has(place.value)) return;
  const present = claim.lines.filter((line) => {
    const isProcedure = line.facts !== undefined && operative.has(globalOf(line, codes, date?.value) ?? '');
    return line.isInForce && (isProcedure || codes.isA(line.code, 'in-person'));
  });
  const [first, ...others] = present;
  if (!first) return;
  const named = [...new Set(present.map(({ code }) => code))];
  yield {
    at: placeOf(first.line),
    message: `${listed(named)} ${named.length === 1 ? 'is' : 'are'} not done by telehealth (place of service ${place.value}): bill the place where the patient was treated`,
    related: [
      { at: place.span, message: `Place of service ${place.value} is telehealth` },
      ...others.map(({ line, code }) => ({ at: line.code.span, message: `${code} is billed there too` })),
    ],
    about: { lines: present.map(({ index }) => index) },
  };
}

/** The line's own place, where it has one: that is at fault. */
function placeOf({ place, code }: ServiceLine): Span {
  return place?.span ?? code.span;
}

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
  const kind = place.isFacility ? 'a facility' : 'not a facility';
  return {
    at: placeOf(line),
    message: `${code} has no price at place of service ${place.code} (${kind}): it is rarely or never performed there (${editionWords(unpriced)})`,
    related: [{ at: written.span, message: `Place of service ${place.code} is ${kind}` }],
    about: { lines: [index] },
  };
}

/** Only the place tells which facilities bill with their own codes (codes.csv, column `facility_of`). */
const facilities: ReadonlySet<string> = new Set(['19', '22', '24']);

function* sacroiliac({ encounter, claim, codes }: Case): Iterable<Finding> {
  const isPhysician = encounter.claim === 'professional';
  if (!isPhysician && !facilities.has(encounter.place?.value ?? '')) return;
  const whose = isPhysician
    ? 'for the hospital or surgery center, but this is a physician claim'
    : 'for the physician, but this is a facility claim';
  const counterpart = (code: string): string | undefined =>
    isPhysician
      ? codes.painCode(code)?.facilityOf
      : codes.painCodes.find(({ facilityOf }) => facilityOf === code)?.code;
  for (const { line, code, isInForce, index } of claim.lines) {
    const right = isInForce ? counterpart(code) : undefined;
    if (!right) continue;
    yield {
      at: line.code.span,
      message: `${code} is ${whose}: bill ${right} for the sacroiliac joint injection`,
      fixes: [{ title: `Change to ${right}`, edits: [replaceValue(line.code, right)], applies: 'ask' }],
      about: { lines: [index] },
    };
  }
}

/** One finding per encounter: whose claim the drugs belong on is one decision. */
function* drugsHere(lines: readonly BilledLine[], written: Written<string>): Iterable<Finding> {
  const drugs = lines.filter(({ isInForce, facts }) => isInForce && facts?.group === 'drug');
  const [first, ...others] = drugs;
  if (!first) return;
  const named = [...new Set(drugs.map(({ code }) => code))];
  yield {
    at: first.line.code.span,
    severity: 'information',
    message: `${listed(named)} ${named.length === 1 ? 'is' : 'are'} on a physician claim at place of service ${written.value}, where the facility bills drugs and contrast (unverified)`,
    related: others.map(({ line, code }) => ({ at: line.code.span, message: `${code} is billed here` })),
    about: { lines: drugs.map(({ index }) => index) },
  };
}
