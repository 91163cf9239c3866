/** What a file holds is text wherever Markdown is made: a policy's name runs no command and fetches no picture. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkFiles, newMemory } from '../server/src/engine/check.js';
import { hover } from '../server/src/features/encounter/hover.js';
import { proofOf } from '../server/src/features/explain/proof.js';
import { proofWords } from '../server/src/features/explain/proof-words.js';
import { rulePage } from '../server/src/features/explain/rule-page.js';
import { completions } from '../server/src/features/policy/completion.js';
import { explainConfiguration } from '../server/src/features/policy/explain-configuration.js';
import { policyHover } from '../server/src/features/policy/hover.js';
import { policyFile } from '../server/src/features/policy/world.js';
import { impactPage } from '../server/src/lsp/impact.js';
import { asText, linkTo, sourceLink } from '../server/src/text/markdown.js';
import { plainText } from '../server/src/text/plain.js';
import { shippedCodes } from './support/codes.js';
import { worldOf } from './support/feature-answers.js';

const hostile = '[click](command:evil) ![x](https://evil.example/x) <img src=x> **b** `c` &lt;';

const policy = {
  file: 'file:///clinic/[x](command:evil).payer.yaml',
  kind: 'payer',
  text: `payer: evil
name: "${hostile}"
aliases: ["${hostile}"]
source: "https://evil.example/x) ![x](https://evil.example/y"
severity: { unused-diagnosis: off }
not-covered:
  - for: 64493
    severity: warning
examples:
  - name: "${hostile}"
    encounter: ""
    expect: []
`,
} as const;

const visit = `encounter [x](command:evil)
patient: P-1
date: 2026-11-16
payer: evil
place: 24
provider: 1234567893
x-own: ${hostile}
diagnoses
  A: M47.816
procedure facet-injection
  site: ${hostile}
  levels: L4-L5
  side: left
lines
  64493-LT  x1  A
`;

/** Markdown that a reader of it would take for markup of the file's, after what is escaped is left aside. */
function markupOf(markdown: string): readonly string[] {
  const unescaped = markdown.replace(/\\[\s\S]/g, '').replace(/```[\s\S]*?```/g, '');
  const markup = /!\[[^\n]*|<img[^\n]*|&lt;|\]\([^)\n]*\)/g;
  const isTheirs = /^!|^<|^&|^\]\(\s*(?:command|javascript):/i;
  return [...unescaped.matchAll(markup)].map(([found]) => found).filter((found) => isTheirs.test(found));
}

const world = worldOf([policy]);
const yaml = policyFile(world, policy.file, policy.text);
const [checked] = checkFiles(world, [{ file: 'file:///clinic/day.encounter', text: visit }], newMemory());

describe('a policy whose every text is markup', () => {
  test('is judged by, and so is shown', () => {
    const findings = checked?.encounters[0]?.judgment.findings ?? [];
    expect(findings.map(({ rule }) => rule)).toContain('not-covered');
    expect(findings.find(({ rule }) => rule === 'not-covered')?.message).toContain('[click](command:evil)');
  });

  test('stays text in every hover of the claim', () => {
    let said = 0;
    for (let offset = 0; checked && offset < visit.length; offset += 1) {
      const { markdown } = hover(world, checked, offset) ?? {};
      if (markdown === undefined) continue;
      said += 1;
      expect(markupOf(markdown), markdown).toEqual([]);
    }
    expect(said).toBeGreaterThan(20);
  });

  test('stays text in every hover and completion of the policy', () => {
    for (let offset = 0; offset <= policy.text.length; offset += 1) {
      const { markdown = '' } = policyHover(world, yaml, offset) ?? {};
      expect(markupOf(markdown), markdown).toEqual([]);
      for (const { documentation = '' } of completions(world, yaml, offset).offers) {
        if (typeof documentation !== 'string') throw new Error('no words');
        expect(markupOf(documentation), documentation).toEqual([]);
      }
    }
  });

  test('stays text in what a finding rests on, on the rule’s page, in the configuration and in the impact', () => {
    const encounter = checked?.encounters[0];
    if (!encounter) throw new Error('nothing was judged');
    const { findings } = encounter.judgment;
    const links = { rule: () => undefined, place: () => 'file:///clinic/evil.payer.yaml#L1' };
    const pages = [
      ...findings.map((finding) => proofWords(finding, proofOf(world, finding), links)),
      ...world.rules.map((rule) =>
        rulePage(
          rule,
          shippedCodes,
          world.policies.documents.filter(({ shipped }) => !shipped),
        ),
      ),
      explainConfiguration(world, encounter, { project: `${hostile}/scrubber.yaml`, aliases: { [hostile]: 'evil' } }),
      impactPage(
        [{ file: policy.file, ordinal: 0, start: 0, encounter: hostile, added: findings, removed: [] }],
        [{ file: policy.file, text: visit }],
        hostile,
        (address) => address,
      ),
    ];
    for (const page of pages) expect(markupOf(page), page).toEqual([]);
    expect(pages.join('\n')).toContain('evil');
  });
});

describe('text in Markdown', () => {
  test('is read again as it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = `a ${text.replace(/[\s`]+/g, ' ').trim()} z`;
        expect(plainText(asText(line)).trim()).toBe(line);
      }),
    );
  });

  test('is a link only to what can be one', () => {
    expect(sourceLink('Source', 'https://payer.example/a(b).pdf')).toBe('[Source](https://payer.example/a%28b%29.pdf)');
    expect(sourceLink('Source', 'command:evil')).toBe('Source');
    expect(sourceLink('Source', 'https://x.example) ![x](https://y.example')).toBe('Source');
    expect(linkTo('line 1', 'file:///clinic/Dr.%20Smith (old)/day.encounter#1')).toBe('line 1');
    expect(linkTo('line 1', 'file:///clinic/Dr.%20Smith%20(old)/day.encounter#1')).toBe(
      '[line 1](file:///clinic/Dr.%20Smith%20%28old%29/day.encounter#1)',
    );
  });
});
