/**
 * Completion behind the hyphens of a service line: the modifiers that this code and payer take, required ones first. What attests
 * something is the coder's to choose: what it says is next to it, and what the record contradicts is marked and comes last.
 */
import { bareLines } from '../../../billing/new-lines.js';
import { type BilledLine, sideOfModifier } from '../../../claim/billed.js';
import { formsOf, namedSides } from '../../../claim/claim.js';
import { documentedDrug } from '../../../claim/drugs.js';
import { attests, expectsDenial } from '../../../claim/expected-denials.js';
import { globalOf, isOperation } from '../../../claim/globals.js';
import type { Asked } from '../../../claim/terms.js';
import { listed, shortTitle } from '../../../text/words.js';
import type { Offer, Offered } from '../../offer.js';
import { modifierWords } from '../../words/modifier.js';
import { claimHere, linesOf } from './claim-here.js';
import type { Cursor, Place } from './cursor.js';
import { ranks } from './ranks.js';

/** A modifier that may be meant. */
interface Candidate {
  readonly modifier: string;
  readonly rank: number;
  /** Why it comes where it does. */
  readonly why?: string | undefined;
}

/** The modifiers that may be added. */
export function modifierOffers(cursor: Cursor, place: Extract<Place, { kind: 'modifier' }>): Offered {
  const asked = claimHere(cursor);
  const { codes, encounter } = asked;
  const date = encounter.date?.value;
  const typed = cursor.text.slice(place.typed.start, cursor.offset).toUpperCase();
  const line = cursor.checked.judgment.situation.claim.lines.find(
    ({ line: { span } }) => span.start <= cursor.offset && cursor.offset <= span.end,
  );
  const fitting = candidates(cursor, asked, place.code, place.others, line);
  const known = new Set(fitting.map(({ modifier }) => modifier));
  // Any other that there is may be typed.
  const others = typed === '' ? [] : codes.modifiers.filter((each) => each.startsWith(typed) && !known.has(each));
  const meant = [...fitting, ...others.map((modifier): Candidate => ({ modifier, rank: ranks.deleted }))];
  const offers = meant
    .filter(({ modifier }) => !place.others.includes(modifier) && codes.modifier(modifier, date).kind === 'valid')
    .map(({ modifier, rank, why }): Offer => {
      const says = shortTitle(codes.modifierMeaning(modifier) ?? codes.modifierTitle(modifier) ?? '');
      return {
        label: modifier,
        kind: 'modifier',
        detail: why ? `${why}: ${says}` : says,
        documentation: () => modifierWords(codes, modifier, date).filter(Boolean).join('\n\n'),
        text: modifier,
        rank,
      };
    });
  const all = [...together(fitting, place.others), ...offers];
  return { offers: all.filter(({ label }) => label.startsWith(typed)), isIncomplete: true };
}

/** All that is wanted in one item: `50-KX`. */
function together(fitting: readonly Candidate[], others: readonly string[]): readonly Offer[] {
  const wanted = fitting.filter(({ modifier, rank }) => rank === ranks.lines && !others.includes(modifier));
  if (wanted.length < 2) return [];
  const text = wanted.map(({ modifier }) => modifier).join('-');
  const detail = wanted.map(({ modifier, why }) => `${modifier} ${why ?? ''}`.trim()).join('; ');
  return [{ label: text, kind: 'modifier', detail, text, rank: ranks.lines, isPreselected: true }];
}

function candidates(
  cursor: Cursor,
  asked: Asked,
  code: string,
  others: readonly string[],
  line: BilledLine | undefined,
): readonly Candidate[] {
  const { policy } = asked;
  const [own] = linesOf(cursor, bareLines(asked, code).slice(0, 1));
  const payer = policy ? `${policy.name}` : 'the payer';
  const isSide = (modifier: string): boolean => modifier === '50' || sideOfModifier(modifier) !== undefined;
  const required = (own?.modifiers ?? []).map(
    (modifier): Candidate => ({
      modifier,
      rank: ranks.lines,
      why: isSide(modifier) ? 'documented' : attests(modifier) ? `required by ${payer}; attests` : 'wanted here',
    }),
  );
  const all = [
    ...required,
    ...ofSides(asked, code, line),
    ...ofKind(asked, code),
    ...ofPairs(asked, code),
    ...ofNotices(asked, code),
  ];
  const first = new Map<string, Candidate>();
  for (const each of all) if (!first.has(each.modifier)) first.set(each.modifier, each);
  return [...first.values()].map((each) => {
    const against = others.find((other) => excludes(other, each.modifier));
    return against === undefined ? each : { ...each, rank: ranks.unlikely, why: `not with ${against}` };
  });
}

