/** From an edit to the answer of what an editor asks then: the offers at the cursor; the edits that format the file. */
import { performance } from 'node:perf_hooks';
import { day } from './encounters.mjs';
import { cpuOf } from './processes.mjs';
import { attempt, number, percentiles, row } from './report.mjs';
import { start } from './server.mjs';
import { median, percentile } from './statistics.mjs';

/** What is typed in the middle of an encounter, by where: the start of its line that it stands in place of. */
const typed = [
  { where: 'completion of a code', instead: /^ {2}6449\d/, text: '  644' },
  { where: 'completion of a modifier', instead: /^ {2}6449\d/, text: '  64493-50-' },
  { where: 'completion of a diagnosis by words', instead: /^ {2}B: /, text: '  B: lumbar spond' },
  { where: 'completion of a field', instead: /^ {2}side: /, text: '  gui' },
];
const formatting = 'formatting after a change';
const options = { tabSize: 2, insertSpaces: true };

/** @typedef {import('./context.mjs').Context} Context */

/** @param {Context} context @returns {Promise<import('./report.mjs').Part>} */
export async function writing({ checkouts, isQuick, lines: asked, say }) {
  const rows = [];
  for (const lines of asked ?? [10_000]) {
    for (const { path, label } of checkouts) {
      say(`completion and formatting, ${lines} lines`);
      const what = (/** @type {string} */ name) => label(`${name}, ${number(lines)} lines`);
      rows.push(
        ...(await attempt(what('completion and formatting'), () => written(path, lines, isQuick ? 20 : 100, what))),
      );
    }
  }
  return { title: 'completion and formatting, edit to answer', rows };
}

/**
 * @param {string} checkout
 * @param {number} lines
 * @param {number} rounds
 * @param {(name: string) => string} what
 */
async function written(checkout, lines, rounds, what) {
  const editor = start(`${checkout}/dist/server.cjs`, { cores: 'one' });
  try {
    // As Visual Studio Code, which asks for the words of one offer when it is looked at.
    const completionItem = { snippetSupport: true, resolveSupport: { properties: ['documentation'] } };
    const textDocument = { diagnostic: {}, formatting: {}, completion: { completionItem } };
    await editor.request('initialize', { processId: process.pid, rootUri: null, capabilities: { textDocument } });
    editor.notify('initialized', {});
    const uri = 'file:///bench/day.encounter';
    const rows = day(lines, { isWrong: true }).split('\n');
    const open = async (/** @type {string} */ address, /** @type {string} */ text) => {
      const opened = { uri: address, languageId: 'encounter', version: 1, text };
      editor.notify('textDocument/didOpen', { textDocument: opened });
      await editor.request('textDocument/diagnostic', { textDocument: { uri: address } });
    };
    await open(uri, rows.join('\n'));
    let version = 1;
    /** @param {number} line @param {string} text */
    const write = (line, text) => {
      version += 1;
      const range = { start: { line, character: 0 }, end: { line, character: (rows[line] ?? '').length } };
      editor.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text }] });
      rows[line] = text;
    };
    /** @type {Map<string, { readonly times: number[], readonly work: number[] }>} */
    const all = new Map(
      [...typed.map(({ where }) => where), formatting].map((where) => [where, { times: [], work: [] }]),
    );
    /** @param {string} where @param {() => Promise<unknown>} ask */
    const timed = async (where, ask) => {
      const [before, cpu] = [performance.now(), cpuOf(editor.child.pid)];
      await ask();
      all.get(where)?.times.push(performance.now() - before);
      all.get(where)?.work.push(cpuOf(editor.child.pid) - cpu);
    };
    const places = typed.map(({ instead }) => rows.flatMap((row, line) => (instead.test(row) ? [line] : [])));
    const placeOf = (/** @type {readonly number[]} */ lines, /** @type {number} */ round) =>
      lines[(round * 37) % lines.length] ?? 0;
    for (let round = 0; round < rounds; round += 1) {
      for (const [at, { where, text }] of typed.entries()) {
        const line = placeOf(places[at] ?? [], round);
        const was = rows[line] ?? '';
        const position = { line, character: text.length };
        await timed(where, () => {
          write(line, text);
          return editor.request('textDocument/completion', { textDocument: { uri }, position });
        });
        write(line, was);
      }
      const line = placeOf(places[0] ?? [], round);
      const was = rows[line] ?? '';
      await timed(formatting, () => {
        write(line, was.toLowerCase().replace(/ +/g, '   '));
        return editor.request('textDocument/formatting', { textDocument: { uri }, options });
      });
      write(line, was);
    }
    const untidy = 'file:///bench/untidy.encounter';
    await open(untidy, rows.map((row) => row.replace(/^ +/, '').replace(/ +/g, ' ').replace(/: /, ':')).join('\n'));
    const [before, cpu] = [performance.now(), cpuOf(editor.child.pid)];
    await editor.request('textDocument/formatting', { textDocument: { uri: untidy }, options });
    const [took, work] = [performance.now() - before, cpuOf(editor.child.pid) - cpu];
    return [
      ...[...all].map(([where, { times, work: each }]) =>
        percentiles(what(where), [median(times), percentile(times, 0.95)], { cpu: `${number(median(each))} ms each` }),
      ),
      row(what('formatting a file of which every line is out of form, once'), took, 'ms', {
        cpu: `${number(work)} ms`,
      }),
    ];
  } finally {
    await editor.end();
  }
}
