/**
 * Finds the browser that shows the workbench and, on Debian as root, installs it from the distribution's packages.
 */
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { run } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * The path of an installed Chromium or Chrome; `CHROMIUM` in the environment names another one.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 */
export async function chromium(say) {
  const found = installed();
  if (found) return found;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    say('setting up Chromium from the packages of this system');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env });
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env });
    const now = installed();
    if (now) return now;
  }
  throw new Error('no browser was found: install Chromium or Chrome, or name one in the environment as CHROMIUM=/path');
}

function installed() {
  const named = process.env.CHROMIUM;
  if (named) return named;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      if (folder && existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
    }
  }
  return undefined;
}
