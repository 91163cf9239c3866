/** What is known of a procedure code, as Markdown: our explanation, and the figures of CMS's tables with their dates. */

import { rowIncludes } from '../../claim/imaging.js';
import { successorsFor } from '../../claim/unpaid.js';
import { type CodeHelp, type HelpTopic, helpFor } from '../../codes/code-help.js';
import type { AddOn, CodeRelation, Codes, PainCode, Standing } from '../../codes/codes.js';
import { addedWords } from '../../codes/level-two.js';
import { serviceOf } from '../../codes/service-words.js';
import type { PolicyDocument } from '../../policy/document.js';
import type { Policy } from '../../policy/policy.js';
import { formWords } from '../../policy/vocabulary.js';
import { groupedBy } from '../../text/grouped.js';
import { asText } from '../../text/markdown.js';
import { capital, counted, listed } from '../../text/words.js';
import { imagingWords } from './code-imaging.js';
import { inRanges, type Length, pairsWords } from './code-pairs.js';
import { coverageWords, payersOfCode, requiredWords } from './code-payers.js';
import { nerveOfCodeWords } from './nerve.js';
import { withTitle } from './official.js';

/** The lines that explain a code on a date of service, for a hover. */
export function codeWords(
  codes: Codes,
  code: string,
  date: string | undefined,
  policy: Policy | undefined,
): readonly string[] {
  return linesOf(codes, code, date, policy, 'short');
}

/** The same for whoever looks the code up: every pair, what each of these policies says of it, and where it is from. */
export function wholeCodeWords(
  codes: Codes,
  code: string,
  date: string | undefined,
  documents: readonly PolicyDocument[],
  today: string,
): readonly string[] {
  const lines = linesOf(codes, code, date, undefined, 'whole');
  const [source, ...before] = [...lines].reverse();
  return [
    ...before.reverse(),
    ...payersOfCode(codes, code, documents, today),
    ...(source === undefined ? [] : [source]),
  ];
}

function linesOf(
  codes: Codes,
  code: string,
  date: string | undefined,
  policy: Policy | undefined,
  length: Length,
): readonly string[] {
  const row = codes.painCode(code, date);
  const standing = codes.standing(code, date);
  const whole = codes.levelTwoTitle(code);
  const isLong = whole !== undefined && whole.length > longTitle;
  const [explained, ...cms] = withTitle(row?.explanation, isLong ? `${cut(whole)}…` : whole);
  const title = `**${asText(code)}** ${explained}`.trim();
  const descriptor = codes.descriptor(code);
  // The AMA's own words, which a license holder has loaded.
  const official = descriptor ? `${asText(descriptor.text)} *(${asText(descriptor.edition)})*` : '';
  const isStanding = standing.kind === 'valid' || standing.kind === 'undecided';
  const source = `*${asText(sourcesOf(codes, code, date, isStanding ? length : 'short').join('; '))}*`;
  if (!isStanding) {
    return [
      title,
      ...cms,
      official,
      ...standingWords(codes, code, standing, date, policy),
      source === '**' ? '' : source,
    ];
  }
  // A code of an old record, valid on its day and gone since.
  const later = codes.standing(code, endOfTime);
  return [
    explained === '' ? `${title} In the code tables, but not explained here` : title,
    ...cms,
    official,
    factsOf(codes, code, date, policy, length)
      .map((line) => `- ${line}`)
      .join('\n'),
    isLong ? `${asText(whole)} *(CMS)*` : '',
    ...(later.kind === 'deleted' ? standingWords(codes, code, later, endOfTime, policy) : []),
    source,
  ];
}

