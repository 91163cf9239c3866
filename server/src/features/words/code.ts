/** What is known of a procedure code, as Markdown: our explanation, and the figures of CMS's tables with their dates. */

import { rowIncludes } from '../../claim/imaging.js';
import { successorsFor } from '../../claim/unpaid.js';
import type { AddOn, Codes, PainCode, Standing } from '../../codes/codes.js';
import { addedWords } from '../../codes/level-two.js';
import { serviceOf } from '../../codes/service-words.js';
import type { Policy } from '../../policy/policy.js';
import { formWords } from '../../policy/vocabulary.js';
import { groupedBy } from '../../text/grouped.js';
import { asText } from '../../text/markdown.js';
import { capital, listed } from '../../text/words.js';
import { nerveOfCodeWords } from './nerve.js';
import { withTitle } from './official.js';

/** The lines that explain a code on a date of service. */
export function codeWords(
  codes: Codes,
  code: string,
  date: string | undefined,
  policy: Policy | undefined,
): readonly string[] {
  const row = codes.painCode(code, date);
  const standing = codes.standing(code, date);
  const fee = codes.feeSchedule(code, date);
  const whole = codes.levelTwoTitle(code);
  const isLong = whole !== undefined && whole.length > longTitle;
  const [explained, ...cms] = withTitle(row?.explanation, isLong ? `${cut(whole)}…` : whole);
  const title = `**${asText(code)}** ${explained}`.trim();
  const descriptor = codes.descriptor(code);
  // The AMA's own words, which a license holder has loaded.
  const official = descriptor ? `${asText(descriptor.text)} *(${asText(descriptor.edition)})*` : '';
  const source = `*${asText(sourcesOf(codes, code, date).join('; '))}*`;
  const isStanding = standing.kind === 'valid' || standing.kind === 'undecided';
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
  const global = row?.global ?? fee?.global ?? '';
  const bilateral = codes.bilateralIndicator(code, date);
  const facts = [
    levelTwoWords(codes.levelTwo(code)),
    row && levelWords(row, codes),
    addOnWords(codes.addOn(code, date), row),
    followersWords(codes, code, row),
    bilateral && sideWords(bilateral, policy, codes.addOn(code, date) !== undefined),
    globalWords(global),
    fee && (statusWords[fee.status] ?? ''),
    inPlaceWords(codes, code, row),
    mueWords(codes, code, date, policy),
    row && imagingWords(row),
    pairWords(codes, code, date),
    pairsUnderWords(codes, code, date),
    nerveOfCodeWords(codes, code),
    row?.unit && `One unit is ${row.unit}`,
    row && row.kinds.length > 0 && `Documented as ${listed(row.kinds, 'or')}`,
    row?.note && capital(row.note),
  ].filter((line): line is string => typeof line === 'string' && line !== '');
  return [
    explained === '' ? `${title} In the code tables, but not explained here` : title,
    ...cms,
    official,
    facts.map((line) => `- ${line}`).join('\n'),
    isLong ? `${asText(whole)} *(CMS)*` : '',
    ...(later.kind === 'deleted' ? standingWords(codes, code, later, endOfTime, policy) : []),
    source,
  ];
}

/** Some titles of CMS's are pages long; what is known of the code stands above them. */
const longTitle = 600;

/** The first words, without a comma or the like at their end. */
function cut(title: string): string {
  return title.slice(0, 200).replace(/[^a-z0-9]*\s\S*$/i, '');
}

