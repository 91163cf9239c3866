/**
 * One core for what is measured: its time is then one core's, and the benchmark itself runs on the others. `taskset` does it, of util-linux; where
 * that is not, nothing is held to a core, and the output says so.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const allowed = coresAllowed();

/** The core that is measured on, or undefined where no process can be held to one. */
export const core = allowed.length > 0 && run(['-c', String(allowed[0]), 'true']) ? allowed[0] : undefined;

/** How many cores there are to this process. */
export const coreCount = Math.max(1, allowed.length);

/** Moves the benchmark itself, and what it starts, to the other cores. */
export function leaveTheCore() {
  if (core !== undefined && allowed.length > 1) run(['-acp', allowed.slice(1).join(','), String(process.pid)]);
}

/**
 * A command as it is started on one core or on all.
 *
 * @param {readonly string[]} command
 * @param {'one' | 'all'} cores
 * @returns {{ readonly program: string, readonly parameters: readonly string[] }}
 */
export function onCores([program = '', ...parameters], cores) {
  if (core === undefined) return { program, parameters };
  const list = cores === 'one' ? String(core) : allowed.join(',');
  return { program: 'taskset', parameters: ['-c', list, program, ...parameters] };
}

/** @param {readonly string[]} parameters */
function run(parameters) {
  return spawnSync('taskset', parameters, { stdio: 'ignore' }).status === 0;
}

/** The cores' numbers, as Linux tells them: 0-1,4. */
function coresAllowed() {
  try {
    const list = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
    return list.split(',').flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, at) => first + at);
    });
  } catch {
    return [];
  }
}
