/** What the author of a policy is told: how its examples fare, what they reach, what could change unnoticed, what to look at again. */
import { describe, expect, test } from 'vitest';
import { coverage } from '../server/src/authoring/coverage.js';
import { exampleProblem, failureWords } from '../server/src/authoring/example-problem.js';
import { type ExampleResult, runExamples } from '../server/src/authoring/examples.js';
import { expectFirst } from '../server/src/authoring/expect-found.js';
import { impact } from '../server/src/authoring/impact.js';
import { tryMutations } from '../server/src/authoring/mutate.js';
import { review } from '../server/src/authoring/review.js';
import type { AuthoringWorld } from '../server/src/authoring/world.js';
import { entriesForLine } from '../server/src/claim/terms.js';
import type { PolicyDocument } from '../server/src/policy/document.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { entryWords } from '../server/src/policy/words.js';
import { rules as allRules } from '../server/src/rules/index.js';
import { aboutLine, defineRule, type Rule } from '../server/src/rules/rule.js';
import { applyEdits, covered } from '../server/src/text/span.js';
import { shippedCodes } from './support/codes.js';

/** A rule that rests on entries, for as long as the real one is not in the list. */
const notCovered = defineRule({
  id: 'not-covered',
  summary: 'The policy does not pay the code',
  severity: 'warning',
  *check(situation) {
    for (const line of situation.claim.lines) {
      const entries = entriesForLine(situation, 'not-covered', line);
      if (entries.length === 0) continue;
      const message = `${situation.policy?.name} does not cover ${line.code}`;
      yield { at: line.line.code.span, message, entries, about: aboutLine(line) };
    }
  },
});
const rules: readonly Rule[] = allRules.some(({ id }) => id === 'not-covered') ? allRules : [...allRules, notCovered];
const vocabulary = { ruleIds: rules.map(({ id }) => id), codes: shippedCodes };
const today = '2026-11-24';
const shipped = shippedFiles();

function worldOf(files: Readonly<Record<string, string>>): AuthoringWorld {
  const own = Object.entries(files).map(([file, text]) => ({ file, text, shipped: false }));
  return {
    rules,
    codes: shippedCodes,
    policies: createPolicies([...shipped, ...own], vocabulary),
    today,
    severities: {},
  };
}

function documentOf({ policies }: AuthoringWorld, file: string): PolicyDocument {
  const document = policies.documents.find((each) => each.file === file && !each.shipped);
  if (!document) throw new Error(`${file} cannot be read`);
  return document;
}

function run(text: string, others: Readonly<Record<string, string>> = {}): readonly ExampleResult[] {
  const world = worldOf({ 'acme.payer.yaml': text, ...others });
  return runExamples(world, documentOf(world, 'acme.payer.yaml'));
}

const block = (lines: string, header = '') => `encounter T1
patient: MRN-1
date: 2026-11-16
${header}place: 11
provider: 1234567893
diagnoses
  A: M47.816
procedure facet-injection
  intent: therapeutic
  levels: L4-L5
  side: bilateral
  guidance: fluoroscopy
lines
${lines}`;
const onOneLine = block('  64493-50  x1  A\n');
const onTwoLines = block('  64493-RT  x1  A\n  64493-LT  x1  A\n');
const rtLt = 'payer: acme\nname: Acme\nbilateral: { primary: rt-lt }\n';

function examples(
  ...all: readonly { readonly name: string; readonly text: string; readonly expect: string }[]
): string {
  const indented = (text: string) => text.replace(/^(?=.)/gm, '      ');
  const entries = all.map(
    ({ name, text, expect: rule }) => `  - name: ${name}\n    encounter: |\n${indented(text)}    expect: ${rule}\n`,
  );
  return `examples:\n${entries.join('')}`;
}
const example = (text: string, expected: string) => examples({ name: 'both sides', text, expect: expected });

