/** The values of single fields: dates, words, numbers, relief. Knows the form of each, and no codes except places of service. */
import { type IsoDate, isIsoDate, isoFromParts, isoFromUs } from '../clinical/dates.js';
import { daysIn } from '../clinical/durations.js';
import { npiFault } from '../clinical/npi.js';
import { itemsOf } from '../syntax/value-words.js';
import type { Side } from '../syntax/vocabulary.js';
import { covered, shifted } from '../text/span.js';
import type { Field, Problem, Relief, Written } from './encounter.js';
import { invalid, nearestFixes, quoted, replacing, wantedWords } from './problems.js';

/** Reads a field's value; problems are pushed. */
export interface Reading {
  readonly problems: Problem[];
}

/** Other words that clearly mean a fixed value: reported, not read. */
export const sideMeant: Readonly<Record<string, Side | undefined>> = {
  both: 'bilateral',
  bilat: 'bilateral',
  bil: 'bilateral',
  l: 'left',
  lt: 'left',
  r: 'right',
  rt: 'right',
};

const meant: Readonly<Record<string, string | undefined>> = {
  ...sideMeant,
  fluoro: 'fluoroscopy',
  us: 'ultrasound',
  mbb: 'medial-branch',
  rf: 'radiofrequency',
  rfa: 'radiofrequency',
  prf: 'pulsed-radiofrequency',
  intraarticular: 'intra-articular',
  hospital: 'facility',
  institutional: 'facility',
  physician: 'professional',
  female: 'F',
  male: 'M',
  y: 'yes',
  n: 'no',
  '1': 'first',
  '2': 'second',
};

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
  const other = words.find((word) => word === meant[value.toLowerCase()]);
  const fixes = other ? [replacing(span, other, 'ask')] : nearestFixes(span, value, words);
  problems.push(invalid(span, `${quoted(value)} is not valid for ${field.name}: ${wantedWords(words)}`, fixes));
  return undefined;
}

/** A date: ISO as written, a US date as intended. `born` is not repeated in messages. */
export function dateOf(field: Field | undefined, { problems }: Reading): Written<IsoDate> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  if (isIsoDate(value)) return { value, span };
  const shown = field.name === 'born' ? 'This' : quoted(value);
  const fromUs = isoFromUs(value);
  if (fromUs) {
    const right = field.name === 'born' ? 'year, month and day' : fromUs;
    const title = field.name === 'born' ? 'Write it as year, month and day' : `Change to ${fromUs}`;
    problems.push(
      invalid(span, `${shown} is a US date: write it as ${right}`, [replacing(span, fromUs, 'safe', title)]),
    );
    return { value: fromUs, span };
  }
  const fromParts = isoFromParts(value);
  const title = field.name === 'born' ? 'Write it with hyphens' : undefined;
  const fixes = fromParts ? [replacing(span, fromParts, 'ask', title)] : [];
  problems.push(invalid(span, `${shown} is not a calendar date: use a date such as 2026-11-16`, fixes));
  return undefined;
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
  const padded = /^\d$/.test(value) ? `0${value}` : value;
  const fixes = padded !== value && isPlace(padded) ? [replacing(span, padded, 'ask')] : [];
  const examples = 'use a two-digit code such as 11 (office), 22 (hospital outpatient) or 24 (surgery center)';
  problems.push(invalid(span, `${quoted(value)} is not a place-of-service code: ${examples}`, fixes));
  return undefined;
}

/** A pain score, 0 to 10. */
export function scoreOf(field: Field | undefined, { problems }: Reading): Written<number> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  if (/^\d{1,2}(?:\.\d)?$/.test(value) && Number(value) <= 10) return { value: Number(value), span };
  const outOfTen = /^(\d{1,2}(?:\.\d)?)\s*\/\s*10$/.exec(value)?.[1];
  const fixes = outOfTen !== undefined && Number(outOfTen) <= 10 ? [replacing(span, outOfTen, 'ask')] : [];
  problems.push(invalid(span, `${quoted(value)} is not a pain score: use a number from 0 to 10`, fixes));
  return undefined;
}

/** Whole minutes, within one day. */
export function minutesOf(field: Field | undefined, { problems }: Reading): Written<number> | undefined {
  if (!field?.text) return undefined;
  const { value, span } = field.text;
  if (/^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 1440) return { value: Number(value), span };
  const number = /^(\d{1,4})\s*(?:min|minutes?)\.?$/i.exec(value)?.[1];
  const fixes = number === undefined ? [] : [replacing(span, number, 'ask')];
  problems.push(invalid(span, `${quoted(value)} is not a time in minutes: use a whole number from 1 to 1440`, fixes));
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
  const fixes =
    bare && Number(bare[1]) <= 100 ? [replacing(span, [`${bare[1]}%`, bare[2]].filter(Boolean).join(' '), 'ask')] : [];
  problems.push(invalid(span, `${quoted(value)} is not valid for ${name}: use 85%, or 85% for 6 hours`, fixes));
  return undefined;
}
