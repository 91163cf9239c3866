/**
 * Start-up and memory: a check of one small file; a server to its first diagnostics with 1,000 and 10,000 lines open, and what it holds two seconds later. Of programs
 * that an earlier run has warmed up.
 */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as passing } from 'node:timers/promises';
import { measured } from './child.mjs';
import { encounter, today } from './encounters.mjs';
import { newFolder } from './folders.mjs';
import { languagesOf } from './languages.mjs';
import { openFile } from './open-file.mjs';
import { attempt, number, row } from './report.mjs';
import { median, rangeOf } from './statistics.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {{ readonly after: number, readonly cpu: number, readonly settled: number }} Opened */

/** By the lines of the file: the most megabytes. @type {Record<number, number>} */
export const memoryGoals = { 1000: 80, 10000: 140 };

/** @param {Context} context @returns {Promise<import('./report.mjs').Part>} */
export async function startUp(context) {
  const { checkouts } = context;
  const rows = await attempt('check of one small file', () => smallCheck(context));
  const opened = [];
  for (const lines of [1000, 10_000])
    opened.push(
      ...(await attempt(`first diagnostics of ${number(lines)} lines`, () => firstDiagnostics(context, lines))),
    );
  const sizes = checkouts.map(
    ({ path, name }) => `${name === '' ? 'this build' : name} ${megabytes(`${path}/dist`)} MB`,
  );
  return {
    title: 'start-up and memory',
    note: `Medians. What is installed, without the code cache: ${sizes.join(', ')}.`,
    rows: [...rows, ...opened],
  };
}

/** @param {Context} context */
async function smallCheck({ checkouts, isQuick, say }) {
  const folder = newFolder('one');
  writeFileSync(`${folder}/one.encounter`, encounter(0, { isWrong: true }));
  say('check of one small file');
  /** @type {import('./child.mjs').Run[][]} */
  const runs = checkouts.map(() => []);
  const rounds = isQuick ? 5 : 15;
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, { path }] of checkouts.entries()) {
      const run = await measured([`${path}/dist/cli.cjs`, 'check', '--today', today, 'one.encounter'], { cwd: folder });
      // The first round warms up.
      if (round > 0) runs[at]?.push(run);
    }
  }
  return checkouts.map(({ label }, at) => {
    const walls = (runs[at] ?? []).map(({ wall }) => wall);
    const cpu = `${number(median((runs[at] ?? []).map((run) => run.cpu)))} ms`;
    return row(label('check of one small file'), median(walls), 'ms', { range: rangeOf(walls), cpu, most: 400 });
  });
}

/** @param {Context} context @param {number} lines */
async function firstDiagnostics({ checkouts, isQuick, say }, lines) {
  const languages = languagesOf(checkouts);
  /** @type {Opened[][]} */
  const all = languages.map(() => []);
  const rounds = isQuick ? 1 : lines > 1000 ? 3 : 5;
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, language] of languages.entries()) {
      // The first round warms up; the others' servers vary less than what is said of them.
      if (!language.isOurs && (round === 0 || round > 3)) continue;
      say(`${language.name}: first diagnostics of ${lines} lines`);
      const file = await openFile(language, language.text(lines));
      await passing(2000);
      if (round > 0) all[at]?.push({ ...file.first, settled: file.memory() });
      await file.editor.end();
    }
  }
  return languages.flatMap(({ name, isOurs, waits }, at) => {
    const runs = all[at] ?? [];
    const walls = runs.map(({ after }) => after);
    const memory = runs.map(({ settled }) => settled);
    return [
      row(`process start to first diagnostics, ${number(lines)} lines, ${name}`, median(walls), 'ms', {
        range: rangeOf(walls),
        cpu: `${number(median(runs.map(({ cpu }) => cpu)))} ms`,
        ...(waits === 0 ? {} : { more: `of which it waits ${waits} ms` }),
        ...(isOurs && lines === 1000 ? { most: 400 } : {}),
      }),
      row(`memory two seconds later, ${number(lines)} lines, ${name}`, median(memory), 'MB', {
        range: rangeOf(memory),
        ...(isOurs ? { most: memoryGoals[lines] } : {}),
      }),
    ];
  });
}

/** What is installed, without the code cache. @param {string} folder */
function megabytes(folder) {
  const bytes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !/^cache/.test(file))
    .map((file) => statSync(`${folder}/${file}`))
    .reduce((sum, each) => (each.isFile() ? sum + each.size : sum), 0);
  return (bytes / 1024 / 1024).toFixed(1);
}
