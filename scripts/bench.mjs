/**
 * The benchmark: start-up and memory, keystrokes, completion and formatting through the protocol, the batch check, a workspace's history. Ratios in one run tell
 * more than absolute times: machines are noisy. `LINES=1000,10000` measures those keystrokes alone, `LINES=none` start-up alone;
 * `BESIDE=DIR` start-up of another built checkout in turn. Writes what it measures to standard output.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { memoryOf, start } from './bench-server.mjs';
import { printStartUp } from './bench-start.mjs';
import { root } from './editor/places.mjs';

const cli = `${root}/dist/cli.cjs`;
const uri = 'file:///bench/day.encounter';

/** One encounter of 40 lines with a finding: an add-on code without its primary. */
const model = readFileSync(`${root}/test/vscode/workspace/second-level-alone.encounter`, 'utf8').trimEnd().split('\n');
while (model.length < 39) model.splice(model.indexOf('diagnoses'), 0, '# a line of the practice');

/** @param {number} index */
function encounter(index) {
  return model.join('\n').replace('2026-0302', `2026-${index}`).replace('MRN-48302', `MRN-${index}`).concat('\n\n');
}

/** @param {number} lines */
function day(lines) {
  return Array.from({ length: Math.ceil(lines / 40) }, (_, index) => encounter(index)).join('');
}

/**
 * Milliseconds that a process has had of the processors, all its threads together: on a busy machine steadier than the clock.
 *
 * @param {number | undefined} pid
 */
function workOf(pid) {
  const numbers = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(numbers[11]) + Number(numbers[12])) * 10;
}

/** @param {number} lines */
async function keystrokes(lines) {
  const editor = start();
  const capabilities = { textDocument: { diagnostic: {}, codeAction: { codeActionLiteralSupport: {} } } };
  await editor.request('initialize', { processId: process.pid, rootUri: null, capabilities });
  editor.notify('initialized', {});
  const text = day(lines);
  editor.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'encounter', version: 1, text } });
  const pull = () => editor.request('textDocument/diagnostic', { textDocument: { uri } });
  const first = await pull();
  const firstAfter = performance.now() - editor.started;
  const rows = text.split('\n');
  const codeRows = rows.flatMap((row, index) => (row.startsWith('  64494') ? [index] : []));
  /** @type {number[]} */
  const times = [];
  let version = 1;
  /** @param {number} line @param {number} character @param {number} end @param {string} inserted */
  const type = async (line, character, end, inserted) => {
    version += 1;
    const before = performance.now();
    const range = { start: { line, character }, end: { line, character: end } };
    editor.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: inserted }],
    });
    await pull();
    times.push(performance.now() - before);
  };
  const rounds = lines > 50_000 ? 60 : 200;
  const workBefore = workOf(editor.child.pid);
  for (let round = 0; round < rounds; round += 1) {
    const line = codeRows[(round * 37) % codeRows.length] ?? 0;
    // A digit changed and changed back, and a new line near the top that moves everything below it.
    await type(line, 6, 7, '5');
    await type(line, 6, 7, '4');
    await type(3, 0, 0, '# typed\n');
    version += 1;
    const range = { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } };
    editor.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text: '' }] });
    if (round % 10 === 0) {
      const at = { start: { line, character: 2 }, end: { line, character: 7 } };
      await editor.request('textDocument/codeAction', {
        textDocument: { uri },
        range: at,
        context: { diagnostics: [] },
      });
    }
  }
  const work = (workOf(editor.child.pid) - workBefore) / (4 * rounds);
  const memory = memoryOf(editor.child.pid);
  await editor.request('shutdown');
  editor.notify('exit', {});
  const sorted = [...times].sort((one, other) => one - other);
  const at = (/** @type {number} */ part) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(2);
  return {
    lines,
    findings: first.items.length,
    p50: at(0.5),
    p95: at(0.95),
    work: work.toFixed(1),
    firstAfter: firstAfter.toFixed(0),
    memory: memory.toFixed(0),
  };
}

