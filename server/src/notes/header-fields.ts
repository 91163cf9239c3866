/** The header of the encounter that a note tells: number, record number, date of service, place, providers. */
import { type IsoDate, isIsoDate, isoFromParts, isoFromUs, isoInWords } from '../clinical/dates.js';
import { npiFault } from '../clinical/npi.js';
import { whereOf } from './headings.js';
import { isDenied } from './negation.js';
import type { Sentence } from './sentences.js';
import { type Decision, type Decisions, decide, type Statement, wordsAround } from './statements.js';

export type HeaderField = 'patient' | 'date' | 'payer' | 'place' | 'provider' | 'referring';

interface HeaderFields {
  /** The note's own number; undefined where it names none. */
  readonly id: string | undefined;
  readonly fields: Decisions<HeaderField>;
}

/** What the header's values are looked up in. */
interface Known {
  readonly isPlace: (code: string) => boolean;
  /** A payer's id by any of its names; undefined where none has the name. */
  readonly payerNamed: (name: string, date: IsoDate | undefined) => string | undefined;
}

/** What the note says of them. */
export function headerFields(sentences: readonly Sentence[], { isPlace, payerNamed }: Known): HeaderFields {
  const date = dateOf(sentences);
  return {
    id: idOf(sentences),
    fields: {
      patient: patientOf(sentences),
      date,
      payer: payerOf(sentences, (name) => payerNamed(name, date?.kind === 'certain' ? date.value : undefined)),
      place: placeOf(sentences, isPlace),
      ...providersOf(sentences),
    },
  };
}

function idOf(sentences: readonly Sentence[]): string | undefined {
  const found = new Set(
    sentences.flatMap(({ label, labelText, text, isValue }) => {
      if (label !== 'encounter' || !isValue || /^(?:account|acct|fin)/i.test(labelText)) return [];
      const number = /^\W*(?:(?:no|number|id)\b\W*)?([A-Z]{0,6}-?\d[\w-]{2,30})\s*$/i.exec(text)?.[1];
      return number && !isIsoDate(number) ? [number] : [];
    }),
  );
  const [id] = found;
  return found.size === 1 ? id : undefined;
}

function patientOf(sentences: readonly Sentence[]): Decision | undefined {
  const said: Statement[] = [];
  for (const { text, label, labelText, isValue } of sentences) {
    const own =
      label === 'mrn' && isValue
        ? /^\W*(?:(?:no|number)\b\W*)?((?=[\w-]*\d)[A-Za-z0-9][\w-]{2,30})/i.exec(text)?.[1]
        : undefined;
    const inline =
      own ??
      /\b(?:MRN|MR ?#|(?:medical )?record (?:number|no\.?|#)|chart (?:number|no\.?|#)|(?:pt|patient) (?:id|number|no\.?|record)|hosp(?:ital)? no\.?|chart(?= [A-Z]{2,3}-\d))\s*[:#]?\s*#?\s*((?=[\w-]*\d)[A-Za-z0-9][\w-]{2,30})\b/i.exec(
        text,
      )?.[1];
    // The words hold nothing but the number.
    if (inline)
      said.push({
        value: inline,
        words: own ? `${labelText}: ${own}` : `MRN ${inline}`,
        where: own ? `under ${labelText}` : 'in the text',
      });
  }
  return decide(said);
}

