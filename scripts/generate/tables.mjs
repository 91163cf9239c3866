/**
 * Packs the tables that `server/data/editions.csv` names, each as `<file>.table`: what of its rows the tool asks, in the form that
 * `server/src/tables/shipped.ts` reads. A table whose file and packing are as before is left alone: the pairs alone take seconds.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readTable } from './csv.mjs';
import { codeTableParts, packedFile, shelvedParts } from './pack.mjs';
import { pairParts } from './pack-pairs.mjs';

/** @typedef {Readonly<Record<string, string>>} Row */

/**
 * By kind, a table's parts out of its text.
 *
 * @type {Readonly<Record<string, (text: string, editions: readonly Row[]) => readonly (string | Uint8Array)[]>>}
 */
const packers = {
  'fee-schedule': (text) =>
    codeTableParts(
      readTable(text)
        .filter((row) => (row.mod ?? row.modifier ?? '') === '')
        .map((row) => [row.hcpcs ?? row.code ?? '', feeWords(row)]),
    ),
  mue: (text) => codeTableParts(readTable(text).map(({ hcpcs = '', mue, mai }) => [hcpcs, `${mue},${mai}`])),
  'add-ons': (text) => codeTableParts(addOnRows(readTable(text))),
  pairs: (text) => pairParts(text.startsWith('column1,') ? listedPairs(readTable(text)) : pairsByColumn1(text)),
  'pair-rationales': (text) => [JSON.stringify(rationales(readTable(text)))],
  diagnoses: (text, editions) => shelvedParts(titleLines(readTable(text), editions), 2),
  'level-two': (text) => {
    const rows = readTable(text);
    const titles = rows.flatMap(({ code, title }) => (title ? [`${code} ${title}`] : [])).sort();
    return [...codeTableParts(rows.map((row) => [row.code ?? '', levelTwoWords(row)])), ...shelvedParts(titles, 2)];
  },
  'cpt-modifiers': (text) => [JSON.stringify(readTable(text).map(({ modifier }) => [modifier]))],
  'hcpcs-modifiers': (text) => [
    JSON.stringify(
      readTable(text).map(({ modifier, added, terminated, title }) => [modifier, added, terminated, title]),
    ),
  ],
};

/**
 * Packs every table of the manifest, and removes the ones that it no longer names.
 *
 * @param {URL} data the folder of the tables as they were copied
 * @param {URL} packed the folder of the packed ones
 */
export function packTables(data, packed) {
  const editions = readTable(readFileSync(new URL('editions.csv', data), 'utf8'));
  const scripts = ['tables.mjs', 'pack.mjs', 'pack-pairs.mjs', 'csv.mjs'].map((name) =>
    readFileSync(new URL(name, import.meta.url), 'utf8'),
  );
  /** @type {Record<string, string>} */
  const stamps = existsSync(new URL('stamps.json', packed))
    ? JSON.parse(readFileSync(new URL('stamps.json', packed), 'utf8'))
    : {};
  /** @type {Record<string, string>} */
  const now = {};
  for (const { kind = '', file = '' } of editions) {
    const pack = packers[kind];
    const name = file.replace(/\.(?:csv|txt)(?:\.gz)?$/, '.table');
    if (!pack || now[name]) continue;
    const bytes = readFileSync(new URL(file, data));
    const rows = editions.filter((row) => row.file === file);
    const stamp = createHash('sha256')
      .update(bytes)
      .update(scripts.join(''))
      .update(JSON.stringify(rows))
      .digest('hex');
    now[name] = stamp;
    if (stamps[name] === stamp && existsSync(new URL(name, packed))) continue;
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    writeFileSync(new URL(name, packed), packedFile(pack(text, rows)));
  }
  for (const name of readdirSync(packed)) {
    if (name.endsWith('.table') && !now[name]) rmSync(new URL(name, packed));
  }
  writeFileSync(new URL('stamps.json', packed), JSON.stringify(now));
}

/**
 * Status, global period, bilateral and PC/TC indicator, and where a code that is paid has no price. Of what the fee schedule does
 * not pay anywhere it says nothing about places.
 *
 * @param {Row} row
 */
