/**
 * Packs the tables that `server/data/editions.csv` names, each as `<file>.table`: read by the reader that reads a user's own, and kept is
 * what the tool asks, in the form that `server/src/tables/shipped.ts` opens. A table is left alone where its file, reader and packing
 * are as before: the pairs alone take seconds.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readTable } from './csv.mjs';
import { codeTableParts, packedFile, shelvedParts } from './pack.mjs';
import { pairParts } from './pack-pairs.mjs';
import { bundledSource, evaluated } from './source.mjs';

/** @typedef {import('../../server/src/tables/table.js').Table} Table */
/** @typedef {import('../../server/src/tables/table.js').TableRead} TableRead */
/** @typedef {readonly (string | Uint8Array)[]} Parts */
/** @typedef {Readonly<Record<string, string>>} Row */

/**
 * Packs every table of the manifest, and removes the ones that it no longer names.
 *
 * @param {URL} data the folder of the tables as they were copied
 * @param {URL} packed the folder of the packed ones
 */
export function packTables(data, packed) {
  const editions = readTable(readFileSync(new URL('editions.csv', data), 'utf8')).filter(
    ({ kind }) => kind !== 'deleted-codes',
  );
  const reader = bundledSource("export { tableReader } from './tables/recognize.js';");
  const scripts = ['tables.mjs', 'pack.mjs', 'pack-pairs.mjs'].map((name) =>
    readFileSync(new URL(name, import.meta.url), 'utf8'),
  );
  const stampFile = new URL('stamps.json', packed);
  /** @type {Record<string, string>} */
  const stamps = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
  /** @type {Record<string, string>} */
  const now = {};
  for (const file of new Set(editions.map((row) => row.file ?? ''))) {
    const name = file.replace(/\.(?:csv|txt)(?:\.gz)?$/, '.table');
    const bytes = readFileSync(new URL(file, data));
    const rows = editions.filter((row) => row.file === file);
    const stamp = createHash('sha256')
      .update(bytes)
      .update([reader, ...scripts, JSON.stringify(rows)].join('\0'))
      .digest('base64url');
    now[name] = stamp;
    if (stamps[name] === stamp && existsSync(new URL(name, packed))) continue;
    const table = tableOf(file.replace(/\.gz$/, ''), file.endsWith('.gz') ? gunzipSync(bytes) : bytes, reader);
    writeFileSync(new URL(name, packed), packedFile(partsOf(table, rows)));
  }
  for (const name of readdirSync(packed)) {
    if (name.endsWith('.table') && !now[name]) rmSync(new URL(name, packed));
  }
  writeFileSync(stampFile, JSON.stringify(now));
}

/**
 * @param {string} path
 * @param {Uint8Array} bytes
 * @param {string} source of the reader, bundled
 * @returns {Table}
 */
function tableOf(path, bytes, source) {
  const reader = evaluated(source).tableReader({ path });
  reader.push(bytes);
  /** @type {TableRead} */
  const read = reader.end();
  if ('fault' in read) throw new Error(`${path} line ${read.fault.line}: ${read.fault.message}`);
  return read.table;
}

/**
 * @param {Table} table
 * @param {readonly Row[]} editions the rows of the manifest that name it
 * @returns {Parts}
 */
