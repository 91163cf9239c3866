/** Finds the running language server among the processes this extension host started. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

/** The process ids of the language servers started by this process. */
export function serverProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => isServer(id));
}

function isServer(id: number): boolean {
  try {
    const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
    return Number(parent) === process.pid && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('dist/server.cjs');
  } catch {
    // The process ended while it was looked at.
    return false;
  }
}
