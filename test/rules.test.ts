/** Every rule's page is its test: server/src/rules/<id>.md beside <id>.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../server/src/rules/index.js';
import { marked, readPage } from './support/page.js';
import { afterFix, foundMarks, offersFix } from './support/rule-page.js';

const folder = new URL('../server/src/rules/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.md'))) {
  const id = file.replace('.md', '');
  const page = readPage(readFileSync(new URL(file, folder), 'utf8'));
  describe(id, () => {
    const rule = rules.find((known) => known.id === id);
    test('is in the list, and its page opens with its name and summary', () => {
      expect(rule, `${id} is missing in rules/index.ts`).toBeDefined();
      expect([page.title, page.summary]).toEqual([id, `${rule?.summary}.`]);
    });
    test('shows a flagged case and a clean one', () => {
      expect(page.cases.some(({ marks }) => marks.length > 0)).toBe(true);
      expect(page.cases.some(({ marks }) => marks.length === 0)).toBe(true);
    });
    if (!rule) return;
    test('shows what its fix makes of the text, where it offers one', () => {
      const offers = page.cases.filter(({ marks }) => marks.length > 0).some((pageCase) => offersFix(rule, pageCase));
      expect(page.cases.some(({ fixed }) => fixed.length > 0)).toBe(offers);
    });
    page.cases.forEach((pageCase, index) => {
      test(`${pageCase.heading} (${index + 1})`, () => {
        expect(marked(pageCase.text, foundMarks(rule, pageCase))).toEqual(marked(pageCase.text, pageCase.marks));
        for (const { number, text } of pageCase.fixed) {
          expect(afterFix(rule, pageCase, number)).toEqual(text);
        }
      });
    });
  });
}
