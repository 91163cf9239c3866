/** Finds running language servers: that of this extension host, or those of all windows. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

/** The process ids of the language servers started by this process. */
export function serverProcesses(): number[] {
  return processes().filter((id) => isServer(id));
}

/** The process ids of the language servers of this project in all windows; the project is where this process runs. */
export function serversOfAllWindows(): number[] {
  return processes().filter((id) => commandOf(id).includes(`${process.cwd()}/dist/server.cjs`));
}

function processes(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function commandOf(id: number): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    // The process ended while it was looked at.
    return '';
  }
}

function isServer(id: number): boolean {
  try {
    const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
    return Number(parent) === process.pid && commandOf(id).includes('dist/server.cjs');
  } catch {
    // The process ended while it was looked at.
    return false;
  }
}
