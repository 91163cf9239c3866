/** What an example's `expect` would be if it named what was found, as an edit that leaves the form of the list as it is. */
import { parsePolicy } from '../policy/parse.js';
import { applyEdits, type Edit, insertAt, removeAt, replaceAt, type Span } from '../text/span.js';
import type { ProblemFix } from '../yaml/problem.js';
import { type Item, type Node, nodeAt, pairOf, readTree } from '../yaml/tree.js';
import { type ExampleResult, foundRules, runExample } from './examples.js';
import type { AuthoringWorld } from './world.js';

/** The fix of a failed example; undefined if it tests nothing, or if its `expect` cannot be found. */
export function expectFound(text: string, result: ExampleResult): ProblemFix | undefined {
  if (result.isPassed || result.fault) return undefined;
  const pair = pairOf(nodeAt(readTree(text).root, ['examples', result.index]), 'expect');
  if (pair?.colon === undefined) return undefined;
  const found = foundRules(result);
  const edits = editsOf(text, pair.colon + 1, pair.value, found);
  return applyEdits(text, edits) === text ? undefined : { title: titleOf(found), edits };
}

/**
 * The fix of the example at a place whose `expect` is absent, empty or not a list, so that it cannot be run as it is; undefined
 * where there is no such example.
 */
export function expectFirst(
  world: AuthoringWorld,
  { file, text }: { readonly file: string; readonly text: string },
  place: Span,
): ProblemFix | undefined {
  const list = nodeAt(readTree(text).root, ['examples']);
  if (list?.kind !== 'list') return undefined;
  const index = list.items.findLastIndex(({ start }) => start <= place.start);
  const example = list.items[index]?.value;
  const encounter = pairOf(example, 'encounter');
  if (example?.kind !== 'mapping' || example.isFlow || !encounter || place.start > example.span.end) return undefined;
  const expect = pairOf(example, 'expect');
  if (expect && (expect.colon === undefined || expect.value?.kind === 'list')) return undefined;
  const writing = (rules: readonly string[]): readonly Edit[] =>
    expect?.colon === undefined
      ? [
          insertAt(
            example.span.end,
            keyBelow(text, example.span.end, encounter.keySpan, `expect: [${rules.join(', ')}]`),
          ),
        ]
      : editsOf(text, expect.colon + 1, expect.value, rules);
  const source = { file, text: applyEdits(text, writing([])), shipped: false };
  const vocabulary = { ruleIds: world.rules.map(({ id }) => id), codes: world.codes };
  const { document } = parsePolicy(source, vocabulary);
  if (!document) return undefined;
  const trial = { ...world, policies: world.policies.withDocument(document) };
  const result = runExample(trial, document, index);
  if (!result || result.fault) return undefined;
  const found = foundRules(result);
  return { title: titleOf(found), edits: writing(found) };
}

function titleOf(found: readonly string[]): string {
  return `Expect what was found: ${found.length === 0 ? 'a clean encounter' : found.join(', ')}`;
}

/** A key on a line of its own, where something ends that may end with a line end, indented as another key is. */
function keyBelow(text: string, end: number, other: Span, key: string): string {
  const lineStart = text.lastIndexOf('\n', other.start - 1) + 1;
  const indent = text.slice(lineStart, other.start).replace(/[^ \t]/g, ' ');
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  return text[end - 1] === '\n' ? `${indent}${key}${newLine}` : `${newLine}${indent}${key}`;
}

function editsOf(text: string, after: number, value: Node | undefined, found: readonly string[]): readonly Edit[] {
  const inBrackets = `[${found.join(', ')}]`;
  if (!value) return [insertAt(after, ` ${inBrackets}`)];
  if (value.kind !== 'list' || value.isFlow) return [replaceAt(value.span, inBrackets)];
  if (found.length === 0) return [replaceAt({ start: after, end: value.span.end }, ' []')];
  return editsOfLines(text, value.items, found);
}

/** Item by item, so that a comment beside one that stays is kept. */
function editsOfLines(text: string, items: readonly Item[], found: readonly string[]): readonly Edit[] {
  const written = items.map(({ value }) => (value?.kind === 'scalar' ? value.value : undefined));
  const isKept = written.map((rule, index) => {
    return rule !== undefined && found.includes(rule) && written.indexOf(rule) === index;
  });
  const gone = items.filter((_, index) => !isKept[index]);
  const added = found.filter((rule) => !written.includes(rule));
  const replaced = gone.slice(0, added.length).map(({ start, value }, index) => {
    return replaceAt({ start, end: value?.span.end ?? start + 1 }, `- ${added[index]}`);
  });
  const removed = gone.slice(added.length).map((item) => removeAt(lineOf(text, item)));
  const last = items.at(-1);
  const more = added.slice(gone.length);
  if (!last || more.length === 0) return [...replaced, ...removed];
  const { start, end } = lineOf(text, last);
  const line = text.slice(start, end);
  const lineEnd = /\r?\n$/.exec(line)?.[0];
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const lines = more.map((rule) => `${indent}- ${rule}`);
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const inserted = lineEnd ? lines.map((each) => each + lineEnd) : lines.map((each) => newLine + each);
  return [...replaced, insertAt(end, inserted.join(''))];
}

/** The lines of an item, with the end of the last one. */
function lineOf(text: string, { start, value }: Item): Span {
  const next = text.indexOf('\n', value?.span.end ?? start);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: next < 0 ? text.length : next + 1 };
}