/** What coders ask first comes first: what is counted, what goes with it, sides, limits, imaging, pairs, what the payer says. */
function factsOf(
  codes: Codes,
  code: string,
  date: string | undefined,
  policy: Policy | undefined,
  length: Length,
): readonly string[] {
  const row = codes.painCode(code, date);
  const fee = codes.feeSchedule(code, date);
  const addOn = codes.addOn(code, date);
  const bilateral = codes.bilateralIndicator(code, date);
  const help = (topic: HelpTopic): readonly string[] => helpFor(code, topic).map(helpWords);
  const status = fee && (statusWords[fee.status] ?? '');
  const isDenied = fee !== undefined && /^[BIN]$/.test(fee.status);
  return [
    isDenied && status,
    isDenied && inPlaceWords(codes, code, row),
    row?.unit && `One billing unit is ${row.unit}${row.note && row.group === 'drug' ? `: ${row.note}` : ''}`,
    row && levelWords(row, codes),
    drugWords(codes, code),
    ...help('unit'),
    row && help('unit').length === 0 && furtherWords(row),
    row && row.group !== 'drug' && row.note && capital(row.note),
    coverageWords(codes, code, policy),
    addOnWords(codes, code, date, addOn, row, length),
    followersWords(codes, code, row, length),
    ...help('beside'),
    relatedWords(codes, code),
    bilateral && sideWords(bilateral, fee?.status, policy, addOn !== undefined),
    mueWords(codes, code, date, policy),
    globalWords(row?.global ?? fee?.global ?? ''),
    row && imagingWords(codes, row, date, length),
    ...pairsWords(codes, code, date, length),
    requiredWords(codes, code, policy),
    ...help('medicare'),
    fee?.partsIndicator === '7' && 'Medicare expects GP, GO or GN: under which plan of therapy it was done',
    !isDenied && status,
    !isDenied && inPlaceWords(codes, code, row),
    unpricedWords(codes, code, date),
    fee?.partsIndicator === '1' && 'Has a professional part (26: the reading) and a technical part (TC: the equipment)',
    nerveOfCodeWords(codes, code),
    row && row.kinds.length > 0 && `Documented as ${listed(row.kinds, 'or')}`,
    levelTwoWords(codes.levelTwo(code)),
  ].filter((line): line is string => typeof line === 'string' && line !== '');
}

function helpWords({ words, confidence }: CodeHelp): string {
  return `${asText(words)}${confidence === 'verified' ? '' : ' (second-hand)'}`;
}

/** Some titles of CMS's are pages long; what is known of the code stands above them. */
const longTitle = 600;

/** The first words, without a comma or the like at their end. */
function cut(title: string): string {
  return title.slice(0, 200).replace(/[^a-z0-9]*\s\S*$/i, '');
}

/** The statuses of CMS's fee schedule that deny by themselves, or leave the price open. */
const statusWords: Readonly<Record<string, string>> = {
  C: 'Medicare has no national price: the contractor sets it (status C)',
  B: 'Medicare never pays it separately: it is bundled into the service it goes with (status B)',
  I: 'Not valid for Medicare, which uses another code in its place (status I)',
  N: 'Not covered by Medicare (status N)',
};

/** What Medicare takes in place of the successors, where the payer is another one or not known. */
function medicareWords(
  { medicareSuccessors }: Extract<Standing, { kind: 'deleted' }>,
  policy: Policy | undefined,
): string {
  if (!medicareSuccessors || policy?.billingRules === 'cms') return '';
  return `Medicare takes ${listed(medicareSuccessors.map(serviceOf), 'or')} in their place.`;
}

/** What Medicare takes in its place, where the row's note does not say so. */
function inPlaceWords(codes: Codes, code: string, row: PainCode | undefined): string {
  const inPlace = codes.medicareInPlaceOf(code);
  if (!inPlace || row?.note.startsWith('Medicare')) return '';
  return `Medicare takes ${inPlace.words ?? listed(inPlace.codes.map(serviceOf), 'or')} in its place`;
}

const endOfTime = '9999-12-31';

const helpTopics: readonly HelpTopic[] = ['unit', 'beside', 'medicare'];

/** The tables that have the code, with their dates; in full also who says the rest. */
function sourcesOf(codes: Codes, code: string, date: string | undefined, length: Length): readonly string[] {
  const fee = codes.feeSchedule(code, date);
  const isDeleted = codes.standing(code, endOfTime).kind === 'deleted';
  return [
    ...(fee ? [fee.edition] : []),
    ...(codes.levelTwo(code) ? [codes.editions.hcpcs] : []),
    ...(isDeleted && !codes.levelTwo(code) ? [codes.editions.deletedCodes] : []),
    ...(length === 'whole'
      ? new Set(helpTopics.flatMap((topic) => helpFor(code, topic).map((each) => each.source)))
      : []),
  ];
}

