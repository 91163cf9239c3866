/**
 * One encounter far larger than any claim, which somebody pastes or a program writes: 100 to 800 procedures with twice as many service lines. In the editor
 * from its opening to its diagnostics, then to the menu of one finding; `check` with and without fixes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { measured } from './child.mjs';
import { hugeEncounter } from './encounters.mjs';
import { newFolder } from './folders.mjs';
import { jsonCheck } from './json-check.mjs';
import { cpuOf } from './processes.mjs';
import { amount, number, remark, row } from './report.mjs';
import { start } from './server.mjs';
import { median, rangeOf } from './statistics.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {{ readonly wall: number, readonly cpu: number }} Time */

const seconds = 60;
/** Of what one encounter of 200 procedures takes. */
const goal = { count: 200, most: 1000 };
/** Between these, time may grow as the size does. */
const growth = /** @type {const} */ ([100, 400]);

/** The encounters, by what they bill. @type {readonly { readonly kinds: 'one' | 'several', readonly name: string }[]} */
const shapes = [
  { kinds: 'one', name: 'one procedure again and again' },
  { kinds: 'several', name: 'twelve kinds in turn' },
];

/** What is measured, by its name: each gives the times of the names that it measures. @type {readonly { readonly names: readonly string[], readonly run: (checkout: string, count: number, folder: string) => Promise<readonly Time[]> }[]} */
const measurements = [
  {
    names: ['check --no-fixes'],
    run: async (checkout, count, folder) => [await check(checkout, count, folder, ['--no-fixes'])],
  },
  { names: ['check with fixes'], run: async (checkout, count, folder) => [await check(checkout, count, folder, [])] },
  {
    names: ['editor, opening to diagnostics', 'editor, menu of a finding'],
    run: (checkout, count, folder) => edited(checkout, count, folder),
  },
];

/** @param {Context} context @returns {Promise<import('./report.mjs').Part>} */
export async function huge(context) {
  const counts = context.isQuick ? [1, 100, 200] : [1, 100, 200, 400, 800];
  /** @type {import('./report.mjs').Row[]} */
  const rows = [];
  /** @type {import('./report.mjs').Curve[]} */
  const curves = [];
  for (const { kinds, name: shape } of shapes) {
    const folder = newFolder('huge');
    for (const count of counts) writeFileSync(`${folder}/${count}.encounter`, hugeEncounter(count, kinds));
    for (const measurement of measurements) {
      const all = await inTurn(context, measurement, { counts, folder, shape });
      for (const [at, { label }] of context.checkouts.entries()) {
        const { times, failure } = all[at] ?? { times: [] };
        for (const [index, name] of measurement.names.entries()) {
          const own = times.map(
            ([count, runs]) =>
              /** @type {const} */ ([count, runs.map((run) => run[index]).filter((time) => time !== undefined)]),
          );
          rows.push(...rowsOf(label(`${name}, ${shape}`), own, failure));
          // The picture has room for one of them.
          const points = own
            .slice(1)
            .map(([count, runs]) => /** @type {const} */ ([count, median(runs.map(({ wall }) => wall)) / 1000]));
          if (kinds === 'several') curves.push({ chart: 'huge', name: label(name), points });
        }
      }
    }
  }
  return {
    title: 'one encounter of many procedures',
    note: 'Growth is that of what each takes more than an encounter of one procedure, and is judged by CPU. At most a thousand findings are listed, and of so many the first are given fixes.',
    rows,
    curves,
  };
}

/**
 * One measurement of each checkout in turn, several times: by checkout the times of each count, up to the first that failed.
 *
 * @param {Context} context
 * @param {typeof measurements[number]} measurement
 * @param {{ readonly counts: readonly number[], readonly folder: string, readonly shape: string }} made
 * @returns {Promise<readonly { readonly times: readonly (readonly [number, readonly (readonly Time[])[]])[], readonly failure?: string }[]>}
 */
async function inTurn({ checkouts, isQuick, say }, { names, run }, { counts, folder, shape }) {
  const all = checkouts.map(({ path }) => ({
    path,
    times: /** @type {[number, (readonly Time[])[]][]} */ ([]),
    failure: /** @type {string | undefined} */ (undefined),
  }));
  for (const count of counts) {
    say(`${names.join(', ')}: ${count} procedures, ${shape}`);
    for (const each of all) if (each.failure === undefined) each.times.push([count, []]);
    /** What takes long is measured once. @type {Set<unknown>} */
    const slow = new Set();
    for (let round = 0; round < (isQuick ? 1 : 3); round += 1) {
      for (const each of all) {
        if (slow.has(each) || each.failure !== undefined) continue;
        const before = performance.now();
        try {
          each.times.at(-1)?.[1].push(await run(each.path, count, folder));
        } catch (error) {
          // A larger one would fail too.
          each.failure = `${count} procedures failed: ${error instanceof Error ? error.message : error}`;
          each.times.pop();
        }
        if (performance.now() - before > 8000) slow.add(each);
      }
    }
  }
  return all.map(({ times, failure }) => ({ times, ...(failure === undefined ? {} : { failure }) }));
}

