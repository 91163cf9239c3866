/** Brings the bundles up to date, once a run. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const bundle = fileURLToPath(new URL('../../scripts/bundle.mjs', import.meta.url));

/** Builds `dist/`; rejects with what the bundler says. */
export async function built(): Promise<void> {
  await promisify(execFile)(process.execPath, [bundle]);
}
