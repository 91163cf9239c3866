import { addingModifiers, attestedBy, withAttested } from '../billing/adding.js';
import { type BilledLine, carries } from '../claim/billed.js';
import { type DocumentedDrug, documentedDrug } from '../claim/drugs.js';
import { linesByCode } from '../claim/units.js';
import { addModifier, insertLinesBelow, lineText, removeLine, removeModifier, setUnits } from '../encounter/edits.js';
import type { Encounter, Written } from '../encounter/encounter.js';
import { counted } from '../text/words.js';
import { type Case, defineRule, type Finding, type Fix } from './rule.js';

/** JW: part was discarded; JZ: none was. Domain facts, section 6. */
const wasteModifiers = ['JW', 'JZ'] as const;

/** From these days on Medicare requires JW on what was discarded, and JZ where nothing was: First Coast, JW and JZ modifiers, 2024-04-20. */
const splitFrom = '2017-01-01';
const wantedFrom = '2023-07-01';

/** The rest of a single-dose container is paid if the claim says that it was discarded. */
export const drugWasteModifier = defineRule({
  id: 'drug-waste-modifier',
  summary:
    'What was discarded of a drug is not billed apart, or JW and JZ are missing, contradict each other or are on a code that is not a drug',
  severity: 'warning',
  maySilence: ['drug-units'],
  restsOn: ['billing-rules'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes, policy } = situation;
    const isConcerned = claim.lines.some((line) => line.facts?.group === 'drug' || carries(line, ...wasteModifiers));
    if (!isConcerned) return;
    for (const [code, lines] of linesByCode(claim)) {
      const [first] = lines;
      const facts = first?.facts;
      if (!first || !facts) continue;
      const wasted = lines.find((line) => carries(line, 'JW'));
      const whole = lines.find((line) => carries(line, 'JZ'));
      if (facts.group !== 'drug') {
        const odd = wasted ?? whole;
        if (odd) yield onNoDrug(odd);
        continue;
      }
      const documented = ofOneCode(situation, code) ? documentedDrug(encounter, claim, codes, facts) : undefined;
      if (documented?.isMultiDose) {
        yield* [wasted, whole].flatMap((billed) => (billed ? onMultiDose(billed, lines) : []));
        continue;
      }
      if (wasted && whole) {
        yield contradiction(wasted, whole);
        continue;
      }
      if (policy?.billingRules !== 'cms' || !documented) continue;
      const found = onDiscarded(encounter, lines, documented);
      if (found) yield found;
      else if (!wasted && isFromSingleDose(encounter, documented)) yield* onSingleDose(encounter, lines, documented);
    }
  },
});

/** Whether no other billed code is for a drug of the same name: what the record says might be said of that one. */
function ofOneCode({ claim, codes }: Case, code: string): boolean {
  const names = codes.drug(code)?.names ?? [];
  return !claim.lines.some(
    (line) =>
      line.code !== code && codes.drug(line.code)?.names.some((other) => names.some((own) => own.name === other.name)),
  );
}

/** The record says how much was discarded, and the lines do not, or say that nothing was. */
function onDiscarded(
  encounter: Encounter,
  lines: readonly BilledLine[],
  documented: DocumentedDrug,
): Finding | undefined {
  const [first] = lines;
  const date = encounter.date?.value;
  const { discarded } = documented;
  if (!first || !date || date < splitFrom || discarded === undefined || discarded === 'unclear') return undefined;
  // A part of a unit is billed with what was given, which is rounded up.
  const units = discarded === 'none' ? 0 : Math.floor(discarded);
  const apart = lines.filter((line) => carries(line, 'JW'));
  const billed = apart.reduce((sum, line) => sum + line.units, 0);
  const [wasted, ...others] = apart;
  if (billed === units) return undefined;
  if (units < 1)
    return wasted && onNoWholeUnit(wasted, lines, discarded === 'none', isFromSingleDose(encounter, documented));
  const { code } = first;
  const about = { lines: lines.map(({ index }) => index) };
  const told = `the record says that ${counted(units, 'unit')} ${units === 1 ? 'was' : 'were'} discarded`;
  if (wasted) {
    return {
      at: wasted.line.unitsSpan ?? wasted.line.code.span,
      message: `${code}-JW is billed for ${counted(billed, 'unit')}, but ${told}: bill on it what was discarded`,
      fixes:
        others.length > 0
          ? []
          : [
              {
                title: `Change units of ${code}-JW to ${units}`,
                edits: [setUnits(wasted.line, units)],
                applies: 'ask',
              },
            ],
      about,
    };
  }
  const jz = modifierOf(first, 'JZ');
  return {
    at: jz?.span ?? first.line.code.span,
    message: `${code} is billed for ${counted(
      lines.reduce((sum, line) => sum + line.units, 0),
      'unit',
    )}, but ${told}: bill what was given${jz ? ' without JZ' : ''}, and what was discarded on a line with JW`,
    fixes:
      lines.length > 1
        ? []
        : givenIn(documented, first.units, units).map((some) => split(encounter, first, some, units)),
    about,
    silences: ['drug-units'],
  };
}

