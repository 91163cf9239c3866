/**
 * Writes what is made from rules and policies: README's table, the index of the rules' pages, the pages of shipped policies and of the encounter format, and beside each encounter of
 * `test/files/` what the command line says of it; and puts today's words into what the pages of rules and of the editor's help expect. Then read the diff.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { cache, root } from './editor/places.mjs';

await build({
  stdin: {
    contents: `
      export { rules } from './server/src/rules/index.js';
      export { shippedCodes as codes } from './test/support/codes.js';
      export { shippedFiles } from './server/src/policy/shipped.js';
      export { ruleTable } from './test/support/rule-table.js';
      export { ruleIndex } from './test/support/rule-index.js';
      export { policyPage } from './test/support/policy-page.js';
      export { formatPageText } from './server/src/features/explain/format-page.js';
      export { rewordedFeaturePage, rewordedRulePage } from './test/support/reworded.js';
      export { answer } from './test/support/feature-answers.js';
      export { foundMarks } from './test/support/rule-page.js';
    `,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  // `yaml` calls `require`, which a bundle of the other format does not have.
  format: 'cjs',
  // Where the tests' own helpers look for the packed tables.
  define: { 'import.meta.url': JSON.stringify(pathToFileURL(`${root}/test/support/codes.ts`).href) },
  outfile: `${cache}/rules.cjs`,
  logLevel: 'warning',
});
const made = await import(`${cache}/rules.cjs`);
const { rules, codes, shippedFiles, ruleTable, ruleIndex, policyPage } = made;
const ruleIds = rules.map((/** @type {{ id: string }} */ { id }) => id);

for (const rule of rules) {
  await reword(`server/src/rules/${rule.id}.md`, (page) =>
    made.rewordedRulePage(page, rule, ruleIds, (/** @type {object} */ pageCase) => made.foundMarks(rule, pageCase)),
  );
}
for (const page of readdirSync(`${root}/test/features`)) {
  await reword(`test/features/${page}`, (text) => made.rewordedFeaturePage(text, made.answer));
}

const readme = readFileSync(`${root}/README.md`, 'utf8');
writeFileSync(`${root}/README.md`, readme.replace(/\| rule\s+\| severity[\s\S]*?\n(?!\|)/, `${ruleTable(rules)}\n`));

writeFileSync(`${root}/docs/rules.md`, ruleIndex(rules));

writeFileSync(`${root}/docs/encounter-format.md`, made.formatPageText());

writeFileSync(`${root}/docs/payer-policies.md`, policyPage(shippedFiles(), { ruleIds, codes }));

for (const file of readdirSync(`${root}/test/files`).filter((name) => name.endsWith('.encounter'))) {
  const parameters = [`${root}/dist/cli.cjs`, 'check', '--today', '2026-11-24', file];
  const { stdout } = spawnSync(process.execPath, parameters, { cwd: `${root}/test/files`, encoding: 'utf8' });
  writeFileSync(`${root}/test/files/${file.replace('.encounter', '.out')}`, stdout);
}

/**
 * Writes a page with today's words, and says which of its cases differ in more than words: those are typed by hand.
 *
 * @typedef {{ text: string; refusals: readonly string[]; suspects: readonly string[] }} Reworded
 * @param {string} file
 * @param {(page: string) => Reworded | Promise<Reworded>} reworded
 */
async function reword(file, reworded) {
  const page = readFileSync(`${root}/${file}`, 'utf8');
  const { text, refusals, suspects } = await reworded(page);
  if (text !== page) writeFileSync(`${root}/${file}`, text);
  for (const refusal of refusals) {
    console.error(`${file}: not reworded: ${refusal}`);
    process.exitCode = 1;
  }
  for (const suspect of suspects) console.log(`${file}: a figure or code is another: ${suspect}`);
}
