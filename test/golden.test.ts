/** `npm run golden` puts today's words into what pages expect, and nothing else: a wrong place, severity or count is refused. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../server/src/rules/index.js';
import { answer } from './support/feature-answers.js';
import { readFeaturePage } from './support/feature-page.js';
import { readPage, withMessages } from './support/page.js';
import { rewordedFeaturePage, rewordedRulePage } from './support/reworded.js';
import { foundMarks } from './support/rule-page.js';

const ruleIds = rules.map(({ id }) => id);

function ruleNamed(id: string): (typeof rules)[number] {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  return rule;
}

function pageOf(id: string): string {
  return readFileSync(new URL(`../server/src/rules/${id}.md`, import.meta.url), 'utf8');
}

function reworded(id: string, page: string): ReturnType<typeof rewordedRulePage> {
  const rule = ruleNamed(id);
  return rewordedRulePage(page, rule, ruleIds, (pageCase) => foundMarks(rule, pageCase));
}

describe("a rule's page", () => {
  test.each(ruleIds)('%s gets every stale message and its summary back', (id) => {
    const page = pageOf(id);
    const marks = readPage(page).cases.flatMap((each) => each.marks);
    const stale = new Map(
      marks.map(({ row, message }) => {
        const [, named] = /^([\w-]+): /.exec(message) ?? [];
        const rule = named !== undefined && ruleIds.includes(named) ? `${named}: ` : '';
        return [row, `${rule}Words of yesterday${message.endsWith(' (allowed)') ? ' (allowed)' : ''}`];
      }),
    );
    const old = withMessages(page, stale).replace(`\n${readPage(page).summary}\n`, '\nA summary of yesterday.\n');
    expect(old).not.toBe(page);
    const { text, refusals } = reworded(id, old);
    expect(refusals).toEqual([]);
    expect(withSortedMarks(text)).toEqual(withSortedMarks(page));
  });

  const id = 'level-overcount';
  const page = pageOf(id);
  const lines = page.split('\n');
  const row = readPage(page).cases.flatMap(({ marks }) => marks)[0]?.row ?? -1;
  const mark = lines[row] ?? '';
  const others = lines.map((line, at) => (at !== row && /^\s*#\s*\^/.test(line) ? `${line} (stale)` : line)).join('\n');

  test.each([
    ['at another place', mark.replace('^', ' ^').replace('^^', '^'), 'not found'],
    ['longer than what is found', mark.replace('^', '^^'), 'not found'],
    ['of another severity', mark.replace(/\^ (?:\w+: )?/, '^ hint: '), 'hint of level-overcount'],
    ['of another rule', mark.replace(/\^ /, '^ syntax: '), 'of syntax'],
    ['that is allowed', `${mark} (allowed)`, '(allowed)'],
    ['twice', `${mark}\n${mark}`, 'not found'],
    ['not at all', undefined, 'not expected'],
  ])('with a finding expected %s is refused there, and reworded elsewhere', (_, written, why) => {
    const wrong = page
      .split('\n')
      .flatMap((line, at) => (at === row ? (written === undefined ? [] : [written]) : [line]));
    const { text, refusals } = reworded(id, wrong.join('\n'));
    expect(text).toBe(wrong.join('\n'));
    expect(refusals).toEqual([expect.stringContaining(why)]);
    expect(refusals[0]).toContain(`${readPage(page).cases.find(({ marks }) => marks.length > 0)?.heading} (`);
    expect(reworded(id, others).text).toBe(page);
  });

  test('whose message names another figure says so', () => {
    const { suspects } = reworded(id, page.replace(mark, mark.replace(/\d{5}/, '99999')));
    expect(suspects).toEqual([expect.stringContaining('99999')]);
    expect(
      reworded(
        id,
        page.replace(
          mark,
          mark.replace(/\^ .*$/, (all) => all.replace(/ is /, ' be ')),
        ),
      ).suspects,
    ).toEqual([]);
  });
});

describe("a page of the editor's help", () => {
  const folder = new URL('features/', import.meta.url);

  test('gets its stale words back, around the gaps too', async () => {
    let changed = 0;
    for (const name of readdirSync(folder)) {
      const page = readFileSync(new URL(name, folder), 'utf8');
      let old = '';
      let from = 0;
      for (const { at, expected, asked } of readFeaturePage(page)) {
        const staled = (text: string): string => text.replace(/(?<!^\S*) (?:the|is|it|of|in) /gm, ' ye ');
        // The label of an offer is what it is, not how it is worded.
        const stale = !worded.has(asked)
          ? expected
          : asked === 'completion'
            ? expected.replace(/ — .*$/gm, staled)
            : staled(expected);
        if (stale !== expected) changed += 1;
        old += page.slice(from, at) + stale;
        from = at + expected.length;
      }
      const { text, refusals } = await rewordedFeaturePage(old + page.slice(from), answer);
      expect(refusals).toEqual([]);
      expect(text).toBe(page);
    }
    expect(changed).toBeGreaterThan(30);
  });

  const policy = '## Keys\n\n```yaml payer\npayer: acme\nm<|>ue: cms\n```\n\n';

  test.each([
    ['a hover at another place', 'hover', '1: mue\n**mue** Unit limits\n…'],
    ['a hover where there is none', 'hover', '(nothing)'],
    ['an offer of another key', 'completion', 'mue — Unit limits\nmeu — Unit limits'],
    ['too few offers', 'completion', 'mue — Unit limits'],
    ['words that are nowhere', 'hover', '2: mue\n…\nnonsense\n…'],
    ['a definition', 'definition', 'acme.payer.yaml 1: acme'],
  ])('with %s is refused', async (_, asked, expected) => {
    const page = `${policy}\`\`\`${asked}\n${expected}\n\`\`\`\n`;
    const { text, refusals } = await rewordedFeaturePage(page, answer);
    expect(text).toBe(page);
    expect(refusals).toEqual([expect.stringContaining(`Keys (1, ${asked}): more than wording differs`)]);
  });
});

/** What is answered in words. */
const worded = new Set(['hover', 'explain', 'documentation', 'severities', 'completion']);

/** Of findings at one place nothing says which is written first. */
function withSortedMarks(page: string): string {
  const isMark = (line: string | undefined) => /^\s*#\s*\^+ /.test(line ?? '');
  const groups: string[][] = [];
  let isOpen = false;
  for (const line of page.split('\n')) {
    if (isMark(line) && isOpen) groups.at(-1)?.push(line);
    else groups.push([line]);
    isOpen = isMark(line);
  }
  return groups.flatMap((group) => group.sort()).join('\n');
}
