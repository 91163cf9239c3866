/** The first reading of a workspace's encounters, and what a change of one file costs then. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { encounter } from './encounters.mjs';
import { newFolder, removeFolder } from './folders.mjs';
import { cpuOf, memoryOf } from './processes.mjs';
import { attempt, number, row } from './report.mjs';
import { start } from './server.mjs';
import { median, percentile } from './statistics.mjs';

const [files, each, patients, rounds] = [10_000, 10, 25_000, 50];

/** @param {import('./context.mjs').Context} context @returns {Promise<import('./report.mjs').Part>} */
export async function history({ checkouts, isQuick, say }) {
  const count = isQuick ? files / 4 : files;
  const title = `a workspace of ${number(count * each)} encounters in ${number(count)} files`;
  const folder = newFolder('history');
  try {
    say('making the encounters of a workspace');
    mkdirSync(folder, { recursive: true });
    for (let file = 0; file < count; file += 1) {
      const texts = Array.from({ length: each }, (_, index) => {
        const number = file * each + index;
        return encounter(number).replace(/^patient: .*/m, `patient: MRN-${number % (patients / (files / count))}`);
      });
      writeFileSync(`${folder}/${file}.encounter`, texts.join(''));
    }
    const rows = [];
    for (const { path, label } of checkouts) {
      say('history of a workspace');
      rows.push(
        ...(await attempt(label('history'), () => read(path, pathToFileURL(folder).href, folder, count, label))),
      );
    }
    return { title, rows };
  } finally {
    removeFolder(folder);
  }
}

/**
 * @param {string} checkout
 * @param {string} rootUri
 * @param {string} folder
 * @param {number} count
 * @param {(name: string) => string} label
 */
async function read(checkout, rootUri, folder, count, label) {
  const editor = start(`${checkout}/dist/server.cjs`, { cores: 'one' });
  try {
    const { pid } = editor.child;
    const capabilities = { textDocument: { diagnostic: {} }, window: { workDoneProgress: true } };
    await editor.request('initialize', { processId: process.pid, rootUri, capabilities });
    const before = performance.now();
    const isRead = editor.heard(({ method, params }) => method === '$/progress' && params.value.kind === 'end');
    editor.notify('initialized', {});
    await isRead;
    const [wall, cpu, memory] = [performance.now() - before, cpuOf(pid), memoryOf(pid)];
    const uri = `${rootUri}/7.encounter`;
    const text = readFileSync(`${folder}/7.encounter`, 'utf8');
    editor.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'encounter', version: 1, text } });
    const pull = () => editor.request('textDocument/diagnostic', { textDocument: { uri } });
    await pull();
    const times = [];
    const cpuBefore = cpuOf(pid);
    for (let round = 0; round < rounds; round += 1) {
      const changed = performance.now();
      // A file with an earlier encounter of each of the open file's patients.
      const other = (round % 2 === 0 ? count / 4 : count / 2) + 7;
      editor.notify('workspace/didChangeWatchedFiles', {
        changes: [{ uri: `${rootUri}/${other}.encounter`, type: 2 }],
      });
      await pull();
      times.push(performance.now() - changed);
    }
    const work = (cpuOf(pid) - cpuBefore) / rounds;
    return [
      row(label('read for the history'), wall, 'ms', { cpu: `${number(cpu / 1000)} s` }),
      row(label('memory then'), memory, 'MB'),
      row(label('a changed file, and the diagnostics after it'), median(times), 'ms', {
        range: [percentile(times, 0.05), percentile(times, 0.95)],
        cpu: `${number(work)} ms each`,
      }),
    ];
  } finally {
    await editor.end();
  }
}