/** What names a plan ends where its numbers begin, or what else the line says. */
const behindName =
  /\s*(?:[,;(|#\d]|\s-\s|\b(?:id|member|policy|group|subscriber|auth\w*|phone|effective|plan code)\b).*$/is;
/** What may follow a plan's name and says nothing of which plan it is; numbers, and words with numbers in them, may too. */
const ofNumbers =
  /^(?:id|ids|identification|member|policy|policyholder|plan|code|group|grp|subscriber|auth\w*|phone|tel|fax|effective|eff|since|number|no|nr|num|primary|verified|active|self|na)$/i;
/** Words of insurers' names: what else such a line says may name a person. */
const ofPlans =
  /^(?:insurance|insurer|health|healthcare|care|plans?|ppo|hmo|epo|pos|medicare|medicaid|advantage|supplement|medigap|part|mutual|life|company|co|inc|blue|blues|cross|shield|bcbs|national|federal|state|community|choice|complete|plus|network|commercial|group|replacement|railroad|managed|dual|primary|secondary|auto|automobile|workers?|comp|compensation|self|pay|cash|private|none|no|not|on|file|unknown|pending|of|the|and|for|now|was|former|formerly|a|b|c|d)$/i;

function payerOf(
  sentences: readonly Sentence[],
  payerNamed: (name: string) => string | undefined,
): Decision | undefined {
  const said = sentences.flatMap((sentence): readonly Statement[] => {
    const { text, label, labelText, isValue, section, isFirst, line } = sentence;
    if (label !== 'payer' || !isValue || !isFirst || section === 'copied' || section === 'history') return [];
    const start = text.slice(0, 120);
    const name = trimmed(start.replace(behindName, ''));
    if (!/[a-z]{2}/i.test(name)) return [];
    const further = sentences.filter((other) => other.line === line && other.label === 'payer' && !other.isFirst);
    const isAlone = isOfNumbers([text.slice(name.length), ...further.map((other) => other.text)].join(' '));
    // "Medicare - Noridian" is one name; "Aetna (Medicare Advantage)" is another plan than Aetna's.
    const whole = [start, start.replace(/[^\p{L}\p{N}'\u2019]+/gu, ' ')].map(trimmed);
    const named = (isAlone ? [name] : further.length > 0 ? [] : whole).find((each) => payerNamed(each) !== undefined);
    const known = named === undefined ? payerNamed(name) && name : isAlone ? name : trimmed(start);
    const words = known ?? plansWords(name, payerNamed);
    const value = named === undefined ? '' : (payerNamed(named) ?? '');
    return [{ value, words: `${labelText}: ${words}`, where: whereOf(sentence) }];
  });
  return decide(said);
}

function trimmed(text: string): string {
  return text.replace(/[\s.:]+$/, '').trim();
}

function isOfNumbers(rest: string): boolean {
  const words = rest.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.every((word) => /\d/.test(word) || ofNumbers.test(word));
}

/** What may be quoted of a name that no policy has: a person's may stand in it. */
function plansWords(name: string, payerNamed: (name: string) => string | undefined): string {
  return name.replace(/[\p{L}\p{N}'\u2019-]+/gu, (word) =>
    ofPlans.test(word) || payerNamed(word) !== undefined ? word : '\u2026',
  );
}

const written = String.raw`\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}`;
const dates = new RegExp(String.raw`(?<![\d/])(${written})(?![\d/])`, 'g');
const inWords = new RegExp(
  String.raw`\b(?:date of (?:service|procedure|surgery|operation|visit)|dos|(?:service|svc|procedure|visit) date|service rendered)\b\s*(?:is|was|of|[:#/-])?\s*(${written})`,
  'i',
);
const titled =
  /\b(?:proc\w* note|operative (?:note|report)|op note|procedure report|visit note|office visit|progress note|injection note|encounter)\b/i;
/** "Office visit of 3/3 reviewed". */
const ofEarlier = /\b(?:review\w*|last|prior|previous\w*|since|per|see|from|copied|carried|next|follow[- ]?up)\b/i;

function dateOf(sentences: readonly Sentence[]): Decision | undefined {
  const said: Statement[] = [];
  const general: Statement[] = [];
  for (const sentence of sentences) {
    const { text, label, labelText, isValue, section, line } = sentence;
    if (section === 'copied' || section === 'plan' || section === 'history') continue;
    const where = whereOf(sentence);
    if (isValue && (label === 'dateOfService' || label === 'date')) {
      const value = oneDate(text);
      const to = label === 'dateOfService' ? said : general;
      if (value !== undefined) to.push({ value, words: `${labelText}: ${datesOf(text)}`, where });
      continue;
    }
    const match = inWords.exec(text);
    if (match?.[1]) {
      const value = isoOf(match[1]);
      if (value) said.push({ value, words: match[0], where });
      continue;
    }
    if (line < 8 && titled.test(text) && text.length < 120 && !ofEarlier.test(text)) {
      const value = oneDate(text);
      if (value) general.push({ value, words: `${titled.exec(text)?.[0]} \u2026 ${datesOf(text)}`, where });
    }
  }
  return decide(said.length > 0 ? said : general);
}

/** The dates in a text, as written. */
function datesOf(text: string): string {
  return [...text.matchAll(dates)].map(([, date = '']) => date).join(', ');
}

/** The one date in a text; empty where there are several or it is none of the calendar; undefined where there is none. */
function oneDate(text: string): string | undefined {
  const found = new Set([...text.matchAll(dates)].map(([, date = '']) => isoOf(date) ?? ''));
  const [date] = found;
  return found.size > 1 ? '' : date;
}

/** Before it somebody was born, and nothing was billed. */
const earliest = '2010-01-01';

function isoOf(date: string): string | undefined {
  const iso = isIsoDate(date) ? date : (isoFromUs(date) ?? isoInWords(date) ?? isoFromParts(date))?.date;
  return iso && iso >= earliest ? iso : undefined;
}

/** Words that mean one place of service; "outpatient hospital" may be on the campus (22) or off it (19). CMS's place-of-service code set. */
const places: readonly (readonly [string, RegExp])[] = [
  ['24', /\b(?:ambulatory surg(?:ery|ical) cent(?:er|re)|surg(?:ery|ical) cent(?:er|re)|asc)\b/i],
  ['22', /\bon[- ]campus[- ](?:outpatient|hospital)/i],
  ['19', /\boff[- ]campus[- ](?:outpatient|hospital)/i],
  ['', /\b(?:hospital[- ]outpatient|outpatient hospital|outpatient department|hopd|outpatient surgery|hospital)\b/i],
  ['11', /\b(?:office|private practice)\b/i],
];
const inProse =
  /\b(?:performed|done|carried out|took place|seen|treated|procedure)\b[^.;]{0,40}?\b(?:in|at)\s+(?:the|our|my|an?)\s+((?:\w+\s+){0,2}?(?:ambulatory surgery center|ambulatory surgical center|surgery center|asc|office|hospital outpatient\w*(?: department)?|outpatient hospital))\b/i;

function placeOf(sentences: readonly Sentence[], isPlace: (code: string) => boolean): Decision | undefined {
  const said: Statement[] = [];
  for (const sentence of sentences) {
    const { text, label, labelText, isValue, section, time } = sentence;
    const where = whereOf(sentence);
    if (isValue && label === 'place') {
      const words = `${labelText}: ${placeWords(text)}`;
      const code =
        /^\W*(?:pos\W*)?(\d{2})\b(?!\/|\d|[.-]\d)/i.exec(text)?.[1] ??
        /\(\s*(?:pos\s*)?(\d{2})\s*\)/i.exec(text)?.[1] ??
        /\bpos\s*[:#]?\s*(\d{2})\b/i.exec(text)?.[1];
      if (code && isPlace(code)) {
        said.push({ value: code, words: `${labelText}: ${code}`, where });
        continue;
      }
      const named = isHouse(text) ? undefined : placeNamed(text);
      if (named !== undefined) said.push({ value: named, words, where });
      continue;
    }
    const pos = /\b(?:POS|place of service)\s*(?:code)?\s*[:#]?\s*(\d{2})\b/.exec(text);
    if (pos?.[1] && isPlace(pos[1])) said.push({ value: pos[1], words: pos[0], where });
    if (section !== 'text' || time !== 'today' || isValue) continue;
    const match = inProse.exec(text);
    if (!match?.[1] || isDenied(text, match.index, match.index + 4)) continue;
    const named = placeNamed(match[1]);
    if (named !== undefined)
      said.push({ value: named, words: wordsAround(text, match.index, match.index + match[0].length), where });
  }
  return decide(said);
}

/** "Valley Surgery Center" is the name of a house, and no place of service. */
function isHouse(text: string): boolean {
  const rest = text
    .replace(/\([^)]*\)/g, ' ')
    .replace(
      /\b(?:ambulatory|surgery|surgical|cent(?:er|re)s?|asc|on|off|campus|hospital|outpatient|department|hopd|office|private|practice|based|procedure|room|suite|the|our|in|at|of|pos|physician|doctor|clinic|freestanding|setting|facility|non)\b/gi,
      ' ',
    )
    .replace(/[^A-Za-z]+/g, ' ')
    .trim();
  return rest !== '';
}

function placeNamed(text: string): string | undefined {
  const found = new Set(places.filter(([, form]) => form.test(text)).map(([code]) => code));
  if (found.size === 0) return undefined;
  // "On-campus outpatient hospital" is also an outpatient hospital.
  if (found.size > 1) found.delete('');
  const [only] = found;
  return found.size === 1 ? only : '';
}

function placeWords(text: string): string {
  for (const [, form] of places) {
    const match = form.exec(text);
    if (match) return match[0];
  }
  return '';
}

function providersOf(sentences: readonly Sentence[]): Decisions<HeaderField> {
  const provider: Statement[] = [];
  const referring: Statement[] = [];
  const bare: Statement[] = [];
  for (const sentence of sentences) {
    const { text, label, labelText, isValue } = sentence;
    for (const { 0: words, 1: digits = '', index } of text.matchAll(
      /(?:\bNPI\b\W{0,4}(?:(?:number|no)\b\W{0,3})?)?(?<!\d)([12]\d{9})(?!\d)/gi,
    )) {
      const isNamed = /npi/i.test(words) || (isValue && /npi/i.test(labelText));
      if (!isNamed || npiFault(digits)) continue;
      const before = text.slice(Math.max(0, index - 60), index);
      const isReferring =
        (isValue && label === 'referring') || /\b(?:referr(?:ing|ed)|pcp|ordering|supervising)\b/i.test(before);
      const isRendering = isValue && label === 'provider' && !/^\W*npi/i.test(labelText);
      const statement = { value: digits, words: `NPI ${digits}`, where: whereOf(sentence) };
      (isReferring ? referring : isRendering ? provider : bare).push(statement);
    }
  }
  // A number next to no name is the provider's only where there is no other.
  const others = bare.filter(({ value }) => !referring.some((each) => each.value === value));
  return {
    provider: decide(provider.length > 0 ? provider : referring.length > 0 ? [] : others),
    referring: decide(referring),
  };
}