function levelTwoWords(dates: ReturnType<Codes['levelTwo']>): string {
  if (!dates) return '';
  const until = dates.lastDate ? `, until ${dates.lastDate}` : '';
  return `${dates.addedAfter ? capital(addedWords(dates)) : `HCPCS Level II, ${addedWords(dates)}`}${until}`;
}

function standingWords(
  codes: Codes,
  code: string,
  standing: Standing,
  date: string | undefined,
  policy: Policy | undefined,
): readonly string[] {
  switch (standing.kind) {
    case 'deleted': {
      const gone = codes.levelTwo(code)?.endedBy;
      const until = standing.lastDate
        ? `Valid until ${standing.lastDate}`
        : gone
          ? `No longer in force on ${gone}; its last day is not known`
          : 'No longer valid';
      const offered = successorsFor(standing, policy, codes, date);
      const successors = offered.map((each) => {
        const { code: successor, note } = each;
        const row = codes.painCode(successor);
        const days = codes.levelTwo(successor);
        const since = row?.since ? `since ${row.since}` : days && addedWords(days);
        const name = row?.explanation ?? codes.levelTwoTitle(successor);
        return `- **${serviceOf(each)}** ${[note, name && asText(name), since].filter(Boolean).join('; ')}`.trimEnd();
      });
      return [
        `${until}. ${successors.length > 0 ? 'Replaced by:' : standing.areSuccessorsKnown ? `No code${standing.successors.length > 0 ? ' that this payer pays' : ''} replaced it.` : ''}`.trim(),
        successors.join('\n'),
        medicareWords(standing, policy),
      ];
    }
    case 'not-yet': {
      const days = codes.levelTwo(code);
      return [standing.isBound && days ? `Not valid yet: ${addedWords(days)}.` : `Valid from ${standing.firstDate}.`];
    }
    case 'unknown':
      return [standing.goneFrom ? `No longer in the ${standing.goneFrom}.` : 'Not in any code table.'];
    case 'impossible':
      return ['Not a valid code format.'];
    default:
      return [];
  }
}

function levelWords({ rung, family, region }: PainCode, codes: Codes): string | undefined {
  if (!rung || !family) return undefined;
  const which = {
    first: 'the first level',
    second: 'the second',
    third: 'the third and all further ones together, once a day',
    further: 'each further level, a unit each',
  };
  const rows = codes.painCodes.filter((row) => row.family === family);
  const lowest = family.startsWith('transforaminal') ? 'S3-S4' : 'L5-S1';
  const where = region === 'cervical-thoracic' ? 'C2-C3 down to T12-L1' : `L1-L2 down to ${lowest}`;
  return `Levels from ${where}: ${rows.map((row) => `${row.code} ${row.rung && which[row.rung]}`).join(', ')}`;
}

/** Of a code without a level family. */
function furtherWords({ reported, rung }: PainCode): string | undefined {
  return reported === 'each-further-level' && !rung ? 'One unit for each further one' : undefined;
}

function addOnWords(
  codes: Codes,
  code: string,
  date: string | undefined,
  addOn: AddOn | undefined,
  row: PainCode | undefined,
  length: Length,
): string | undefined {
  if (!addOn) return undefined;
  if (addOn.isContractorsChoice)
    return `Add-on code: the contractor decides which primary codes it can be billed with (${asText(addOn.edition)})`;
  // CMS's file still has primaries that have since come to include the imaging.
  const primaries = addOn.primaries.filter(({ code: primary }) => !includesNow(codes, primary, code, date));
  const noted = primaries.map(({ code, condition, source }) => {
    // Who says so where CMS's file does not; the line ends with the name of the table that it is from.
    const notes = [condition, source === addOn.edition ? undefined : source].filter((note) => note !== undefined);
    return notes.length > 0 ? `${code} (${asText(notes.join('; '))})` : code;
  });
  // CMS lists either, but a third level comes after both.
  const which = row?.rung === 'third' ? 'and' : 'or';
  const named = noted.length > mostPrimaries ? someOf(codes, noted, length) : listed(noted, which);
  return `Add-on code: billed with ${named}${addOn.isComplete ? '' : '; the list may lack others'}${laterWords(addOn)} (${asText(addOn.edition)})`;
}