function feeWords(row) {
  const places =
    row.nonfacility_na === undefined || !['A', 'C', 'R'].includes(row.status ?? '')
      ? ''
      : row.nonfacility_na === row.facility_na
        ? 'nowhere'
        : row.nonfacility_na === 'NA'
          ? 'non-facility'
          : 'facility';
  const [global, bilateral] = [row.global ?? row.global_days, row.bilat_surg ?? row.bilateral];
  return [row.status, global, bilateral, row.pctc, places].join();
}

/**
 * By add-on code its primaries, those of one type and the same days together. A pair that ended on its first day was never in force.
 *
 * @param {readonly Row[]} rows
 * @returns {[string, string][]}
 */
function addOnRows(rows) {
  /** @type {Map<string, Map<string, string>>} */
  const found = new Map();
  for (const { addon = '', primary = '', type, from, to, addon_ended, primary_ended } of rows) {
    const [until = ''] = [to, addon_ended, primary_ended].flatMap((day) => day || []).sort();
    if (until !== '' && until <= (from ?? '')) continue;
    const groups = found.get(addon) ?? new Map();
    const days = `${type},${from},${until}`;
    groups.set(days, (groups.get(days) ?? '') + primary);
    found.set(addon, groups);
  }
  return [...found].map(([addOn, groups]) => [
    addOn,
    [...groups].map(([days, primaries]) => `${days},${primaries}`).join(';'),
  ]);
}

/**
 * @param {readonly Row[]} rows
 * @returns {Map<string, [string, number, string][]>}
 */
function listedPairs(rows) {
  /** @type {Map<string, [string, number, string][]>} */
  const found = new Map();
  for (const { column1 = '', column2 = '', modifier_indicator, rationale = '' } of rows) {
    const list = found.get(column1) ?? [];
    list.push([column2, Number(modifier_indicator), rationale]);
    found.set(column1, list);
  }
  return found;
}

/**
 * A line a column 1 code: the code, its column 2 codes with indicator 0, those with indicator 1.
 *
 * @param {string} text
 * @returns {Map<string, [string, number, string][]>}
 */
function pairsByColumn1(text) {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [column1 = '', ...lists] = line.split('|');
        const pairs = lists.flatMap((list, indicator) =>
          list
            .split(' ')
            .filter(Boolean)
            .map((column2) => /** @type {[string, number, string]} */ ([column2, indicator, ''])),
        );
        return [column1, pairs];
      }),
  );
}

/**
 * By rationale and column 1 code, the column 2 codes joined.
 *
 * @param {readonly Row[]} rows
 */
function rationales(rows) {
  /** @type {Record<string, Record<string, string>>} */
  const found = {};
  for (const { column1 = '', column2 = '', rationale = '' } of rows) {
    if (rationale === '') continue;
    const group = found[rationale] ?? {};
    group[column1] = (group[column1] ?? '') + column2;
    found[rationale] = group;
  }
  return found;
}

/**
 * `M47816 3Spondylosis without myelopathy …`: the digit's bits are the editions in which the code is billable.
 *
 * @param {readonly Row[]} rows code, title, years
 * @param {readonly Row[]} editions
 */
function titleLines(rows, editions) {
  const years = editions.map(({ release = '' }) => release.replace('FY', ''));
  return rows
    .map(({ code, title, years: said }) => {
      const bits = years.reduce((sum, year, at) => (said === 'both' || said === year ? sum + 2 ** at : sum), 0);
      return `${code} ${bits.toString(36)}${title}`;
    })
    .sort();
}

/** The releases whose lists are known, from the oldest: `by 2026-07` is after the one before it. */
const levelTwoReleases = ['2025-10', '2026-01', '2026-07'];

/**
 * When a code was added, or by when and after which release; its last day; or a day on which it was gone.
 *
 * @param {Row} row
 */
function levelTwoWords({ added = '', terminated_2025_10: last = '', active_2026_10: active }) {
  const by = /^by (.*)$/.exec(added)?.[1];
  const before = by === undefined ? undefined : levelTwoReleases[levelTwoReleases.indexOf(by) - 1];
  if (by !== undefined && before === undefined) throw new Error(`no release before ${by}`);
  const goneBy = active === 'no' && last === '' ? '2026-10-01' : '';
  return [by ? `${by}-01` : added, before ? `${before}-01` : '', last, goneBy].join();
}
