/**
 * Runs one program to its end. Its output is kept quiet and shown only where the program fails.
 */
import { spawn } from 'node:child_process';

/**
 * Runs a program and resolves with what it printed; rejects with its last lines where it exits with anything but 0.
 *
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>}
 */
export function run(program, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    child.stderr.on('data', (chunk) => {
      printed += chunk;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${program} ${parameters.join(' ')} ended with ${code ?? signal}\n${lastLines(printed)}`));
    });
  });
}

/** @param {string} printed */
function lastLines(printed) {
  return printed.trimEnd().split('\n').slice(-30).join('\n');
}
