/** What two procedure codes are to each other, as Markdown: NCCI pair, add-on, level family, imaging, and what else the tables say. */

import { rowIncludes } from '../../claim/imaging.js';
import type { CodeClass, CodePair, CodeRelation, Codes } from '../../codes/codes.js';
import { serviceOf } from '../../codes/service-words.js';
import { asText } from '../../text/markdown.js';
import { listed } from '../../text/words.js';
import { inheritedWords, payersOfTwo } from '../words/code-payers.js';
import { deletionWords, type LookupWorld } from './meanings.js';

/** Both codes, what is between them, the quarter that says so, and what payers' own policies say of the two. */
export function twoCodesWords({ codes, documents, today }: LookupWorld, one: string, other: string): readonly string[] {
  const payers = payersOfTwo(codes, [one, other], documents, today);
  const said = [
    ...includedLines(codes, one, other),
    ...pairLines(codes, one, other, payers.length > 0),
    ...addOnLines(codes, one, other),
    ...familyLines(codes, one, other),
    ...imagingApartLines(codes, one, other),
    ...relationLines(codes, one, other),
  ];
  return [
    [one, other].map((code) => titleLine(codes, code, today)).join('\n'),
    said.map((line) => `- ${line}`).join('\n'),
    ...(payers.length > 0 ? ['**What payers say of the two**', payers.join('\n'), inheritedWords] : []),
    'Policies may say more: ask for each code alone.',
  ];
}

/** Whether it has the form of a procedure code: five characters, all digits or with one letter at an end. */
export function isProcedureForm(word: string): boolean {
  return /^(?:\d{5}|\d{4}[a-z]|[a-z]\d{4})$/i.test(word);
}

function titleLine(codes: Codes, code: string, today: string): string {
  const deleted = deletionWords(codes, code, today);
  if (deleted) return `- ${deleted}`;
  const name = codes.painCode(code)?.explanation ?? codes.levelTwoTitle(code);
  const isKnown = name !== undefined || codes.feeSchedule(code) !== undefined;
  return `- **${code}** ${name ? asText(name) : isKnown ? 'in the code tables, but not explained here' : 'not in any code table'}`;
}

function pairLines(codes: Codes, one: string, other: string, isSaidByPayers: boolean): readonly string[] {
  if (one === other) return ['One and the same code: see its unit limit'];
  const found = [
    [one, other],
    [other, one],
  ].flatMap(([column1 = '', column2 = '']) => {
    const pair = codes.pair(column1, column2, undefined);
    return pair && pair.indicator !== 9 ? [pairLine(codes, column1, column2, pair)] : [];
  });
  if (found.length > 0) return found;
  const { pairs } = codes.editions;
  const meaning = isSaidByPayers ? '' : ', so neither keeps the other from being paid';
  return [`NCCI: no pair of the two${meaning} (${asText(pairs)})`];
}

function pairLine(codes: Codes, column1: string, column2: string, pair: CodePair): string {
  const { indicator, edition, rationale } = pair;
  const reason = rationale === '' ? '' : `; CMS's reason: ${asText(rationale)}`;
  const both = `NCCI pair: ${column1} is column 1 and is paid, ${column2} is column 2 and is denied on the same day`;
  // What a code includes is not separate from it: the pair is no invitation to a modifier.
  const isIncluded = includedIn(codes, column1, column2) || includedIn(codes, column2, column1);
  const answer =
    indicator === 0
      ? 'indicator 0: no modifier changes that'
      : isIncluded
        ? 'indicator 1'
        : `indicator 1: both are paid where ${separatingWords(codes, column1, column2)}`;
  return `${both}; ${answer} (${edition}${reason})`;
}

/** On a visit 25, or 57 before major surgery; on any other code what says that the service was separate. */
function separatingWords(codes: Codes, column1: string, column2: string): string {
  if (codes.painCode(column2)?.group === 'evaluation' && !codes.addOn(column2, undefined)) {
    const isMajor = (codes.painCode(column1)?.global ?? codes.feeSchedule(column1)?.global) === '090';
    return isMajor
      ? `${column2} carries 57: the visit was the decision for the surgery`
      : `${column2} carries 25: the visit was significant and separate`;
  }
  const sides = [column1, column2].every((code) => ['1', '3'].includes(codes.bilateralIndicator(code) ?? ''));
  return `a modifier on one of them says that it was separate: XS (another structure), XE (another encounter), XP (another practitioner), XU or 59${sides ? ', or RT on one and LT on the other' : ''}`;
}

function addOnLines(codes: Codes, one: string, other: string): readonly string[] {
  return [
    [one, other],
    [other, one],
  ].flatMap(([code = '', primary = '']) => {
    const addOn = codes.addOn(code, undefined);
    const found = addOn?.primaries.find((each) => each.code === primary);
    // CMS's file still has primaries that have since come to include the imaging.
    if (!addOn || includedIn(codes, primary, code)) return [];
    const both = thirdAfter(codes, code, primary);
    if (found && both)
      return [`Add-on: ${code} is an add-on code to ${listed(both)}, and needs both (${asText(addOn.edition)})`];
    if (found) {
      const when = found.condition ? `, ${asText(found.condition)} only` : '';
      return [`Add-on: ${code} is an add-on code to ${primary}${when} (${asText(found.source ?? addOn.edition)})`];
    }
    if (addOn.isContractorsChoice) return [`Add-on: the contractor decides what ${code} is an add-on code to`];
    return [`Add-on: ${code} is an add-on code, but not to ${primary} (${asText(addOn.edition)})`];
  });
}

