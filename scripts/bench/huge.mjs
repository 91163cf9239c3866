/**
 * One encounter far larger than any claim, which somebody pastes or a program writes: 100 to 800 procedures with twice as many service lines. In the editor
 * from its opening to its diagnostics, then to the menu of one finding; `check` with and without fixes.
 */
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { measured } from './child.mjs';
import { hugeEncounter, today } from './encounters.mjs';
import { newFolder } from './folders.mjs';
import { cpuOf } from './processes.mjs';
import { number, remark, row } from './report.mjs';
import { start } from './server.mjs';
import { median, rangeOf } from './statistics.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {{ readonly wall: number, readonly cpu: number }} Time */

const seconds = 60;
/** Of what one encounter of 200 procedures takes. */
const goal = { count: 200, most: 1000 };

/** What is measured, by its name: each gives the times of the names that it measures. @type {readonly { readonly names: readonly string[], readonly run: (checkout: string, count: number, folder: string) => Promise<readonly Time[]> }[]} */
const measurements = [
  {
    names: ['check --no-fixes'],
    run: async (checkout, count, folder) => [await check(checkout, count, folder, ['--no-fixes'])],
  },
  { names: ['check with fixes'], run: async (checkout, count, folder) => [await check(checkout, count, folder, [])] },
  {
    names: ['editor, opening to diagnostics', 'editor, menu of a finding'],
    run: (checkout, count) => edited(checkout, count),
  },
];

/** @param {Context} context @returns {Promise<import('./report.mjs').Part>} */
export async function huge({ checkouts, isQuick, say }) {
  const counts = isQuick ? [1, 100, 200] : [1, 100, 200, 400, 800];
  const rounds = isQuick ? 1 : 3;
  const folder = newFolder('huge');
  for (const count of counts) writeFileSync(`${folder}/${count}.encounter`, hugeEncounter(count));
  /** @type {import('./report.mjs').Row[]} */
  const rows = [];
  /** @type {import('./report.mjs').Curve[]} */
  const curves = [];
  for (const { names, run } of measurements) {
    /** By checkout, name and count. @type {Map<string, Time[]>} */
    const times = new Map();
    /** @type {Map<string, string>} */
    const failures = new Map();
    const keyOf = (/** @type {string} */ path, /** @type {string} */ name, /** @type {number} */ count) =>
      `${path} ${name} ${count}`;
    for (const count of counts) {
      /** @type {Set<string>} */
      const slow = new Set();
      for (let round = 0; round < rounds; round += 1) {
        for (const { path } of checkouts) {
          if (slow.has(path) || failures.has(path)) continue;
          say(`${names.join(', ')}: ${count} procedures, run ${round + 1}`);
          const before = performance.now();
          try {
            for (const [at, time] of (await run(path, count, folder)).entries()) {
              const key = keyOf(path, names[at] ?? '', count);
              times.set(key, [...(times.get(key) ?? []), time]);
            }
          } catch (error) {
            // A larger one would fail too.
            failures.set(path, `failed: ${error instanceof Error ? error.message : error}`);
          }
          if (performance.now() - before > 8000) slow.add(path);
        }
      }
    }
    for (const { path, label } of checkouts) {
      for (const name of names) {
        /** @type {[number, number][]} */
        const points = [];
        for (const count of counts) {
          const what = label(`${name}, ${count} procedures`);
          const all = times.get(keyOf(path, name, count));
          if (all === undefined) {
            rows.push(remark(what, failures.get(path) ?? ''));
            break;
          }
          const walls = all.map(({ wall }) => wall);
          points.push([count, median(walls)]);
          if (count === 1) continue;
          const cpu = `${number(median(all.map((time) => time.cpu)))} ms`;
          rows.push(
            row(what, median(walls), 'ms', {
              range: rangeOf(walls),
              cpu,
              ...(count === goal.count ? { most: goal.most } : {}),
            }),
          );
        }
        const grown = growthOf(points);
        if (grown) rows.push(grown(label(name)));
        curves.push({
          chart: 'huge',
          name: label(name),
          points: points.slice(1).map(([count, wall]) => [count, wall / 1000]),
        });
      }
    }
  }
  return {
    title: 'one encounter of many procedures',
    note: 'Growth is that of what each takes more than an encounter of one procedure.',
    rows,
    curves,
  };
}

/**
 * How many times longer the largest takes than the one of the goal, what one procedure takes not counted.
 *
 * @param {readonly (readonly [number, number])[]} points
 */
function growthOf(points) {
  const [[, one] = [0, 0]] = points;
  const few = points.find(([count]) => count === goal.count);
  const many = points.at(-1);
  if (!few || !many || many[0] <= few[0]) return undefined;
  const [times, size] = [(many[1] - one) / (few[1] - one), many[0] / few[0]];
  return (/** @type {string} */ what) => ({
    ...remark(
      `${what}, growth from ${few[0]} to ${many[0]}`,
      `${number(times)} times the time for ${size} times the size`,
      `${size} times or less`,
    ),
    isMet: /** @type {'yes' | 'no'} */ (times <= size ? 'yes' : 'no'),
  });
}

/** @param {string} checkout @param {number} count @param {string} folder @param {readonly string[]} options */
function check(checkout, count, folder, options) {
  const parameters = [
    `${checkout}/dist/cli.cjs`,
    'check',
    '--today',
    today,
    '--format',
    'json',
    ...options,
    `${count}.encounter`,
  ];
  return measured(parameters, { cwd: folder, seconds });
}

/** @param {string} checkout @param {number} count @returns {Promise<readonly Time[]>} */
async function edited(checkout, count) {
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
      const textDocument = { uri, languageId: 'encounter', version: 1, text: hugeEncounter(count) };
      editor.notify('textDocument/didOpen', { textDocument });
      return editor.request('textDocument/diagnostic', { textDocument: { uri } });
    });
    const [finding] = first.answer.items;
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
