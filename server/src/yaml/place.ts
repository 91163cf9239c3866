/**
 * Where in a YAML file the cursor is: which key or value is being written there and what it would replace. Told from
 * the text as it is, so that a file that is not valid YAML yet gives help too. Knows no schema.
 */
import type { Span } from '../text/span.js';
import { afterIndent, columnAt, type Line, lineAt, type Node, type Pair, type Scalar, type Tree } from './tree.js';

/** Steps from the whole file inwards: a key's name, or the number of an item from 0. */
export type Path = readonly (string | number)[];

export interface Place {
  /**
   * `key`: a key of the mapping at `path`. `value`: the value at `path`. `text`: in a block text. `nothing`: in a comment,
   * after a value, at an indentation that is not used.
   */
  readonly kind: 'key' | 'value' | 'text' | 'nothing';
  readonly path: Path;
  /**
   * How it is laid out: `line` on a line of its own, `inline` after its key, `item` after a dash, `flow` in brackets; `dash`
   * where a line begins that needs a dash first.
   */
  readonly layout: 'line' | 'inline' | 'item' | 'flow' | 'dash';
  /** The part before the cursor of the word being written. */
  readonly typed: string;
  /** The word that is being written: what a completion replaces. */
  readonly span: Span;
  /** What must come before it: a blank after a colon or dash. */
  readonly lead: '' | ' ';
  /** Whether the key already has a colon. */
  readonly hasColon: boolean;
  /** The other keys of the mapping, or the other values of the list. */
  readonly siblings: readonly string[];
  /** How far the keys of a mapping on lines of their own are indented. */
  readonly column: number;
  /** For a block text: its own characters, and where the cursor is among them. */
  readonly inText?: { readonly text: string; readonly offset: number } | undefined;
}

/** The place of an offset in a text that was read. */
export function placeAt(text: string, tree: Tree, offset: number): Place {
  const line = lineAt(tree, offset);
  if (!line) return nothing(offset);
  const seeker: Seeker = { text, tree, offset, line };
  const found = tree.root && seek(seeker, tree.root, [], []);
  if (found) return found;
  const isBlank = text.slice(line.start, line.end).trim() === '';
  return isBlank ? onBlankLine(seeker) : nothing(offset);
}

/** The offset of a block text's own character in the file. */
export function offsetInFile(text: string, tree: Tree, scalar: Scalar, offset: number): number {
  let left = offset;
  for (const { line, start } of ownLines(text, tree, scalar)) {
    if (left <= line.end - start) return start + left;
    left -= line.end - start + 1;
  }
  return scalar.inner.end;
}

/** The offset of a file's character among a block text's own. */
export function offsetInText(text: string, tree: Tree, scalar: Scalar, offset: number): number {
  let before = 0;
  for (const { line, start } of ownLines(text, tree, scalar)) {
    if (offset <= line.end) return before + Math.max(0, offset - start);
    before += line.end - start + 1;
  }
  return before;
}

interface Seeker {
  readonly text: string;
  readonly tree: Tree;
  readonly offset: number;
  readonly line: Line;
}

function nothing(offset: number): Place {
  return {
    kind: 'nothing',
    path: [],
    layout: 'line',
    typed: '',
    span: { start: offset, end: offset },
    lead: '',
    hasColon: false,
    siblings: [],
    column: 0,
  };
}

function seek(seeker: Seeker, node: Node, path: Path, siblings: readonly string[]): Place | undefined {
  if (node.kind === 'scalar') return inScalar(seeker, node, path, siblings);
  const { offset } = seeker;
  if (node.isFlow)
    return offset > node.span.start && offset <= flowEnd(seeker, node) ? inFlow(seeker, node, path) : undefined;
  if (node.kind === 'mapping') {
    const pair = node.pairs.findLast(({ keySpan }) => keySpan.start <= offset);
    return pair && inPair(seeker, pair, path, keysBeside(node.pairs, pair), false, node.column);
  }
  const index = node.items.findLastIndex(({ start }) => start <= offset);
  const item = node.items[index];
  if (!item) return undefined;
  const inner = [...path, index];
  const beside = valuesBeside(node.items, index);
  const layout = item.dash === undefined ? 'dash' : 'item';
  const found = item.value && seek(seeker, item.value, inner, beside);
  if (found) return found.path.length === inner.length && found.kind === 'value' ? { ...found, layout } : found;
  if (item.dash === undefined || !isFreeBehind(seeker, item.dash, item.value)) return undefined;
  return { ...valueHere(seeker, inner, layout, beside), ...lead(offset, item.dash + 1) };
}

