/**
 * docs/encounter-format.md is what the editor shows, says all that the format has, with an example of each, and its encounters are right;
 * README's comment allows what it names.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judge } from '../server/src/engine/judge.js';
import type { World } from '../server/src/engine/judgment.js';
import { formatPageText } from '../server/src/features/explain/format-page.js';
import { lookup } from '../server/src/features/explain/lookup.js';
import { fieldHelp } from '../server/src/features/words/field-help.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import {
  headerFields,
  lineFields,
  procedureFields,
  procedureKinds,
  techniques,
} from '../server/src/syntax/vocabulary.js';
import { shippedCodes } from './support/codes.js';

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const page = read('docs/encounter-format.md');
const world: World = {
  rules,
  codes: shippedCodes,
  policies: createPolicies(shippedFiles(), { ruleIds: rules.map(({ id }) => id), codes: shippedCodes }),
  today: '2026-11-24',
  severities: {},
};

test.each([...headerFields, ...procedureFields, ...lineFields, ...procedureKinds, ...techniques])(
  '%s is on the page',
  (word) => {
    expect(page).toContain(`\`${word}\``);
  },
);

test('the page is the text that the editor and `explain format` show', () => {
  expect(page).toBe(formatPageText());
  const answer = lookup({ codes: shippedCodes, rules, documents: [], today: '2026-11-24' }, ['format']);
  expect(answer).toEqual({ text: page.trimEnd() });
});

test.each([...headerFields, ...procedureFields, ...lineFields, 'x-account'])(
  '%s is explained with an example',
  (field) => {
    const examples = [...(fieldHelp(field) ?? '').matchAll(/`([^`]+)`/g)].map(([, example]) => example);
    expect(examples.filter((example) => example !== field)).not.toEqual([]);
  },
);

test.each([...page.matchAll(/```encounter\n([\s\S]*?)```/g)].map(([, text = '']) => text))(
  'nothing is wrong with %s',
  (text) => {
    const wrong = judge(world, text, []).findings.filter(
      ({ severity }) => severity === 'error' || severity === 'warning',
    );
    expect(wrong.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  },
);

test.each(['README.md', 'docs/encounter-format.md'])('the comment in %s allows the rules that it names', (file) => {
  const line = /^ {4}(64495\S* .*# allow .*)$/m.exec(read(file))?.[1];
  const [claim = ''] = /```encounter\n([\s\S]*?)```/.exec(page)?.slice(1) ?? [];
  const three = claim.replace('levels: L4-L5, L5-S1', 'levels: L3-S1').trimEnd();
  const { findings } = judge(world, `${three}\n  ${line}\n`, []);
  expect(
    findings
      .filter(({ allowed }) => allowed)
      .map(({ rule }) => rule)
      .sort(),
  ).toEqual(['level-limit', 'not-covered']);
  expect(findings.filter(({ rule }) => rule === 'unused-allow')).toEqual([]);
});
