/** What figures were measured on: the day, the build, the machine. */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { root } from '../editor/places.mjs';
import { core } from './cores.mjs';

/** @typedef {ReturnType<typeof machine>} Machine */

/** This machine, now. @param {boolean} isQuick whether runs are fewer and smaller */
export function machine(isQuick) {
  const [first] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    node: process.version,
    cpu: first?.model ?? 'unknown processor',
    cores: availableParallelism(),
    memory: Math.round(totalmem() / 1024 ** 3),
    pinned: core !== undefined,
    isQuick,
  };
}

/**
 * In one sentence or two.
 *
 * @param {Machine} machine
 */
export function described({ date, commit, node, cpu, cores, memory, pinned, isQuick }) {
  const held = pinned
    ? 'What is measured is held to one core by taskset, unless a row says otherwise.'
    : 'taskset is not on this machine, so nothing is held to one core: wall times are of all of them.';
  return `Measured on ${date}, commit ${commit}, Node ${node}, ${cpu}, ${cores} ${cores === 1 ? 'core' : 'cores'}, ${memory} GB${isQuick ? ', fewer and smaller runs (--quick)' : ''}. ${held}`;
}

function commit() {
  const git = (/** @type {string[]} */ ...parameters) =>
    execFileSync('git', parameters, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    // What a run writes is not a change of what it measures.
    const isChanged = git('status', '--porcelain', '--', '.', ':!docs') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${isChanged ? ' with changes' : ''}`;
  } catch {
    return 'unknown';
  }
}
