import { addingModifiers } from '../billing/adding.js';
import { type BilledLine, carries } from '../claim/billed.js';
import { includesImaging } from '../claim/imaging.js';
import { proceduresBilledBy } from '../claim/terms.js';
import { deniedByStatus } from '../claim/unpaid.js';
import type { Region } from '../clinical/level.js';
import { regionOfLetter } from '../clinical/levels.js';
import type { CodePair, Codes } from '../codes/codes.js';
import { editionWords } from '../codes/edition-words.js';
import { mergeCharges, removeLine, removeModifier, replaceValue, setUnits } from '../encounter/edits.js';
import type { Encounter } from '../encounter/encounter.js';
import { treatedPlaces } from '../neighbors/past.js';
import { addTo } from '../text/grouped.js';
import type { Edit } from '../text/span.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Finding, type Fix } from './rule.js';

/** On either line, these separate a pair that may be separated (domain facts, section 5). */
const separating = '24 25 57 27 58 78 79 59 91 XE XP XS XU LC LD LM RC RI'.split(' ');

/** XS first, since a separate structure is the most common reason in a pain practice. */
const distinct: readonly string[] = ['XS', 'XE', 'XP', 'XU', '59'];

/** CMS pays the column 1 code of a published pair and denies the column 2 code (CARC 236), whichever line comes first. */
export const bundledPair = defineRule({
  id: 'bundled-pair',
  summary: 'Two codes are billed together, but NCCI PTP edits allow payment for only one of them',
  severity: 'error',
  needs: ['two-codes'],
  maySilence: ['technique-mismatch'],
  restsOn: ['billing-rules'],
  tables: ['pairs'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, codes, policy } = situation;
    const bundled = bundlesOf(encounter, claim.lines, codes);
    // These are the practitioner edits: a hospital claim is checked against a different table. What Medicare's fee schedule denies by itself
    // is in many pairs for that reason alone, and another payer may pay it.
    const isCertain = (line: BilledLine, pair: CodePair): boolean =>
      !pair.isBeforeEdition &&
      encounter.claim === 'professional' &&
      (policy?.billingRules === 'cms' || !deniedByStatus(line, codes, encounter.date?.value));
    for (const [line, bundles] of bundled) {
      const never = bundles.filter(({ pair }) => pair.indicator === 0);
      const [bundle] = never.length > 0 ? never : bundles;
      if (!bundle) continue;
      const { by, pair } = bundle;
      const isNever = pair.indicator === 0;
      const also = alsoWords(bundles.map((each) => each.by.code).filter((code) => code !== by.code));
      const modifiers = modifiersFor(line, by);
      const source = editionWords(pair);
      yield {
        at: line.line.code.span,
        severity: isNever && isCertain(line, pair) ? undefined : 'warning',
        message: isNever
          ? `${line.code} is column 2 of ${by.code} and is never paid with it, whatever the modifier (${source})${also}`
          : `${line.code} is column 2 of ${by.code} and is not paid with it unless modifier ${listed(
              modifiers,
              'or',
            )} applies (${source})${also}`,
        related: bundles.slice(0, mostNamed).map((each) => ({
          at: each.by.line.code.span,
          message: `${each.by.code} is column 1${reasonWords(each.pair)}`,
        })),
        fixes: () => {
          const undocumented = undocumentedImaging(situation, line, by);
          if (undocumented) return [removing(undocumented)];
          const fitting = modifiers.filter((modifier) => mayHold(situation, modifier, line, by));
          return [...furtherFixes(situation, line, by), ...fixesFor(line, bundled, isNever ? [] : fitting)];
        },
        about: { lines: [line.index] },
        silences: isNever ? ['technique-mismatch'] : [],
      };
    }
  },
});

/** No real claim has more; the rest are counted. */
const mostNamed = 10;

function alsoWords(others: readonly string[]): string {
  const codes = [...new Set(others)];
  if (codes.length === 0) return '';
  const rest = codes.length - mostNamed;
  return `; it is also column 2 of ${listed(rest > 0 ? [...codes.slice(0, mostNamed), `${rest} more`] : codes)}`;
}