function inPair(
  seeker: Seeker,
  pair: Pair,
  path: Path,
  siblings: readonly string[],
  isFlow: boolean,
  column: number,
): Place | undefined {
  const { text, offset } = seeker;
  const { keySpan, colon, value } = pair;
  if (offset >= keySpan.start && offset <= keySpan.end) {
    return {
      ...nothing(offset),
      kind: 'key',
      path,
      layout: isFlow ? 'flow' : 'line',
      typed: text.slice(keySpan.start, Math.min(offset, keySpan.end)),
      span: keySpan,
      hasColon: colon !== undefined,
      siblings,
      column,
    };
  }
  if (colon === undefined || offset <= colon) return undefined;
  const inner = [...path, pair.key];
  const found = value && seek(seeker, value, inner, []);
  if (found) return isFlow && found.kind === 'value' && value.kind === 'scalar' ? { ...found, layout: 'flow' } : found;
  if (!isFreeBehind(seeker, colon, value)) return undefined;
  const replaced =
    value?.kind === 'scalar' &&
    value.form !== 'block' &&
    value.span.start > offset &&
    value.span.start <= seeker.line.end;
  const end = replaced ? value.span.end : offset;
  return {
    ...valueHere(seeker, inner, isFlow ? 'flow' : 'inline', []),
    ...lead(offset, colon + 1),
    span: { start: offset, end },
  };
}

function inScalar(seeker: Seeker, scalar: Scalar, path: Path, siblings: readonly string[]): Place | undefined {
  const { text, tree, offset, line } = seeker;
  const { inner, form } = scalar;
  if (form === 'block') {
    const isIn = offset >= inner.start && offset <= inner.end && offset > scalar.span.start;
    // Its first line has the bar that opens it.
    return isIn && line.start >= inner.start ? inText(text, tree, scalar, path, offset) : undefined;
  }
  if (offset < inner.start || offset > inner.end) return undefined;
  const isOwnLine = line.first === scalar.span.start;
  return {
    ...nothing(offset),
    kind: 'value',
    path,
    layout: isOwnLine ? 'line' : 'inline',
    typed: text.slice(inner.start, offset),
    span: inner,
    siblings,
    column: columnAt(text, line.start, scalar.span.start),
  };
}

function inText(text: string, tree: Tree, scalar: Scalar, path: Path, offset: number): Place {
  const at = offsetInText(text, tree, scalar, offset);
  // The line below its last one belongs to it if the cursor is indented as far.
  const own = at > scalar.value.length ? `${scalar.value}\n` : scalar.value;
  return { ...nothing(offset), kind: 'text', path, inText: { text: own, offset: Math.min(at, own.length) } };
}

function inFlow(seeker: Seeker, node: Exclude<Node, Scalar>, path: Path): Place | undefined {
  const { offset, text } = seeker;
  if (node.kind === 'mapping') {
    const pair = node.pairs.findLast(({ keySpan }) => keySpan.start <= offset);
    const found = pair && inPair(seeker, pair, path, keysBeside(node.pairs, pair), true, 0);
    if (found) return found;
    if (isBehindHash(text, seeker.line.start, offset)) return nothing(offset);
    const siblings = node.pairs.map(({ key }) => key);
    return { ...nothing(offset), kind: 'key', path, layout: 'flow', siblings };
  }
  const own = node.items.findLastIndex(({ start }) => start <= offset);
  const value = node.items[own]?.value;
  const found = value && seek(seeker, value, [...path, own], valuesBeside(node.items, own));
  if (found) {
    return found.path.length === path.length + 1 && found.kind === 'value' ? { ...found, layout: 'flow' } : found;
  }
  if (isBehindHash(text, seeker.line.start, offset)) return nothing(offset);
  const index = node.items.filter(({ start }) => start < offset).length;
  return valueHere(seeker, [...path, index], 'flow', valuesBeside(node.items, undefined));
}

/** A closing bracket is followed by what is around it; unclosed brackets hold the rest of their line. */
function flowEnd({ text }: Seeker, { span }: Node): number {
  return /[\]}]/.test(text.charAt(span.end - 1)) ? span.end - 1 : span.end;
}

function valueHere(
  { offset, text, line }: Seeker,
  path: Path,
  layout: Place['layout'],
  siblings: readonly string[],
): Place {
  const column = columnAt(text, line.start, offset);
  return { ...nothing(offset), kind: 'value', path, layout, siblings, column };
}

function lead(offset: number, behind: number): Pick<Place, 'lead'> {
  return { lead: offset === behind ? ' ' : '' };
}

