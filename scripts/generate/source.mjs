/** The project's own source as these scripts use it: bundled in memory, for they are plain JavaScript and it is not. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { buildSync } from 'esbuild';

const resolveDir = fileURLToPath(new URL('../../server/src', import.meta.url));

/**
 * What these exports need, in one text.
 *
 * @param {string} contents such as `export { parsePolicy } from './policy/parse.js';`, from server/src/
 */
export function bundledSource(contents) {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * Its exports.
 *
 * @param {string} source
 * @returns {any}
 */
export function evaluated(source) {
  const module = { exports: {} };
  const wrapped = runInThisContext(`(function (module, exports, require) {${source}\n})`);
  wrapped(module, module.exports, createRequire(import.meta.url));
  return module.exports;
}