/** What is typed in the middle of an encounter, by where: the start of its line that it stands in place of. */
const typed = [
  { where: 'a code', instead: '  64494', text: '  644' },
  { where: 'a modifier', instead: '  64494', text: '  64493-50-' },
  { where: 'a diagnosis by words', instead: '  B: ', text: '  B: lumbar spond' },
  { where: 'a field', instead: '  side: ', text: '  gui' },
];

/**
 * From an edit to the answer of what an editor asks then: the offers at the cursor; the edits that format the file.
 *
 * @param {number} lines
 */
async function writing(lines) {
  const editor = start();
  // As Visual Studio Code, which asks for the words of one offer when it is looked at.
  const completionItem = { snippetSupport: true, resolveSupport: { properties: ['documentation'] } };
  const textDocument = { diagnostic: {}, formatting: {}, completion: { completionItem } };
  await editor.request('initialize', { processId: process.pid, rootUri: null, capabilities: { textDocument } });
  editor.notify('initialized', {});
  const rows = day(lines).split('\n');
  const untidy = 'file:///bench/untidy.encounter';
  const open = (/** @type {string} */ address, /** @type {string} */ text) =>
    editor.notify('textDocument/didOpen', {
      textDocument: { uri: address, languageId: 'encounter', version: 1, text },
    });
  open(uri, rows.join('\n'));
  await editor.request('textDocument/diagnostic', { textDocument: { uri } });
  let version = 1;
  /** @param {number} line @param {string} text */
  const write = (line, text) => {
    version += 1;
    const range = { start: { line, character: 0 }, end: { line, character: (rows[line] ?? '').length } };
    editor.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text }] });
    rows[line] = text;
  };
  /** @param {() => Promise<unknown>} ask */
  const timed = async (ask) => {
    const before = performance.now();
    await ask();
    return performance.now() - before;
  };
  const options = { tabSize: 2, insertSpaces: true };
  /** @type {Map<string, number[]>} */
  const times = new Map([
    ...typed.map(({ where }) => /** @type {[string, number[]]} */ ([where, []])),
    ['formatting', []],
  ]);
  const placesOf = (/** @type {string} */ start) => rows.flatMap((row, line) => (row.startsWith(start) ? [line] : []));
  const places = new Map(typed.map(({ where, instead }) => [where, placesOf(instead)]));
  for (let round = 0; round < 100; round += 1) {
    for (const { where, text } of typed) {
      const all = places.get(where) ?? [];
      const line = all[(round * 37) % all.length] ?? 0;
      const was = rows[line] ?? '';
      const position = { line, character: text.length };
      const offered = await timed(() => {
        write(line, text);
        return editor.request('textDocument/completion', { textDocument: { uri }, position });
      });
      times.get(where)?.push(offered);
      write(line, was);
    }
    const all = places.get('a code') ?? [];
    const line = all[(round * 37) % all.length] ?? 0;
    const was = rows[line] ?? '';
    const formatted = await timed(() => {
      write(line, was.toLowerCase().replace(/ +/g, '   '));
      return editor.request('textDocument/formatting', { textDocument: { uri }, options });
    });
    times.get('formatting')?.push(formatted);
    write(line, was);
  }
  open(untidy, rows.map((row) => row.replace(/^ +/, '').replace(/ +/g, ' ').replace(/: /, ':')).join('\n'));
  await editor.request('textDocument/diagnostic', { textDocument: { uri: untidy } });
  const first = await timed(() =>
    editor.request('textDocument/formatting', { textDocument: { uri: untidy }, options }),
  );
  await editor.request('shutdown');
  editor.notify('exit', {});
  const figures = [...times].map(([what, all]) => {
    const sorted = [...all].sort((one, other) => one - other);
    const at = (/** @type {number} */ part) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(2);
    return { what, p50: at(0.5), p95: at(0.95) };
  });
  return { figures, first: first.toFixed(0) };
}