/** JW bills nothing, or what the rounded units of the dose already hold. */
function onNoWholeUnit(
  wasted: BilledLine,
  lines: readonly BilledLine[],
  isNone: boolean,
  isFromSingleDose: boolean,
): Finding {
  const told = isNone
    ? 'nothing was discarded'
    : 'less than a billing unit was discarded: the units given, rounded up, hold it, with JZ';
  return {
    at: modifierOf(wasted, 'JW')?.span ?? wasted.line.code.span,
    message: `${wasted.code}-JW is billed for ${counted(wasted.units, 'unit')}, but the record says that ${told}`,
    fixes: isNone && isFromSingleDose ? wholeInstead(wasted, lines) : withoutWaste(wasted, lines),
    about: { lines: lines.map(({ index }) => index) },
  };
}

/** JZ on what was given, and no line with JW. */
function wholeInstead(wasted: BilledLine, lines: readonly BilledLine[]): readonly Fix[] {
  const [given, ...more] = lines.filter((line) => line !== wasted);
  if (!given || more.length > 0) return [];
  return [
    {
      title: withAttested(`Remove the ${wasted.code}-JW line and add modifier JZ`, attestedBy(['JZ'])),
      attests: attestedBy(['JZ']),
      edits: [addModifier(given.line, 'JZ'), removeLine(wasted.line)],
      applies: 'ask',
    },
  ];
}

/** JW and JZ are for single-dose containers: CGS, JW and JZ modifiers, 2023-06-27. */
function onMultiDose(billed: BilledLine, lines: readonly BilledLine[]): Finding[] {
  const modifier = modifierOf(billed, ...wasteModifiers);
  if (!modifier) return [];
  return [
    {
      at: modifier.span,
      message: `${billed.code}-${modifier.value} is for a single-dose container, but the record says that this one is not: neither JW nor JZ applies to it`,
      fixes: modifier.value === 'JW' ? withoutWaste(billed, lines) : [removal(modifier)],
      about: { lines: lines.map(({ index }) => index) },
    },
  ];
}

/** What was discarded has a line of its own, or the line is for what was given. */
function withoutWaste(wasted: BilledLine, lines: readonly BilledLine[]): readonly Fix[] {
  const modifier = modifierOf(wasted, 'JW');
  if (lines.some((line) => !carries(line, 'JW')))
    return [{ title: `Remove the ${wasted.code}-JW line`, edits: [removeLine(wasted.line)], applies: 'ask' }];
  return modifier ? [removal(modifier)] : [];
}

/** The units that may have been given, the likeliest first; none where the record contradicts itself. */
function givenIn(
  { given, written, vial, amounts }: DocumentedDrug,
  billed: number,
  discarded: number,
): readonly number[] {
  const dose = written === undefined ? undefined : Math.ceil(written);
  if (vial !== undefined) {
    const rest = Math.floor(vial) - discarded;
    return rest > 0 && (dose === undefined || dose === rest || dose === vial) ? [rest] : [];
  }
  // A dose that may be one of several, but with what was discarded is what is billed, is all of it.
  if (dose !== undefined && dose + discarded === billed) return [dose];
  if (given !== undefined && dose !== undefined && (dose !== billed || !mayBeContainer(dose, discarded))) return [dose];
  // The amount that is documented and billed may be the container's.
  const mayBe = [billed - discarded, billed].filter((some) => some > 0);
  const others = amounts.filter((amount) => amount !== discarded);
  return dose === billed || others.length === 0 ? mayBe : mayBe.filter((some) => others.includes(some));
}

/** A container holds a round amount: 200 may be what it held where 45 were discarded, 155 is what was given. */
function mayBeContainer(dose: number, discarded: number): boolean {
  return dose % 10 === 0 && (dose + discarded) % 10 !== 0;
}

function split(encounter: Encounter, { line, code, units }: BilledLine, given: number, discarded: number): Fix {
  const kept = line.modifiers.filter(({ value }) => value !== 'JZ');
  const jz = line.modifiers.find(({ value }) => value === 'JZ');
  const row = lineText(
    [code, ...kept.map(({ value }) => value), 'JW'],
    discarded,
    line.pointers.map(({ value }) => value),
  );
  return {
    title: `Bill ${counted(given, 'unit')} as given and ${discarded} with JW`,
    edits: [
      ...(jz ? [removeModifier(jz)] : []),
      ...(given === units ? [] : [setUnits(line, given)]),
      insertLinesBelow(encounter, line, [row]),
    ],
    applies: 'ask',
  };
}

function onNoDrug(billed: BilledLine): Finding {
  const modifier = modifierOf(billed, ...wasteModifiers);
  return {
    at: modifier?.span ?? billed.line.code.span,
    message: `${modifier?.value ?? 'JW'} says whether part of a drug was discarded, but ${billed.code} is not a drug`,
    fixes: modifier && [removal(modifier)],
    about: { lines: [billed.index] },
  };
}

