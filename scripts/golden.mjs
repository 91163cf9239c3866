/**
 * Writes what is made from the rules: README's table, and beside each encounter of `test/files/` what the command line
 * says of it. Then read the diff.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { cache, root } from './editor/places.mjs';

await build({
  stdin: {
    contents:
      "export { rules } from './server/src/rules/index.js'; export { ruleTable } from './test/support/rule-table.js';",
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: `${cache}/rules.mjs`,
  logLevel: 'warning',
});
const { rules, ruleTable } = await import(`${cache}/rules.mjs`);

const readme = readFileSync(`${root}/README.md`, 'utf8');
writeFileSync(`${root}/README.md`, readme.replace(/\| rule\s+\| severity[\s\S]*?\n(?!\|)/, `${ruleTable(rules)}\n`));

for (const file of readdirSync(`${root}/test/files`).filter((name) => name.endsWith('.encounter'))) {
  const parameters = [`${root}/dist/cli.cjs`, 'check', '--today', '2026-11-24', file];
  const { stdout } = spawnSync(process.execPath, parameters, { cwd: `${root}/test/files`, encoding: 'utf8' });
  writeFileSync(`${root}/test/files/${file.replace('.encounter', '.out')}`, stdout);
}