function familyLines(codes: Codes, one: string, other: string): readonly string[] {
  const [first, second] = [codes.painCode(one), codes.painCode(other)];
  if (!first?.family || first.family !== second?.family || one === other) return [];
  const words = {
    first: 'the first level',
    second: 'the second',
    third: 'the third and all further ones together',
    further: 'each further level',
  };
  return [
    `Levels: one family; ${one} is ${first.rung && words[first.rung]}, ${other} ${second.rung && words[second.rung]}`,
  ];
}

/** The first and the second level, both of which the third follows, where the two codes are the third and one of these. */
function thirdAfter(codes: Codes, third: string, primary: string): readonly string[] | undefined {
  const { family, rung } = codes.painCode(third) ?? {};
  if (rung !== 'third' || !family || codes.painCode(primary)?.family !== family) return undefined;
  return codes.painCodes.filter((row) => row.family === family && row.rung !== 'third').map(({ code }) => code);
}

/** Imaging that one includes, and the code that one is billed as with this imaging: no pair says what to bill. */
function includedLines(codes: Codes, one: string, other: string): readonly string[] {
  return eitherWay(one, other).flatMap(([code, imaging]) => {
    if (includedIn(codes, code, imaging)) {
      const since = codes.imagingIncludedFrom(code);
      return [`Imaging: ${code} includes ${imaging}${since ? ` since ${since}` : ''}: it is not billed with it`];
    }
    const instead = withThisImaging(codes, code, imaging);
    return instead.length > 0
      ? [`Imaging: with ${imaging}, ${code} is billed as ${listed(instead, 'or')}, which includes it`]
      : [];
  });
}

function imagingApartLines(codes: Codes, one: string, other: string): readonly string[] {
  return eitherWay(one, other).flatMap(([code, imaging]) => {
    const row = codes.painCode(code);
    if (codes.painCode(imaging)?.group !== 'imaging' || !row || row.imaging === 'is-imaging') return [];
    if (includedIn(codes, code, imaging) || withThisImaging(codes, code, imaging).length > 0) return [];
    return [`Imaging: ${imaging} is not part of ${code}`];
  });
}

/** The codes that are the same service with this imaging. */
function withThisImaging(codes: Codes, code: string, imaging: string): readonly string[] {
  const group = codes.painCode(code)?.group;
  return codes.painCodes
    .filter((row) => row.withoutImaging === code && row.group === group && includedIn(codes, row.code, imaging))
    .map((row) => row.code);
}

function includedIn(codes: Codes, code: string, imaging: string): boolean {
  const row = codes.painCode(code);
  return codes.painCode(imaging)?.group === 'imaging' && row !== undefined && rowIncludes(row, imaging, codes);
}

function eitherWay(one: string, other: string): readonly (readonly [string, string])[] {
  return [
    [one, other],
    [other, one],
  ];
}

const relations: readonly (readonly [CodeRelation, (code: string, other: string) => string])[] = [
  ['both-sides', (code, other) => `${other} bills both sides of what ${code} bills on one`],
  ['further', (code, other) => `${other} bills each further body after ${code}`],
  ['never-paid-after', (code, other) => `${other} belongs to ${code} and is not paid separately in its global period`],
  ['dry-needling', (code, other) => `${other} is ${code} without a drug`],
  ['percutaneous', (code, other) => `${other} is ${code} through a needle`],
  ['paddle', (code, other) => `${other} is ${code} in open surgery`],
];

/** Of these a day takes one. */
const onceADay: readonly CodeClass[] = ['presumptive-drug-test', 'definitive-drug-test'];

function relationLines(codes: Codes, one: string, other: string): readonly string[] {
  if (one === other) return [];
  const directed = [
    [one, other],
    [other, one],
  ].flatMap(([code = '', to = '']) => {
    const row = codes.painCode(code);
    const standing = codes.standing(code, codes.newestDay);
    const successor = standing.kind === 'deleted' && standing.successors.find((each) => each.code === to);
    const pair = codes.nervePair(code);
    return [
      ...relations.flatMap(([as, words]) => (codes.related(code, as).includes(to) ? [words(code, to)] : [])),
      ...(row?.withoutImaging === to ? [`${to} is ${code} without imaging`] : []),
      ...(row?.facilityOf === to ? [`A hospital or surgery center bills ${code} where the physician bills ${to}`] : []),
      ...(pair?.block === code && pair.destruction === to
        ? [`${code} is the block and ${to} the destruction of one nerve`]
        : []),
      ...(successor
        ? [`${serviceOf(successor)} replaced ${code}${successor.note ? `: ${asText(successor.note)}` : ''}`]
        : []),
    ];
  });
  const isOnce = onceADay.some((each) => codes.isA(one, each) && codes.isA(other, each));
  const sites = [one, other].map((code) => codes.painCode(code)?.site);
  return [
    ...directed,
    ...(isOnce ? [`Of ${listed([one, other])} one is paid a day`] : []),
    ...(sites.every((site) => site?.endsWith('muscles'))
      ? ['A session takes one of the two, by the number of muscles']
      : []),
  ];
}
