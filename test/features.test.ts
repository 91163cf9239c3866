/** Help in the editor, as pages: test/features/*.md. And: on no half-typed file does it fail. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { review } from '../server/src/authoring/review.js';
import { checkFiles, newMemory } from '../server/src/engine/check.js';
import { inShort, inShortOf } from '../server/src/engine/in-short.js';
import { completions } from '../server/src/features/policy/completion.js';
import { definition } from '../server/src/features/policy/definition.js';
import { policyHover } from '../server/src/features/policy/hover.js';
import { lenses } from '../server/src/features/policy/lens.js';
import { links } from '../server/src/features/policy/links.js';
import { overridable, overriding } from '../server/src/features/policy/override.js';
import { payerUses } from '../server/src/features/policy/payer-uses.js';
import { references } from '../server/src/features/policy/references.js';
import { type Outline, outline } from '../server/src/features/policy/symbols.js';
import { policyFile } from '../server/src/features/policy/world.js';
import { parsePolicy } from '../server/src/policy/parse.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { skeleton } from '../server/src/policy/skeleton.js';
import { bilateralForms } from '../server/src/policy/vocabulary.js';
import { entryWords } from '../server/src/policy/words.js';
import { rules } from '../server/src/rules/index.js';
import { procedureKinds, techniques } from '../server/src/syntax/vocabulary.js';
import type { Span } from '../server/src/text/span.js';
import { offsetInFile, offsetInText, placeAt } from '../server/src/yaml/place.js';
import { nodeAt, readTree } from '../server/src/yaml/tree.js';
import { shippedCodes } from './support/codes.js';
import { alike, answer, type Library, worldOf } from './support/feature-answers.js';
import { readFeaturePage } from './support/feature-page.js';

const folder = new URL('features/', import.meta.url);
const ids = rules.map(({ id }) => id);
const today = '2026-11-24';

for (const page of readdirSync(folder)) {
  describe(page.replace('.md', ''), () => {
    readFeaturePage(readFileSync(new URL(page, folder), 'utf8')).forEach((asked, index) => {
      test(`${asked.heading} (${index + 1}, ${asked.asked})`, async () => {
        expect(alike(await answer(asked), asked.expected)).toEqual(asked.expected);
      });
    });
  });
}

describe('a policy that is half typed', () => {
  const contract = readFileSync(new URL('files/whole.payer.yaml', import.meta.url), 'utf8');
  const texts = [...shippedFiles().map(({ text }) => text), contract, contract.replaceAll('\n', '\r\n')];

  test('has a place at every offset of every text', () => {
    for (const text of texts) {
      const tree = readTree(text);
      for (let offset = 0; offset <= text.length; offset += 1) {
        const { span } = placeAt(text, tree, offset);
        if (span.start > offset || span.end < offset || span.end > text.length)
          expect([offset, span]).toEqual('in the text');
      }
    }
  });

  test('may be anything: it is read without end or error', () => {
    const piece = fc.constantFrom(
      ...[
        'payer:',
        ' ',
        '  ',
        '\n',
        '\r\n',
        '\t',
        '- ',
        '-',
        '[',
        ']',
        '{',
        '}',
        ',',
        ':',
        ': ',
        '|',
        '>',
        '"',
        "'",
        '#',
        ' #',
        '&a ',
        '*a',
      ],
      ...['limits:', 'for', 'for: ', 'when', 'x', '---', 'encounter: |\n', '\uFEFF', '? ', '!t '],
    );
    const texts = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const tree = readTree(text);
        for (let offset = 0; offset <= text.length; offset += 1) {
          const { span, inText } = placeAt(text, tree, offset);
          if (span.start > offset || span.end < offset || span.end > text.length) return false;
          if (inText && inText.offset > inText.text.length) return false;
        }
        return true;
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['brackets', '['.repeat(250_000)],
    ['braces', '{a: '.repeat(60_000)],
    ['nesting', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['dashes', '- '.repeat(100_000)],
    ['quotes', 'a: "x\n'.repeat(40_000)],
    ['half keys', 'a\n'.repeat(100_000)],
    ['megabytes', 'a: b\n'.repeat(2_000_000)],
  ])('of nothing but %s is read in the time that a test has', (_, text) => {
    // What is not bounded takes minutes.
    expect(() => placeAt(text, readTree(text), text.length)).not.toThrow();
  });

  test('keeps an encounter as YAML reads it, each character at its place', () => {
    for (const end of ['\n', '\r\n']) {
      const text = [
        'examples:',
        '  - encounter: |',
        '      encounter T1',
        '',
        '        lines',
        '      # a',
        '    expect: []',
        '',
      ].join(end);
      const tree = readTree(text);
      const scalar = nodeAt(tree.root, ['examples', 0, 'encounter']);
      if (scalar?.kind !== 'scalar') throw new Error('no text');
      expect(scalar.value).toBe('encounter T1\n\n  lines\n# a');
      for (let offset = 0; offset < scalar.value.length; offset += 1) {
        const at = offsetInFile(text, tree, scalar, offset);
        expect(offsetInText(text, tree, scalar, at)).toBe(offset);
        if (scalar.value[offset] !== '\n') expect(text[at]).toBe(scalar.value[offset]);
      }
    }
  });

  test('has each name with a hyphen offered behind each of its hyphens', () => {
    const world = worldOf([]);
    const offered = (before: string, name: string, after: string): readonly string[] =>
      [...name.matchAll(/-/g)].flatMap(({ index }) => {
        const typed = before + name.slice(0, index + 1);
        const file = policyFile(world, 'acme.payer.yaml', typed + after);
        const { offers } = completions(world, file, typed.length);
        return offers.some(({ label }) => label === name) ? [] : [typed];
      });
    const named = (names: readonly string[], places: readonly (readonly [string, string])[]): readonly string[] =>
      names.flatMap((name) => places.flatMap(([before, after]) => offered(before, name, after)));
    const entry = 'require:\n  - for: facet-injection\n    ';
    const missed = [
      ...named(
        [...shippedCodes.groups, '64490-64495'],
        [
          ['limits:\n  - for: ', ''],
          ['limits:\n  - for: [64999, ', ', J0585]'],
          ['limits:\n  - { for: ', ' }'],
          ['limits:\n  - for:\n      - ', '\n'],
        ],
      ),
      ...named(procedureKinds, [[`${entry}prior: { procedure: `, ', count: 2 }']]),
      ...named(techniques, [
        [`${entry}when: { technique: `, ''],
        [`${entry}technique: [`, ''],
      ]),
      ...named(bilateralForms, [
        ['bilateral: { primary: ', ' }'],
        ['bilateral:\n  add-on: [', ', a]'],
      ]),
      ...named(ids, [
        ['examples:\n  - expect: [', ']'],
        ['severity:\n  ', ''],
        ['severity: { ', ': off }'],
      ]),
      ...named(
        world.policies.known.map(({ id }) => id),
        [
          ['extends: ', ''],
          ['payer: ', '\nname: A'],
        ],
      ),
    ];
    expect(missed).toEqual([]);
  });

  test('is helped wherever it ends', () => {
    const world = worldOf([]);
    let places = 0;
    for (const text of texts) {
      // Of a long text some forty places are enough: there are many texts, and each place is asked nine questions.
      const step = Math.max(9, Math.ceil(text.length / 40));
      for (let end = 0; end <= text.length; end += step) {
        places += 1;
        for (const span of everySpan(world, text.slice(0, end), end)) {
          if (span.start < 0 || span.start > span.end || span.end > end)
            expect([text.slice(0, end), span]).toEqual('in the text');
        }
      }
    }
    expect(places).toBeGreaterThan(400);
  });
});

function everySpan(world: Library, text: string, offset: number): readonly Span[] {
  const file = policyFile(world, 'acme-advantage.payer.yaml', text);
  const flat = (found: readonly Outline[]): readonly Span[] =>
    found.flatMap(({ span, selection, children }) => [span, selection, ...flat(children)]);
  const middle = Math.floor(offset / 2);
  return [
    completions(world, file, offset).span,
    completions(world, file, middle).span,
    ...[offset, middle].flatMap((at) => policyHover(world, file, at)?.span ?? []),
    ...flat(outline(world, file)),
    ...links(file).map(({ span }) => span),
    ...lenses(file, { encounters: 1, examples: new Map() }).map(({ span }) => span),
    ...references(world, file, offset, { uses: [], projects: [] }, true)
      .filter((place) => place.file === file.file)
      .map(({ span }) => span),
    ...definition(world, file, offset)
      .filter((place) => place.file === file.file)
      .map(({ span }) => span),
  ];
}

test('help in a policy of a thousand lines takes no longer than reading it does', () => {
  const entry =
    '  - for: facet-injection\n    when: { intent: diagnostic }\n    levels-per-session: 2\n    source: https://payer.example/policy.pdf\n';
  const text = `payer: acme\nextends: medicare\nlimits:\n${entry.repeat(250)}`;
  const file = { file: 'acme.payer.yaml', kind: 'payer', text } as const;
  const world = worldOf([file]);
  const yaml = policyFile(world, file.file, file.text);
  const quickest = (run: (offset: number) => unknown): number => {
    const times = Array.from({ length: 15 }, (_, index) => {
      const from = performance.now();
      run(text.length - 100 * index);
      return performance.now() - from;
    });
    return Math.min(...times);
  };
  // The quickest of some, beside the quickest of another work on the same text: what a busy machine takes away it takes from both.
  const reading = quickest(() => parsePolicy({ ...file, shipped: false }, { ruleIds: [], codes: shippedCodes }));
  expect(quickest((offset) => completions(world, yaml, offset)) / reading).toBeLessThan(1);
  expect(quickest((offset) => policyHover(world, yaml, offset)) / reading).toBeLessThan(1);
});

test('uses are the same whether a file was judged or only read', () => {
  const text = readFileSync(new URL('../examples/day-sheet.encounter', import.meta.url), 'utf8');
  const [checked] = checkFiles(worldOf([]), [{ file: 'day', text }], newMemory());
  const read = payerUses('day', inShort(shippedCodes, text));
  expect(read.length).toBeGreaterThan(2);
  expect(checked && payerUses('day', inShortOf(checked))).toEqual(read);
  for (const { span, name } of read) expect(text.slice(span.start, span.end)).toBe(name);
});

test('a file that overrides a shipped policy changes nothing until a line of it is uncommented, and then has nothing wrong in it', () => {
  const shipped = worldOf([]);
  const listed = overridable(shipped.policies);
  expect(listed.map(({ id }) => id)).toContain('medicare-noridian');
  const texts = new Map(listed.map(({ id }) => [id, overriding(shipped, id) ?? '']));
  const uncommented = (text: string): string => text.replace(/^# (?=[a-z-]+:$| )|^#$/gm, '');
  const overridden = (change: (text: string) => string): Library =>
    worldOf([...texts].map(([id, text]) => ({ file: `${id}.payer.yaml`, kind: 'payer', text: change(text) })));
  const policyOf = ({ policies }: Library, id: string) => {
    const choice = policies.choose(id, today);
    return 'policy' in choice && choice.policy ? choice.policy : undefined;
  };
  const [asMade, whole] = [overridden((text) => text), overridden(uncommented)];
  for (const { id } of listed) {
    for (const world of [asMade, whole]) {
      const document = world.policies.documentOf(`${id}.payer.yaml`);
      if (!document) throw new Error(`${id} cannot be read:\n${texts.get(id)}`);
      expect(world.policies.problemsIn((file) => file === document.file)).toEqual([]);
      expect(review(world, document).filter(({ rule }) => rule === 'payer-replaces-shipped')).toEqual([]);
      expect([policyOf(world, id)?.file, policyOf(world, id)?.name]).toEqual([
        document.file,
        policyOf(shipped, id)?.name,
      ]);
      expect(overridable(world.policies).find((each) => each.id === id)?.file).toBe(document.file);
      expect(document.content.examples?.length).toBe(world === whole ? 1 : undefined);
    }
    const said = (world: Library) => policyOf(world, id)?.entries.map(entryWords);
    expect(said(asMade)).toEqual(said(shipped));
  }
  expect(overriding(shipped, 'acme')).toBeUndefined();
});

test('the skeleton of a new policy has nothing wrong in it', () => {
  const text = skeleton({ payer: 'acme', name: 'Acme: "A"', extends: 'medicare', aliases: ['ACME, 7', 'Plan 3'] });
  const { document, problems } = parsePolicy(
    { file: 'acme.payer.yaml', text, shipped: false },
    { ruleIds: ids, codes: shippedCodes },
  );
  expect(problems).toEqual([]);
  expect(document?.content).toMatchObject({
    payer: 'acme',
    name: 'Acme: "A"',
    extends: 'medicare',
    aliases: ['ACME, 7', 'Plan 3'],
  });
  // With every key uncommented it is a policy too.
  const whole = text.replace(/^# (?=[a-z -])/gm, '');
  const all = parsePolicy(
    { file: 'acme.payer.yaml', text: whole, shipped: false },
    { ruleIds: [...ids, 'not-covered'], codes: shippedCodes },
  );
  expect(all.problems).toEqual([]);
  expect(all.document?.content.limits?.length).toBe(2);
});