/** A line with a column 1 code from which nothing separates a column 2 line. */
interface Bundle {
  readonly by: BilledLine;
  readonly pair: CodePair;
}

/** Asked once per pair of codes, not per pair of lines: a claim with many lines has few codes. */
function bundlesOf(
  { date }: Encounter,
  lines: readonly BilledLine[],
  codes: Codes,
): ReadonlyMap<BilledLine, readonly Bundle[]> {
  const byCode = new Map<string, BilledLine[]>();
  for (const line of lines) if (line.countsAs !== undefined) addTo(byCode, line.countsAs, line);
  const found = new Map<BilledLine, Bundle[]>();
  if (byCode.size < 2) return found;
  for (const [column1, paid] of byCode) {
    for (const [column2, denied] of byCode) {
      const pair = codes.pair(column1, column2, date?.value);
      if (!pair || pair.indicator === 9 || isImagingRule(paid, denied, codes)) continue;
      const candidates = pair.indicator === 0 ? paid.slice(0, 1) : inseparable(paid);
      for (const line of denied) {
        const by = line.isInForce ? candidates.find((each) => !isSeparated(each, line, pair)) : undefined;
        if (by) addTo(found, line, { by, pair });
      }
    }
  }
  return new Map([...found].sort(([one], [other]) => one.index - other.index));
}

/**
 * Imaging with what it guides belongs to `bundled-imaging`, which knows since when it is included and what else it may be for.
 * Of some blocks CMS lists the pair the other way around: what is wrong is the imaging, until it is said to be for something else.
 */
function isImagingRule(paid: readonly BilledLine[], denied: readonly BilledLine[], codes: Codes): boolean {
  const [one, other] = [paid[0], denied[0]];
  if (other?.facts?.group === 'imaging') return one?.facts?.imaging !== 'is-imaging';
  return (
    one?.facts?.group === 'imaging' &&
    other !== undefined &&
    includesImaging(other, one.facts.code, codes) &&
    !paid.some((line) => carries(line, ...distinct))
  );
}

/** The lines of one code without a modifier that separates on its own; the first on each side. */
function inseparable(lines: readonly BilledLine[]): readonly BilledLine[] {
  const bySide = new Map<string, BilledLine>();
  for (const line of lines) {
    const key = line.sideModifiers.map(({ value }) => value).join(' ');
    if (!bySide.has(key) && !carries(line, ...separating)) bySide.set(key, line);
  }
  return [...bySide.values()];
}

function isSeparated(by: BilledLine, line: BilledLine, { indicator }: CodePair): boolean {
  if (indicator === 0) return false;
  if (carries(line, ...separating)) return true;
  const sides = line.sideModifiers.map(({ value }) => value);
  // LT means a different side only if the other line has RT.
  return sides.length > 0 && by.sideModifiers.length > 0 && !carries(by, ...sides);
}

/** A visit is separated by 25, or by 57 if it was the decision for major surgery (domain facts, section 6); 59 is never used on one. */
function modifiersFor(line: BilledLine, by: BilledLine): readonly string[] {
  if (line.facts?.group !== 'evaluation' || line.isAddOn) return distinct;
  if (by.facts?.global === '090') return ['57'];
  return ['25'];
}

/** Whether nothing in the record contradicts what the modifier asserts of the two lines. */
function mayHold({ encounter }: Case, modifier: string, line: BilledLine, by: BilledLine): boolean {
  switch (modifier) {
    case 'XP':
      return (line.line.provider ?? encounter.provider)?.value !== (by.line.provider ?? encounter.provider)?.value;
    case 'XE':
      // Nothing but another place says that the patient came twice.
      return (line.line.place ?? encounter.place)?.value !== (by.line.place ?? encounter.place)?.value;
    case 'XS':
    case '59':
      return !isOneStructure(encounter, line, by);
    default:
      return true;
  }
}