/** The sides that the code has, in the payer's form; one that the record does not name comes last. */
function ofSides(
  { encounter, claim, codes, policy }: Asked,
  code: string,
  line: BilledLine | undefined,
): readonly Candidate[] {
  const indicator = codes.bilateralIndicator(code, encounter.date?.value);
  if (indicator !== '1' && indicator !== '3') return [];
  const named = line && namedSides(encounter, claim, line);
  const isAddOn = codes.addOn(code, encounter.date?.value) !== undefined;
  const takesFifty = indicator === '1' && formsOf(policy, encounter, { isAddOn }).includes('modifier-50');
  const said = named && named.length > 0 ? `the record says ${listed(named)}` : undefined;
  const candidate = (modifier: string, isNamed: boolean): Candidate =>
    said && !isNamed ? { modifier, rank: ranks.unlikely, why: said } : { modifier, rank: ranks.documented };
  return [
    ...(takesFifty ? [candidate('50', named?.length === 2)] : []),
    candidate('RT', named?.includes('right') ?? false),
    candidate('LT', named?.includes('left') ?? false),
  ];
}

/** What modifiers are for this kind of code: a visit, a drug, therapy, a test, a procedure. */
function ofKind({ encounter, claim, codes }: Asked, code: string): readonly Candidate[] {
  const date = encounter.date?.value;
  const facts = codes.painCode(code, date);
  const fee = codes.feeSchedule(code, date);
  const listing = (rank: number, ...modifiers: readonly string[]): readonly Candidate[] =>
    modifiers.map((modifier) => ({ modifier, rank }));
  if (codes.isA(code, 'takes-25')) {
    const isBeforeOperation = claim.lines.some((other) => isOperation(globalOf(other, codes, date)));
    return [
      ...(isBeforeOperation ? listing(ranks.documented, '57') : []),
      ...listing(ranks.known, '25', '57', '24'),
      ...listing(ranks.other, '95', '93', 'FQ', '32'),
    ];
  }
  if (facts?.group === 'drug') {
    const drug = documentedDrug(encounter, claim, codes, facts);
    const isWasted = typeof drug?.discarded === 'number' && drug.discarded >= 1;
    return [
      ...listing(isWasted ? ranks.documented : ranks.known, 'JW'),
      ...(isWasted
        ? [{ modifier: 'JZ', rank: ranks.unlikely, why: 'the record says that part was discarded' }]
        : listing(drug?.discarded === 'none' ? ranks.documented : ranks.known, 'JZ')),
      ...(facts.kinds.includes('pump') || encounter.procedures.some(({ kind }) => kind === 'pump')
        ? listing(ranks.known, 'KD')
        : []),
    ];
  }
  const isFacility = encounter.place && codes.place(encounter.place.value)?.isFacility;
  return [
    ...(fee?.partsIndicator === '7' ? listing(ranks.documented, 'GP', 'GO', 'GN') : []),
    ...(codes.isA(code, 'waived-test') ? listing(ranks.documented, 'QW') : []),
    ...(fee?.partsIndicator === '1'
      ? [
          ...listing(isFacility && encounter.claim !== 'facility' ? ranks.lines : ranks.known, '26'),
          ...listing(ranks.known, 'TC'),
        ]
      : []),
    ...(encounter.claim === 'facility' ? listing(ranks.other, '73', '74') : []),
    ...(facts?.group === 'drug-test'
      ? listing(ranks.other, '91')
      : listing(ranks.other, '52', '53', '76', '77', '58', '78', '79', '22')),
  ];
}

/** What says that a service is apart from one that NCCI bundles it with. */
function ofPairs({ encounter, claim, codes }: Asked, code: string): readonly Candidate[] {
  if (codes.isA(code, 'takes-25') || codes.painCode(code)?.group === 'drug') return [];
  const date = encounter.date?.value;
  const other = claim.lines.find((line) => {
    const pair = codes.pair(line.code, code, date);
    return pair?.indicator === 1;
  });
  const why = other && `apart from ${other.code}; attests`;
  return ['XS', '59', 'XE', 'XP', 'XU'].map((modifier, index) => ({
    modifier,
    rank: other && index < 2 ? ranks.beside : ranks.other,
    why: other && index < 2 ? why : undefined,
  }));
}

/** What the practice expects of the payer. */
function ofNotices({ policy }: Asked, code: string): readonly Candidate[] {
  const asksForIt = policy?.entries.some(
    ({ key, value }) => key === 'modifiers' && Array.isArray(value) && value.some((each) => each === attesting),
  );
  return [
    ...(asksForIt && code !== '' ? [{ modifier: attesting, rank: ranks.other }] : []),
    ...['GA', 'GX', 'GY', 'GZ'].map((modifier) => ({ modifier, rank: ranks.other })),
  ];
}

const attesting = 'KX';

/** Whether a modifier on the line leaves no room for another one. */
function excludes(there: string, modifier: string): boolean {
  const sides = (one: string): boolean => one === '50' || one === 'RT' || one === 'LT';
  const pairs: readonly (readonly string[])[] = [
    ['JW', 'JZ'],
    ['GP', 'GO', 'GN'],
    ['26', 'TC'],
    ['59', 'XE', 'XP', 'XS', 'XU'],
    ['GA', 'GX', 'GZ'],
    ['76', '77'],
  ];
  if (sides(there) && sides(modifier)) return true;
  if ((attests(there) && expectsDenial(modifier)) || (expectsDenial(there) && attests(modifier))) return true;
  return pairs.some((pair) => pair.includes(there) && pair.includes(modifier));
}
