/**
 * Bundles what users run: the extension, its language server and the command line, one file each, and the JSON Schemas
 * of our YAML files. With `--watch` it goes on and bundles again after every change.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build, context } from 'esbuild';
import { root } from './editor/places.mjs';

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // A stack trace in a user's log should still name the functions.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  absWorkingDir: root,
  logLevel: 'warning',
  // Some modules would otherwise be taken in the form that leaves `require` calls esbuild cannot follow.
  mainFields: ['module', 'main'],
};

/** A library asks for the address of its own module, which a bundle of this format does not have. */
const bundleAddress = "const bundleAddress = require('node:url').pathToFileURL(__filename).href;";
const define = { 'import.meta.url': 'bundleAddress' };

/** @type {readonly import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...common,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'dist/client.cjs',
    external: ['vscode'],
  },
  {
    ...common,
    entryPoints: ['server/src/main/node.ts'],
    outfile: 'dist/server.cjs',
    define,
    banner: { js: bundleAddress },
  },
  {
    ...common,
    entryPoints: ['server/src/main/cli.ts'],
    outfile: 'dist/cli.cjs',
    define,
    banner: { js: `#!/usr/bin/env node\n${bundleAddress}` },
    plugins: [
      { name: 'executable', setup: (plugin) => plugin.onEnd(makeExecutable) },
      {
        name: 'schemas',
        setup: (plugin) => plugin.onEnd(({ errors }) => (errors.length > 0 ? undefined : writeSchemas())),
      },
    ],
  },
];

copyTables();

const watching = process.argv.includes('--watch');

for (const bundle of bundles) {
  const [entry = ''] = /** @type {string[]} */ (bundle.entryPoints);
  if (!existsSync(`${root}/${entry}`)) {
    console.warn(`${entry} does not exist yet, so ${bundle.outfile} is not built`);
  } else if (watching) {
    await (await context({ ...bundle, logLevel: 'info' })).watch();
  } else {
    await build(bundle);
  }
}

/** The packed tables, once for all programs: they read one when it is first asked. */
function copyTables() {
  const [from, to] = [`${root}/server/generated/tables`, `${root}/dist/tables`];
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(from)) if (file.endsWith('.table')) copyFileSync(`${from}/${file}`, `${to}/${file}`);
}

function makeExecutable() {
  if (existsSync(`${root}/dist/cli.cjs`)) chmodSync(`${root}/dist/cli.cjs`, 0o755);
}

/**
 * The schemas that package.json contributes for other YAML tools, as the command line prints them. They are made from the
 * source: the bundle may be another run's, half written.
 */
async function writeSchemas() {
  const { outputFiles } = await build({
    ...common,
    stdin: {
      contents:
        "export { schemaText } from './server/src/cli/schema.js'; export { rules } from './server/src/rules/index.js';",
      resolveDir: root,
      loader: 'ts',
    },
    format: 'esm',
    // A library asks for modules of Node's in the older way.
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire('file:///');" },
    write: false,
  });
  const source = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { schemaText, rules } = await import(`data:text/javascript;base64,${source}`);
  const ruleIds = rules.map((/** @type {{ id: string }} */ { id }) => id);
  writeFileSync(`${root}/dist/payer-policy.schema.json`, schemaText('policy', ruleIds));
  writeFileSync(`${root}/dist/scrubber.schema.json`, schemaText('project', ruleIds));
}
