/** One run of a program, measured: wall time, processor time, peak memory. */
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { onCores } from './cores.mjs';

const probe = fileURLToPath(new URL('probe.cjs', import.meta.url));

/**
 * @typedef {object} Run
 * @property {number} wall milliseconds
 * @property {number} cpu milliseconds, of all threads
 * @property {number} peak megabytes, of all threads
 */

/**
 * Runs a program of ours and measures it.
 *
 * @param {readonly string[]} parameters the program's file first
 * @param {{ readonly cwd?: string, readonly cores?: 'one' | 'all', readonly output?: number, readonly seconds?: number, readonly statuses?: readonly number[] }} [how]
 * `output`: the open file that its standard output goes to; `seconds`: after which it is ended, and the run has failed
 * @returns {Promise<Run>}
 */
export function measured(parameters, { cwd, cores = 'one', output, seconds = 600, statuses = [0, 1] } = {}) {
  const { program, parameters: all } = onCores([process.execPath, '--require', probe, ...parameters], cores);
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, all, { cwd, stdio: ['ignore', output ?? 'ignore', 'pipe', 'pipe'] });
    const [errors, told] = [child.stderr, child.stdio[3]].map(textOf);
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    let wall = 0;
    child.on('exit', () => {
      wall = performance.now() - started;
    });
    child.on('error', reject);
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      const said = errors?.() ?? '';
      if (signal) reject(new Error(`more than ${seconds} s`));
      else if (!statuses.includes(status ?? -1))
        reject(new Error(`exit status ${status}: ${said.slice(0, 200).trim()}`));
      else resolve({ wall, ...JSON.parse(told?.() || '{"cpu":0,"peak":0}') });
    });
  });
}

/** @param {unknown} stream */
function textOf(stream) {
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {import('node:stream').Readable | null} */ (stream)?.on('data', (part) => parts.push(part));
  return () => Buffer.concat(parts).toString('utf8');
}
