/**
 * What of the shipped policies judges, read from their YAML by the project's own reader when the tool is built: to read it
 * again at each start would be a third of the time that a coder waits for the first findings.
 */
import { readFileSync } from 'node:fs';
import { bundledSource, evaluated } from './source.mjs';

/**
 * @param {readonly { readonly file: string, readonly text: string }[]} files
 * @param {readonly string[]} ruleIds the names that a policy's `severity:` may use
 * @returns {readonly unknown[]} by file, what `judgedOf` gives; null where the file cannot be read, which its tests tell
 */
export function judgedPolicies(files, ruleIds) {
  const { parsePolicy, judgedOf, codesOf, inflate, shippedEditions } = policyReader();
  const packed = new URL('../../server/generated/tables/', import.meta.url);
  /** @type {(name: string, from: number, to: number) => Uint8Array} */
  const bytes = (name, from, to) => readFileSync(new URL(name, packed)).subarray(from, to);
  const codes = codesOf(shippedEditions({ bytes, inflate }), '');
  return files.map(({ file, text }) => {
    const { document } = parsePolicy({ file, text, shipped: true }, { ruleIds, codes });
    return document ? judgedOf(document) : null;
  });
}

/** The reader as it is now. */
function policyReader() {
  return evaluated(
    bundledSource(`
      export { parsePolicy } from './policy/parse.js';
      export { judgedOf } from './policy/document.js';
      export { codesOf } from './codes/answers.js';
      export { inflate } from './tables/inflate.js';
      export { shippedEditions } from './tables/shipped.js';`),
  );
}
