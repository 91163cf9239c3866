/** Completion of service lines: whole lines, codes by number and by words. */
import { bareLines, type NewLine, newLineText } from '../../../billing/new-lines.js';
import { isListed } from '../../../claim/listed-diagnoses.js';
import { firstCodesOfNerve, treatedNerves } from '../../../claim/nerves.js';
import { notCoveredEntries } from '../../../claim/not-covered.js';
import { serviceDone } from '../../../claim/technique.js';
import type { Asked } from '../../../claim/terms.js';
import { isDeniedBy, successorsFor } from '../../../claim/unpaid.js';
import { isSacroiliacJoint } from '../../../clinical/site-words.js';
import { codesFor } from '../../../codes/code-search.js';
import { usualCodes } from '../../../codes/usual-codes.js';
import type { Procedure } from '../../../encounter/encounter.js';
import { type ProcedureKind, procedureKinds } from '../../../syntax/vocabulary.js';
import { listed, shortTitle } from '../../../text/words.js';
import type { Offer, Offered } from '../../offer.js';
import { codeWords } from '../../words/code.js';
import { charged } from './charges.js';
import { claimHere, linesOf, longestWhole, unbilledHere } from './claim-here.js';
import type { Cursor } from './cursor.js';
import { codesInWords, leastContradicted } from './fit.js';
import { alignedLines, contradicts, headOf, leftIn, lineOffers } from './lines.js';
import { ranks } from './ranks.js';

const mostCodes = 60;
/** Of so many codes the whole line is worked out. */
const mostWhole = 8;
/** So many codes are judged as they would be written, where no more letters are typed. */
const mostJudged = 3;
const fewLetters = 2;

