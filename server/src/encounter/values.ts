/** The values of single fields: dates, words, numbers, relief. Knows the form of each, and no codes except places of service. */
import { type IsoDate, isIsoDate, isoFromParts, isoFromUs, isoInWords } from '../clinical/dates.js';
import { daysIn } from '../clinical/durations.js';
import { npiFault } from '../clinical/npi.js';
import { isState, stateNamed } from '../clinical/states.js';
import { everydayValue, mayMean, plainWord } from '../syntax/everyday.js';
import { itemsOf } from '../syntax/value-words.js';
import { accidentKinds } from '../syntax/vocabulary.js';
import { withHyphens } from '../text/dashes.js';
import { covered, shifted } from '../text/span.js';
import type { Accident, Discarded, Field, Problem, Relief, Written } from './encounter.js';
import { invalid, nearestFixes, quoted, readAs, replacing, wantedWords } from './problems.js';

/** Reads a field's value; problems are pushed. */
export interface Reading {
  readonly problems: Problem[];
}

/** The value of a field with fixed words. */
export function wordOf<Word extends string>(
  field: Field | undefined,
  words: readonly Word[],
  { problems }: Reading,
): Written<Word> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  const found = words.find((word) => word.toLowerCase() === value.toLowerCase());
  if (found) return { value: found, span };
  // "Medial branch", or with Word's hyphen.
  const meant = words.find((word) => word.toLowerCase() === plainWord(value)) ?? everydayValue(value, words);
  if (meant) {
    problems.push(readAs(span, value, meant));
    return { value: meant, span };
  }
  const several = mayMean(value, words).map((word) => replacing(span, word, 'ask'));
  const fixes = several.length > 0 ? several : nearestFixes(span, value, words);
  problems.push(invalid(span, `${quoted(value)} is not valid for ${field.name}: ${wantedWords(words)}`, fixes));
  return undefined;
}

/** A date: ISO as written, in another form as intended. `born` is not repeated in messages. */
export function dateOf(field: Field | undefined, { problems }: Reading): Written<IsoDate> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  if (isIsoDate(value)) return { value, span };
  const isBorn = field.name === 'born';
  const hyphened = withHyphens(value);
  if (hyphened !== value && isIsoDate(hyphened)) {
    const title = isBorn ? 'Write it with hyphens' : `Change to ${hyphened}`;
    const message = `${isBorn ? 'This date' : quoted(value)} has dashes: write it with hyphens`;
    problems.push(invalid(span, message, [replacing(span, hyphened, 'safe', title)]));
    return { value: hyphened, span };
  }
  const shown = isBorn ? 'The birth date' : quoted(value);
  const meant = isoFromUs(value) ?? isoInWords(value) ?? isoFromParts(value);
  // Somebody born in 26 was born in 1926 or 2026; nobody is treated in 1926.
  if (meant && !(isBorn && meant.isOfShortYear)) {
    const right = isBorn ? 'year, month and day' : meant.date;
    const what = meant.isUs ? 'is a US date' : 'is read as a date';
    const title = isBorn ? 'Write it as year, month and day' : `Change to ${meant.date}`;
    problems.push(
      invalid(span, `${shown} ${what}: write it as ${right}`, [replacing(span, meant.date, 'safe', title)]),
    );
    return { value: meant.date, span };
  }
  const centuries = meant ? [`19${meant.date.slice(2)}`, meant.date] : [];
  const fixes = centuries.map((date) => replacing(span, date, 'ask', `Change the year to ${date.slice(0, 4)}`));
  const what = meant
    ? 'has a year of two digits: write all four'
    : 'is not a calendar date: use a date such as 2026-11-16';
  problems.push(invalid(span, `${shown} ${what}`, fixes));
  return undefined;
}

/** A state of the United States by its two letters, or by its name as intended. */
export function stateOf(field: Field | undefined, { problems }: Reading): Written<string> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  if (isState(value.toUpperCase())) return { value: value.toUpperCase(), span };
  const named = stateNamed(value);
  if (named) {
    problems.push(readAs(span, value, named));
    return { value: named, span };
  }
  problems.push(invalid(span, `${quoted(value)} is not a state: use its two letters, such as AZ`));
  return undefined;
}