/** On one line or on two: part was discarded, and none was. */
function contradiction(wasted: BilledLine, whole: BilledLine): Finding {
  const jw = modifierOf(wasted, 'JW');
  const jz = modifierOf(whole, 'JZ');
  const where = wasted === whole ? 'one line' : `${whole.code} lines`;
  return {
    at: jz?.span ?? whole.line.code.span,
    message: `JZ and JW are both on ${where}: JZ says that none of the drug was discarded, JW that part of it was`,
    related: jw && [{ at: jw.span, message: 'JW is here' }],
    fixes: [jz, jw].flatMap((modifier) => (modifier ? [removal(modifier)] : [])),
    about: { lines: [...new Set([wasted.index, whole.index])] },
  };
}

/** The record names a single-dose container, and no line has JW. */
function* onSingleDose(
  encounter: Encounter,
  lines: readonly BilledLine[],
  documented: DocumentedDrug,
): Iterable<Finding> {
  const { discarded, given, vial } = documented;
  const [first] = lines;
  if (!first) return;
  const whole = lines.find((line) => carries(line, 'JZ'));
  const isMore = given !== undefined && vial !== undefined && vial > given && typeof discarded !== 'number';
  const rest = isMore ? Math.floor(vial) - Math.ceil(given) : 0;
  if (rest >= 1 && discarded !== 'unclear') yield unaccounted(encounter, whole ?? first, lines, documented, rest);
  else if (whole && discarded === 'unclear') yield denied(whole, lines);
  else if (!whole) yield absent(first, lines, documented, isMore || typeof discarded === 'number');
}

/** The container held more than was given, and the record does not say what became of the rest. */
function unaccounted(
  encounter: Encounter,
  billed: BilledLine,
  lines: readonly BilledLine[],
  { given = 0, discarded }: DocumentedDrug,
  rest: number,
): Finding {
  const { code, line } = billed;
  const jz = modifierOf(billed, 'JZ');
  const [them, were] = rest === 1 ? ['it', 'was'] : ['them', 'were'];
  const isCertain = lines.length === 1 && discarded === undefined;
  return {
    at: jz?.span ?? line.code.span,
    message: `${code}${jz ? '-JZ says that nothing was discarded' : ' has no JW'}, but the record names a single-dose container that held ${counted(rest, 'unit')} more than ${were} given: document what became of ${them}, and bill ${them} on a line with JW if ${rest === 1 ? 'it was' : 'they were'} discarded`,
    fixes: isCertain ? [split(encounter, billed, Math.ceil(given), rest)] : [],
    about: { lines: lines.map(({ index }) => index) },
    silences: isCertain ? ['drug-units'] : [],
  };
}

/** JZ, where the record says that something was discarded, and not how much. */
function denied(whole: BilledLine, lines: readonly BilledLine[]): Finding {
  return {
    at: modifierOf(whole, 'JZ')?.span ?? whole.line.code.span,
    message: `${whole.code}-JZ says that nothing was discarded, but the record says that part of a single-dose container was: document how much, and bill it on a line with JW`,
    about: { lines: lines.map(({ index }) => index) },
  };
}

/** Neither JZ nor JW; `isPart`: less than a unit of the container was left. */
function absent(
  { code, line }: BilledLine,
  lines: readonly BilledLine[],
  documented: DocumentedDrug,
  isPart: boolean,
): Finding {
  const isUnclear = documented.discarded === 'unclear';
  const says = isUnclear
    ? 'has no JW, but the record says that part of a single-dose container was discarded: document how much, and bill it on a line with JW'
    : isPart
      ? 'has no JZ, but the record names a single-dose container of which less than a billing unit was left: the units, rounded up, hold it, so it has no line with JW, and CMS requires JZ'
      : `has no JZ or JW, but the record names a single-dose container: since ${wantedFrom}, CMS requires JZ if nothing was discarded, JW on what was`;
  // JZ attests that nothing was discarded.
  const isOffered = lines.length === 1 && !isUnclear && !isPart && !mayBeMore(documented, lines);
  return {
    at: line.code.span,
    message: `${code} ${says}`,
    fixes: isOffered ? [addingModifiers([line], ['JZ'])] : [],
    about: { lines: lines.map(({ index }) => index) },
  };
}

/** Whether the record has an amount that may be what a container held, and that was not given whole. */
function mayBeMore({ given, written, amounts }: DocumentedDrug, lines: readonly BilledLine[]): boolean {
  const billed = lines.reduce((sum, line) => sum + line.units, 0);
  const dose = given ?? Math.max(written ?? 0, billed);
  const told = [...new Set(amounts.filter((amount) => amount > 0))];
  const isUnread = given === undefined && written === undefined && told.length > 1;
  return isUnread || told.some((amount) => amount > dose || !Number.isInteger(dose / amount));
}

/** The record says that the container is for a single dose, on a date when that matters. */
function isFromSingleDose({ date }: Encounter, { isSingleDose }: DocumentedDrug): boolean {
  return isSingleDose && date !== undefined && date.value >= wantedFrom;
}

function modifierOf({ line }: BilledLine, ...values: readonly string[]): Written<string> | undefined {
  return line.modifiers.find(({ value }) => values.includes(value));
}

function removal({ value, span }: Written<string>): Fix {
  return { title: `Remove modifier ${value}`, edits: [removeModifier({ span })], applies: 'ask' };
}