function partsOf(table, editions) {
  switch (table.kind) {
    case 'fee-schedule':
      return codeTableParts(
        [...codesOf(table.edition.rows)].map(([code, facts]) => [
          code,
          [facts.status, facts.global, facts.bilateral, facts.partsIndicator, facts.unpriced ?? ''].join(),
        ]),
      );
    case 'mue':
      return codeTableParts(
        [...codesOf(table.edition.limits)].map(([code, { units, indicator }]) => [code, `${units},${indicator}`]),
      );
    case 'add-ons':
      return codeTableParts([...codesOf(table.edition.rows)].map(([code, rows]) => [code, addOnWords(rows)]));
    case 'pairs': {
      const pairs = pairsIn(table.edition.rows);
      return editions[0]?.kind === 'pair-rationales' ? [JSON.stringify(rationales(pairs))] : pairParts(pairs);
    }
    case 'diagnosis-titles':
      return shelvedParts(titleLines(table.edition, editions), 2);
    case 'level-two': {
      const { rows, titles } = table.edition;
      const days = [...rows].map(
        ([code, { added, addedAfter = '', lastDate = '', endedBy = '' }]) =>
          /** @type {const} */ ([code, [added, addedAfter, lastDate, endedBy].join()]),
      );
      return [
        ...codeTableParts(days),
        ...shelvedParts([...titles].map(([code, title]) => `${code} ${title}`).sort(), 2),
      ];
    }
    case 'modifiers':
      return [
        JSON.stringify(
          [...table.edition.rows].map(([modifier, { added, lastDate, title }]) => [modifier, added, lastDate, title]),
        ),
      ];
    default:
      throw new Error(`no table of the kind ${table.kind} comes with the tool`);
  }
}

/**
 * @template Said
 * @param {import('../../server/src/codes/lookup.js').Lookup<Said>} rows
 * @returns {Iterable<[string, Said]>}
 */
function* codesOf(rows) {
  for (const code of rows.keys()) {
    const said = rows.get(code);
    if (said !== undefined) yield [code, said];
  }
}

/**
 * The primaries of one type and the same days together: `1,2013-04-01,,6449364490`, parted by semicolons.
 *
 * @param {readonly import('../../server/src/codes/editions.js').AddOnRow[]} rows
 */
function addOnWords(rows) {
  /** @type {Map<string, string>} */
  const groups = new Map();
  for (const { type, primary, from, until = '' } of rows) {
    const days = `${type},${from},${until}`;
    groups.set(days, (groups.get(days) ?? '') + primary);
  }
  return [...groups].map(([days, primaries]) => `${days},${primaries}`).join(';');
}

/**
 * @param {import('../../server/src/tables/pair-rows.js').PairRows} rows
 * @returns {Map<string, [column2: string, indicator: number, rationale: string][]>}
 */
function pairsIn(rows) {
  const codeOf = (/** @type {number | undefined} */ number = 0) => number.toString(36).toUpperCase().padStart(5, '0');
  return new Map(
    Array.from(rows.column1, (column1, at) => {
      /** @type {[string, number, string][]} */
      const list = [];
      for (let index = rows.starts[at] ?? 0; index < (rows.starts[at + 1] ?? 0); index += 1) {
        const said = rows.said[index] ?? 0;
        list.push([codeOf(rows.column2[index]), said % 10, rows.rationales[Math.floor(said / 10)] ?? '']);
      }
      return [codeOf(column1), list];
    }),
  );
}

/**
 * By rationale and column 1 code, the column 2 codes joined.
 *
 * @param {ReturnType<typeof pairsIn>} pairs
 */
function rationales(pairs) {
  /** @type {Record<string, Record<string, string>>} */
  const found = {};
  for (const [column1, list] of pairs) {
    for (const [column2, , rationale] of list) {
      if (rationale === '') continue;
      const group = found[rationale] ?? {};
      group[column1] = (group[column1] ?? '') + column2;
      found[rationale] = group;
    }
  }
  return found;
}

/**
 * `M47816 3Spondylosis without myelopathy …`: the digit's bits are the editions in which the code is billable.
 *
 * @param {import('../../server/src/tables/table.js').DiagnosisTitleList} list
 * @param {readonly Row[]} editions
 */
function titleLines({ rows }, editions) {
  const years = editions.map(({ release = '' }) => release.replace('FY', ''));
  return rows
    .map(({ code, title, year }) => {
      const bits = years.reduce((sum, each, at) => (year === undefined || year === each ? sum + 2 ** at : sum), 0);
      return `${code} ${bits.toString(36)}${title}`;
    })
    .sort();
}
