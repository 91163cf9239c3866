/**
 * The encounters that are measured: the right claims of test/right-claims/, for several payers, over the days of a year, each of 40 lines. A patient comes twice. With
 * `wrong`, two mistakes are made in each. What each should yield is checked where it is measured (expectFindings).
 */
import { readFileSync } from 'node:fs';
import { root } from '../editor/places.mjs';

/** The lines that an encounter has, with the blank line after it. */
export const linesOfEncounter = 40;
/** The day as which every run is checked: after each date of service, and soon enough to file the claims. */
export const today = '2026-11-24';

const payers = ['medicare-noridian', 'cpt', 'uhc', 'aetna', 'cigna', 'medicare-palmetto'];

/** What a record may add, and the practice's own fields: an encounter grows to its length with them. */
const further = [
  'pain-before: 7',
  'pain-after: 2',
  'relief: 85% for 6 hours',
  'response: able to extend and rotate without pain',
  'complications: none',
  'consent: yes',
  'conservative-care: 12 weeks physical therapy, NSAIDs',
  'x-room: 3',
  'x-scheduled-by: front desk',
  'x-referral: family medicine',
];

/** @typedef {(lines: string[]) => void} Mistake changes the service lines of an encounter */

/** @type {Record<string, Mistake>} */
const mistakes = {
  firstForgotten: (lines) => void lines.shift(),
  sideForgotten: (lines) => change(lines, 0, /-(?:LT|RT|50)/, ''),
  lastTwice: (lines) => void lines.push(lines.at(-1) ?? ''),
  letterUnknown: (lines) => change(lines, lines.length - 1, / {2}A(?:,B)?(?= )/, '  C'),
};

/** @param {string[]} lines @param {number} at @param {RegExp} from @param {string} to */
function change(lines, at, from, to) {
  lines[at] = (lines[at] ?? '').replace(from, to);
}

const addOnAlone = ['firstForgotten', 'sideForgotten'];
const billedTwice = ['lastTwice', 'letterUnknown'];

/** The claims that are made again and again, by file and place in it, with the two mistakes that each is given. */
const claims = [
  { file: 'facet-injection', at: 0, wrong: addOnAlone },
  { file: 'epidural', at: 0, wrong: billedTwice },
  { file: 'facet-destruction', at: 0, wrong: addOnAlone },
  { file: 'joint-injection', at: 0, wrong: ['sideForgotten', 'letterUnknown'] },
  { file: 'transforaminal-epidural', at: 0, wrong: addOnAlone },
  { file: 'sacroiliac-injection', at: 0, wrong: billedTwice },
  { file: 'facet-injection', at: 1, wrong: addOnAlone },
  { file: 'evaluation', at: 0, wrong: billedTwice },
  { file: 'nerve-block', at: 1, wrong: addOnAlone },
  { file: 'trigger-point', at: 0, wrong: billedTwice },
  { file: 'nerve-block', at: 0, wrong: billedTwice },
  { file: 'epidural', at: 1, wrong: billedTwice },
];