/** The record has all of one line's levels or sites, on the same side, for the other line's procedure too. */
function isOneStructure(encounter: Encounter, line: BilledLine, by: BilledLine): boolean {
  const ofLine = proceduresBilledBy(encounter, line);
  const ofBy = proceduresBilledBy(encounter, by);
  const places = ofLine.flatMap(treatedPlaces);
  // Of several sites in one procedure each line may bill its own.
  if (places.length > 1 && ofLine.some((procedure) => ofBy.includes(procedure))) return false;
  const others = ofBy.flatMap(treatedPlaces);
  return (
    places.length > 0 &&
    places.every(({ place, side }) =>
      others.some((other) => other.place === place && (!side || !other.side || other.side === side)),
    )
  );
}

/** Of two kinds of imaging, of which the record has one, the line of the other. */
function undocumentedImaging({ encounter, codes }: Case, line: BilledLine, by: BilledLine): BilledLine | undefined {
  if (line.facts?.group !== 'imaging' || by.facts?.group !== 'imaging') return undefined;
  const used = new Set<string | undefined>(encounter.procedures.flatMap(({ guidance }) => guidance?.value ?? []));
  const [other, another] = [line, by].filter(({ code }) => !used.has(codes.guidanceOf(code)));
  return other && !another ? other : undefined;
}

function removing({ line, code }: BilledLine): Fix {
  return { title: `Remove ${code}`, edits: [removeLine(line)], applies: 'ask' };
}

/** Two first codes of one family: the one for the first body's region stays, and the other one's are further bodies. */
function furtherFixes({ encounter, claim, codes }: Case, line: BilledLine, by: BilledLine): readonly Fix[] {
  const further = codes.related(line.code, 'further').find((code) => codes.related(by.code, 'further').includes(code));
  if (further === undefined) return [];
  const present = claim.lines.find(({ code, isInForce }) => isInForce && code === further);
  const region = regionOfFirstBody(encounter);
  // Without a body in the record either may be for the first one.
  return [line, by]
    .filter(({ facts }) => region === undefined || facts?.region !== region)
    .map((other) => {
      const first = other === line ? by : line;
      const bodies = (present?.units ?? 0) + line.units + by.units - 1;
      const carrier = present ?? other;
      return {
        title: `Bill ${other.code} as ${further}: ${first.code} is for the first body`,
        edits: [
          ...(first.units === 1 ? [] : [setUnits(first.line, 1)]),
          ...(present ? [removeLine(other.line)] : asFurther(other, further)),
          ...(carrier.units === bodies ? [] : [setUnits(carrier.line, bodies)]),
          ...(present ? mergeCharges(present.line, [other.line]) : []),
        ],
        applies: 'ask',
      };
    });
}

/** A further body is not a distinct service beside the first one. */
function asFurther({ line }: BilledLine, further: string): readonly Edit[] {
  const saysDistinct = line.modifiers.filter(({ value }) => distinct.includes(value));
  return [replaceValue(line.code, further), ...saysDistinct.map(removeModifier)];
}

/** The region of the body that the record names first, as its letter says. */
function regionOfFirstBody({ procedures }: Encounter): Region | undefined {
  const first = procedures.flatMap(({ bodies }) => bodies)[0];
  return first && regionOfLetter(first.value);
}

function fixesFor(
  line: BilledLine,
  bundled: ReadonlyMap<BilledLine, readonly Bundle[]>,
  modifiers: readonly string[],
): readonly Fix[] {
  // The rest of a level family cannot be billed without its first code.
  const mates = [...bundled.keys()].filter(
    (each) => each === line || (line.facts?.family !== undefined && each.facts?.family === line.facts.family),
  );
  const title = `Remove ${listed([...new Set(mates.map(({ code }) => code))])}`;
  return [
    { title, edits: mates.map((each) => removeLine(each.line)), applies: 'ask' },
    ...modifiers.map((modifier): Fix => addingModifiers([line.line], [modifier])),
  ];
}

/** CMS's words, which are not known of every pair. */
function reasonWords({ rationale }: CodePair): string {
  if (rationale === '') return '';
  return `: ${/^[A-Z][a-z]/.test(rationale) ? rationale.charAt(0).toLowerCase() + rationale.slice(1) : rationale}`;
}