/** `work`, `auto` or `other`, optionally with the date of the accident. */
export function accidentOf(field: Field | undefined, { problems }: Reading): Written<Accident> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  const [, word = '', date] = /^(\S.*?)(?:\s+(\d[\d/.-]*))?$/.exec(value.slice(0, 80)) ?? [];
  const kind = accidentKinds.find((each) => each === word.toLowerCase());
  if (kind && (date === undefined || isIsoDate(date))) return { value: { kind, date }, span };
  const meantKind = kind ?? everydayValue(word, accidentKinds);
  const meantDate = date === undefined || isIsoDate(date) ? date : (isoFromUs(date) ?? isoFromParts(date))?.date;
  if (meantKind && (date === undefined || meantDate !== undefined)) {
    problems.push(readAs(span, value, [meantKind, ...(meantDate ? [meantDate] : [])].join(' ')));
    return { value: { kind: meantKind, date: meantDate }, span };
  }
  const right = 'use work, auto or other, and the date if it is known: work 2026-03-02';
  problems.push(invalid(span, `${quoted(value)} is not valid for accident: ${right}`));
  return undefined;
}

/** The number of a registered study: NCT and eight digits. */
export function trialOf(field: Field | undefined, { problems }: Reading): Written<string> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  if (/^NCT\d{8}$/i.test(value)) return { value: value.toUpperCase(), span };
  const digits = /^(?:NCT)?[\s#:-]*(\d{8})$/i.exec(value)?.[1];
  if (digits) {
    problems.push(readAs(span, value, `NCT${digits}`));
    return { value: `NCT${digits}`, span };
  }
  problems.push(invalid(span, `${quoted(value)} is not a study's number: use NCT and eight digits`));
  return undefined;
}

/** What was thrown away: `45 units`, `10 mg` or `none`. */
export function discardedOf(field: Field | undefined, { problems }: Reading): Written<Discarded> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  if (value.toLowerCase() === 'none') return { value: { amount: 0, unit: undefined }, span };
  if (/^(?:no|nil|nothing|zero|0|0 (?:units?|mg|ml|mcg|g)|no waste|none wasted|none discarded)$/i.test(value)) {
    problems.push(readAs(span, value, 'none'));
    return { value: { amount: 0, unit: undefined }, span };
  }
  const [, amount, unitWord = ''] = /^(\d{1,6}(?:\.\d{1,4})?)\s*([a-z]{1,5})\.?$/i.exec(value) ?? [];
  const unit = discardUnits[unitWord.toLowerCase()];
  if (amount !== undefined && unit) return { value: { amount: Number(amount), unit }, span };
  const right = 'use an amount such as 45 units or 10 mg, or none';
  problems.push(invalid(span, `${quoted(value)} is not an amount that was discarded: ${right}`));
  return undefined;
}

const discardUnits: Readonly<Record<string, Discarded['unit']>> = {
  unit: 'unit',
  units: 'unit',
  u: 'unit',
  iu: 'unit',
  mcg: 'mcg',
  ug: 'mcg',
  mg: 'mg',
  mgs: 'mg',
  g: 'g',
  gm: 'g',
  gram: 'g',
  grams: 'g',
  ml: 'ml',
  mls: 'ml',
  cc: 'ml',
  ccs: 'ml',
};

/** A drug's national number with unit and quantity, as a claim carries them: `00023-3921-02 UN1`. Checked, not kept. */
export function checkDrugNumber(field: Field | undefined, { problems }: Reading): void {
  if (!field?.text) return;
  const { value, span } = field.text;
  const [, number = '', rest = ''] = /^(?:N4)?\s*([\d-]{10,15})(?:\s+(.*))?$/i.exec(value) ?? [];
  const digits = number.replaceAll('-', '').length;
  const isNumber = digits === 11 || (digits === 10 && number.includes('-'));
  if (isNumber && /^(?:F2|GR|ME|ML|UN)\s*\d{1,7}(?:\.\d{1,3})?$/i.test(rest)) return;
  const what = !isNumber
    ? `${quoted(value)} is not a drug number: use its 11 digits, unit and quantity`
    : rest
      ? `${quoted(rest)} is not a drug quantity: use F2, GR, ME, ML or UN and a number`
      : `${quoted(value)} has no quantity: add its unit and how many`;
  problems.push(invalid(span, `${what}, as in 00023-3921-02 UN1`));
}

/** A National Provider Identifier with a valid check digit. */
export function npiOf(field: Field | undefined, { problems }: Reading): Written<string> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  const fault = npiFault(value);
  if (!fault) return { value, span };
  const message =
    fault === 'form'
      ? `${quoted(value)} is not an NPI: use ten digits, the first 1 or 2`
      : `${value} has a wrong check digit: one of its ten digits is mistyped`;
  const digits = value.replace(/[\s-]/g, '');
  const fixes = digits !== value && npiFault(digits) === undefined ? [replacing(span, digits, 'ask')] : [];
  problems.push(invalid(span, message, fixes));
  return undefined;
}

