/**
 * Writes `server/generated/`: the code tables in a form that bundles small and decodes fast, the shipped policies and the
 * rules' pages. Reads `server/data/`, `server/payers/` and `server/src/rules/` only; writes a file only where it changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readTable } from './generate/csv.mjs';
import { judgedPolicies } from './generate/judged-policies.mjs';
import { frontCoded, grouped } from './generate/pack.mjs';

const server = new URL('../server/', import.meta.url);

/** Generates everything; what is unchanged is left alone. */
export function generate() {
  mkdirSync(new URL('generated/', server), { recursive: true });
  for (const [name, make] of Object.entries(tables)) write(name, make());
}

/** @type {Readonly<Record<string, () => string>>} */
const tables = {
  'spine-levels': () => {
    const rows = table('spine_levels.csv').map((row) => ({
      joint: row.joint,
      region: row.region,
      nerves: words(row.nerves),
      root: row.root,
      icdRegions: words(row.icd_region_chars),
      confidence: row.confidence,
    }));
    const type = `readonly {
  readonly joint: string;
  readonly region: 'cervical-thoracic' | 'lumbar-sacral';
  readonly nerves: readonly string[];
  readonly root: string;
  readonly icdRegions: readonly string[];
  readonly confidence: string;
}[]`;
    return `${about('spine_levels.csv')}export const spineLevels: ${type} = ${json(rows)};\n`;
  },
  'pain-codes': () => rowsOf('painCodeRows', 'codes.csv'),
  'code-classes': () => rowsOf('codeClassRows', 'code_classes.csv'),
  nerves: () => rowsOf('nerveRows', 'nerves.csv'),
  editions: () => rowsOf('editionRows', 'editions.csv'),
  'fee-schedule': () => {
    /** @type {Set<string | undefined>} */
    const known = new Set();
    const groups = (/** @type {Readonly<Record<string, string>>[]} */ rows) =>
      grouped(
        rows.map((row) => [
          [row.status, row.global ?? row.global_days, row.bilat_surg ?? row.bilateral, row.pctc].join(),
          row.hcpcs ?? row.code,
        ]),
      );
    const whole = packed('fee-schedule', (rows) => {
      const codes = rows.filter(({ mod }) => mod === '');
      for (const { hcpcs } of codes) known.add(hcpcs);
      return groups(codes);
    });
    // A part of a release answers for the codes that no whole release has.
    const parts = packed('fee-schedule-part', (rows) => groups(rows.filter(({ code }) => !known.has(code))));
    return `${about(...filesOf('fee-schedule'), ...filesOf('fee-schedule-part'))}/** By file, "status,global,bilateral,parts" to codes of five characters. */\n${exported('feeSchedules', { ...whole, ...parts })}`;
  },
  'unpriced-places': () => {
    const groups = packed('unpriced-places', (rows) => {
      // Of what the fee schedule does not pay anywhere it says nothing about places.
      const paid = rows.filter(({ modifier, status = '' }) => modifier === '' && ['A', 'C', 'R'].includes(status));
      return grouped([
        ...paid.filter((row) => row.nonfacility_na === 'NA').map(({ code }) => ['non-facility', code]),
        ...paid.filter((row) => row.facility_na === 'NA').map(({ code }) => ['facility', code]),
      ]);
    });
    return `${about(...filesOf('unpriced-places'))}/** By file, the kind of place to the codes of five characters that have no price there (NA). */\n${exported('unpricedPlaces', groups)}`;
  },
  hcpcs: () => {
    const file = newestOf('hcpcs');
    const groups = grouped(table(file).map((row) => [`${row.added},${row.terminated}`, row.code]));
    return `${about(file)}/** "added,terminated" to codes of five characters. */\nexport const hcpcs: Readonly<Record<string, string>> = ${json(groups)};\n`;
  },
  mue: () => {
    const groups = packed('mue', (rows) => grouped(rows.map(({ hcpcs, mue, mai }) => [`${mue},${mai}`, hcpcs])));
    return `${about(...filesOf('mue'))}/** By file, "units,indicator" to codes of five characters. */\n${exported('mueTables', groups)}`;
  },
  'add-ons': () => {
    const groups = packed('add-ons', (rows) =>
      grouped(rows.map(({ addon, primary, type }) => [`${addon},${type}`, primary])),
    );
    return `${rowsOf('painAddOns', 'addon_primaries.csv')}${about(...filesOf('add-ons'))}/** By file, "add-on,type" to primaries of five characters. */\n${exported('addOnTables', groups)}`;
  },
  'deleted-codes': () => rowsOf('deletedCodeRows', 'deleted_codes.csv'),
  pairs: () => {
    const groups = packed('pairs', (rows) =>
      grouped(rows.map((row) => [`${row.column1},${row.modifier_indicator},${row.rationale}`, row.column2])),
    );
    return `${about(...filesOf('pairs'))}/** By file, "column 1,indicator,rationale" to column 2 codes of five characters. */\n${exported('pairTables', groups)}`;
  },
  modifiers: () => {
    const files = [newestOf('cpt-modifiers'), newestOf('hcpcs-modifiers')];
    const [cpt = [], dated = []] = files.map(table);
    return `${about(...files)}export const listedModifiers: readonly string[] = ${json(cpt.map(({ modifier }) => modifier))};\n/** HCPCS modifiers: the modifier, the day it was added, its last day. */\nexport const datedModifiers: readonly (readonly string[])[] = ${json(dated.map((row) => [row.modifier, row.added, row.terminated]))};\n`;
  },
  'remark-codes': () =>
    `${about('remark_codes.csv', 'remark_code_meanings.csv')}export const denialRows: readonly Readonly<Record<string, string>>[] = ${json(table('remark_codes.csv'))};\nexport const remarkRows: readonly Readonly<Record<string, string>>[] = ${json(table('remark_code_meanings.csv'))};\n`,
  places: () =>
    `${about('pos_codes.csv')}export const placeRows: readonly Readonly<Record<string, string>>[] = ${json(table('pos_codes.csv'))};\n`,
  diagnoses: () => {
    const sets = Object.fromEntries(filesOf('diagnoses').map((file) => [file, json(byCategory(text(`data/${file}`)))]));
    return `${about(...filesOf('diagnoses'))}/** By file, as JSON: by the first three characters, in their order, what follows them, sorted and front-coded, where a digit says how many characters are the one before's. */\nexport const billableDiagnoses: Readonly<Record<string, string>> = ${json(sets)};\n`;
  },
  'rule-pages': () => {
    const files = namesIn('src/rules', '.md');
    const pages = Object.fromEntries(files.map((file) => [file.replace('.md', ''), text(`src/rules/${file}`)]));
    return `/** The rules' pages by id, from server/src/rules/. */\nexport const rulePages: Readonly<Record<string, string>> = ${json(pages)};\n`;
  },
  // The last one: its reader asks the tables.
  payers: () => {
    const files = namesIn('payers', '.payer.yaml').map((file) => ({ file, text: text(`payers/${file}`) }));
    const judged = judgedPolicies(
      files,
      namesIn('src/rules', '.md').map((file) => file.replace('.md', '')),
    );
    const shipped = files.map((file, index) => ({
      ...file,
      // To go through all of the texts at each start would be a part of the time that a coder waits for the first findings.
      version: createHash('sha256').update(file.text).digest('base64url').slice(0, 18),
      judged: json(judged[index]),
    }));
    return `/** The shipped payer policies, from server/payers/, and of each what judges, as JSON. */\nexport const shippedPolicies: readonly { readonly file: string; readonly text: string; readonly version: string; readonly judged: string }[] = ${json(shipped)};\n`;
  },
};

