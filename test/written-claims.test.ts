/** README says how many keys the claims take that the tests write in the window (test/vscode/writing.ts). */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countOf, writtenClaims } from './vscode/writing.js';

test.each(writtenClaims)('$name', (claim) => {
  expect(countOf(claim)).toBeLessThanOrEqual(claim.most);
  expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toContain(
    `| ${claim.name} | ${countOf(claim)} |`,
  );
  expect(existsSync(new URL(`../examples/${claim.example}`, import.meta.url))).toBe(true);
});