/** A place-of-service code. */
export function placeOf(
  field: Field | undefined,
  isPlace: (code: string) => boolean,
  { problems }: Reading,
): Written<string> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  if (isPlace(value)) return { value, span };
  const meant = placeMeant(value);
  if (meant !== undefined && isPlace(meant)) {
    problems.push(readAs(span, value, meant));
    return { value: meant, span };
  }
  const padded = /^\d$/.test(value) ? `0${value}` : value;
  const fixes = padded !== value && isPlace(padded) ? [replacing(span, padded, 'ask')] : [];
  const examples = 'use a two-digit code such as 11 (office), 22 (hospital outpatient) or 24 (surgery center)';
  problems.push(invalid(span, `${quoted(value)} is not a place-of-service code: ${examples}`, fixes));
  return undefined;
}

/** "11 - office", "POS 11", "office": only words that are one place. */
function placeMeant(value: string): string | undefined {
  const digits = /^(?:pos[ #:]*)?(\d\d)\.?(?:[ (:\u2013-]+[a-z ]{2,40}\)?)?$/i.exec(value)?.[1];
  return digits ?? placesInWords[plainWord(value)];
}

/** CMS's place-of-service code set. */
const placesInWords: Readonly<Record<string, string>> = {
  office: '11',
  home: '12',
  asc: '24',
  'surgery-center': '24',
  'ambulatory-surgery-center': '24',
};

/** A pain score, 0 to 10. */
export function scoreOf(field: Field | undefined, { problems }: Reading): Written<number> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  if (/^\d{1,2}(?:\.\d)?$/.test(value) && Number(value) <= 10) return { value: Number(value), span };
  const outOfTen = /^(\d{1,2}(?:\.\d)?)\s*\/\s*10$/.exec(value)?.[1];
  if (outOfTen !== undefined && Number(outOfTen) <= 10) {
    problems.push(readAs(span, value, outOfTen));
    return { value: Number(outOfTen), span };
  }
  problems.push(invalid(span, `${quoted(value)} is not a pain score: use a number from 0 to 10`));
  return undefined;
}

/** Whole minutes, within one day. */
export function minutesOf(field: Field | undefined, { problems }: Reading): Written<number> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  if (/^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 1440) return { value: Number(value), span };
  const number = /^(\d{1,4})\s*(?:min|mins|minutes?)\.?$/i.exec(value)?.[1];
  if (number !== undefined && Number(number) >= 1 && Number(number) <= 1440) {
    problems.push(readAs(span, value, number));
    return { value: Number(number), span };
  }
  problems.push(invalid(span, `${quoted(value)} is not a time in minutes: use a whole number from 1 to 1440`));
  return undefined;
}

/** `85%`, optionally `for` a duration. */
export function reliefOf(field: Field | undefined, reading: Reading): Written<Relief> | undefined {
  return field?.text && readRelief(field.text, field.name, reading);
}

/** One value per block, comma-separated. */
export function reliefsOf(field: Field | undefined, reading: Reading): readonly Written<Relief>[] {
  return items(field?.text).flatMap((item) => readRelief(item, field?.name ?? '', reading) ?? []);
}

/** The items of a comma-separated value, each with its place; empty ones are left out. */
export function items(text: Written<string> | undefined): readonly Written<string>[] {
  if (!text) return [];
  const { value, span } = text;
  return itemsOf(value, { start: 0, end: value.length }).map((item) => ({
    value: covered(value, item),
    span: shifted(item, span.start),
  }));
}

function readRelief(
  { value, span }: Written<string>,
  name: string,
  { problems }: Reading,
): Written<Relief> | undefined {
  const [, percent, duration] = /^(\d{1,3}(?:\.\d+)?) ?%(?:\s+for\s+(\S.{0,60}))?$/i.exec(value) ?? [];
  const days = duration === undefined ? undefined : daysIn(duration);
  if (percent !== undefined && Number(percent) <= 100 && (duration === undefined || days !== undefined)) {
    return { value: { percent: Number(percent), days }, span };
  }
  const bare = /^(\d{1,3})(?:\s+(for\s+\S.{0,60}))?$/i.exec(value);
  // Less than ten percent is more likely a count.
  const fixes =
    bare && Number(bare[1]) >= 10 && Number(bare[1]) <= 100
      ? [replacing(span, [`${bare[1]}%`, bare[2]].filter(Boolean).join(' '), 'ask')]
      : [];
  problems.push(invalid(span, `${quoted(value)} is not valid for ${name}: use 85%, or 85% for 6 hours`, fixes));
  return undefined;
}
