/** What the engine says of a case of a rule's page: its findings as the page marks them, and the text after a fix. */

import { type CheckedFile, checkFiles, newMemory } from '../../server/src/engine/check.js';
import { offeredFixes } from '../../server/src/engine/fixes.js';
import type { Reported, World } from '../../server/src/engine/judgment.js';
import { createPolicies } from '../../server/src/policy/policies.js';
import { shippedFiles } from '../../server/src/policy/shipped.js';
import { rules } from '../../server/src/rules/index.js';
import { fixesOf, type Rule } from '../../server/src/rules/rule.js';
import { lineIndex } from '../../server/src/text/line-index.js';
import { applyEdits, shifted } from '../../server/src/text/span.js';
import { shippedCodes } from './codes.js';
import { bareLineNumber, type Mark, type PageCase, withoutMarks } from './page.js';

const today = '2026-11-24';

/** What is found in a case, as its page marks it. */
export function foundMarks(rule: Rule, pageCase: PageCase): readonly Mark[] {
  const [checked] = checkFiles(worldOf(rule, pageCase), [{ file: 'page', text: pageCase.text }], newMemory());
  return marksOf(rule, checked);
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
    codes: shippedCodes,
    policies: createPolicies([...shippedFiles(), ...own], { ruleIds: ids, codes: shippedCodes }),
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
  return checked.encounters.flatMap(({ start, judgment }) =>
    judgment.findings
      .filter((finding) => finding.rule === rule.id || !rule.review)
      .map((finding) => ({ finding, offset: start })),
  );
}

/** Whether the rule offers a fix for one of its findings in a case. */
export function offersFix(rule: Rule, pageCase: PageCase): boolean {
  const world = worldOf(rule, pageCase);
  const text = withoutMarks(pageCase.text);
  const [checked] = checkFiles(world, [{ file: 'page', text }], newMemory());
  return (checked?.encounters ?? []).some(({ judgment, neighbors }) =>
    judgment.findings.some(
      (finding) =>
        finding.rule === rule.id &&
        offeredFixes(world, judgment, finding, neighbors).some(({ edits }) => edits.length > 0),
    ),
  );
}

/** The text of a case after a fix of the rule's first finding there, by the fix's number from 1. */
export function afterFix(rule: Rule, pageCase: PageCase, number: number): string {
  const world = worldOf(rule, pageCase);
  const text = withoutMarks(pageCase.text);
  const [checked] = checkFiles(world, [{ file: 'page', text }], newMemory());
  for (const { judgment, neighbors, start } of checked?.encounters ?? []) {
    const finding = judgment.findings.find((each) => each.rule === rule.id);
    if (!finding) continue;
    const offered = offeredFixes(world, judgment, finding, neighbors);
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
