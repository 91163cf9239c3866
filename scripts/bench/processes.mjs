/** What a process has used so far, as Linux tells it: processor time of all its threads, and memory. */
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Milliseconds of processor time, all threads together.
 *
 * @param {number | undefined} pid
 */
export function cpuOf(pid) {
  try {
    // Finer than /proc/PID/stat, which counts in hundredths of a second; threads that have ended are not in it.
    const threads = readdirSync(`/proc/${pid}/task`);
    const nanoseconds = threads.map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    );
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/**
 * Megabytes that a process holds.
 *
 * @param {number | undefined} pid
 */
export function memoryOf(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
