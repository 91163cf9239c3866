/** A right claim of each procedure kind, for each payer whose policy comes with the tool: nothing is wrong with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkFiles, newMemory } from '../server/src/engine/check.js';
import type { World } from '../server/src/engine/judgment.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { procedureKinds } from '../server/src/syntax/vocabulary.js';
import { shippedCodes } from './support/codes.js';

const folder = new URL('right-claims/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.encounter'));
const ruleIds = rules.map(({ id }) => id);
const policies = createPolicies(shippedFiles(), { ruleIds, codes: shippedCodes });
const world: World = { rules, codes: shippedCodes, policies, today: '2026-11-24', severities: {} };
const payers = [...new Set(shippedFiles().map(({ text }) => /^payer: (\S+)/m.exec(text)?.[1] ?? ''))];

test('there is one of each kind, and several payers', () => {
  expect(files.map((name) => name.replace('.encounter', '')).sort()).toEqual([...procedureKinds].sort());
  expect(payers.length).toBeGreaterThan(20);
});

describe.each(files)('%s', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const notCovered = new Set(/^# not covered by (.*)$/m.exec(text)?.[1]?.split(', '));

  test.each(payers)('is right for %s', (payer) => {
    const [checked] = checkFiles(
      world,
      [{ file: name, text: text.replaceAll('payer: cpt', `payer: ${payer}`) }],
      newMemory(),
    );
    const wrong = checked?.encounters.flatMap(({ judgment }) =>
      judgment.findings
        .filter(({ severity }) => severity === 'error' || severity === 'warning')
        .map(({ rule, message }) => `${judgment.encounter.id?.value} ${rule}: ${message}`),
    );
    // Where a payer covers no code of the kind, its policy says that and nothing else.
    if (notCovered.has(payer)) expect(wrong).toEqual([expect.stringMatching(/^\S+ not-covered: /)]);
    else expect(wrong).toEqual([]);
  });
});