/** Whether the primary includes the imaging on the date. */
function includesNow(codes: Codes, primary: string, imaging: string, date: string | undefined): boolean {
  const row = codes.painCode(primary, date);
  const since = codes.imagingIncludedFrom(primary);
  return (
    row !== undefined &&
    codes.guidanceOf(imaging) !== undefined &&
    rowIncludes(row, imaging, codes) &&
    !(since !== undefined && date !== undefined && date < since)
  );
}

const mostPrimaries = 10;

/** Of many primaries those that a pain practice bills, as ranges, and how many others there are. */
function someOf(codes: Codes, primaries: readonly string[], length: Length): string {
  const known = new Set(primaries);
  const ours = codes.painCodes.flatMap(({ code }) => (known.has(code) ? [code] : []));
  const ranges = inRanges(ours);
  const shown = length === 'short' ? ranges.slice(0, mostShown) : ranges;
  const isCut = shown.length < ranges.length;
  const others = primaries.length - ours.length;
  return `${[...shown, ...(isCut ? ['…'] : [])].join(', ')}${others > 0 ? ` and ${counted(others, 'other code')}` : ''}`;
}

/** What a dose or a milliliter of a brand holds, where its name says it, and another amount that is counted as one unit. */
function drugWords(codes: Codes, code: string): string {
  const drug = codes.drug(code);
  const unit = codes.painCode(code)?.unit;
  const names = drug?.names.filter(({ name }) => !/ /.test(name)) ?? [];
  const doses = names.flatMap(({ name, oneDose }) =>
    oneDose &&
    oneDose !== unit &&
    !names.some((other) => other.name !== name && plain(other.name) === plain(name) && other.name < name)
      ? [`a dose of ${brand(name)} is ${oneDose}`]
      : [],
  );
  const strengths = names.flatMap(({ name, mgPerMl }) => (mgPerMl ? [`${brand(name)} has ${mgPerMl} mg per mL`] : []));
  const also = drug?.alsoPer ? [`published advice also counts ${drug.alsoPer} as one unit`] : [];
  return capital([...doses, ...strengths, ...also].join('; '));
}

/** Synvisc-One is written without its hyphen too. */
function plain(name: string): string {
  return name.replace(/\W/g, '');
}

function brand(name: string): string {
  return name.split('-').map(capital).join('-');
}

/** "; from 2026-01-01 also 99341, 99342 and 6 more". */
function laterWords({ later }: AddOn): string {
  return [...groupedBy(later, ({ from }) => from)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([from, rows]) => {
      const more = rows.length - mostShown;
      const codes = rows.slice(0, mostShown).map(({ code }) => code);
      return `; from ${from} also ${more > 0 ? `${codes.join(', ')} and ${more} more` : listed(codes)}`;
    })
    .join('');
}

function followersWords(codes: Codes, code: string, row: PainCode | undefined, length: Length): string | undefined {
  if (!row) return undefined;
  const followers = codes.addOnsOf(code).filter((each) => !isImagingSaid(codes, row, each) && !deletedNow(codes, each));
  const ours = followers.filter((each) => codes.painCode(each));
  const others = followers.filter((each) => !codes.painCode(each));
  // In a hover a few others are shown, such as the guidance of botulinum toxin; the dozen that follow a visit are not.
  const shown = length === 'whole' || others.length <= mostOthers ? [...ours, ...others].slice(0, mostFollowers) : ours;
  const more = followers.length - shown.length;
  if (shown.length === 0) return undefined;
  return `Can be billed with add-on ${followers.length === 1 ? 'code' : 'codes'} ${more > 0 ? `${shown.join(', ')} and ${more} more` : listed(shown)}`;
}

