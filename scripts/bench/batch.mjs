/**
 * `check` of many encounters: how many a second once it is warm, which is the slope of its time between a few and many; and the most memory that it holds.
 * Each run's report goes to a file, and is looked at: nothing found in clean ones, two findings with a fix in the others.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { measured } from './child.mjs';
import { coreCount } from './cores.mjs';
import { folderOf, newFolder, removeFolder } from './folders.mjs';
import { jsonCheck } from './json-check.mjs';
import { attempt, number, remark, row } from './report.mjs';
import { median, rangeOf } from './statistics.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./context.mjs').Checkout} Checkout */
/** @typedef {import('./child.mjs').Run} Run */

/**
 * @typedef {object} Kind
 * @property {string} name
 * @property {boolean} isWrong
 * @property {readonly string[]} options
 * @property {readonly number[]} counts the slope is between the last two
 * @property {number} goal encounters a second
 */

/** @type {readonly Kind[]} */
const kinds = [
  { name: 'clean, --no-fixes', isWrong: false, options: ['--no-fixes'], counts: [1000, 10_000, 50_000], goal: 10_000 },
  { name: 'two findings with fixes', isWrong: true, options: [], counts: [500, 2000, 10_000], goal: 3000 },
];

const million = 1_000_000;

/** @param {Context} context @returns {Promise<import('./report.mjs').Part>} */
export async function batch({ checkouts, isQuick, say }) {
  const rounds = isQuick ? 1 : 3;
  /** @type {import('./report.mjs').Row[]} */
  const rows = [];
  /** @type {import('./report.mjs').Curve[]} */
  const curves = [];
  for (const { name, isWrong, options, counts: whole, goal } of kinds) {
    const counts = isQuick ? whole.map((count) => count / 5) : whole;
    const [few = 0, many = 0] = counts.slice(-2);
    for (const workers of [1, 2]) {
      const able = checkouts.filter(({ path }) => workers === 1 || hasWorkers(path));
      for (const { path, label } of checkouts.filter((each) => !able.includes(each)))
        rows.push(
          remark(
            `${label(name)}, ${workers} workers`,
            hasWorkers(path) ? '' : 'not in this build: check has no --workers',
          ),
        );
      if (able.length === 0) continue;
      rows.push(
        ...(await attempt(`${name}, ${workers} workers`, async () => {
          const folders = counts.map((count) => folderOf(count, { isWrong }));
          /** By checkout and count. @type {Run[][][]} */
          const runs = able.map(() => counts.map(() => []));
          let isSlow = false;
          for (let round = 0; round < rounds && !isSlow; round += 1) {
            for (const [at, count] of counts.entries()) {
              for (const [index, { path }] of able.entries()) {
                say(`${name}, ${workers} of ${coreCount} cores, ${count} encounters, run ${round + 1}`);
                const run = await checked(path, folders[at] ?? '', count, {
                  isWrong,
                  options,
                  workers,
                  isWhole: round === 0 && at === 0,
                });
                runs[index]?.[at]?.push(run);
                // A build this slow is measured once, so that the whole run ends.
                isSlow ||= run.wall > 45_000;
              }
            }
          }
          return able.flatMap(({ label }, index) => {
            const [small = [], large = []] = (runs[index] ?? []).slice(-2);
            curves.push({
              chart: 'batch',
              name: `${label(name)}${workers === 1 ? '' : `, ${workers} workers`}`,
              points: counts.map((count, at) => [
                count,
                median((runs[index]?.[at] ?? []).map(({ wall }) => wall)) / 1000,
              ]),
            });
            const target = workers === 1 ? goal : goal * workers * 0.8;
            return figuresOf(`${label(name)}, ${workers === 1 ? 'one core' : `${workers} workers`}`, {
              small,
              large,
              few,
              many,
              target,
              workers,
            });
          });
        })),
      );
    }
  }
  if (process.env.MILLION)
    for (const { path, label } of checkouts)
      rows.push(...(await attempt(label('a million clean'), () => ofMillion(path, label, say))));
  else rows.push(remark('a million clean', 'not measured in this run: MILLION=1 npm run bench', '250 MB or less'));
  return { title: 'check of many encounters', rows, curves };
}

/**
 * @param {string} what
 * @param {{ readonly small: readonly Run[], readonly large: readonly Run[], readonly few: number, readonly many: number, readonly target: number, readonly workers: number }} runs
 */