describe('an example', () => {
  test('passes where exactly the expected rules speak, and a clean one where none does', () => {
    const results = run(
      rtLt +
        examples(
          { name: 'one line with 50', text: onOneLine, expect: '[bilateral-style]' },
          { name: 'two lines', text: onTwoLines, expect: '[]' },
        ),
    );
    expect(results.map(({ name, isPassed }) => [name, isPassed])).toEqual([
      ['one line with 50', true],
      ['two lines', true],
    ]);
  });

  test('that finds what nobody expected fails on its expect, and shows the finding in its place', () => {
    const text = rtLt + example(onOneLine, '[]');
    const [result] = run(text);
    const problem = result && exampleProblem({ file: 'acme.payer.yaml', text }, result);
    expect(problem).toMatchObject({
      rule: 'payer-example-failed',
      message: expect.stringMatching(/^Expected a clean encounter, found bilateral-style \(64493 on both sides/),
    });
    expect(covered(text, problem?.at ?? { start: 0, end: 0 })).toBe('[]');
    const [related] = problem?.related ?? [];
    expect(covered(text, related?.at ?? { start: 0, end: 0 })).toBe('64493');
    expect(text.slice(0, related?.at.start).split('\n')).toHaveLength(
      text.split('\n').indexOf('        64493-50  x1  A') + 1,
    );
  });

  test.each([
    ['[missing-side]', 'Expected missing-side, found bilateral-style (64493 on both sides'],
    ['[missing-side, bilateral-style]', 'Expected missing-side and bilateral-style, found only bilateral-style'],
    [
      '[bilateral-style, missing-side, level-undercount]',
      'Expected bilateral-style, missing-side and level-undercount, found only bilateral-style',
    ],
  ])('that expects %s says what came instead', (expected, words) => {
    const [result] = run(rtLt + example(onOneLine, expected));
    expect(result && failureWords(result).slice(0, words.length)).toBe(words);
  });

  test('that finds nothing, more than was expected, or what does not count, says so', () => {
    const words = (text: string) => run(text).map(failureWords);
    expect(words(rtLt + example(onTwoLines, '[bilateral-style]'))).toEqual(['Expected bilateral-style, found nothing']);
    expect(words(`${rtLt}severity: { bilateral-style: hint }\n${example(onOneLine, '[bilateral-style]')}`)).toEqual([
      'Expected bilateral-style, found nothing: bilateral-style was only reported as hint',
    ]);
    const allowed = onOneLine.replace('x1  A', 'x1  A  # allow bilateral-style: appeal 7');
    expect(words(rtLt + example(allowed, '[bilateral-style]'))).toEqual([
      'Expected bilateral-style, found nothing: bilateral-style was allowed by a comment',
    ]);
    expect(run(rtLt + example(allowed, '[]'))[0]?.isPassed).toBe(true);
    const more = onOneLine.replace('M47.816', 'M47.816\n  A: M54.2');
    expect(words(rtLt + example(more, '[bilateral-style]'))[0]).toMatch(
      /^Expected bilateral-style, found duplicate-field \(.*\) and bilateral-style$/,
    );
  });

  test('may name a rule that is only information, and need not', () => {
    const soft = `${rtLt}severity: { bilateral-style: information }\n`;
    expect(run(soft + example(onOneLine, '[bilateral-style]'))[0]?.isPassed).toBe(true);
    expect(run(soft + example(onOneLine, '[]'))[0]?.isPassed).toBe(true);
    expect(run(soft + example(onTwoLines, '[bilateral-style]')).map(failureWords)).toEqual([
      'Expected bilateral-style, found nothing',
    ]);
  });

  test('may hold several encounters, which know each other and no other example', () => {
    const twice = onTwoLines + onTwoLines.replace('T1', 'T2');
    const results = run(
      rtLt +
        examples(
          { name: 'twice on one day', text: twice, expect: '[duplicate-encounter]' },
          { name: 'once', text: onTwoLines, expect: '[]' },
          { name: 'once more', text: onTwoLines, expect: '[]' },
        ),
    );
    expect(results.map(({ isPassed }) => isPassed)).toEqual([true, true, true]);
    expect(results[0]?.findings.find(({ rule }) => rule === 'duplicate-encounter')?.encounter).toBe('T2');
  });

  test('needs no payer line: it stands in the payer’s own file', () => {
    const text = rtLt + example(onOneLine.replace('64493-50  x1  A', '64493-50-KX  x1  B'), '[bilateral-style]');
    const [result] = run(text);
    expect(result?.fault).toBeUndefined();
    // What stands below the line that nobody wrote is marked where it was written.
    expect(result?.unexpected.map(({ rule, at }) => [rule, covered(text, at)])).toContainEqual([
      'dangling-pointer',
      'B',
    ]);
  });

  test('is judged by the payer it names, which must come to this file', () => {
    const named = (payer: string) =>
      rtLt + example(block('  64493-50  x1  A\n', `payer: ${payer}\n`), '[bilateral-style]');
    const others = { 'plus.payer.yaml': 'payer: acme-plus\nextends: acme\n' };
    expect(run(named('ACME'), others)[0]?.isPassed).toBe(true);
    expect(run(named('acme-plus'), others)[0]?.isPassed).toBe(true);
    const [elsewhere] = run(named('cpt'), others);
    expect(elsewhere && failureWords(elsewhere)).toBe(
      'This encounter is checked against CPT conventions (cpt.payer.yaml), which does not use this file',
    );
    expect(covered(named('cpt'), elsewhere?.fault?.at ?? { start: 0, end: 0 })).toBe('cpt');
  });

  test('of a day on which another file of the payer is in force says nothing about this one', () => {
    const dated = `${rtLt}effective: 2027-01-01\n${example(onOneLine, '[bilateral-style]')}`;
    const [result] = run(dated, { 'old.payer.yaml': 'payer: acme\nname: Acme 2026\nuntil: 2026-12-31\n' });
    expect(result?.fault?.message).toBe(
      'This encounter is checked against Acme 2026 (old.payer.yaml), which does not use this file',
    );
  });

  test('comes out the same on any day: a policy for next year has examples of next year', () => {
    const next = onOneLine.replace('2026-11-16', '2031-02-01');
    expect(run(rtLt + example(next, '[bilateral-style]'))[0]?.isPassed).toBe(true);
    const ended = onOneLine.replace('x1  A', 'x1  A  # allow bilateral-style until 2026-11-20: appeal 7');
    expect(run(rtLt + example(ended, '[]'))[0]?.isPassed).toBe(true);
  });

  test('is not changed by what the user or the project has switched off', () => {
    const world = {
      ...worldOf({ 'acme.payer.yaml': rtLt + example(onOneLine, '[bilateral-style]') }),
      severities: { 'bilateral-style': 'off' as const },
      projectSeverities: { 'bilateral-style': 'hint' as const },
    };
    expect(runExamples(world, documentOf(world, 'acme.payer.yaml'))[0]?.isPassed).toBe(true);
  });

  test('without an encounter fails, whatever it expects', () => {
    const [result] = run(`${rtLt}examples:\n  - name: none\n    encounter: |\n      # to be written\n    expect: []\n`);
    expect(result && failureWords(result)).toBe(
      'This example has no encounter; start one with a line such as encounter 1',
    );
  });

  test('that breaks is left to its own finding, and the others run', () => {
    const text = `${rtLt}${example(onTwoLines, '[]')}  - name: broken\n    expect: []\n`;
    expect(run(text).map(({ name }) => name)).toEqual(['both sides']);
  });
});

describe('the fix that expects what was found', () => {
  const oneOf = (expected: string, text = onOneLine) =>
    `${rtLt}${example(text, '[]').replace('    expect: []\n', `    expect:${expected}`)}`;
  const two = onOneLine.replace('M47.816', 'M47.816\n  A: M54.2');
  const fixed = (text: string) => {
    const [result] = run(text);
    const [fix] = (result && exampleProblem({ file: 'acme.payer.yaml', text }, result)?.fixes?.()) ?? [];
    return fix && { title: fix.title, text: applyEdits(text, fix.edits) };
  };

  test.each([
    ['an empty list', ' []\n', ' [bilateral-style]\n'],
    ['a list in brackets, with its comment', ' [missing-side]   # why\n', ' [bilateral-style]   # why\n'],
    ['a list in brackets over lines', ' [\n      missing-side,\n    ]\n', ' [bilateral-style]\n'],
    ['a list on lines', '\n      - missing-side # a\n', '\n      - bilateral-style # a\n'],
    ['one flush with its key', '\n    - missing-side\n    - syntax', '\n    - bilateral-style\n'],
    [
      'one of which something stays',
      '\n      # first\n      - syntax\n      # second\n      - bilateral-style # b\n      - missing-side\n',
      '\n      # first\n      # second\n      - bilateral-style # b\n',
    ],
    ['one that is repeated', '\n    - syntax\n    - syntax\n', '\n    - bilateral-style\n'],
  ])('writes into %s', (_, expected, fix) => {
    const found = fixed(oneOf(expected));
    expect(found).toEqual({ title: 'Expect what was found: bilateral-style', text: oneOf(fix) });
    expect(run(found?.text ?? '')[0]?.isPassed).toBe(true);
  });

  test.each([
    [' []\n'],
    [' [missing-side]\n'],
    ['\n      - missing-side\n'],
    ['\n      - bilateral-style\n'],
    ['\n      - bilateral-style'],
    ['\n    - missing-side\n    - syntax\n    - unknown-code\n'],
    [' [missing-side, bilateral-style]\n'],
  ])('makes the example pass where two are found and the list is %j', (expected) => {
    for (const text of [oneOf(expected, two), oneOf(expected, two).replaceAll('\n', '\r\n')]) {
      const found = fixed(text);
      expect(found?.title).toMatch(/^Expect what was found: .*duplicate-field/);
      expect(run(found?.text ?? '')[0]?.isPassed).toBe(true);
      expect(/[^\r]\n/.test(found?.text ?? '')).toBe(!text.includes('\r'));
    }
  });

  test.each([[' [missing-side]\n'], ['\n      - missing-side\n      - syntax\n'], ['\n    - syntax']])(
    'expects a clean encounter where nothing is found and the list is %j',
    (expected) => {
      const found = fixed(oneOf(expected, onTwoLines));
      expect(found?.title).toBe('Expect what was found: a clean encounter');
      expect(found?.text).toBe(oneOf(expected.endsWith('\n') ? ' []\n' : ' []', onTwoLines));
    },
  );

  test.each([
    ['nothing at the end', ''],
    ['nothing at the end, without a line end', undefined],
    ['an empty one', '    expect:\n'],
    ['a word', '    expect: bilateral-style\n'],
  ])('writes a first one where there is %s', (_, expected) => {
    const before = `${rtLt}${example(onOneLine, '[]').replace(/ {4}expect: .*\n/, expected ?? '')}`;
    const text = expected === undefined ? before.trimEnd() : before;
    for (const written of [text, text.replaceAll('\n', '\r\n')]) {
      const world = worldOf({ 'acme.payer.yaml': written });
      const at = written.indexOf('name: both');
      const fix = expectFirst(world, { file: 'acme.payer.yaml', text: written }, { start: at, end: at + 4 });
      expect(fix?.title).toBe('Expect what was found: bilateral-style');
      const now = applyEdits(written, fix?.edits ?? []);
      expect(now).toMatch(/^ {4}expect: \[bilateral-style\]\r?$/m);
      expect(/[^\r]\n/.test(now)).toBe(!written.includes('\r'));
      expect(run(now).map(({ isPassed }) => isPassed)).toEqual([true]);
    }
  });

  test('writes no first one outside of examples, into a list, or where nothing can be run', () => {
    const at = (text: string, mark: string) => {
      const start = text.indexOf(mark);
      return expectFirst(
        worldOf({ 'acme.payer.yaml': text }),
        { file: 'acme.payer.yaml', text },
        { start, end: start },
      );
    };
    const listed = rtLt + example(onOneLine, '[syntax]');
    expect(at(listed, 'name: both')).toBeUndefined();
    const without = listed.replace(/ {4}expect: .*\n/, '');
    expect(at(without, 'name: both')).toBeDefined();
    expect(at(`${without}severity: 7\n`, 'severity')).toBeUndefined();
    expect(at(without, 'payer: acme')).toBeUndefined();
    expect(at(`${rtLt}examples:\n  - name: x\n`, 'name: x')).toBeUndefined();
    expect(at(`${rtLt}examples:\n  - name: x\n    encounter: "# none"\n`, 'name: x')).toBeUndefined();
  });

  test('names only what counts, and is not offered where the example passes or tests nothing', () => {
    expect(fixed(`${rtLt}severity: { bilateral-style: hint }\n${example(onOneLine, '[bilateral-style]')}`)?.title).toBe(
      'Expect what was found: a clean encounter',
    );
    const soft = `${rtLt}severity: { bilateral-style: information }\n`;
    expect(fixed(soft + example(onOneLine, '[syntax, bilateral-style]'))?.title).toBe(
      'Expect what was found: bilateral-style',
    );
    expect(fixed(soft + example(onOneLine, '[syntax]'))?.title).toBe('Expect what was found: a clean encounter');
    expect(fixed(oneOf(' [bilateral-style]\n'))).toBeUndefined();
    expect(fixed(oneOf(' []\n', '# nothing\n'))).toBeUndefined();
    expect(fixed(oneOf(' []\n', block('  64493-50  x1  A\n', 'payer: cpt\n')))).toBeUndefined();
  });
});

describe('the place of a finding within an example', () => {
  const wrong = block('  99999-50  x1  Q\n').replaceAll(/^procedure[\s\S]*fluoroscopy\n/gm, '');
  const head = 'payer: acme\nexamples:\n  - name: x\n    expect: []\n    encounter: ';
  const indented = (text: string, by: number) => text.replace(/^(?=.)/gm, ' '.repeat(by));

  test.each([
    ['a block', `${head}|\n${indented(wrong, 6)}`],
    ['a block with deeper indentation, and nothing kept at its end', `${head}|-\n${indented(wrong, 11)}\n\n`],
    ['a block whose indentation is stated', `${head}|6\n${indented(wrong, 10)}`],
    ['a block with the line ends of Windows', `${head}|\n${indented(wrong, 6)}`.replaceAll('\n', '\r\n')],
    ['a folded block', `${head}>\n${indented(wrong.replaceAll('\n', '\n\n'), 6)}`],
    ['double quotes with escapes', `${head}${JSON.stringify(wrong)}\n`],
    ['double quotes over lines', `${head}"${wrong.replaceAll('\n', '\\n\\\n        \\\n      ')}"\n`],
    ['single quotes over lines', `${head}'${wrong.replaceAll('\n', '\n\n      ')}'\n`],
  ])('is found in %s', (_, text) => {
    const [result] = run(text);
    const places = result?.findings.map(({ rule, at }) => [rule, covered(text, at)]);
    expect(places).toContainEqual(['dangling-pointer', 'Q']);
    expect(places).toContainEqual(['unknown-code', '99999']);
  });

  test('is the alias where the text stands elsewhere', () => {
    const text = `payer: acme\nexamples:\n  - name: x\n    encounter: &one |\n${indented(wrong, 6)}    expect: []\n  - name: y\n    encounter: *one\n    expect: []\n`;
    const [, second] = run(text);
    expect(covered(text, second?.unexpected[0]?.at ?? { start: 0, end: 0 })).toBe('*one');
  });
});

const listing = `payer: acme
name: Acme
not-covered:
  - for: [64495, 62320]
  - for: 64492
  - for: 64450
    until: 2020-12-31
`;
const third = block('  64493  x1  A\n  64494  x1  A\n  64495  x1  A\n')
  .replace('levels: L4-L5', 'levels: L2-L3, L3-L4, L4-L5')
  .replace('side: bilateral', 'side: left')
  .replaceAll(/ {2}x1/g, '-LT  x1');
const covers = listing + example(third, '[not-covered]');

describe('coverage', () => {
  test('tells the statements on which a finding rests from those that merely held, and those that nothing reaches', () => {
    const world = worldOf({ 'acme.payer.yaml': `limits:\n  - for: facet-injection\n    interval: 2 weeks\n${covers}` });
    const document = documentOf(world, 'acme.payer.yaml');
    const results = runExamples(world, document);
    expect(results.map(failureWords)).toHaveLength(1);
    expect(results[0]?.isPassed).toBe(true);
    const told = coverage(world, document, results);
    expect(told.map(({ entry, reach }) => [entry.names.written.join(), reach])).toEqual([
      ['facet-injection', 'held'],
      ['64495,62320', 'found'],
      ['64492', 'none'],
      ['64450', 'none'],
    ]);
    expect(covered(document.text, told[1]?.entryAt ?? { start: 0, end: 0 }).trim()).toBe('for: [64495, 62320]');
  });

  test('of what takes an inherited statement back asks whether an example would notice', () => {
    const parent = 'payer: parent\nnot-covered: [{ for: 64495 }, { for: 64492 }]\n';
    const child = `payer: acme\nextends: parent\nnot-covered:\n  - { for: 64495, severity: off }\n  - { for: 64492, severity: off }\n${example(third, '[]')}`;
    const world = worldOf({ 'acme.payer.yaml': child, 'parent.payer.yaml': parent });
    const document = documentOf(world, 'acme.payer.yaml');
    const told = coverage(world, document, runExamples(world, document));
    expect(told.map(({ reach }) => reach)).toEqual(['found', 'none']);
  });
});

describe('the mutation check', () => {
  const tried = (text: string, others: Readonly<Record<string, string>> = {}) => {
    const world = worldOf({ 'acme.payer.yaml': text, ...others });
    const document = documentOf(world, 'acme.payer.yaml');
    const results = runExamples(world, document);
    return [...tryMutations(world, document, results, coverage(world, document, results))].map(
      ({ words, at, noticedBy }) => [covered(text, at).trim(), words, noticedBy],
    );
  };

  test('says which code could go without any example noticing, and leaves what no example reaches alone', () => {
    expect(tried(covers)).toEqual([
      ['for: [64495, 62320]', 'not-covered without this not-covered', 'both sides'],
      ['64495', 'for without 64495', 'both sides'],
      ['62320', 'for without 62320', undefined],
    ]);
  });

  test('changes numbers by one, durations by one of their unit, shares by five', () => {
    const text = `payer: acme
limits:
  - for: facet-injection
    interval: 2 weeks
    sessions: { max: 1, within: 12 months, per: region }
require:
  - for: facet-injection
    modifiers: [KX, GA]
    at-least: { relief: 80%, pain-before: 10 }
${example(onTwoLines, '[]')}`;
    expect(tried(text).map(([, words]) => words)).toEqual([
      'limits without this sessions',
      'max: 2 instead of 1',
      'within: 13 months instead of 12 months',
      'within: 11 months instead of 12 months',
      'limits without this interval',
      'interval: 3 weeks instead of 2 weeks',
      'interval: 1 week instead of 2 weeks',
      'require without this modifiers',
      'modifiers without KX',
      'modifiers without GA',
      'require without this at-least',
      'relief: 85% instead of 80%',
      'relief: 75% instead of 80%',
      'pain-before: 9 instead of 10',
    ]);
  });

  test('leaves out one state, and one of the codes beside', () => {
    const text = `payer: acme
authorization:
  - { for: 64493, when: { state: [AZ, WA] }, with: [99213, 99214] }
not-together:
  - { for: 99213, beside: [64493, 64635] }
${example(block('  64493-50  x1  A\n  99213-25  x1  A\n', 'state: AZ\n'), '[authorization-required, not-together]')}`;
    expect(tried(text)).toEqual([
      [
        '{ for: 64493, when: { state: [AZ, WA] }, with: [99213, 99214] }',
        'authorization without this authorization',
        'both sides',
      ],
      ['99213', 'with without 99213', 'both sides'],
      ['99214', 'with without 99214', undefined],
      ['AZ', 'state without AZ', 'both sides'],
      ['WA', 'state without WA', undefined],
      ['{ for: 99213, beside: [64493, 64635] }', 'not-together without this not-together', 'both sides'],
      ['64493', 'beside without 64493', 'both sides'],
      ['64635', 'beside without 64635', undefined],
    ]);
  });

  test('takes what is inherited into account: a statement that repeats its parent’s can go', () => {
    const parent = { 'parent.payer.yaml': 'payer: parent\nnot-covered: [{ for: 64495 }]\n' };
    const text = `payer: acme\nextends: parent\nnot-covered:\n  - for: 64495\n${example(third, '[not-covered]')}`;
    expect(tried(text, parent).map(([, words, noticedBy]) => [words, noticedBy])).toEqual([
      ['not-covered without this not-covered', undefined],
    ]);
  });
});

describe('why a change goes unnoticed', () => {
  const reasons = (text: string, others: Readonly<Record<string, string>> = {}) => {
    const world = worldOf({ 'acme.payer.yaml': text, ...others });
    const document = documentOf(world, 'acme.payer.yaml');
    const results = runExamples(world, document);
    const tried = [...tryMutations(world, document, results, coverage(world, document, results))];
    return Object.fromEntries(tried.map(({ words, why }) => [words, why]));
  };
  const one = onTwoLines;
  const two = block('  64493-LT  x1  A\n  64494-LT  x1  A\n')
    .replace('levels: L4-L5', 'levels: L3-L4, L4-L5')
    .replace('side: bilateral', 'side: left');

  test('the parent says the same, or something else that no example tells apart', () => {
    const parent = (value: string) => ({
      'parent.payer.yaml': `payer: parent\nlimits: [{ for: facet-injection, ${value} }]\n`,
    });
    const text = `payer: acme\nextends: parent\nlimits:\n  - { for: facet-injection, levels-per-session: 2 }\n${example(third, '[level-limit]')}`;
    const removed = 'limits without this levels-per-session';
    expect(reasons(text, parent('levels-per-session: 2'))[removed]).toBe(
      'parent, which this file extends, says the same',
    );
    expect(reasons(text, parent('levels-per-session: 1'))[removed]).toBe(
      'without it parent has 1 level per region and session, and no example tells the two apart',
    );
    expect(reasons(text, parent('levels-per-session: 5'))[removed]).toBeUndefined();
  });

  test('no example is in the state, has the other code alone, or bills it beside that one alone', () => {
    const text = `payer: acme
authorization:
  - { for: 64493, when: { state: [AZ, WA] }, with: [99213, 99214] }
not-together:
  - { for: 99213, beside: [64493, 64635] }
${example(block('  64493-50  x1  A\n  99213-25  x1  A\n', 'state: AZ\n'), '[authorization-required, not-together]')}`;
    expect(Object.entries(reasons(text)).filter(([, why]) => why !== undefined)).toEqual([
      ['with without 99214', 'no example has 99214 on the claim without the others'],
      ['state without WA', 'no example is in WA'],
      ['beside without 64635', 'no example bills it on the same day as 64635 alone'],
    ]);
  });

  test('another entry says it too, in the file or inherited', () => {
    const parent = { 'parent.payer.yaml': 'payer: parent\nnot-covered: [{ for: [64490, 64495] }]\n' };
    const text = (more: string) => `payer: acme\nextends: parent\n${more}${example(third, '[not-covered]')}`;
    expect(reasons(text('not-covered:\n  - for: [64495, 64492]\n'), parent)).toEqual({
      'not-covered without this not-covered':
        '“both sides” still has not-covered without it, by parent: not covered for 64490 and 64495',
      'for without 64495': 'parent also has not covered for 64490 and 64495',
      'for without 64492': 'no example bills 64492',
    });
    const wide = '  - { for: facet-injection, levels-per-session: 2 }\n';
    const own = text(`limits:\n${wide}  - { for: 64493-64495, levels-per-session: 2 }\n`);
    const found = reasons(own.replace('[not-covered]', '[level-limit, not-covered]'), parent);
    expect(found['limits without this levels-per-session']).toBe(
      'this file also has 2 levels per region and session for facet-injection',
    );
  });

  test.each([
    ['limits', 'levels-per-session: 3', two, '[]', 'levels-per-session: 4 instead of 3', 'no example is just over 3'],
    ['limits', 'levels-per-session: 2', two, '[]', 'levels-per-session: 1 instead of 2', undefined],
    ['limits', 'levels-per-session: 4', two, '[]', 'levels-per-session: 3 instead of 4', 'no example is just at 4'],
    ['limits', 'levels-per-session: 1', two, '[level-limit]', 'levels-per-session: 2 instead of 1', undefined],
    [
      'limits',
      'interval: 2 weeks',
      one,
      '[]',
      'interval: 1 week instead of 2 weeks',
      'no example is just short of 2 weeks',
    ],
    [
      'limits',
      'interval: 2 weeks',
      one,
      '[]',
      'interval: 3 weeks instead of 2 weeks',
      'no example just reaches 2 weeks',
    ],
    [
      'limits',
      'levels-per-session: 3',
      two,
      '[]',
      'limits without this levels-per-session',
      'it applies to an example, but no example has a finding that uses it',
    ],
    ['require', 'modifiers: [KX, GA]', one, '[required-modifier]', 'modifiers without KX', 'no example lacks KX alone'],
    [
      'require',
      'documentation: [plan, relief]',
      one,
      '[missing-documentation]',
      'documentation without plan',
      'no example leaves out plan alone',
    ],
    ['require', 'guidance: [fluoroscopy, ct]', one, '[]', 'guidance without ct', 'no example passes because of ct'],
    ['require', 'guidance: [fluoroscopy, ct]', one, '[]', 'guidance without fluoroscopy', undefined],
    [
      'authorization',
      'place: [11, 22]',
      one,
      '[authorization-required]',
      'place without 22',
      'no example at place 22 needs it',
    ],
    [
      'covered-diagnoses',
      'codes: [M47.816, M47.817]',
      one,
      '[]',
      'codes without M47.817',
      'no example has a line covered by M47.817 alone',
    ],
  ])('%s: %s where the example is %#', (list, said, encounter, expected, change, why) => {
    const text = `${rtLt}${list}:\n  - for: facet-injection\n    ${said}\n${example(encounter, expected)}`;
    const found = reasons(text);
    expect(Object.keys(found)).toContain(change);
    expect(found[change]).toBe(why);
  });

  test('what it finds is too weak to be expected, or is found without it too', () => {
    const weak = `${rtLt}not-covered: [{ for: 64494, severity: information }]\n${example(two, '[]')}`;
    expect(reasons(weak)['not-covered without this not-covered']).toBe(
      'what “both sides” finds by it is not a warning or error, and its expect does not name it',
    );
    const twice = `${rtLt}not-covered:\n  - { for: 64493 }\n  - { for: 64494 }\n${example(two, '[not-covered]')}`;
    expect(reasons(twice)['not-covered without this not-covered']).toMatch(
      /^“both sides” still has not-covered without it, by acme: not covered for 6449[34]$/,
    );
  });

  test('no example passes at all', () => {
    const failing = `${rtLt}not-covered: [{ for: 64494 }]\n${example(two, '[syntax]')}`;
    expect(reasons(failing)).toEqual({ 'not-covered without this not-covered': 'no example passes' });
  });
});

describe('impact', () => {
  test('lists what a changed policy adds and removes, encounter by encounter', () => {
    const files = [
      {
        file: 'day.encounter',
        text: [onOneLine, onTwoLines, onOneLine]
          .map((text, index) => text.replace('T1', `T${index}`).replace('MRN-1', `MRN-${index}`))
          .map((text, index) => text.replace('place:', `payer: ${index === 2 ? 'cpt' : 'acme'}\nplace:`))
          .join(''),
      },
    ];
    const before = worldOf({ 'a.payer.yaml': rtLt });
    const after = worldOf({ 'a.payer.yaml': rtLt.replace('rt-lt', 'modifier-50') });
    const found = impact(before, after, files).map(({ encounter, added, removed }) => [
      encounter,
      added.map(({ rule }) => rule),
      removed.map(({ rule }) => rule),
    ]);
    expect(found).toEqual([
      ['T0', [], ['bilateral-style']],
      ['T1', ['bilateral-style'], []],
    ]);
    expect(impact(before, before, files)).toEqual([]);
  });
});

describe('the review', () => {
  const advice = (files: Readonly<Record<string, string>>, on = today) => {
    const world = { ...worldOf(files), today: on };
    return world.policies.documents
      .filter((document) => !document.shipped)
      .flatMap((document) => review(world, document))
      .map(({ rule, file, at, message }) => [rule, covered(files[file] ?? '', at), message]);
  };
  const entry = (...lines: readonly string[]) => ({ 'a.payer.yaml': `payer: acme\n${lines.join('\n')}\n` });

  test('finds in each shipped policy an example on which every entry fires, but for those that take one back', () => {
    const world = worldOf({});
    const silent = world.policies.documents.flatMap((document) =>
      coverage(world, document, runExamples(world, document))
        .filter(({ entry, reach }) => entry.severity !== 'off' && reach !== 'found')
        .map(({ entry }) => `${document.file}: ${entryWords(entry)}`),
    );
    expect(silent).toEqual([]);
  });

  test('finds nothing wrong with the shipped policies', () => {
    const world = worldOf({});
    const found = world.policies.documents.flatMap((document) => review(world, document));
    expect(found.filter(({ rule }) => rule === 'payer-gap' || rule === 'payer-never-applies')).toEqual([]);
    const results = world.policies.documents.flatMap((document) => runExamples(world, document));
    expect(results.filter(({ isPassed }) => !isPassed).map(failureWords)).toEqual([]);
  });

  test('is never an error', () => {
    const world = worldOf(entry('until: 2026-12-01', 'not-covered:', '  - { for: 64493, from: 2027-01-01 }'));
    const found = review(world, documentOf(world, 'a.payer.yaml'));
    expect(found.map(({ severity }) => severity)).toEqual(['information', 'warning']);
  });

  test('names the days between two files of a payer', () => {
    const files = (from: string) => ({
      'a.payer.yaml': 'payer: acme\nuntil: 2025-06-30\n',
      'b.payer.yaml': `payer: acme\neffective: ${from}\n`,
    });
    expect(advice(files('2026-01-01'))).toEqual([
      ['payer-gap', '2026-01-01', 'No acme file is in force from 2025-07-01 until this one begins on 2026-01-01'],
    ]);
    expect(advice(files('2025-07-01'))).toEqual([]);
  });

  test('names what ends within 60 days, where nothing follows', () => {
    const file = { 'a.payer.yaml': 'payer: acme\nuntil: 2027-01-23\n' };
    expect(advice(file)).toEqual([
      ['payer-expiring', '2027-01-23', 'This file ends on 2027-01-23, in 60 days, and no later acme file follows'],
    ]);
    expect([advice(file, '2026-11-23'), advice(file, '2027-01-24')]).toEqual([[], []]);
    expect(advice({ ...file, 'b.payer.yaml': 'payer: acme\neffective: 2027-01-24\n' })).toEqual([]);
    expect(advice(entry('not-covered:', '  - for: 64492', '    until: 2026-12-31'))).toEqual([
      [
        'payer-expiring',
        '2026-12-31',
        'This entry ends on 2026-12-31, in 37 days, and no entry with the same for, when, with and beside follows',
      ],
    ]);
    expect(
      advice(entry('not-covered:', '  - { for: 64492, until: 2026-12-31 }', '  - { for: 64492, from: 2027-01-01 }')),
    ).toEqual([]);
  });

  test.each([
    [
      'dates outside its file’s',
      ['until: 2027-12-31', 'not-covered:', '  - { for: 64492, from: 2028-01-01 }'],
      '2028-01-01',
      'This entry never applies: it starts on 2028-01-01, after its file ends on 2027-12-31',
    ],
    [
      'dates before its file’s',
      ['effective: 2026-01-01', 'not-covered:', '  - { for: 64492, until: 2025-06-30 }'],
      '2025-06-30',
      'This entry never applies: it ends on 2025-06-30, before its file starts on 2026-01-01',
    ],
    [
      'codes that are deleted',
      ['not-covered:', '  - { for: 64470, from: 2024-01-01 }'],
      '64470',
      'This entry never applies: 64470 cannot be billed on or after 2024-01-01',
    ],
    [
      'a region that its codes are not of',
      ['not-covered:', '  - { for: [64493, 64494], when: { region: cervical-thoracic } }'],
      '{ region: cervical-thoracic }',
      'This entry never applies: no procedure billed with 64493 or 64494 can meet its conditions',
    ],
    [
      'an intent where no procedure is documented',
      ['not-covered:', '  - { for: 36415, when: { intent: diagnostic } }'],
      '{ intent: diagnostic }',
      'This entry never applies: no procedure billed with 36415 can meet its conditions',
    ],
    [
      'places that exclude each other',
      ['authorization:', '  - { for: 64493, place: [19, 22], when: { place: 11 } }'],
      '[19, 22]',
      'This entry never applies: its when allows only place 11',
    ],
    [
      'off without anything to take back',
      ['not-covered:', '  - { for: 64492, severity: off }'],
      'off',
      'This entry never applies: off cancels an inherited entry, and this file extends no policy',
    ],
    [
      'off of what is inherited otherwise',
      ['extends: medicare', 'limits:', '  - { for: facet-injection, levels-per-session: 2, severity: off }'],
      'off',
      'This cancels nothing: no levels-per-session entry with the same for, when, with and beside is inherited from medicare',
    ],
    [
      'a stricter one beside it',
      [
        'limits:',
        '  - { for: facet-injection, levels-per-session: 2 }',
        '  - { for: 64490-64492, levels-per-session: 3 }',
      ],
      'levels-per-session',
      'This never applies: this file has 2 levels per region and session for facet-injection, and both apply',
    ],
  ])('finds that an entry never applies: %s', (_, lines, at, message) => {
    expect(advice(entry(...lines))).toEqual([['payer-never-applies', at, message]]);
  });

  test('finds that a limit does not replace the inherited one that it means', () => {
    const files = {
      'p.payer.yaml': 'payer: parent\nlimits: [{ for: facet-injection, levels-per-session: 2 }]\n',
      ...entry('extends: parent', 'limits:', '  - { for: 64490-64495, levels-per-session: 3 }'),
    };
    expect(advice(files)).toEqual([
      [
        'payer-never-applies',
        'levels-per-session',
        'This never applies: parent has 2 levels per region and session for facet-injection, and only an entry with the same for, when, with and beside replaces it',
      ],
    ]);
  });

  test.each([
    ['levels-per-session: 2', 'levels-per-session: 3', true],
    ['levels-per-session: 2', 'levels-per-session: 1', false],
    ['interval: 2 weeks', 'interval: 1 week', true],
    ['interval: 1 month', 'interval: 4 weeks', true],
    [
      'sessions: { max: 4, within: 12 months, per: region }',
      'sessions: { max: 5, within: 12 months, per: region }',
      true,
    ],
    [
      'sessions: { max: 4, within: 12 months, per: region }',
      'sessions: { max: 4, within: 1 year, per: region }',
      false,
    ],
    ['sessions: { max: 4, per: region }', 'sessions: { max: 4, within: 12 months, per: region }', true],
    [
      'sessions: { max: 4, within: 12 months, per: region }',
      'sessions: { max: 5, within: 12 months, per: level }',
      false,
    ],
  ])('of %s in the parent and %s here: looser is %s', (parent, own, isLooser) => {
    const limits = (said: string) => `limits: [{ for: facet-injection, ${said} }]\n`;
    const files = {
      'p.payer.yaml': `payer: parent\n${limits(parent)}`,
      'a.payer.yaml': `payer: acme\nextends: parent\n${limits(own)}`,
    };
    expect(advice(files).map(([rule, at]) => [rule, at])).toEqual(
      isLooser ? [['payer-looser-than-parent', own.split(':')[0]]] : [],
    );
  });

  test('of a limit whose parent’s began later: looser since then', () => {
    const files = {
      'p.payer.yaml': 'payer: parent\nlimits: [{ for: facet-injection, levels-per-session: 2, from: 2024-08-15 }]\n',
      ...entry('extends: parent', 'limits: [{ for: facet-injection, levels-per-session: 3, from: 2020-01-01 }]'),
    };
    expect(advice(files).map(([rule]) => rule)).toEqual(['payer-looser-than-parent']);
  });

  describe('of a file in a shipped policy’s place', () => {
    const built = `payer: plan
name: The plan
extends: program
aliases: [Plan A, Plan B, Plan C]
bilateral: { primary: modifier-50 }
limits:
  - { for: facet-injection, levels-per-session: 2, regions-per-session: 1 }
  - { for: trigger-point, interval: 1 week }
not-covered:
  - for: 64495
  - { for: 64470, until: 2009-12-31 }
`;
    const program = 'payer: program\nnot-covered: [{ for: 64492 }]\nseverity: { not-covered: warning }\n';
    const told = (text: string, others: Readonly<Record<string, string>> = {}) => {
      const own = { 'a.payer.yaml': text, ...others };
      const sources = [
        { file: 'plan.payer.yaml', text: built, shipped: true },
        { file: 'program.payer.yaml', text: program, shipped: true },
        ...Object.entries(own).map(([file, each]) => ({ file, text: each, shipped: false })),
      ];
      const world = { ...worldOf({}), policies: createPolicies(sources, vocabulary) };
      return review(world, documentOf(world, 'a.payer.yaml')).filter(({ rule }) => rule === 'payer-replaces-shipped');
    };
    const fixed = (text: string): string | undefined => {
      const [fix] = told(text)[0]?.fixes?.() ?? [];
      return fix && applyEdits(text, fix.edits);
    };

    test('counts what it drops, on its payer, as a warning', () => {
      const text = 'payer: "PLAN"\n';
      const [found, ...others] = told(text);
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        severity: 'warning',
        message:
          'This file replaces the built-in plan and drops 3 aliases, bilateral forms, severities, 2 limits entries and 2 not-covered entries: add extends: plan to keep them',
        related: [{ file: 'plan.payer.yaml', shipped: true }],
      });
      expect(covered(text, found?.at ?? { start: 0, end: 0 })).toBe('"PLAN"');
    });

    test.each([
      [
        'what it says itself',
        'payer: plan\naliases: [plan b]\nnot-covered: [{ for: 64495 }]\n',
        '2 aliases, bilateral',
      ],
      [
        'what its parent has too',
        'payer: plan\nextends: program\n',
        '3 aliases, bilateral forms, 2 limits entries and 1 not',
      ],
      ['forms of its own', 'payer: plan\nbilateral: { add-on: rt-lt }\n', '3 aliases, severities,'],
      [
        'the entry of which it repeats one of two statements',
        'payer: plan\nextends: program\nlimits: [{ for: facet-injection, levels-per-session: 3 }]\n',
        '3 aliases, bilateral forms, 2 limits entries',
      ],
    ])('does not count %s', (_, text, words) => {
      expect(told(text)[0]?.message).toContain(`drops ${words}`);
    });

    test('finds nothing where all is kept, where it is extended, and where no shipped policy has the id', () => {
      expect(told('payer: plan\nextends: plan\n')).toEqual([]);
      expect(told('payer: plan-b\n')).toEqual([]);
      expect(told(`${built.replace('name: The plan\n', '')}`)).toEqual([]);
    });

    test('an alias that another file of the payer has is not lost', () => {
      const next = { 'b.payer.yaml': 'payer: plan\neffective: 2027-01-01\naliases: [Plan A, Plan B, Plan C]\n' };
      expect(told('payer: plan\nuntil: 2026-12-31\n', next)[0]?.message).toContain('drops bilateral forms');
    });

    test.each([
      ['payer: plan', 'payer: plan\nextends: plan'],
      ['name: x\r\npayer: plan # a\r\nmue: cms\r\n', 'name: x\r\npayer: plan # a\r\nextends: plan\r\nmue: cms\r\n'],
      ['{ payer: plan, name: x }\n', '{ payer: plan, extends: plan, name: x }\n'],
      ['  payer: plan\n  name: x\n', '  payer: plan\n  extends: plan\n  name: x\n'],
      ['payer: plan\nextends: program\n', 'payer: plan\nextends: plan\n'],
      ['payer: plan\nextends: other\n', undefined],
    ])('is extended by the fix in %j', (text, now) => {
      expect(fixed(text)).toBe(now);
      if (now !== undefined) expect(told(now)).toEqual([]);
    });
  });

  describe('of an alias that names another policy', () => {
    const told = (text: string, others: Readonly<Record<string, string>> = {}) => {
      const sources = [
        { file: 'plan.payer.yaml', text: 'payer: plan\naliases: [Plan A, Plan B]\n', shipped: true },
        { file: 'ended.payer.yaml', text: 'payer: ended\nuntil: 2020-12-31\naliases: [Old]\n', shipped: true },
        ...Object.entries({ 'a.payer.yaml': text, ...others }).map(([file, each]) => ({
          file,
          text: each,
          shipped: false,
        })),
      ];
      const world = { ...worldOf({}), policies: createPolicies(sources, vocabulary) };
      return review(world, documentOf(world, 'a.payer.yaml')).map(({ rule, severity, at, message }) => [
        rule,
        severity,
        covered(text, at),
        message,
      ]);
    };

    test.each([
      [
        'plan A',
        {},
        'plan A is an alias of the built-in plan too and now means acme: remove it here unless that is what you want',
      ],
      ['PLAN', {}, 'PLAN is the id of the built-in plan and means that policy: remove it here'],
      [
        'X',
        { 'b.payer.yaml': 'payer: bravo\naliases: [x]\n' },
        'X is an alias of bravo too and now means acme: remove it here unless that is what you want',
      ],
    ])('%s, says which of the two it means', (alias, others, message) => {
      const text = `payer: acme\naliases: [Acme One, ${alias}]\n`;
      expect(told(text, others)).toEqual([['payer-name-taken', 'warning', alias, message]]);
    });

    test.each([
      ['payer: acme\naliases: [Acme, Plan C]\n'],
      // What is replaced has no names of its own any more.
      ['payer: plan\nextends: plan\naliases: [Plan A]\n'],
      // Not in force at the same time.
      ['payer: acme\neffective: 2021-01-01\naliases: [Old, ended]\n'],
    ])('is silent in %j', (text) => {
      expect(told(text)).toEqual([]);
    });
  });

  test('is quiet about a list that only narrows, dates that meet, and codes that were valid then', () => {
    expect(
      advice({
        'a.payer.yaml': `payer: acme
extends: medicare
effective: 2020-01-01
not-covered:
  - { for: 64493, when: { region: lumbar-sacral } }
  - { for: facet-injection, when: { intent: diagnostic } }
limits:
  - { for: facet-injection, when: { intent: diagnostic }, levels-per-session: 1 }
  - { for: facet-injection, levels-per-session: 2, until: 2024-06-30 }
`,
      }),
    ).toEqual([]);
    expect(advice(entry('not-covered:', '  - for: 64470'))).toEqual([]);
  });
});
