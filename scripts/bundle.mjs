/**
 * Bundles what users run: the extension, its language server and the command line, the latter two each with what starts
 * it, and the JSON Schemas of our YAML files. With `--watch` it goes on and bundles again after every change.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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

/**
 * Two libraries look on the disk for what was not bundled: fdir for any picomatch in a folder above, which is somebody
 * else's and takes time to load, fflate for threads. Neither is needed, and neither is found.
 *
 * @type {import('esbuild').Plugin}
 */
const selfContained = {
  name: 'self-contained',
  setup(plugin) {
    const namespace = 'self-contained';
    plugin.onResolve({ filter: /^module$/ }, ({ path }) => ({ path, namespace }));
    plugin.onLoad({ filter: /^/, namespace }, () => ({
      contents: `const none = () => { throw new Error('only what is bundled is used'); };
        export const createRequire = () => Object.assign(none, { resolve: none });`,
    }));
  },
};

/** @type {readonly import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...common,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'dist/client.cjs',
    external: ['vscode'],
  },
  main('server', 'server/src/main/node.ts'),
  starter('server'),
  main('cli', 'server/src/main/cli.ts', {
    name: 'schemas',
    setup: (plugin) => plugin.onEnd(({ errors }) => (errors.length > 0 ? undefined : writeSchemas())),
  }),
  starter('cli', '#!/usr/bin/env node'),
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

/**
 * A program, as a function that `server/src/main/start.ts` calls. Its last line is the hash of all before it, by which that tells its code cache.
 *
 * @param {string} name
 * @param {string} entry
 * @param {readonly import('esbuild').Plugin[]} plugins
 * @returns {import('esbuild').BuildOptions}
 */
function main(name, entry, ...plugins) {
  return {
    ...common,
    entryPoints: [entry],
    outfile: `dist/${name}.main.cjs`,
    define: { 'import.meta.url': '""' },
    // `import()` of what is not in the bundle would need a loader, which the starter cannot give without a warning.
    supported: { 'dynamic-import': false },
    write: false,
    plugins: [
      selfContained,
      writer((file, text) => {
        // Wrapped here, as Node wraps a module: to do it when the program starts would be a second copy of two megabytes.
        const wrapped = `(function (exports, require, module, __filename, __dirname) {${text}})\n`;
        const hash = createHash('sha256').update(wrapped).digest('hex').slice(0, 32);
        replace(file, `${wrapped}// sha256 ${hash}\n`);
        removeCaches(name, hash);
      }),
      ...plugins,
    ],
  };
}

/**
 * What users run: the program beside it, with its code cache.
 *
 * @param {string} name
 * @param {string} banner
 * @returns {import('esbuild').BuildOptions}
 */
function starter(name, banner = '') {
  return {
    ...common,
    entryPoints: ['server/src/main/start.ts'],
    outfile: `dist/${name}.cjs`,
    banner: { js: banner },
    write: false,
    plugins: [writer((file, text) => replace(file, text, banner ? 0o755 : 0o644))],
  };
}

/**
 * @param {(file: string, text: string) => void} write
 * @returns {import('esbuild').Plugin}
 */
function writer(write) {
  return {
    name: 'writer',
    setup: (plugin) =>
      plugin.onEnd(({ outputFiles = [] }) => {
        for (const { path, text } of outputFiles) write(path, text);
      }),
  };
}

/**
 * Writes a file in one step: a program that starts meanwhile reads all of it, old or new.
 *
 * @param {string} file
 * @param {string | Buffer} content
 */
function replace(file, content, mode = 0o644) {
  const bytes = Buffer.from(content);
  if (existsSync(file) && readFileSync(file).equals(bytes)) return chmodSync(file, mode);
  const fresh = `${file}.${process.pid}.tmp`;
  mkdirSync(`${root}/dist`, { recursive: true });
  writeFileSync(fresh, bytes);
  chmodSync(fresh, mode);
  renameSync(fresh, file);
}

/** The packed tables, once for all programs, which read one when it is first asked. */
function copyTables() {
  const [from, to] = [`${root}/server/generated/tables`, `${root}/dist/tables`];
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from).filter((name) => name.endsWith('.table'));
  for (const name of names) replace(`${to}/${name}`, readFileSync(`${from}/${name}`));
  for (const name of readdirSync(to)) if (!names.includes(name)) rmSync(`${to}/${name}`);
}

/**
 * Those of older builds.
 *
 * @param {string} name
 * @param {string} hash
 */
function removeCaches(name, hash) {
  const caches = `${root}/dist/cache`;
  if (!existsSync(caches)) return;
  for (const file of readdirSync(caches)) {
    if (file.startsWith(`${name}-`) && !file.includes(hash)) rmSync(`${caches}/${file}`, { force: true });
  }
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
