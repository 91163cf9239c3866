/**
 * The benchmark: start-up and memory, keystrokes beside two other language servers, completion and formatting, `check` of many encounters, one encounter far too large,
 * a workspace's history. Prints a table; docs/speed.md tells what it measures.
 *
 *     npm run bench                       all of it; --quick: fewer and smaller runs
 *     npm run bench -- --write            all of it, and writes docs/speed.md and docs/speed.svg
 *     npm run bench -- --only=batch,huge  some of it: start-up, keystrokes, writing, batch, huge, history
 *     BESIDE=DIR,DIR npm run bench        other built checkouts in turn with this one
 *     LINES=1000,10000 npm run bench      start-up, and keystrokes and writing in files of so many lines; LINES=none start-up alone
 *     MILLION=1 npm run bench             a million encounters too (2 GB of disk)
 *
 * Ratios in one run tell more than absolute times: machines are noisy. Figures are kept in a file, which `--from=FILE` prints and writes again.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { batch } from './bench/batch.mjs';
import { checkoutAt } from './bench/context.mjs';
import { leaveTheCore } from './bench/cores.mjs';
import { removeFolders } from './bench/folders.mjs';
import { history } from './bench/history.mjs';
import { huge } from './bench/huge.mjs';
import { keystrokes } from './bench/keystrokes.mjs';
import { described, machine } from './bench/machine.mjs';
import { writePage } from './bench/page.mjs';
import { remark } from './bench/report.mjs';
import { startUp } from './bench/start-up.mjs';
import { plainTable } from './bench/table.mjs';
import { writing } from './bench/writing.mjs';
import { cache, root } from './editor/places.mjs';

const measurements = { 'start-up': startUp, keystrokes, writing, batch, huge, history };

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
    from: { type: 'string' },
  },
});

/** What is measured, as the environment or the command line says. @returns {readonly string[]} */
function asked() {
  const lines = process.env.LINES;
  if (options.only !== undefined) return options.only.split(',');
  if (lines === undefined || lines === '') return Object.keys(measurements);
  if (lines === 'none') return ['start-up'];
  return lines === '0' ? ['start-up', 'history'] : ['start-up', 'keystrokes', 'writing'];
}

/** @returns {Promise<import('./bench/page.mjs').Results>} */
async function measure() {
  const lines = (process.env.LINES ?? '').split(',').map(Number).filter(Boolean);
  const beside = (process.env.BESIDE ?? '').split(',').filter(Boolean);
  /** @type {import('./bench/context.mjs').Context} */
  const context = {
    checkouts: [checkoutAt(root, ''), ...beside.map((path) => checkoutAt(path, basename(path)))],
    isQuick: options.quick,
    lines: lines.length > 0 ? lines : undefined,
    say: (text) => process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`),
  };
  /** @type {import('./bench/report.mjs').Part[]} */
  const parts = [];
  const names = asked();
  for (const [name, run] of Object.entries(measurements)) {
    if (!names.includes(name)) continue;
    try {
      parts.push(await run(context));
    } catch (error) {
      // The others are measured all the same.
      parts.push({ title: name, rows: [remark(name, `failed: ${error instanceof Error ? error.message : error}`)] });
    }
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    console.log(plainTable(parts.at(-1) ?? { title: name, rows: [] }));
  }
  return { machine: about, parts };
}

const about = machine(options.quick);
const began = Date.now();
const isWhole = asked().length === Object.keys(measurements).length;
if (options.write && options.from === undefined && !isWhole) {
  console.error('--write writes figures of one run: measure all of it');
  process.exit(2);
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    removeFolders();
    process.exit(130);
  });
}
leaveTheCore();
let results;
try {
  if (options.from === undefined) {
    console.log(`${described(about)}\n`);
    results = await measure();
    mkdirSync(cache, { recursive: true });
    const kept = join(cache, isWhole ? 'bench.json' : 'bench-some.json');
    writeFileSync(kept, JSON.stringify(results));
    console.log(`Took ${Math.round((Date.now() - began) / 1000)} s. Figures are kept in ${kept}.`);
  } else {
    results = JSON.parse(readFileSync(options.from, 'utf8'));
    console.log(`${described(results.machine)}\n\n${results.parts.map(plainTable).join('\n')}`);
  }
  const all = results.parts.flatMap((/** @type {import('./bench/report.mjs').Part} */ { rows }) => rows);
  const count = (/** @type {string} */ isMet) =>
    all.filter((/** @type {import('./bench/report.mjs').Row} */ row) => row.isMet === isMet).length;
  console.log(`Goals met: ${count('yes')}, not met: ${count('no')}.`);
  if (options.write) writePage(results);
} finally {
  removeFolders();
}