function figuresOf(what, { small, large, few, many, target, workers }) {
  const slope = (/** @type {'wall' | 'cpu'} */ of) =>
    (median(large.map((run) => run[of])) - median(small.map((run) => run[of]))) / (many - few);
  const each = large.map((run, at) => (run.wall - (small[at]?.wall ?? Number.NaN)) / (many - few));
  const [least, most] = rangeOf(each.map((milliseconds) => 1000 / milliseconds));
  const total = (/** @type {readonly Run[]} */ runs) => median(runs.map(({ wall }) => wall));
  const peak = (/** @type {readonly Run[]} */ runs) => median(runs.map((run) => run.peak));
  const between = `${number(few)} to ${number(many)}`;
  return [
    row(`${what}: warm (slope, ${between})`, 1000 / slope('wall'), '/s', {
      range: [least, most],
      cpu: `${number(slope('cpu') * 1000)} µs each`,
      least: target,
    }),
    row(`${what}: ${number(many)}, start-up included`, total(large), 'ms', {
      range: rangeOf(large.map(({ wall }) => wall)),
      cpu: `${number(median(large.map(({ cpu }) => cpu)) / 1000)} s`,
      more: `${number((many / total(large)) * 1000)}/s`,
    }),
    row(`${what}: most memory, ${number(many)}`, peak(large), 'MB', {
      more: `${number(peak(small))} MB at ${number(few)}${workers === 1 ? '' : ', workers included'}`,
      most: 250 + (workers === 1 ? 0 : workers * 100),
    }),
  ];
}

/** @param {string} checkout @param {(name: string) => string} label @param {(text: string) => void} say */
async function ofMillion(checkout, label, say) {
  say('a million encounters');
  const folder = folderOf(million);
  try {
    const run = await checked(checkout, folder, million, {
      isWrong: false,
      options: ['--no-fixes'],
      workers: 1,
      isWhole: false,
      seconds: 3600,
    });
    const name = label('a million clean, --no-fixes, one core');
    return [
      row(`${name}: most memory`, run.peak, 'MB', { most: 250 }),
      row(`${name}: whole run`, run.wall, 'ms', {
        cpu: `${number(run.cpu / 1000)} s`,
        more: `${number((million / run.wall) * 1000)}/s`,
      }),
    ];
  } finally {
    removeFolder(folder);
  }
}

/**
 * A check of a folder, with what it should have found.
 *
 * @param {string} checkout
 * @param {string} folder
 * @param {number} count
 * @param {{ readonly isWrong: boolean, readonly options: readonly string[], readonly workers: number, readonly isWhole: boolean, readonly seconds?: number }} how
 * `isWhole`: every finding is looked at, not their numbers alone
 */
async function checked(checkout, folder, count, { isWrong, options, workers, isWhole, seconds = 300 }) {
  const report = join(newFolder('report'), 'report.json');
  const file = openSync(report, 'w');
  try {
    const how = hasWorkers(checkout) ? ['--workers', String(workers)] : [];
    const run = await measured(jsonCheck(checkout, ...options, ...how, '.'), {
      cwd: folder,
      cores: workers === 1 ? 'one' : 'all',
      output: file,
      seconds,
    });
    const { encounters, error, warning, information, hint } = summaryOf(report);
    const found = error + warning + information + hint;
    const expected = isWrong ? 2 * count : 0;
    if (encounters !== count || found !== expected)
      throw new Error(`${found} findings in ${encounters} encounters, expected ${expected} in ${count}`);
    if (isWhole && isWrong) {
      const { findings } = JSON.parse(readFileSync(report, 'utf8'));
      const without = findings.filter((/** @type {any} */ { fixes }) => fixes.length === 0);
      if (without.length > 0) throw new Error(`${without.length} findings without a fix, such as ${without[0].rule}`);
    }
    return run;
  } finally {
    closeSync(file);
    rmSync(report, { force: true });
  }
}

/** The last lines of a report. @param {string} file */
function summaryOf(file) {
  const opened = openSync(file, 'r');
  try {
    const { size } = fstatSync(opened);
    const end = Buffer.alloc(Math.min(size, 1000));
    readSync(opened, end, 0, end.length, size - end.length);
    const [, summary = '{}'] = /"summary": (\{.*\})/.exec(end.toString('utf8')) ?? [];
    return JSON.parse(summary);
  } finally {
    closeSync(opened);
  }
}

/** @type {Map<string, boolean>} */
const able = new Map();

/** Whether the checkout's `check` shares its files among workers. @param {string} checkout */
function hasWorkers(checkout) {
  const known = able.get(checkout);
  if (known !== undefined) return known;
  const help = spawnSync(process.execPath, [`${checkout}/dist/cli.cjs`, 'check', '--help'], { encoding: 'utf8' });
  const has = /--workers\b/.test(`${help.stdout}${help.stderr}`);
  able.set(checkout, has);
  return has;
}