/** The statuses of CMS's fee schedule that deny by themselves. */
const statusWords: Readonly<Record<string, string>> = {
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

/** The tables that have the code, with their dates. */
function sourcesOf(codes: Codes, code: string, date: string | undefined): readonly string[] {
  const fee = codes.feeSchedule(code, date);
  const isDeleted = codes.standing(code, endOfTime).kind === 'deleted';
  return [
    ...(fee ? [fee.edition] : []),
    ...(codes.levelTwo(code) ? [codes.editions.hcpcs] : []),
    ...(isDeleted && !codes.levelTwo(code) ? [codes.editions.deletedCodes] : []),
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
    second: 'the second level',
    third: 'the third and all additional levels together, once per day',
    further: 'each additional level, one unit per level',
  };
  const rows = codes.painCodes.filter((row) => row.family === family).map(({ code }) => code);
  const lowest = family.startsWith('transforaminal') ? 'S3-S4' : 'L5-S1';
  const where = region === 'cervical-thoracic' ? 'C2-C3 to T12-L1' : `L1-L2 to ${lowest}`;
  return `Bills ${which[rung]} (levels ${where}; code family ${rows.join(', ')})`;
}

function addOnWords(addOn: AddOn | undefined, row: PainCode | undefined): string | undefined {
  if (!addOn) return undefined;
  if (addOn.isContractorsChoice)
    return `Add-on code: the contractor decides which primary codes it can be billed with (${asText(addOn.edition)})`;
  const shown = addOn.primaries.slice(0, 10).map(({ code, condition, source }) => {
    // Who says so where CMS's file does not; the line ends with the name of the table that it is from.
    const notes = [condition, source === addOn.edition ? undefined : source].filter((note) => note !== undefined);
    return notes.length > 0 ? `${code} (${asText(notes.join('; '))})` : code;
  });
  const more = addOn.primaries.length - shown.length;
  // CMS lists either, but a third level comes after both.
  const which = row?.rung === 'third' ? 'and' : 'or';
  const named = more > 0 ? `${shown.join(', ')} and ${more} more` : listed(shown, which);
  return `Add-on code: billed with ${named}${addOn.isComplete ? '' : ', or an unlisted primary code'}${laterWords(addOn)} (${asText(addOn.edition)})`;
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

function followersWords(codes: Codes, code: string, row: PainCode | undefined): string | undefined {
  // CMS's file still has imaging that has since become part of its primary.
  const followers = codes
    .addOnsOf(code)
    .filter((each) => codes.painCode(each) && !(row && codes.guidanceOf(each) && rowIncludes(row, each, codes)));
  return row && followers.length > 0
    ? `Can be billed with add-on ${followers.length === 1 ? 'code' : 'codes'} ${listed(followers)}`
    : undefined;
}

function sideWords(indicator: string, policy: Policy | undefined, isAddOn: boolean): string | undefined {
  const words: Readonly<Record<string, string>> = {
    '0': 'Not bilateral: never use modifier 50',
    '1': 'Has sides: both are billed as one service',
    '2': 'Already covers both sides: never use modifier 50',
    '3': 'Has sides: each is paid in full',
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
  const what = { 1: 'per line', 2: 'per day, by policy', 3: 'per day' }[mue.indicator];
  const unused = policy?.mue === 'none' ? `; ${asText(policy.name)} does not apply it` : '';
  return `Unit limit: ${mue.units} ${what} (MUE ${mue.quarter}, MAI ${mue.indicator})${unused}`;
}

function imagingWords({ imaging }: PainCode): string | undefined {
  const words: Readonly<Record<string, string>> = {
    'required-fluoro-ct': 'Requires and includes fluoroscopy or CT: do not bill imaging with it',
    'includes-fluoro-ct': 'Includes fluoroscopy or CT: do not bill either with it',
    'includes-ultrasound': 'Includes ultrasound with a stored image: do not bill ultrasound with it',
    'includes-any': 'Includes imaging: do not bill imaging with it',
    'when-used': 'Includes imaging when used: do not bill imaging with it',
    separate: 'Imaging may be billed with it unless an NCCI pair says otherwise',
  };
  return words[imaging];
}

function pairWords(codes: Codes, code: string, date: string | undefined): string | undefined {
  const pairs = codes.pairsOf(code, date);
  if (pairs.length === 0) return undefined;
  const never = pairs.filter(({ indicator }) => indicator === 0).map(({ column2 }) => column2);
  const apart = pairs.filter(({ indicator }) => indicator === 1).map(({ column2 }) => column2);
  const parts = [
    ...(never.length > 0 ? [`paid instead of ${some(never, codes, date)}`] : []),
    ...(apart.length > 0
      ? [`paid instead of ${some(apart, codes, date)} unless a modifier shows a separate service`]
      : []),
  ];
  return `NCCI column 1: ${parts.join('; ')} (${pairs[0]?.edition})`;
}

function pairsUnderWords(codes: Codes, code: string, date: string | undefined): string | undefined {
  const pairs = codes.pairsUnder(code, date);
  const never = pairs.filter(({ indicator }) => indicator === 0).map(({ column1 }) => column1);
  const apart = pairs.filter(({ indicator }) => indicator === 1).map(({ column1 }) => column1);
  const parts = [
    ...(never.length > 0 ? [`never paid with ${some(never, codes, date)}`] : []),
    ...(apart.length > 0
      ? [`not paid with ${some(apart, codes, date)} unless a modifier shows a separate service`]
      : []),
  ];
  return parts.length > 0 ? `NCCI column 2: ${parts.join('; ')} (${pairs[0]?.edition})` : undefined;
}

/** Of hundreds of codes a few: those that a pain practice bills on the date, then the others, each by number. */
function some(list: readonly string[], codes: Codes, date: string | undefined): string {
  const isOurs = (code: string): boolean =>
    codes.painCode(code, date) !== undefined && codes.standing(code, date).kind === 'valid';
  const byUse = groupedBy([...list].sort(), isOurs);
  const shown = [true, false].flatMap((isUsed) => byUse.get(isUsed) ?? []).slice(0, mostShown);
  const more = list.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const mostShown = 8;
