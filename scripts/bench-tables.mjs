/**
 * What a whole quarter of NCCI pairs costs: four files as CMS cuts them, with 2.25 million made-up pairs in the real form, plain
 * and zipped. Measured: reading them, the longest that nothing else could run meanwhile, a look-up, memory. Then the same through
 * the language server, with keystrokes while it reads. Those codes and pairs are made up; before them the quarter that comes with the tool.
 * `npm run bench:tables` runs it.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { zipSync } from 'fflate';
import { memoryOf } from './bench/processes.mjs';
import { start } from './bench/server.mjs';
import { root } from './editor/places.mjs';

const heads = `CPT only copyright 2025 American Medical Association.  All rights reserved.\t\t\t\t\t\t\r
Column1/Column2 Edits\t\t\t\t\t\t\r
Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r
\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r
\t\t\t\t*=no data\t1=allowed\t\r
\t\t\t\t\t9=not applicable\t\r
`;
const rationales = [
  'Misuse of Column Two code with Column One code',
  'Standards of medical/surgical practice',
  'CPT Manual or CMS manual coding instruction',
  'More extensive procedure',
];
const parts = 4;
const firstsOfPart = 2250;
const secondsOfFirst = 250;

/** @param {number} index */
function code(index) {
  return String(10_000 + index).padStart(5, '0');
}

/** @param {number} part */
function pairText(part) {
  /** @type {string[]} */
  const rows = [];
  for (let first = 0; first < firstsOfPart; first += 1) {
    const column1 = code((part * firstsOfPart + first) * 9);
    for (let second = 0; second < secondsOfFirst; second += 1) {
      const column2 = code(((first * 7) % 300) + second * 340);
      const index = first + second;
      const deleted = index % 5 === 0 ? '20191231' : '*';
      rows.push(`${column1}\t${column2}\t\t20150101\t${deleted}\t${index % 2}\t${rationales[index % 4]}\r\n`);
    }
  }
  return heads + rows.join('');
}

/** The reader as it is now, bundled: this script is plain JavaScript, the reader is not. */
async function reader() {
  const contents = `
    export { readTableFile } from './files/tables.js';
    export { nodeFiles } from './files/node.js';
    export { editionsOf } from './tables/collect.js';
    export { codesOf } from './codes/answers.js';
    export { inflate } from './tables/inflate.js';
    export { shippedEditions } from './tables/shipped.js';`;
  const outfile = join(base, 'reader.mjs');
  buildSync({
    stdin: { contents, resolveDir: join(root, 'server/src'), loader: 'ts' },
    bundle: true,
    outfile,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire as requiring } from 'node:module';\nconst require = requiring(import.meta.url);",
    },
  });
  return import(pathToFileURL(outfile).href);
}

function megabytes(/** @type {number} */ bytes) {
  return Math.round(bytes / 1024 / 1024);
}

/** @param {string} folder */
async function load(folder) {
  const { readTableFile, nodeFiles, editionsOf, codesOf } = await reader();
  const files = nodeFiles(folder);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  globalThis.gc?.();
  const memoryBefore = process.memoryUsage();
  delay.enable();
  const started = performance.now();
  const tables = [];
  for (const name of readdirSync(folder).sort()) {
    const { tables: found, faults } = await readTableFile(name, await files.bytes(name));
    if (faults.length > 0) throw new Error(JSON.stringify(faults));
    tables.push(...found);
  }
  const took = performance.now() - started;
  delay.disable();
  globalThis.gc?.();
  const memory = process.memoryUsage();
  const codes = codesOf(editionsOf(tables), 'bench');
  const pairs = tables.reduce((sum, { edition }) => sum + edition.rows.column2.length, 0);
  const rounds = 1_000_000;
  let found = 0;
  const before = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    const first = (round * 7907) % (parts * firstsOfPart);
    const pair = codes.pair(
      code(first * 9),
      code((((first % firstsOfPart) * 7) % 300) + (round % 300) * 340),
      '2026-11-16',
    );
    if (pair) found += 1;
  }
  const each = ((performance.now() - before) / rounds) * 1000;
  console.log(
    `  ${pairs} pairs read in ${(took / 1000).toFixed(1)} s; nothing else could run for at most ${(delay.max / 1e6).toFixed(0)} ms (99 of 100: ${(delay.percentile(99) / 1e6).toFixed(0)} ms); ` +
      `memory ${megabytes(memory.arrayBuffers - memoryBefore.arrayBuffers)} MB of tables, ${megabytes(memory.heapUsed - memoryBefore.heapUsed)} MB of heap; ` +
      `a look-up ${each.toFixed(2)} microseconds (${found} of ${rounds} are pairs)`,
  );
}

