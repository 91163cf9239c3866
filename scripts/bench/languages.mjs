/**
 * The language servers that are measured side by side, and what each is given: ours a file of encounters, the others the same facts in a file of as many lines of their own
 * language, with a schema that finds two mistakes in each encounter as ours does. Each is started as its editor extension starts it.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { day, encounter, linesOfEncounter } from './encounters.mjs';
import { newFolder } from './folders.mjs';

const installed = createRequire(import.meta.url);

/**
 * @typedef {object} Place where a digit of a service line is typed over
 * @property {number} line
 * @property {number} character
 * @property {string} was
 */

/**
 * @typedef {object} Language
 * @property {string} name as the table says it
 * @property {boolean} isOurs
 * @property {string} server its program
 * @property {string} id of the language
 * @property {string} uri of the open file
 * @property {(lines: number) => string} text
 * @property {RegExp} places what a row with a code begins with, up to the digit that is typed over
 * @property {{ readonly line: number, readonly text: string }} inserted a line that means nothing, near the top
 * @property {boolean} pulls whether it is asked for diagnostics; one that is not sends them
 * @property {number} waits milliseconds that it lets pass before it looks at a change
 * @property {object} [options] for its start
 * @property {Record<string, unknown>} [settings]
 */

/**
 * All of them: ours of each checkout first.
 *
 * @param {readonly import('./context.mjs').Checkout[]} checkouts
 */
export function languagesOf(checkouts) {
  const folder = newFolder('schema');
  const write = (/** @type {string} */ name, /** @type {string} */ text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return [
    ...checkouts.map(({ path, name }) =>
      encounters(path, name === '' ? 'Encounter Scrubber' : `Encounter Scrubber, ${name}`),
    ),
    json(),
    yaml(write),
  ];
}

/** Ours. @param {string} checkout @param {string} name @returns {Language} */
function encounters(checkout, name) {
  return {
    name,
    isOurs: true,
    server: `${checkout}/dist/server.cjs`,
    id: 'encounter',
    uri: 'file:///bench/day.encounter',
    text: (lines) => day(lines, { isWrong: true }),
    places: /^ {2}\d{4}(?=\d-?[A-Z0-9-]* {2}x)/,
    inserted: { line: 3, text: '# typed\n' },
    pulls: true,
    waits: 0,
  };
}

/** What the others check an encounter by: in each, `sex` is not one of these and `signed` is missing. */
const schema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['encounter', 'patient', 'date', 'payer', 'signed'],
    properties: {
      encounter: { type: 'string', pattern: '^\\d{4}-\\d+$' },
      patient: { type: 'string', pattern: '^MRN-\\d+$' },
      born: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
      sex: { enum: ['female', 'male', 'unknown'] },
      date: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
      payer: { enum: ['medicare-noridian', 'cpt', 'uhc', 'aetna', 'cigna', 'medicare-palmetto'] },
      place: { type: 'string', pattern: '^\\d\\d$' },
      provider: { type: 'string', pattern: '^\\d{10}$' },
      signed: { type: 'string' },
    },
    patternProperties: {
      '^line-': { type: 'string', pattern: '^[0-9A-Z]\\d{4}(-[A-Z0-9]{2})* +x\\d+ +[A-L](,[A-L])*( +\\$[0-9.]+)?$' },
      '^[A-L]$': { type: 'string', pattern: '^[A-Z]\\d[0-9A-Z](\\.[0-9A-Z]{1,4})?$' },
      '^note-': { type: 'string' },
    },
    additionalProperties: { type: 'string' },
  },
};

/**
 * The facts of an encounter as names and values, one for each line that it has but one or two.
 *
 * @param {number} index
 * @param {number} count
 * @returns {readonly (readonly [string, string])[]}
 */
function facts(index, count) {
  /** @type {Map<string, string>} */
  const all = new Map();
  const rows = encounter(index)
    .split('\n')
    .map((row) => row.trim());
  for (const row of rows.filter((each) => each !== '' && !/^(?:#|lines$|diagnoses$)/.test(each))) {
    const [, name = `line-${all.size}`, value = row] = /^([A-Za-z-]+):? (.*)$/.exec(row) ?? [];
    all.set(all.has(name) ? `${name}-${all.size}` : name, value);
  }
  for (let note = 1; all.size < count; note += 1) all.set(`note-${note}`, `note ${note}`);
  return [...all].slice(0, count);
}

/** @param {number} lines */
function yamlText(lines) {
  const count = Math.ceil(lines / linesOfEncounter);
  const one = (/** @type {number} */ index) =>
    facts(index, linesOfEncounter - 1).map(
      ([name, value], at) => `${at === 0 ? '- ' : '  '}${name}: ${JSON.stringify(value)}\n`,
    );
  return Array.from({ length: count }, (_, index) => `${one(index).join('')}\n`).join('');
}

/** @param {number} lines */
function jsonText(lines) {
  const count = Math.ceil(lines / linesOfEncounter);
  const one = (/** @type {number} */ index) =>
    facts(index, linesOfEncounter - 2).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const all = Array.from({ length: count }, (_, index) => `  {\n${one(index).join(',\n')}\n  }`);
  return `[\n${all.join(',\n')}\n]\n`;
}

/**
 * Red Hat's server for YAML.
 *
 * @param {(name: string, text: string) => string} write writes a file, and says its path
 * @returns {Language}
 */
function yaml(write) {
  const url = pathToFileURL(write('encounters.schema.json', JSON.stringify(schema))).href;
  return {
    name: `yaml-language-server ${versionOf('yaml-language-server')}`,
    isOurs: false,
    server: installed.resolve('yaml-language-server/bin/yaml-language-server'),
    id: 'yaml',
    uri: 'file:///bench/day.yaml',
    text: yamlText,
    places: /^ {2}line-\d+: "\d{4}(?=\d)/,
    inserted: { line: 0, text: '# typed\n' },
    pulls: false,
    // Its validationDelayMs, which no setting changes.
    waits: 200,
    settings: { yaml: { validate: true, schemaStore: { enable: false }, schemas: { [url]: ['*.yaml'] } } },
  };
}

/** Visual Studio Code's server for JSON. @returns {Language} */
function json() {
  return {
    name: `vscode-json-language-server ${versionOf('vscode-langservers-extracted')}`,
    isOurs: false,
    server: installed.resolve('vscode-langservers-extracted/bin/vscode-json-language-server'),
    id: 'json',
    uri: 'file:///bench/day.json',
    text: jsonText,
    places: /^ {4}"line-\d+": "\d{4}(?=\d)/,
    inserted: { line: 1, text: '\n' },
    pulls: true,
    waits: 0,
    options: { handledSchemaProtocols: ['file'], provideFormatter: false },
    settings: {
      json: { validate: { enable: true }, schemas: [{ fileMatch: ['*.json'], url: 'bench://encounters', schema }] },
    },
  };
}

/** @param {string} name */
function versionOf(name) {
  return installed(`${name}/package.json`).version;
}

/**
 * Where digits are typed over: each service line's code, in the text's order.
 *
 * @param {Language} language
 * @param {readonly string[]} rows
 * @returns {readonly Place[]}
 */
export function placesIn({ places }, rows) {
  return rows.flatMap((row, line) => {
    const character = places.exec(row)?.[0].length;
    return character === undefined ? [] : [{ line, character, was: row[character] ?? '' }];
  });
}