/** Each claim's rows without its service lines, and those. */
const models = claims.map(({ file, at, wrong }) => {
  const text = readFileSync(`${root}/test/right-claims/${file}.encounter`, 'utf8');
  const all = text.split(/^(?=encounter )/m).filter((part) => part.startsWith('encounter '));
  const rows = (all[at] ?? '')
    .replace(/\n# .*\s*$/, '\n')
    .trimEnd()
    .split('\n');
  const [record, lines] = [rows.slice(0, rows.indexOf('lines')), rows.slice(rows.indexOf('lines') + 1)];
  while (record.at(-1) === '') record.pop();
  const lacking = further.filter((field) => !record.some((row) => row.trim().startsWith(field.split(':')[0] ?? '')));
  return { record, lines, lacking, wrong };
});

/** @param {number} index */
function dateOf(index) {
  // A file's encounters are of one day or two; the next file's day is weeks away.
  const day = ((Math.floor(index / 50) * 37) % 300) + (index % 2);
  return new Date(Date.UTC(2026, 0, 2) + day * 86_400_000).toISOString().slice(0, 10);
}

/**
 * An encounter's text with the blank line after it.
 *
 * @param {number} index
 * @param {{ readonly isWrong?: boolean }} [how]
 */
export function encounter(index, { isWrong = false } = {}) {
  const round = Math.floor(index / 100);
  // The 50 patients of one file come again in the next, for something else.
  const patient = round * 50 + (index % 50);
  const model = models[(index + 3 * Math.floor(index / 50)) % models.length];
  if (!model) throw new Error('no models');
  const lines = [...model.lines];
  if (isWrong) for (const name of model.wrong) mistakes[name]?.(lines);
  const values = {
    encounter: `2026-${100_000 + index}`,
    patient: `MRN-${20_000 + patient}`,
    date: dateOf(index),
    payer: payers[patient % payers.length],
    authorization: `PA-${70_000 + index}`,
  };
  const record = model.record.map((row) => {
    const [, name = ''] = /^([a-z]+):? /.exec(row) ?? [];
    const value = values[/** @type {keyof typeof values} */ (name)];
    return value === undefined ? row : `${name}${name === 'encounter' ? '' : ':'} ${value}`;
  });
  const free = linesOfEncounter - 3 - record.length - lines.length;
  record.push(...model.lacking.slice(0, Math.max(0, free)).map((field) => `  ${field}`));
  const notes = Array.from(
    { length: linesOfEncounter - 3 - record.length - lines.length },
    (_, at) => `# note ${at + 1}`,
  );
  return [...record.slice(0, 1), ...notes, ...record.slice(1), '', 'lines', ...lines, '', ''].join('\n');
}

/**
 * A file of so many lines, or a few more.
 *
 * @param {number} lines
 * @param {{ readonly isWrong?: boolean }} [how]
 */
export function day(lines, how) {
  const count = Math.ceil(lines / linesOfEncounter);
  return Array.from({ length: count }, (_, index) => encounter(index, how)).join('');
}

/**
 * The encounters that nobody has, each of so many procedures and about twice as many service lines, nearly all with findings: one procedure again and again,
 * with fields that the payer wants left out, or what twelve wrong encounters bill, in turn.
 *
 * @param {number} count
 * @param {'one' | 'several'} kinds
 */
export function hugeEncounter(count, kinds) {
  /** @type {Map<string, string>} */
  const letters = new Map();
  const all = Array.from({ length: count }, (_, index) =>
    kinds === 'one' ? bare(encounter(0)) : encounter(index, { isWrong: true }),
  );
  const parts = all.map((text) => {
    const rows = text.split('\n');
    /** @type {Map<string, string>} */
    const own = new Map();
    for (const [, letter = '', code = ''] of text.matchAll(/^ {2}([A-Z]): (\S+)$/gm)) {
      if (!letters.has(code)) letters.set(code, String.fromCharCode('A'.charCodeAt(0) + letters.size));
      own.set(letter, letters.get(code) ?? letter);
    }
    const [first, last] = [rows.findIndex((row) => row.startsWith('procedure ')), rows.indexOf('lines')];
    const pointed = (/** @type {string} */ row) =>
      row.replace(
        /( {2}x\d+ {2})([A-Z,]+)/,
        (_, before, pointers) =>
          before + pointers.replace(/[A-Z]/g, (/** @type {string} */ letter) => own.get(letter) ?? letter),
      );
    return {
      procedures: rows.slice(first, last),
      lines: rows
        .slice(last + 1)
        .filter(Boolean)
        .map(pointed),
    };
  });
  const heading = encounter(0).split('\n');
  return [
    ...heading.slice(0, heading.indexOf('diagnoses') + 1),
    ...[...letters].map(([code, letter]) => `  ${letter}: ${code}`),
    '',
    ...parts.flatMap(({ procedures }) => procedures),
    'lines',
    ...parts.flatMap(({ lines }) => lines),
    '',
  ].join('\n');
}

/** On both sides, and without what the record should say of it. @param {string} text */
function bare(text) {
  return text
    .replace(
      /^ {2}(?:series|indication|conservative-care|pain-\w+|relief|response|consent|complications|x-[\w-]+): .*\n/gm,
      '',
    )
    .replace(/^( {2}side:) .*/m, '$1 bilateral')
    .replace(/-LT-KX/g, '-50');
}
