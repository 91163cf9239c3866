/**
 * Writes `server/generated/`: our own tables, the shipped policies and the rules' pages as modules that the bundles include, and CMS's
 * tables packed in `tables/`, as files that are read when they are asked for. Reads `server/data/`, `server/payers/` and
 * `server/src/rules/` only; writes a file only where it changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readTable } from './generate/csv.mjs';
import { judgedPolicies } from './generate/judged-policies.mjs';
import { packTables } from './generate/tables.mjs';

const server = new URL('../server/', import.meta.url);

/** Generates everything; what is unchanged is left alone. */
export function generate() {
  mkdirSync(new URL('generated/tables/', server), { recursive: true });
  packTables(new URL('data/', server), new URL('generated/tables/', server));
  for (const [name, make] of Object.entries(modules)) write(name, make());
}

/** @type {Readonly<Record<string, () => string>>} */
const modules = {
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
  'code-relations': () => rowsOf('codeRelationRows', 'code_relations.csv'),
  'procedure-groups': () => rowsOf('procedureGroupRows', 'procedure_groups.csv'),
  'medicare-codes': () => rowsOf('medicareCodeRows', 'medicare_codes.csv'),
  nerves: () => rowsOf('nerveRows', 'nerves.csv'),
  'drug-names': () => rowsOf('drugNameRows', 'drug_names.csv'),
  'code-help': () => rowsOf('codeHelpRows', 'code_help.csv'),
  'search-words': () => rowsOf('searchWordRows', 'search_words.csv'),
  editions: () => rowsOf('editionRows', 'editions.csv'),
  'add-ons-by-hand': () => rowsOf('addOnsByHand', 'addon_primaries.csv'),
  'diagnosis-changes': () => rowsOf('diagnosisChangeRows', 'diagnosis_changes.csv'),
  'diagnosis-families': () => rowsOf('diagnosisFamilyRows', 'diagnosis_families.csv'),
  'diagnosis-regions': () => rowsOf('diagnosisRegionRows', 'diagnosis_regions.csv'),
  'anesthetic-strengths': () => rowsOf('anestheticStrengthRows', 'anesthetic_strengths.csv'),
  'usual-codes': () => rowsOf('usualCodeRows', 'usual_codes.csv'),
  'usual-diagnoses': () => rowsOf('usualDiagnosisRows', 'usual_diagnoses.csv'),
  'pain-diagnoses': () => rowsOf('painDiagnosisRows', 'pain_diagnoses.csv'),
  'modifier-words': () => rowsOf('modifierWordRows', 'modifier_words.csv'),
  'deleted-codes': () => rowsOf('deletedCodeRows', 'deleted_codes.csv'),
  'remark-codes': () =>
    `${about('remark_codes.csv', 'remark_code_meanings.csv')}export const denialRows: readonly Readonly<Record<string, string>>[] = ${json(table('remark_codes.csv'))};\nexport const remarkRows: readonly Readonly<Record<string, string>>[] = ${json(table('remark_code_meanings.csv'))};\n`,
  places: () =>
    `${about('pos_codes.csv')}export const placeRows: readonly Readonly<Record<string, string>>[] = ${json(table('pos_codes.csv'))};\n`,
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