/** The first reading of a workspace's encounters, and what a change of one file costs then. */
async function history() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const [files, each, patients] = [10_000, 10, 25_000];
    for (let file = 0; file < files; file += 1) {
      const text = Array.from({ length: each }, (_, index) => {
        const number = file * each + index;
        return encounter(number).replace(`MRN-${number}`, `MRN-${number % patients}`);
      });
      writeFileSync(`${folder}/${file}.encounter`, text.join(''));
    }
    const editor = start();
    const capabilities = { textDocument: { diagnostic: {} }, window: { workDoneProgress: true } };
    const rootUri = pathToFileURL(folder).href;
    await editor.request('initialize', { processId: process.pid, rootUri, capabilities });
    const before = performance.now();
    const isRead = editor.heard(({ method, params }) => method === '$/progress' && params.value.kind === 'end');
    editor.notify('initialized', {});
    await isRead;
    const seconds = (performance.now() - before) / 1000;
    const work = workOf(editor.child.pid) / 1000;
    const memory = memoryOf(editor.child.pid);
    const day = `${rootUri}/7.encounter`;
    const text = readFileSync(`${folder}/7.encounter`, 'utf8');
    editor.notify('textDocument/didOpen', { textDocument: { uri: day, languageId: 'encounter', version: 1, text } });
    const pull = () => editor.request('textDocument/diagnostic', { textDocument: { uri: day } });
    await pull();
    const changed = performance.now();
    const rounds = 50;
    for (let round = 0; round < rounds; round += 1) {
      // A file with an earlier encounter of each of the open file's patients.
      const changes = [{ uri: `${rootUri}/${round % 2 === 0 ? 2507 : 5007}.encounter`, type: 2 }];
      editor.notify('workspace/didChangeWatchedFiles', { changes });
      await pull();
    }
    const perChange = (performance.now() - changed) / rounds;
    await editor.request('shutdown');
    editor.notify('exit', {});
    return { count: files * each, files, seconds, work, memory, perChange };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} format */
function batch(format) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const count = 10_000;
    const each = 500;
    for (let file = 0; file < count / each; file += 1) {
      const text = Array.from({ length: each }, (_, index) => encounter(file * each + index)).join('');
      writeFileSync(`${folder}/${file}.encounter`, text);
    }
    const parameters = [
      'check',
      '--today',
      '2026-11-24',
      '--format',
      format,
      ...(format === 'json' ? [] : ['--min-severity', 'error', '--rule', 'addon-without-primary=hint']),
      folder,
    ];
    const before = performance.now();
    spawnSync(process.execPath, [cli, ...parameters], { maxBuffer: 1e9 });
    return Math.round(count / ((performance.now() - before) / 1000));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const beside = (process.env.BESIDE ?? '').split(',').filter(Boolean);
await printStartUp([root, ...beside], encounter(1), day(1000));
if (process.env.LINES === 'none') process.exit();
console.log('keystroke to diagnostics through the protocol (two findings in each encounter of 40 lines):');
for (const lines of (process.env.LINES ?? '1000,10000,100000').split(',').map(Number).filter(Boolean)) {
  const { findings, p50, p95, work, firstAfter, memory } = await keystrokes(lines);
  console.log(
    `  ${String(lines).padStart(7)} lines, ${findings} findings: p50 ${p50} ms, p95 ${p95} ms, ${work} ms of work in the server; process start to first diagnostics ${firstAfter} ms; memory ${memory} MB`,
  );
}
console.log('edit to answer through the protocol, completion (at the end of …) and formatting (of the file):');
for (const lines of (process.env.LINES ?? '10000').split(',').map(Number).filter(Boolean)) {
  const { figures, first } = await writing(lines);
  for (const { what, p50, p95 } of figures) {
    console.log(`  ${String(lines).padStart(7)} lines, ${what}: p50 ${p50} ms, p95 ${p95} ms`);
  }
  console.log(
    `  ${String(lines).padStart(7)} lines, formatting a file of which every line is out of form, once: ${first} ms`,
  );
}
if (!process.env.LINES)
  console.log(`batch check with its fixes (json): ${batch('json')} encounters a second, start-up included`);
if (!process.env.LINES)
  console.log(
    `batch check without fixes (text, nothing shown): ${batch('text')} encounters a second, start-up included`,
  );
if (!process.env.LINES || process.env.LINES === '0') {
  const { count, files, seconds, work, memory, perChange } = await history();
  console.log(
    `history of ${count} encounters in ${files} files: read in ${seconds.toFixed(1)} s (${work.toFixed(1)} s of work), memory ${memory.toFixed(0)} MB; a changed file and the diagnostics after it ${perChange.toFixed(1)} ms`,
  );
}