/**
 * The files of one kind of table, from the oldest to the newest.
 *
 * @param {string} kind
 */
function filesOf(kind) {
  const files = table('editions.csv').flatMap((row) => (row.kind === kind ? (row.file ?? []) : []));
  if (files.length === 0) throw new Error(`editions.csv has no ${kind}`);
  return files;
}

/**
 * Of a kind whose every list holds what the ones before it did.
 *
 * @param {string} kind
 */
function newestOf(kind) {
  return filesOf(kind).at(-1) ?? '';
}

/**
 * Each table of a kind, packed, by its file.
 *
 * @param {string} kind
 * @param {(rows: Readonly<Record<string, string>>[]) => Record<string, string>} pack
 */
function packed(kind, pack) {
  return Object.fromEntries(filesOf(kind).map((file) => [file, pack(table(file))]));
}

/**
 * @param {string} name
 * @param {Record<string, Record<string, string>>} tables
 */
function exported(name, tables) {
  return `export const ${name}: Readonly<Record<string, Readonly<Record<string, string>>>> = ${json(tables)};\n`;
}

/** @param {string} list of billable diagnoses, without their point */
function byCategory(list) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const code of list.split(/\s+/).filter(Boolean).sort()) {
    const ends = found.get(code.slice(0, 3));
    if (ends) ends.push(code.slice(3));
    else found.set(code.slice(0, 3), [code.slice(3)]);
  }
  return Object.fromEntries([...found].map(([category, ends]) => [category, frontCoded(ends)]));
}

/**
 * The rows of one of our own tables as they are, without their empty values.
 *
 * @param {string} name
 * @param {string} file
 */
function rowsOf(name, file) {
  const rows = table(file).map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '')));
  return `${about(file)}export const ${name}: readonly Readonly<Record<string, string>>[] = ${json(rows)};\n`;
}

/** @param {string[]} files */
function about(...files) {
  const sources = text('data/README.md').split('\n');
  const lines = files.map((file) => {
    const [, , source = '', date = ''] = (sources.find((line) => line.startsWith(`| ${file} `)) ?? '').split('|');
    return ` * ${file}: ${source.trim()} (${date.trim()})`;
  });
  return `/**\n * Generated by scripts/generate.mjs from server/data/:\n${lines.join('\n')}\n */\n`;
}

/**
 * @param {string} folder
 * @param {string} ending
 */
function namesIn(folder, ending) {
  return readdirSync(new URL(`${folder}/`, server))
    .filter((file) => file.endsWith(ending))
    .sort();
}

/** @param {string} file */
function table(file) {
  return readTable(text(`data/${file}`));
}

/** @param {string} path */
function text(path) {
  return readFileSync(new URL(path, server), 'utf8');
}

/** @param {unknown} value */
function json(value) {
  return JSON.stringify(value);
}

/** @param {string | undefined} value */
function words(value) {
  return (value ?? '').split(' ').filter(Boolean);
}

/**
 * @param {string} name
 * @param {string} content
 */
function write(name, content) {
  const file = new URL(`generated/${name}.ts`, server);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  writeFileSync(file, content);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) generate();
