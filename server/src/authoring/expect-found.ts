/** What an example's `expect` would be if it named what was found, as an edit that leaves the form of the list as it is. */
import { applyEdits, type Edit, insertAt, removeAt, replaceAt, type Span } from '../text/span.js';
import type { ProblemFix } from '../yaml/problem.js';
import { type Item, type Node, nodeAt, pairOf, readTree } from '../yaml/tree.js';
import { type ExampleResult, foundRules } from './examples.js';

/** The fix of a failed example; undefined if it tests nothing, or if its `expect` cannot be found. */
export function expectFound(text: string, result: ExampleResult): ProblemFix | undefined {
  if (result.isPassed || result.fault) return undefined;
  const pair = pairOf(nodeAt(readTree(text).root, ['examples', result.index]), 'expect');
  if (pair?.colon === undefined) return undefined;
  const found = foundRules(result);
  const edits = editsOf(text, pair.colon + 1, pair.value, found);
  const named = found.length === 0 ? 'a clean encounter' : found.join(', ');
  return applyEdits(text, edits) === text ? undefined : { title: `Expect what was found: ${named}`, edits };
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