/**
 * @param {string} what
 * @param {readonly (readonly [number, readonly Time[]])[]} times
 * @param {string | undefined} failure
 * @returns {readonly import('./report.mjs').Row[]}
 */
function rowsOf(what, times, failure) {
  const walls = new Map(times.map(([count, runs]) => [count, runs.map(({ wall }) => wall)]));
  const of = (/** @type {number} */ count) => median(walls.get(count) ?? []);
  const others = [...walls.keys()].filter((count) => count !== 1 && count !== goal.count);
  const said = [
    ...others.map((count) => `${amount(of(count), 'ms')} at ${count}`),
    ...(failure === undefined ? [] : [failure]),
  ];
  const own = times.find(([count]) => count === goal.count)?.[1];
  if (own === undefined)
    return [remark(`${what}, ${goal.count} procedures`, said.join(', '), `${amount(goal.most, 'ms')} or less`)];
  const cpu = `${number(median(own.map((time) => time.cpu)))} ms`;
  const figure = row(`${what}, ${goal.count} procedures`, of(goal.count), 'ms', {
    range: rangeOf(walls.get(goal.count) ?? []),
    cpu,
    most: goal.most,
    more: said.join(', '),
  });
  const [few, many] = growth;
  if (!walls.has(many)) return [figure];
  // Judged by processor time, which other programs disturb least.
  const cpus = new Map(times.map(([count, runs]) => [count, median(runs.map((time) => time.cpu))]));
  const grown = (/** @type {(count: number) => number} */ value) => (value(many) - value(1)) / (value(few) - value(1));
  const [byWall, byCpu, size] = [grown(of), grown((count) => cpus.get(count) ?? Number.NaN), many / few];
  const growing = remark(`${what}, growth from ${few} to ${many}`, `${number(byWall)} times`, `${size} times or less`);
  return [figure, { ...growing, cpu: `${number(byCpu)} times`, isMet: byCpu <= size ? 'yes' : 'no' }];
}

/** @param {string} checkout @param {number} count @param {string} folder @param {readonly string[]} options */
function check(checkout, count, folder, options) {
  return measured(jsonCheck(checkout, ...options, `${count}.encounter`), { cwd: folder, seconds });
}

/** @param {string} checkout @param {number} count @param {string} folder @returns {Promise<readonly Time[]>} */
async function edited(checkout, count, folder) {
  const text = readFileSync(`${folder}/${count}.encounter`, 'utf8');
  const editor = start(`${checkout}/dist/server.cjs`, { cores: 'one', seconds });
  try {
    const literals = { codeActionKind: { valueSet: [] } };
    const codeAction = {
      codeActionLiteralSupport: literals,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    };
    const capabilities = { textDocument: { diagnostic: {}, codeAction } };
    await editor.request('initialize', { processId: process.pid, rootUri: null, capabilities });
    editor.notify('initialized', {});
    const uri = 'file:///bench/huge.encounter';
    /** @param {() => Promise<any>} ask @returns {Promise<Time & { readonly answer: any }>} */
    const timed = async (ask) => {
      const [before, cpu] = [performance.now(), cpuOf(editor.child.pid)];
      const answer = await ask();
      return { answer, wall: performance.now() - before, cpu: cpuOf(editor.child.pid) - cpu };
    };
    const first = await timed(() => {
      const textDocument = { uri, languageId: 'encounter', version: 1, text };
      editor.notify('textDocument/didOpen', { textDocument });
      return editor.request('textDocument/diagnostic', { textDocument: { uri } });
    });
    // The same kind of finding in each, one that has a fix.
    const { items } = first.answer;
    const finding = items.find((/** @type {any} */ { code }) => code === 'duplicate-line') ?? items[0];
    if (count > 1 && !finding) throw new Error('nothing was found');
    const range = finding?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const context = { diagnostics: finding ? [finding] : [] };
    const menu = await timed(() =>
      editor.request('textDocument/codeAction', { textDocument: { uri }, range, context }),
    );
    return [first, menu];
  } finally {
    editor.child.kill('SIGKILL');
  }
}
