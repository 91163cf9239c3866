/**
 * Writes what is made from rules and policies: README's table, the index of the rules' pages, the page of shipped policies, and beside each encounter of
 * `test/files/` what the command line says of it. Then read the diff.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { cache, root } from './editor/places.mjs';

await build({
  stdin: {
    contents: `
      export { rules } from './server/src/rules/index.js';
      export { bundledCodes as codes } from './server/src/codes/bundled.js';
      export { shippedFiles } from './server/src/policy/shipped.js';
      export { ruleTable } from './test/support/rule-table.js';
      export { ruleIndex } from './test/support/rule-index.js';
      export { policyPage } from './test/support/policy-page.js';
    `,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  // `yaml` calls `require`, which a bundle of the other format does not have.
  format: 'cjs',
  outfile: `${cache}/rules.cjs`,
  logLevel: 'warning',
});
const { rules, codes, shippedFiles, ruleTable, ruleIndex, policyPage } = await import(`${cache}/rules.cjs`);

const readme = readFileSync(`${root}/README.md`, 'utf8');
writeFileSync(`${root}/README.md`, readme.replace(/\| rule\s+\| severity[\s\S]*?\n(?!\|)/, `${ruleTable(rules)}\n`));

writeFileSync(`${root}/docs/rules.md`, ruleIndex(rules));

const ruleIds = rules.map((/** @type {{ id: string }} */ { id }) => id);
writeFileSync(`${root}/docs/payer-policies.md`, policyPage(shippedFiles(), { ruleIds, codes }));

for (const file of readdirSync(`${root}/test/files`).filter((name) => name.endsWith('.encounter'))) {
  const parameters = [`${root}/dist/cli.cjs`, 'check', '--today', '2026-11-24', file];
  const { stdout } = spawnSync(process.execPath, parameters, { cwd: `${root}/test/files`, encoding: 'utf8' });
  writeFileSync(`${root}/test/files/${file.replace('.encounter', '.out')}`, stdout);
}