/** The whole quarter that comes with the tool: the first question unpacks it. */
async function shipped() {
  const { shippedEditions, codesOf, inflate } = await reader();
  const bytes = (/** @type {string} */ name, /** @type {number} */ from, /** @type {number} */ to) =>
    readFileSync(`${root}/dist/tables/${name}`).subarray(from, to);
  const codes = codesOf(shippedEditions({ bytes, inflate }), '');
  globalThis.gc?.();
  const memoryBefore = process.memoryUsage();
  const day = '2026-11-16';
  const timed = (/** @type {() => unknown} */ ask) => {
    const before = performance.now();
    ask();
    return performance.now() - before;
  };
  const first = timed(() => codes.pair('64493', '77003', day));
  // A clinic bills a few hundred codes, a hospital thousands: then a list is put together at nearly every question.
  const all = [...codes.known()].filter((/** @type {string} */ each) => /^\d{5}$/.test(each));
  const lookUps = (/** @type {readonly string[]} */ of, /** @type {number} */ rounds) =>
    (timed(() => {
      for (let round = 0; round < rounds; round += 1) {
        codes.pair(of[(round * 7919) % of.length], of[(round * 104_729 + 13) % of.length], day);
      }
    }) /
      rounds) *
    1000;
  const usual = codes.painCodes.map((/** @type {{ code: string }} */ row) => row.code);
  lookUps(usual, 100_000);
  const clinic = lookUps(usual, 1_000_000);
  const anything = lookUps(all, 100_000);
  const hover = timed(() => codes.pairsUnder('77002', day));
  // Blocks of memory are given back in the background.
  for (let turn = 0; turn < 5; turn += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const memory = process.memoryUsage();
  console.log(
    `  first look-up ${first.toFixed(0)} ms, then ${clinic.toFixed(2)} microseconds among a pain practice's codes, ${anything.toFixed(1)} among all; ` +
      `all pairs of a column 2 code ${hover.toFixed(0)} ms; memory ${megabytes(memory.arrayBuffers - memoryBefore.arrayBuffers)} MB of tables, ` +
      `${megabytes(memory.heapUsed - memoryBefore.heapUsed)} MB of heap`,
  );
}

/** @param {string} folder the folder of tables */
async function serve(folder) {
  const { child, notify, request } = start();
  const memory = () => Math.round(memoryOf(child.pid));
  const workspaceFolders = [{ uri: pathToFileURL(join(folder, '..')).href, name: 'clinic' }];
  await request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
    initializationOptions: { tables: folder },
    workspaceFolders,
  });
  const uri = 'file:///bench/day.encounter';
  const text = 'encounter 1\ndate: 2026-11-16\ndiagnoses\n  A: M47.816\nlines\n  64494-50  x1  A\n';
  notify('textDocument/didOpen', { textDocument: { uri, languageId: 'encounter', version: 1, text } });
  await request('textDocument/diagnostic', { textDocument: { uri } });
  const without = memory();
  const started = performance.now();
  notify('initialized', {});
  let isLoaded = false;
  let took = 0;
  void request('encounterScrubber/reloadTables', null).then(() => {
    isLoaded = true;
    took = performance.now() - started;
  });
  let slowest = 0;
  let version = 1;
  while (!isLoaded) {
    version += 1;
    const before = performance.now();
    const range = { start: { line: 5, character: 6 }, end: { line: 5, character: 7 } };
    const changed = { textDocument: { uri, version }, contentChanges: [{ range, text: version % 2 ? '4' : '5' }] };
    notify('textDocument/didChange', changed);
    await request('textDocument/diagnostic', { textDocument: { uri } });
    slowest = Math.max(slowest, performance.now() - before);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  console.log(
    `  in the language server: ${(took / 1000).toFixed(1)} s, the slowest keystroke meanwhile ${slowest.toFixed(0)} ms; memory ${without} MB before, ${memory()} MB after`,
  );
  await request('shutdown', null);
  notify('exit', null);
}

const base = mkdtempSync(join(tmpdir(), 'quarter-'));
try {
  console.log('the quarter that comes with the tool:');
  await shipped();
  for (const form of ['plain', 'zipped']) mkdirSync(join(base, form));
  for (let part = 0; part < parts; part += 1) {
    const name = `ccipra-v323r0-f${part + 1}`;
    const bytes = Buffer.from(pairText(part), 'latin1');
    writeFileSync(join(base, 'plain', `${name}.txt`), bytes);
    writeFileSync(join(base, 'zipped', `${name}.zip`), zipSync({ [`${name}.TXT`]: bytes }, { level: 6 }));
  }
  for (const form of ['plain', 'zipped']) {
    const folder = join(base, form);
    const size = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    console.log(`a quarter of NCCI pairs, ${form}, ${megabytes(size)} MB on disk:`);
    await load(folder);
    await serve(folder);
  }
} finally {
  rmSync(base, { recursive: true });
}