/** The codes and whole lines that may begin a service line. */
export function codeOffers(cursor: Cursor): Offered {
  const { place, text, offset, line } = cursor;
  if (place.kind !== 'start') return { offers: [], isIncomplete: false };
  const typed = text.slice(place.typed.start, offset).trim();
  const isAlone = /^\s*(?:#.*)?$/.test(text.slice(place.typed.end, line.end));
  const filter = typed === '' ? undefined : typed;
  const { supported, equal, found, deleted } = meantBy(cursor, typed);
  const codes = [...new Set([...supported, ...found])];
  const fits = (code: string): boolean => typed === '' || codes.includes(code);
  const isWhole = isAlone && text.length <= longestWhole;
  const whole = isWhole ? lineOffers(cursor, filter, fits) : [];
  const asked = claimHere(cursor);
  const written = isWhole
    ? wholeLines(cursor, [...supported.slice(0, mostWhole), ...visits(cursor, found)])
    : new Map<string, readonly NewLine[]>();
  const shown = codes.slice(0, mostCodes);
  // With more letters, or beside whole lines, what is meant is known.
  const isOpen = isWhole && whole.length === 0 && typed.length <= fewLetters;
  const ordered = isOpen ? wrongLast(cursor, shown, equal, written) : shown;
  const offers = ordered.map((code) => {
    const offer = codeOffer(asked, code, filter, supported, written.get(code));
    return written.has(code) ? { ...offer, documentation: () => told(cursor, offer) } : offer;
  });
  const taken = new Set(whole.map((each) => each.text));
  return {
    offers: [
      ...whole,
      ...offers.filter((each) => !taken.has(each.text)),
      ...deleted.map((code) => deletedOffer(asked, code, filter)),
    ],
    // What is found by a number or a word depends on all of it.
    isIncomplete: true,
  };
}

/** The codes with the first one in front that is not wrong as it would be written, and those that are behind the others that may be meant. */
function wrongLast(
  cursor: Cursor,
  codes: readonly string[],
  equal: readonly string[],
  written: ReadonlyMap<string, readonly NewLine[]>,
): readonly string[] {
  const { claim, codes: tables, encounter } = claimHere(cursor);
  // An add-on code is never the claim's first.
  const mayBegin = (code: string): boolean =>
    claim.lines.length > 0 || tables.addOn(code, encounter.date?.value) === undefined;
  const judged = equal.filter((code) => written.has(code) && mayBegin(code)).slice(0, mostJudged);
  const right = judged.findIndex((code) => !contradicts(cursor, alignedLines(written.get(code) ?? [])));
  if (right < 0) return codes;
  const first = [...judged.slice(right), ...judged.slice(0, right)];
  return [...first, ...codes.filter((code) => !first.includes(code))];
}

/** What the code is, and what is found in the claim with its line. */
function told(cursor: Cursor, { documentation, text }: Offer): string {
  const words = typeof documentation === 'function' ? documentation() : documentation;
  return [words, leftIn(cursor, text)].filter(Boolean).join('\n\n');
}

/** A visit's line is worked out though none is documented: what it needs beside a procedure is the same. */
function visits({ world }: Cursor, found: readonly string[]): readonly string[] {
  return found.filter((code) => world.codes.isA(code, 'visit')).slice(0, mostWhole);
}

interface Meant {
  /** What the record supports, the likeliest first. */
  readonly supported: readonly string[];
  /** Of those, the ones that the record contradicts as little as the first. */
  readonly equal: readonly string[];
  readonly found: readonly string[];
  readonly deleted: readonly string[];
}

function meantBy(cursor: Cursor, typed: string): Meant {
  const { codes } = cursor.world;
  const asked = claimHere(cursor);
  const date = asked.encounter.date?.value;
  const documented = documentedCodes(cursor, asked);
  const supported = documented.map(({ code }) => code);
  // Those among which the tables do not choose.
  const isEqual = ({ against }: { readonly against: number }): boolean => against === documented[0]?.against;
  const equal = documented.filter(isEqual).map(({ code }) => code);
  // Before anything is typed only what the record speaks for is offered: another service begins with its letters.
  if (typed === '') {
    const hasVisit = asked.claim.lines.some((line) => codes.isA(line.code, 'visit'));
    const isSecondVisit = (code: string): boolean => hasVisit && codes.isA(code, 'visit');
    const meant = equal.filter((code) => !isBeyond(asked, code) && !isDenied(asked, code) && !isSecondVisit(code));
    return { supported: meant, equal: meant, found: [], deleted: [] };
  }
  const { found, deleted } = codesFor(typed, codes, date);
  const isFound = new Set(found);
  return {
    supported: supported.filter((code) => isFound.has(code)),
    equal: equal.filter((code) => isFound.has(code)),
    found: /\d/.test(typed) ? found : usualFirst(found, codes),
    deleted,
  };
}

/** Whether the code is for levels, and all that are documented for it are billed. */
function isBeyond({ encounter, claim, codes }: Asked, code: string): boolean {
  const facts = codes.painCode(code, encounter.date?.value);
  if (facts?.rung === undefined) return false;
  const sessions = claim.sessions.filter(({ kind }) => kind === facts.group);
  return (
    sessions.length > 0 &&
    sessions.every(({ isCounted, billedCount, documentedCount }) => isCounted && billedCount.all >= documentedCount.all)
  );
}

/** Whether the payer does not cover the code, or denies it. */
function isDenied(asked: Asked, code: string): boolean {
  const { codes, encounter, policy } = asked;
  const date = encounter.date?.value;
  const isNotCovered = notCoveredEntries(asked, { code, facts: codes.painCode(code, date) }).some(
    ({ severity }) => severity !== 'off',
  );
  return isNotCovered || isDeniedBy(policy, code, codes, date);
}

/** What is found by words: what is billed most comes before other procedures, in the order in which it is billed most. */
function usualFirst(found: readonly string[], codes: Asked['codes']): readonly string[] {
  const usual = procedureKinds.flatMap(usualCodes);
  const isOther = (code: string): boolean => !usual.includes(code) && codes.painCode(code)?.group !== 'drug';
  const own = usual.filter((code) => found.includes(code));
  const rest = found.filter((code) => !own.includes(code));
  return [...rest.filter((code) => !isOther(code)), ...own, ...rest.filter(isOther)];
}

/** The codes that the documented procedures support, those first whose procedure no line bills, and what goes with the line above. */
function documentedCodes(cursor: Cursor, asked: Asked): ReturnType<typeof leastContradicted> {
  const { encounter, claim, codes } = asked;
  const date = encounter.date?.value;
  const kinds = [...new Set(encounter.procedures.flatMap(({ kind }) => kind ?? []))];
  const unbilled = unbilledHere(cursor).flatMap(({ of, lines }) =>
    of === 'drug' ? [] : lines.map(({ code }) => code),
  );
  const billed = new Set(claim.lines.map(({ code }) => code));
  const above = claim.lines.at(-1);
  const addOns = above
    ? codes
        .addOnsOf(above.code)
        .filter((code) => codes.painCode(code, date)?.kinds.some((kind) => kinds.includes(kind)))
    : [];
  const rows = codes.painCodes.filter((row) => row.kinds.some((kind) => kinds.includes(kind)));
  const named = encounter.procedures.flatMap((procedure) => codesNamed(asked, procedure));
  const usual = kinds.flatMap((kind) => inOrder(asked, kind));
  const own = rows.filter(({ group, kinds: [first] }) => kinds.some((kind) => kind === group || kind === first));
  const isValid = (code: string): boolean => codes.standing(code, date).kind === 'valid';
  const all = [...unbilled, ...addOns, ...named, ...usual, ...[...own, ...rows].map(({ code }) => code)];
  const fresh = [...new Set(all)].filter((code) => isValid(code) && !billed.has(code));
  // A code that the payer does not cover for any of the diagnoses is hardly meant.
  const isOff = (code: string): boolean => {
    const coded = { code, facts: codes.painCode(code, date) };
    const listings = encounter.diagnoses.flatMap((each) =>
      each.code ? [isListed(asked, coded, each.code.value)] : [],
    );
    return listings.length > 0 && listings.every((listed) => listed === false);
  };
  const isInPart = (code: string): boolean => isOfPart(asked, code);
  const first = fresh.filter((code) => [...unbilled, ...addOns].includes(code));
  const rest = fresh.filter((code) => !first.includes(code));
  const meant = rest.filter((code) => named.includes(code));
  const others = rest.filter((code) => !meant.includes(code));
  const here = others.filter(isInPart);
  return [
    ...first.map((code) => ({ code, against: 0 })),
    ...leastContradicted(
      asked,
      [
        ...meant,
        ...here.filter((code) => !isOff(code)),
        ...here.filter(isOff),
        ...others.filter((code) => !here.includes(code)),
      ],
      named,
    ),
  ];
}

/** The codes that the procedure's own words name: of its nerves, of its site, or for what no code is for. */
function codesNamed(asked: Asked, procedure: Procedure): readonly string[] {
  const { encounter, codes } = asked;
  const date = encounter.date?.value;
  const service = serviceDone(procedure);
  if (service === 'unlisted' || procedure.kind === 'other') return codes.codesInGroup('unlisted') ?? [];
  const inWords = codesInWords(asked, procedure);
  if (service !== 'nerve-block' && service !== 'nerve-destruction') return inWords;
  const of = service === 'nerve-block' ? 'block' : 'destruction';
  const nerves = treatedNerves([procedure], codes);
  const ofNerves = nerves?.flatMap((nerve) => firstCodesOfNerve(nerve, of, codes, date)) ?? [];
  const ofSites = procedure.site.flatMap(({ value }) => codes.nerve(plainNerve(value))?.nerve[of] ?? []);
  // A nerve that has no code for it is like any other without one of its own.
  const ofOthers = procedure.site.length > 0 ? codes.otherNerve[of] : [];
  return [ofNerves, ofSites, [...inWords, ...ofOthers]].find((some) => some.length > 0) ?? [];
}

/** "Sacroiliac" is the joint's nerves, where nerves were treated. */
function plainNerve(site: string): string {
  return isSacroiliacJoint(site) ? 'sacroiliac joint' : site;
}

/** The kind's codes as they are billed most; a visit of a patient who was seen before, or is said to be new, by that. */
function inOrder({ encounter, codes }: Asked, kind: ProcedureKind): readonly string[] {
  const usual = usualCodes(kind);
  if (kind !== 'evaluation') return usual;
  const note = encounter.procedures.map(({ fields }) => fields.get('note')?.text?.value ?? '').join(' ');
  const isNew = (code: string): boolean => /\bnew patient\b/.test(codes.painCode(code)?.explanation ?? '');
  return /\bnew (?:patient|pt)\b/i.test(note)
    ? [...usual.filter(isNew), ...usual.filter((code) => !isNew(code))]
    : [...usual.filter((code) => !isNew(code)), ...usual.filter(isNew)];
}

/** Whether the record does not place the procedure in another region than the code's. */
function isOfPart({ encounter, claim, codes }: Asked, code: string): boolean {
  const facts = codes.painCode(code, encounter.date?.value);
  if (!facts?.region) return true;
  const regions = [...claim.sessions, ...claim.undocumentedSessions].flatMap(({ levels, region }) =>
    levels.length > 0 ? [region] : [],
  );
  return regions.length === 0 || regions.includes(facts.region);
}

/** The whole line of each code, as it bills what is documented: each by itself, as only one of them will be there. */
function wholeLines(cursor: Cursor, codes: readonly string[]): ReadonlyMap<string, readonly NewLine[]> {
  const asked = claimHere(cursor);
  const unbilled = unbilledHere(cursor).flatMap(({ lines }) => lines);
  return new Map(
    codes.map((code) => {
      const own = unbilled.filter((line) => line.code === code);
      return [code, charged(cursor, own.length > 0 ? own : linesOf(cursor, bareLines(asked, code)))] as const;
    }),
  );
}

function codeOffer(
  asked: Asked,
  code: string,
  filter: string | undefined,
  supported: readonly string[],
  lines: readonly NewLine[] | undefined,
): Offer {
  const { codes, encounter, policy } = asked;
  const date = encounter.date?.value;
  const facts = codes.painCode(code, date);
  const isOff = isDenied(asked, code);
  const explanation = shortTitle(facts?.explanation ?? codes.levelTwoTitle(code) ?? '');
  const [first, another] = lines ?? [];
  return {
    label: first ? (another ? (lines ?? []).map(headOf).join(', ') : headOf(first)) : code,
    kind: 'code',
    detail: isOff && policy ? `not covered by ${policy.name}: ${explanation}` : explanation,
    documentation: () => codeWords(codes, code, date, policy).filter(Boolean).join('\n\n'),
    text: first ? (another ? alignedLines(lines ?? []) : newLineText(first)) : code,
    filter,
    rank: isOff ? ranks.unlikely : supported.includes(code) ? ranks.documented : facts ? ranks.known : ranks.other,
  };
}

/** A code of an old record, struck out; what replaced it is written. */
function deletedOffer({ codes, encounter, policy }: Asked, code: string, filter: string | undefined): Offer {
  const date = encounter.date?.value;
  const standing = codes.standing(code, date);
  const successors = standing.kind === 'deleted' ? successorsFor(standing, policy, codes, date) : [];
  const [only, another] = successors;
  const words =
    successors.length > 0
      ? `now ${listed(
          successors.map((each) => each.code),
          'or',
        )}`
      : 'no longer valid';
  return {
    label: code,
    kind: 'code',
    detail: words,
    documentation: () => codeWords(codes, code, date, policy).filter(Boolean).join('\n\n'),
    text: only && !another ? [only.code, ...only.modifiers].join('-') : code,
    filter,
    rank: ranks.deleted,
    isDeprecated: true,
  };
}
