/**
 * The examples, transcribed from published cases, with the findings that were written beside each before any rule spoke:
 * severity, rule and how the line begins, one finding a line, in the order of the file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkFiles, newMemory } from '../server/src/engine/check.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { shippedCodes } from './support/codes.js';

const folder = new URL('../examples/', import.meta.url);
const world = {
  rules,
  codes: shippedCodes,
  policies: createPolicies(shippedFiles(), { ruleIds: rules.map(({ id }) => id), codes: shippedCodes }),
  today: '2026-11-24',
  severities: {},
};

test.each(readdirSync(folder).filter((file) => file.endsWith('.encounter')))('%s', (file) => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const expected = readFileSync(new URL(file.replace('.encounter', '.expected'), folder), 'utf8')
    .split('\n')
    .filter(Boolean);
  const [checked] = checkFiles(world, [{ file, text }], newMemory());
  const found = (checked?.encounters ?? []).flatMap(({ start, judgment }) =>
    judgment.findings.map(({ rule, severity, at, message }) => {
      const lineStart = text.lastIndexOf('\n', start + at.start - 1) + 1;
      const [line = ''] = text.slice(lineStart).split('\n');
      return { head: `${severity} ${rule} `, line: line.trim(), message };
    }),
  );
  const shown = found.map(({ head, line, message }, index) => {
    const wanted = expected[index] ?? '';
    const begins = wanted.slice(head.length);
    return wanted.startsWith(head) && begins !== '' && line.startsWith(begins) ? wanted : `${head}${line} (${message})`;
  });
  expect(shown).toEqual(expected);
});
