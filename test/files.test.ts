/** Whole files with all rules on, and what the command line says of them; `npm run golden` writes the `.out` files. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { built } from './support/built.js';

const folder = fileURLToPath(new URL('files/', import.meta.url));
const program = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));

beforeAll(built);

test.each(readdirSync(folder).filter((file) => file.endsWith('.encounter')))('%s', async (file) => {
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [program, 'check', '--today', '2026-11-24', file], { cwd: folder }, (_, stdout) =>
      resolve(stdout),
    );
  });
  expect(said).toBe(readFileSync(`${folder}${file.replace('.encounter', '.out')}`, 'utf8'));
});
