/** The outline of a policy file: its keys, the entries of its lists with what they say, its examples by name. */
import type { AnyEntry } from '../../policy/entry.js';
import { saidWords, whenWords } from '../../policy/words.js';
import { groupedBy } from '../../text/grouped.js';
import type { Span } from '../../text/span.js';
import { listed } from '../../text/words.js';
import { type Item, type Node, type Pair, pairOf, readTree } from '../../yaml/tree.js';
import { documentOf, type PolicyWorld, type YamlFile } from './world.js';

export interface Outline {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'key' | 'list' | 'entry' | 'example';
  /** All of it. */
  readonly span: Span;
  /** Where it begins to be read; within `span`. */
  readonly selection: Span;
  readonly children: readonly Outline[];
}

const longestDetail = 120;

/** The outline in the order written, as far as the file is typed. */
export function outline(world: PolicyWorld, file: YamlFile): readonly Outline[] {
  const { root } = readTree(file.text);
  if (root?.kind !== 'mapping') return [];
  const entries = byItem(documentOf(world, file)?.entries ?? []);
  return root.pairs.filter(({ key }) => key !== '').map((pair) => outlineOf(pair, entries));
}

/** By the item that makes them: `limits 2`. */
type Statements = ReadonlyMap<string, readonly AnyEntry[]>;

function byItem(entries: readonly AnyEntry[]): Statements {
  return groupedBy(entries, ({ origin }) => origin.entry);
}

function outlineOf({ key, keySpan, value }: Pair, entries: Statements): Outline {
  const span = { start: keySpan.start, end: Math.max(keySpan.end, value?.span.end ?? 0) };
  const at = { span, selection: keySpan };
  if (value?.kind === 'list' && value.items.some((item) => item.value?.kind === 'mapping')) {
    const children = value.items.flatMap((item, index) => itemOutline(key, item, index, entries) ?? []);
    return { ...at, name: key, detail: `${children.length}`, kind: 'list', children };
  }
  if (value?.kind === 'mapping') {
    const children = value.pairs.filter((pair) => pair.key !== '').map((pair) => outlineOf(pair, new Map()));
    return { ...at, name: key, detail: '', kind: 'key', children };
  }
  return { ...at, name: key, detail: shortened(written(value)), kind: 'key', children: [] };
}

function itemOutline(list: string, item: Item, index: number, entries: Statements): Outline | undefined {
  const { value } = item;
  if (value?.kind !== 'mapping') return undefined;
  const [first] = value.pairs;
  const selection = first?.keySpan ?? value.span;
  const at = {
    span: { start: Math.min(item.start, selection.start), end: Math.max(value.span.end, selection.end) },
    selection,
  };
  const name = pairOf(value, 'name');
  if (name)
    return { ...at, name: written(name.value) || 'example', detail: expected(value), kind: 'example', children: [] };
  const own = entries.get(`${list} ${index}`) ?? [];
  const [statement] = own;
  const names = statement ? listed(statement.names.written) : written(pairOf(value, 'for')?.value);
  const conditions = statement ? whenWords(statement) : written(pairOf(value, 'when')?.value);
  const title = [names, conditions].filter(Boolean).join(', ') || `${list} ${index + 1}`;
  return {
    ...at,
    name: shortened(title),
    detail: shortened(own.map(saidWords).join('; ')),
    kind: 'entry',
    children: [],
  };
}

function expected(example: Node): string {
  const expect = pairOf(example, 'expect')?.value;
  if (expect?.kind !== 'list') return '';
  return expect.items.length === 0 ? 'clean' : written(expect);
}

function written(node: Node | undefined): string {
  if (node?.kind === 'scalar') return node.value;
  if (node?.kind === 'list') return node.items.map(({ value }) => written(value)).join(', ');
  return (node?.pairs ?? []).map(({ value }) => written(value)).join(', ');
}

function shortened(text: string): string {
  return text.length <= longestDetail ? text : `${text.slice(0, longestDetail - 1)}…`;
}
