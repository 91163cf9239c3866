/**
 * Writes `server/generated/`: the code tables in a form that bundles small and decodes fast, the shipped policies and the
 * rules' pages. Reads `server/data/`, `server/payers/` and `server/src/rules/` only; writes a file only where it changed.
 */
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
  'fee-schedule': () => {
    const whole = table('pprrvu_2025-10.csv').filter(({ mod }) => mod === '');
    const known = new Set(whole.map(({ hcpcs }) => hcpcs));
    const later = table('pfs_2026_jul_partial.csv').filter(({ code = '' }) => !known.has(code));
    const groups = grouped([
      ...whole.map((row) => [`${row.status},${row.global},${row.bilat_surg},${row.pctc},2025-10`, row.hcpcs]),
      ...later.map((row) => [`${row.status},${row.global_days},${row.bilateral},,2026-07`, row.code]),
    ]);
    return `${about('pprrvu_2025-10.csv', 'pfs_2026_jul_partial.csv')}/** "status,global,bilateral,parts,release" to codes of five characters. */\nexport const feeSchedule: Readonly<Record<string, string>> = ${json(groups)};\n`;
  },
  'unpriced-places': () => {
    // Of what the fee schedule does not pay anywhere it says nothing about places.
    const paid = table('pfs_2025_oct.csv').filter(
      ({ modifier, status = '' }) => modifier === '' && 'ACR'.includes(status),
    );
    const groups = grouped([
      ...paid.filter((row) => row.nonfacility_na === 'NA').map(({ code }) => ['non-facility', code]),
      ...paid.filter((row) => row.facility_na === 'NA').map(({ code }) => ['facility', code]),
    ]);
    return `${about('pfs_2025_oct.csv')}/** The kind of place to the codes of five characters that have no price there (NA). */\nexport const unpricedPlaces: Readonly<Record<string, string>> = ${json(groups)};\n`;
  },
  hcpcs: () => {
    const groups = grouped(
      table('hcpcs_level2_2025-10.csv').map((row) => [`${row.added},${row.terminated}`, row.code]),
    );
    return `${about('hcpcs_level2_2025-10.csv')}/** "added,terminated" to codes of five characters. */\nexport const hcpcs: Readonly<Record<string, string>> = ${json(groups)};\n`;
  },
  mue: () => {
    const edition = (/** @type {string} */ file) =>
      grouped(table(file).map(({ hcpcs, mue, mai }) => [`${mue},${mai}`, hcpcs]));
    const editions = [
      { from: '2024-07-01', quarter: '2024 Q3', limits: edition('mue_practitioner_2024-07-01.csv') },
      { from: '2026-04-01', quarter: '2026 Q2', limits: edition('mue_practitioner_2026-04-01.csv') },
    ];
    return `${about('mue_practitioner_2024-07-01.csv', 'mue_practitioner_2026-04-01.csv')}/** By edition, "units,indicator" to codes of five characters. */\nexport const mueEditions: readonly { readonly from: string; readonly quarter: string; readonly limits: Readonly<Record<string, string>> }[] = ${json(editions)};\n`;
  },
  'add-ons': () => {
    const groups = grouped(
      table('addon_code_edits_2024-06-03.csv').map(({ addon, primary, type }) => [`${addon},${type}`, primary]),
    );
    const own = table('addon_primaries.csv');
    return `${about('addon_primaries.csv', 'addon_code_edits_2024-06-03.csv')}/** The pain practice's add-on codes, a permitted primary a row. */\nexport const painAddOns: readonly Readonly<Record<string, string>>[] = ${json(own)};\n/** "add-on,type" to primaries of five characters. */\nexport const addOnEdits: Readonly<Record<string, string>> = ${json(groups)};\n`;
  },
  'deleted-codes': () => rowsOf('deletedCodeRows', 'deleted_codes.csv'),
  pairs: () => {
    const groups = grouped(
      table('ncci_ptp_core_2024q3.csv').map((row) => [
        `${row.column1},${row.modifier_indicator},${row.rationale}`,
        row.column2,
      ]),
    );
    return `${about('ncci_ptp_core_2024q3.csv')}/** "column 1,indicator,rationale" to column 2 codes of five characters. */\nexport const pairs: Readonly<Record<string, string>> = ${json(groups)};\n`;
  },
  modifiers: () => {
    const cpt = table('modifier_codes_2024.csv').map(({ modifier }) => modifier);
    const dated = table('hcpcs_modifiers_2025-10.csv').map((row) => [row.modifier, row.added, row.terminated]);
    return `${about('modifier_codes_2024.csv', 'hcpcs_modifiers_2025-10.csv')}export const listedModifiers: readonly string[] = ${json(cpt)};\n/** HCPCS modifiers: the modifier, the day it was added, its last day. */\nexport const datedModifiers: readonly (readonly string[])[] = ${json(dated)};\n`;
  },
  'remark-codes': () =>
    `${about('remark_codes.csv', 'remark_code_meanings.csv')}export const denialRows: readonly Readonly<Record<string, string>>[] = ${json(table('remark_codes.csv'))};\nexport const remarkRows: readonly Readonly<Record<string, string>>[] = ${json(table('remark_code_meanings.csv'))};\n`,
  places: () =>
    `${about('pos_codes.csv')}export const placeRows: readonly Readonly<Record<string, string>>[] = ${json(table('pos_codes.csv'))};\n`,
  diagnoses: () => {
    const codes = text('data/icd10cm_fy2026_billable.txt').split(/\s+/).filter(Boolean).sort();
    /** @type {Map<string, string[]>} */
    const byCategory = new Map();
    for (const code of codes)
      byCategory.set(code.slice(0, 3), [...(byCategory.get(code.slice(0, 3)) ?? []), code.slice(3)]);
    const packed = Object.fromEntries([...byCategory].map(([category, ends]) => [category, frontCoded(ends)]));
    return `${about('icd10cm_fy2026_billable.txt')}/** By the first three characters, in their order: what follows them, sorted and front-coded, where a digit says how many characters are the one before's. */\nexport const billableDiagnoses: Readonly<Record<string, string>> = JSON.parse(${json(json(packed))});\n`;
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
    const shipped = files.map((file, index) => ({ ...file, judged: json(judged[index]) }));
    return `/** The shipped payer policies, from server/payers/, and of each what judges, as JSON. */\nexport const shippedPolicies: readonly { readonly file: string; readonly text: string; readonly judged: string }[] = ${json(shipped)};\n`;
  },
};

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
