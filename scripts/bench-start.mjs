/**
 * Start-up and memory: a check of one small file, the server to its first diagnostics with 1,000 lines open, and what it holds then. Several
 * checkouts are measured in turn, so that a busy moment is nobody's alone: `BESIDE=/path/to/another npm run bench`, where that one
 * is built.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as passing } from 'node:timers/promises';
import { memoryOf, start } from './bench-server.mjs';

const rounds = 15;
const uri = 'file:///bench/day.encounter';

/**
 * Prints the figures of each checkout: medians, of programs that an earlier run has warmed up.
 *
 * @param {readonly string[]} checkouts
 * @param {string} one the text of one small file
 * @param {string} day a text of 1,000 lines
 */
export async function printStartUp(checkouts, one, day) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    writeFileSync(`${folder}/one.encounter`, one);
    const figures = checkouts.map(() => ({
      check: /** @type {number[]} */ ([]),
      server: /** @type {Opened[]} */ ([]),
    }));
    for (let round = 0; round <= rounds; round += 1) {
      for (const [at, checkout] of checkouts.entries()) {
        const check = smallCheck(checkout, folder);
        const server = round % 3 === 0 ? [await opened(checkout, day)] : [];
        // The first round warms up.
        if (round === 0) continue;
        figures[at]?.check.push(check);
        figures[at]?.server.push(...server);
      }
    }
    console.log('start-up and memory (medians):');
    for (const [at, checkout] of checkouts.entries()) {
      const { check = [], server = [] } = figures[at] ?? {};
      const of = (/** @type {keyof Opened} */ name) => median(server.map((each) => each[name])).toFixed(0);
      console.log(
        `  ${checkout}: check of one small file ${median(check).toFixed(0)} ms; server to first diagnostics ${of('after')} ms, memory then ${of('memory')} MB, two seconds later ${of('settled')} MB; dist ${megabytes(`${checkout}/dist`)} MB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @typedef {{ readonly after: number, readonly memory: number, readonly settled: number }} Opened */

/**
 * @param {string} checkout
 * @param {string} folder
 */
function smallCheck(checkout, folder) {
  const before = performance.now();
  const parameters = [`${checkout}/dist/cli.cjs`, 'check', '--today', '2026-11-24', 'one.encounter'];
  spawnSync(process.execPath, parameters, { cwd: folder });
  return performance.now() - before;
}

/**
 * A server that opens a file, answers and ends, so that what it compiled is kept for the next one.
 *
 * @param {string} checkout
 * @param {string} text
 * @returns {Promise<Opened>}
 */
async function opened(checkout, text) {
  const editor = start(`${checkout}/dist/server.cjs`);
  const ended = once(editor.child, 'exit');
  await editor.request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  editor.notify('initialized', {});
  editor.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'encounter', version: 1, text } });
  await editor.request('textDocument/diagnostic', { textDocument: { uri } });
  const after = performance.now() - editor.started;
  const memory = memoryOf(editor.child.pid);
  await passing(2000);
  const settled = memoryOf(editor.child.pid);
  await editor.request('shutdown');
  editor.notify('exit', {});
  await ended;
  return { after, memory, settled };
}

/** @param {readonly number[]} list */
function median(list) {
  return [...list].sort((one, other) => one - other)[list.length >> 1] ?? 0;
}

/** What is installed, without the code cache. @param {string} folder */
function megabytes(folder) {
  const bytes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !/^cache/.test(file))
    .map((file) => statSync(`${folder}/${file}`))
    .reduce((sum, each) => (each.isFile() ? sum + each.size : sum), 0);
  return (bytes / 1024 / 1024).toFixed(1);
}