/** The line about imaging says it; CMS's file still has imaging that has since become part of its primary. */
function isImagingSaid(codes: Codes, row: PainCode, addOn: string): boolean {
  return codes.guidanceOf(addOn) !== undefined && (row.imaging === 'separate' || rowIncludes(row, addOn, codes));
}

function deletedNow(codes: Codes, code: string): boolean {
  return codes.standing(code, codes.newestDay).kind === 'deleted';
}

/** The codes for the same service done otherwise, and what is never paid after it. */
function relatedWords(codes: Codes, code: string): string {
  const related = (as: CodeRelation, words: string): readonly string[] => {
    const others = codes.related(code, as);
    return others.length > 0 ? [`${words} ${listed(others, 'or')}`] : [];
  };
  const pair = codes.nervePair(code);
  const parts = [
    ...related('both-sides', 'both sides:'),
    ...related('dry-needling', 'without a drug:'),
    ...related('percutaneous', 'through a needle:'),
    ...related('paddle', 'in open surgery:'),
    ...related('never-paid-after', 'never paid after it in its global period:'),
    ...(pair?.block === code ? [`destruction of the nerve: ${pair.destruction}`] : []),
    ...(pair?.destruction === code ? [`block of the nerve: ${pair.block}`] : []),
  ];
  return capital(parts.join('; '));
}

function sideWords(
  indicator: string,
  status: string | undefined,
  policy: Policy | undefined,
  isAddOn: boolean,
): string | undefined {
  const words: Readonly<Record<string, string>> = {
    '0': 'Not bilateral: never use modifier 50',
    '1': 'Has sides: both are billed as one service',
    '2': 'Already covers both sides: never use modifier 50',
    '3': 'Has sides: each is paid in full',
    // Of drugs and the like the indicator says nothing.
    ...(status !== undefined && /^[ACR]$/.test(status) ? { '9': 'Has no sides: never use modifier 50' } : {}),
  };
  const said = words[indicator];
  if (!said) return undefined;
  const forms = policy && (isAddOn ? policy.bilateral.addOn : policy.bilateral.primary);
  const taken =
    forms && (indicator === '1' || indicator === '3')
      ? `; ${asText(policy.name)} accepts ${listed(
          forms.map((form) => formWords[form]),
          'or',
        )}`
      : '';
  return `${said} (bilateral indicator ${indicator})${taken}`;
}

function globalWords(global: string): string | undefined {
  if (/^0\d0$/.test(global)) {
    const days = Number(global);
    return days === 0
      ? 'Global period: same day only; a separate visit that day needs modifier 25'
      : `Global period: ${days} days; a visit for the same reason within them is included`;
  }
  return global === 'ZZZ' ? 'Global period: same as its primary code' : undefined;
}

function mueWords(
  codes: Codes,
  code: string,
  date: string | undefined,
  policy: Policy | undefined,
): string | undefined {
  const mue = codes.mue(code, date);
  if (!mue) return undefined;
  const what = {
    1: 'per line; a modifier may split the line',
    2: 'per day, by policy: no modifier or appeal raises it',
    3: 'per day; more may be appealed with the record',
  }[mue.indicator];
  const unused = policy?.mue === 'none' ? `; ${asText(policy.name)} does not apply it` : '';
  return `Unit limit: ${mue.units} ${mue.units === 0 ? 'per day' : what} (MUE ${mue.quarter}, MAI ${mue.indicator})${unused}`;
}

/** Where Medicare has no price for it; of what has a technical part that is said of the part. */
function unpricedWords(codes: Codes, code: string, date: string | undefined): string {
  const unpriced = codes.unpriced(code, date);
  if (!unpriced || codes.feeSchedule(code, date)?.partsIndicator === '1') return '';
  return unpriced.places === 'facility'
    ? 'Medicare has no price for it on a professional claim from a facility, such as place 22 or 24'
    : 'Medicare has no price for it outside a facility, such as in the office (place 11)';
}

const mostShown = 8;
const mostOthers = 2;
const mostFollowers = 16;
