/** From a change of an open file to its diagnostics, through the protocol, in files of several sizes: ours beside the other servers, in turn. */
import { languagesOf } from './languages.mjs';
import { openFile, typist } from './open-file.mjs';
import { attempt, number, percentiles, row } from './report.mjs';
import { memoryGoals } from './start-up.mjs';
import { median, percentile } from './statistics.mjs';

/** @typedef {import('./context.mjs').Context} Context */

/** By the lines of the file: p50 and p95 in milliseconds. @type {Record<number, readonly [number, number | undefined]>} */
const goals = { 10000: [5, 10], 100000: [40, undefined] };

/** @param {Context} context @returns {Promise<import('./report.mjs').Part>} */
export async function keystrokes({ checkouts, isQuick, lines: asked, say }) {
  const languages = languagesOf(checkouts);
  /** @type {import('./report.mjs').Row[]} */
  const rows = [];
  /** By language: points of its curves. @type {Map<string, { readonly times: [number, number][], readonly memory: [number, number][] }>} */
  const points = new Map(languages.map(({ name }) => [name, { times: [], memory: [] }]));
  for (const lines of asked ?? (isQuick ? [1000, 10_000] : [1000, 10_000, 100_000])) {
    /** @type {{ readonly what: string, readonly language: import('./languages.mjs').Language, readonly file: import('./open-file.mjs').OpenFile, readonly typing: ReturnType<typeof typist> }[]} */
    const open = [];
    for (const language of languages) {
      const what = `${number(lines)} lines, ${language.name}`;
      const failed = await attempt(what, async () => {
        say(`${language.name} opens ${lines} lines`);
        const text = language.text(lines);
        const file = await openFile(language, text);
        open.push({ what, language, file, typing: typist(file, language, text) });
        return [];
      });
      rows.push(...failed);
    }
    const chunks = isQuick ? 1 : 3;
    const most = lines > 50_000 ? 20 : 67;
    /** @type {Set<unknown>} */
    const ended = new Set();
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      for (const each of open) {
        if (ended.has(each)) continue;
        say(`${each.language.name} types in ${lines} lines, ${chunk + 1} of ${chunks}`);
        const failed = await attempt(each.what, async () => {
          await each.typing.type(isQuick ? 4 : 5, { least: 1, most });
          return [];
        });
        rows.push(...failed);
        if (failed.length > 0) ended.add(each);
      }
    }
    for (const each of open) {
      const { language, file, typing, what } = each;
      const memory = file.memory();
      await file.editor.end();
      if (ended.has(each)) continue;
      const p50 = median(typing.times);
      points.get(language.name)?.times.push([lines, p50]);
      points.get(language.name)?.memory.push([lines, memory]);
      rows.push(
        percentiles(what, [p50, percentile(typing.times, 0.95)], {
          cpu: `${number(typing.cpu())} ms each`,
          more: `${typing.times.length} changes${language.waits === 0 ? '' : `, in each of which it waits ${language.waits} ms`}, ${file.found} diagnostics`,
          ...(language.isOurs && goals[lines] ? { most: goals[lines] } : {}),
        }),
        row(`memory after that, ${what}`, memory, 'MB', language.isOurs ? { most: memoryGoals[lines] } : {}),
      );
    }
  }
  /** @type {import('./report.mjs').Curve[]} */
  const curves = languages.flatMap(({ name, waits }) => [
    {
      chart: 'keystroke',
      name: waits === 0 ? name : `${name}, of which it waits ${waits} ms`,
      points: points.get(name)?.times ?? [],
    },
    { chart: 'memory', name, points: points.get(name)?.memory ?? [] },
  ]);
  return { title: 'keystroke to diagnostics', rows, curves };
}
