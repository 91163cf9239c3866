/** Every rule's page is its test: server/src/rules/<id>.md beside <id>.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundledCodes } from '../server/src/codes/bundled.js';
import { type CheckedFile, checkFiles, newMemory } from '../server/src/engine/check.js';
import { offeredFixes } from '../server/src/engine/fixes.js';
import type { Reported, World } from '../server/src/engine/judge.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { fixesOf, type Rule } from '../server/src/rules/rule.js';
import { lineIndex } from '../server/src/text/line-index.js';
import { applyEdits, shifted } from '../server/src/text/span.js';
import { bareLineNumber, type Mark, marked, type PageCase, readPage, withoutMarks } from './support/page.js';

const folder = new URL('../server/src/rules/', import.meta.url);
const today = '2026-11-24';

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
        const world = worldOf(rule, pageCase);
        const [checked] = checkFiles(world, [{ file: 'page', text: pageCase.text }], newMemory());
        expect(marked(pageCase.text, marksOf(rule, checked))).toEqual(marked(pageCase.text, pageCase.marks));
        for (const { number, text } of pageCase.fixed) {
          expect(afterFix(world, rule, withoutMarks(pageCase.text), number)).toEqual(text);
        }
      });
    });
  });
}

/** A page runs its own rule and `syntax`; a rule that looks at what became of the others needs them all. */
function worldOf(rule: Rule, pageCase: PageCase): World {
  const chosen = rule.review ? rules : rules.filter(({ id }) => id === rule.id || id === 'syntax');
  const run = chosen.map((each): Rule => {
    if (each.id !== pageCase.failing) return each;
    return {
      ...each,
      check: () => {
        throw new Error('made to fail');
      },
    };
  });
  const ids = rules.map(({ id }) => id);
  const own = [...pageCase.policies.values()].map((text, index) => ({
    file: `${index}.payer.yaml`,
    text,
    shipped: false,
  }));
  return {
    rules: run,
    codes: bundledCodes,
    policies: createPolicies([...shippedFiles(), ...own], { ruleIds: ids, codes: bundledCodes }),
    today,
    severities: {},
  };
}

function marksOf(rule: Rule, checked: CheckedFile | undefined): readonly Mark[] {
  if (!checked) return [];
  const index = lineIndex(checked.text);
  return findings(rule, checked).map(({ finding, offset }) => {
    const span = shifted(finding.at, offset);
    const first = index.position(span.start);
    const last = index.position(span.end);
    // A finding over several lines is marked under its last one.
    const start = first.line === last.line ? first.character : indentation(checked.text, index.lineStart(last.line));
    const own = finding.rule === rule.id ? '' : `${finding.rule}: `;
    return {
      line: bareLineNumber(checked.text, last.line),
      start,
      end: last.character,
      severity: finding.severity === rule.severity ? undefined : finding.severity,
      message: `${own}${finding.message}${finding.allowed ? ' (allowed)' : ''}`,
    };
  });
}

function findings(rule: Rule, checked: CheckedFile): readonly { finding: Reported; offset: number }[] {
  return checked.encounters.flatMap(({ start, judgement }) =>
    judgement.findings
      .filter((finding) => finding.rule === rule.id || !rule.review)
      .map((finding) => ({ finding, offset: start })),
  );
}

function offersFix(rule: Rule, pageCase: PageCase): boolean {
  const world = worldOf(rule, pageCase);
  const text = withoutMarks(pageCase.text);
  const [checked] = checkFiles(world, [{ file: 'page', text }], newMemory());
  return (checked?.encounters ?? []).some(({ judgement, neighbours }) =>
    judgement.findings.some(
      (finding) =>
        finding.rule === rule.id &&
        offeredFixes(world, judgement, finding, neighbours).some(({ edits }) => edits.length > 0),
    ),
  );
}

function afterFix(world: World, rule: Rule, text: string, number: number): string {
  const [checked] = checkFiles(world, [{ file: 'page', text }], newMemory());
  for (const { judgement, neighbours, start } of checked?.encounters ?? []) {
    const finding = judgement.findings.find((each) => each.rule === rule.id);
    if (!finding) continue;
    const offered = offeredFixes(world, judgement, finding, neighbours);
    const fix = offered[number - 1];
    if (!fix) return `(${offered.length} fixes are offered of ${fixesOf(finding).length})`;
    return applyEdits(
      text,
      fix.edits.map((edit) => ({ ...edit, span: shifted(edit.span, start) })),
    );
  }
  return '(nothing to fix)';
}

function indentation(text: string, lineStart: number): number {
  return /^[ \t]*/.exec(text.slice(lineStart, lineStart + 200))?.[0].length ?? 0;
}