/** Whether the offset is after a colon or dash, on its line and before anything else there. */
function isFreeBehind({ text, offset, line }: Seeker, mark: number, value: Node | undefined): boolean {
  if (offset <= mark || mark < line.start || offset > line.end) return false;
  if (value && value.span.start < offset) return false;
  return text.slice(mark + 1, offset).trim() === '';
}

function isBehindHash(text: string, lineStart: number, offset: number): boolean {
  return /(?:^|\s)#/.test(text.slice(lineStart, offset));
}

function keysBeside(pairs: readonly Pair[], own: Pair): readonly string[] {
  return pairs.filter((pair) => pair !== own).map(({ key }) => key);
}

function valuesBeside(
  items: readonly { readonly value: Node | undefined }[],
  own: number | undefined,
): readonly string[] {
  return items.flatMap(({ value }, index) => (index !== own && value?.kind === 'scalar' ? [value.value] : []));
}

/** What is open above a line: the innermost last. */
type Open =
  | { readonly kind: 'mapping'; readonly column: number; readonly path: Path; readonly keys: readonly string[] }
  | {
      readonly kind: 'list';
      readonly column: number;
      readonly path: Path;
      readonly length: number;
      readonly values: readonly string[];
    }
  /** A key or dash with nothing after it. */
  | { readonly kind: 'empty'; readonly column: number; readonly path: Path; readonly isItem: boolean }
  | { readonly kind: 'text'; readonly column: number; readonly path: Path; readonly scalar: Scalar };

/** What would be written on an empty line depends on how far the cursor is indented. */
function onBlankLine(seeker: Seeker): Place {
  const { text, tree, offset, line } = seeker;
  const column = columnAt(text, line.start, offset);
  const open = [...(tree.root ? openAbove(tree.root, [], offset) : [])].reverse();
  for (const each of open) {
    switch (each.kind) {
      case 'text':
        if (column > each.column) return inText(text, tree, each.scalar, each.path, offset);
        break;
      case 'empty':
        if (column > each.column) return valueHere(seeker, each.path, each.isItem ? 'item' : 'line', []);
        break;
      case 'mapping':
        if (column === each.column) {
          return { ...nothing(offset), kind: 'key', path: each.path, layout: 'line', siblings: each.keys, column };
        }
        break;
      case 'list':
        if (column === each.column) return valueHere(seeker, [...each.path, each.length], 'dash', each.values);
    }
  }
  if (column > 0 || (tree.root && tree.root.kind !== 'mapping')) return nothing(offset);
  return { ...nothing(offset), kind: 'key', layout: 'line' };
}

function* openAbove(node: Node, path: Path, offset: number): Iterable<Open> {
  if (node.kind === 'scalar') {
    if (node.block) yield { kind: 'text', column: node.block.outer, path, scalar: node };
    return;
  }
  if (node.isFlow) return;
  if (node.kind === 'mapping') {
    const keys = node.pairs.map(({ key }) => key);
    const pair = node.pairs.findLast(({ keySpan }) => keySpan.start < offset);
    // A list as far left as its key: a new line there may be either; without a dash it is taken as a key.
    const inner = pair?.value;
    const own: Open = { kind: 'mapping', column: node.column, path, keys };
    const isFlush = inner?.kind === 'list' && !inner.isFlow && inner.column === node.column;
    if (!isFlush) yield own;
    if (pair?.colon !== undefined) {
      const below = [...path, pair.key];
      if (inner) yield* openAbove(inner, below, offset);
      else yield { kind: 'empty', column: node.column, path: below, isItem: false };
    }
    if (isFlush) yield own;
    return;
  }
  const values = valuesBeside(node.items, undefined);
  yield {
    kind: 'list',
    column: node.column,
    path,
    length: node.items.filter(({ start }) => start < offset).length,
    values,
  };
  const index = node.items.findLastIndex(({ start }) => start < offset);
  const item = node.items[index];
  if (!item) return;
  if (item.value) yield* openAbove(item.value, [...path, index], offset);
  else if (item.dash !== undefined) yield { kind: 'empty', column: node.column, path: [...path, index], isItem: true };
}

function* ownLines(
  text: string,
  tree: Tree,
  scalar: Scalar,
): Iterable<{ readonly line: Line; readonly start: number }> {
  const indent = scalar.block?.indent ?? 0;
  for (const line of tree.lines) {
    if (line.start < scalar.inner.start) continue;
    if (line.start > scalar.inner.end) break;
    yield { line, start: afterIndent(text, line, indent) };
  }
}
