/**
 * The keys, items and values of a YAML text as far as they are typed, each with its place, found from indentation and
 * brackets, so that a half-typed line does not affect the others. Help is built on it and no judgment: read.ts
 * reads what a file says.
 */
import { lastAtMost } from '../text/ascending.js';
import { lineScanner } from '../text/lines.js';
import type { Span } from '../text/span.js';
import { longestFile } from './bounds.js';

export type Node = Mapping | List | Scalar;

interface Mapping {
  readonly kind: 'mapping';
  readonly span: Span;
  /** Written in braces. */
  readonly isFlow: boolean;
  /** How far its keys are indented; ignored in braces. */
  readonly column: number;
  readonly pairs: readonly Pair[];
}

export interface Pair {
  readonly key: string;
  readonly keySpan: Span;
  /** Absent while the key is being typed. */
  readonly colon: number | undefined;
  readonly value: Node | undefined;
}

interface List {
  readonly kind: 'list';
  readonly span: Span;
  readonly isFlow: boolean;
  /** How far its dashes are indented. */
  readonly column: number;
  readonly items: readonly Item[];
}

export interface Item {
  readonly start: number;
  /** Absent in brackets, and where a line among items has none. */
  readonly dash: number | undefined;
  readonly value: Node | undefined;
}

export interface Scalar {
  readonly kind: 'scalar';
  readonly form: 'plain' | 'quoted' | 'block';
  /** Of a block text what its lines say, without their common indentation. */
  readonly value: string;
  readonly span: Span;
  /** Without quotes; of a block text its lines. */
  readonly inner: Span;
  /** Of a block text: the indentation beyond which a line still belongs to it, and that of its own lines. */
  readonly block?: { readonly outer: number; readonly indent: number } | undefined;
}

export interface Line {
  readonly start: number;
  readonly end: number;
  /** The first character that is not white space; `end` if there is none. */
  readonly first: number;
  readonly column: number;
  /** Nothing but white space, a comment, or a mark between documents. */
  readonly isBare: boolean;
}

export interface Tree {
  readonly lines: readonly Line[];
  readonly root: Node | undefined;
}

interface Reader {
  readonly text: string;
  readonly lines: readonly Line[];
  /** The first line that is not read yet. */
  line: number;
}

// A policy nests six levels; thousands of brackets would use up the stack.
const mostDepth = 40;
// YAML forbids tabs here; help should not end for it.
const tabWidth = 2;

/** Reads the text; never throws. */
export function readTree(text: string): Tree {
  if (text.length > longestFile) return { lines: [], root: undefined };
  const lines = linesOf(text);
  const reader: Reader = { text, lines, line: 0 };
  let root: Node | undefined;
  for (let next = nextLine(reader); next; next = nextLine(reader)) {
    const before = reader.line;
    const node = readNode(reader, next.first, next.column, -1, 0);
    root = root ? joined(root, node) : node;
    // What fits nowhere is passed over a line at a time.
    if (reader.line === before) reader.line += 1;
  }
  return { lines, root };
}

/** The column of an offset on its line. */
export function columnAt(text: string, lineStart: number, offset: number): number {
  let column = 0;
  for (let at = lineStart; at < offset; at += 1) column += text[at] === '\t' ? tabWidth : text[at] === '\uFEFF' ? 0 : 1;
  return column;
}

/** The line that holds an offset; the last one if the offset is after a final line end. */
export function lineAt({ lines }: Tree, offset: number): Line | undefined {
  return lines[
    Math.max(
      0,
      lastAtMost(lines.length, (line) => lines[line]?.start ?? 0, offset),
    )
  ];
}

/** The pair of a mapping's key. */
export function pairOf(node: Node | undefined, key: string): Pair | undefined {
  return node?.kind === 'mapping' ? node.pairs.find((pair) => pair.key === key) : undefined;
}

/** The node at a path. */
export function nodeAt(node: Node | undefined, path: readonly (string | number)[]): Node | undefined {
  let inner = node;
  for (const step of path) {
    inner =
      typeof step === 'number'
        ? inner?.kind === 'list'
          ? inner.items[step]?.value
          : undefined
        : pairOf(inner, step)?.value;
  }
  return inner;
}

/** Every scalar of the tree with its path, in the order written. */
export function* scalarsIn(
  node: Node | undefined,
  path: readonly (string | number)[] = [],
): Iterable<{ readonly path: readonly (string | number)[]; readonly scalar: Scalar }> {
  if (node?.kind === 'scalar') yield { path, scalar: node };
  if (node?.kind === 'mapping') for (const pair of node.pairs) yield* scalarsIn(pair.value, [...path, pair.key]);
  if (node?.kind === 'list')
    for (const [index, item] of node.items.entries()) yield* scalarsIn(item.value, [...path, index]);
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  const next = lineScanner(text);
  let behind = 0;
  for (let line = next(); line; line = next()) {
    lines.push(lineOf(text, line.start, line.end));
    behind = line.next;
  }
  // After a final line end there is one more line, where typing may begin.
  if (lines.length === 0 || /[\r\n]$/.test(text)) lines.push(lineOf(text, behind, behind));
  return lines;
}

function lineOf(text: string, start: number, end: number): Line {
  let first = start;
  while (first < end && (isBlank(text, first) || text[first] === '\uFEFF')) first += 1;
  const column = columnAt(text, start, first);
  const isMark = column === 0 && /^(?:---|\.\.\.|%)/.test(text.slice(first, first + 3));
  return { start, end, first, column, isBare: first === end || text[first] === '#' || isMark };
}

function nextLine(reader: Reader): Line | undefined {
  while (reader.lines[reader.line]?.isBare) reader.line += 1;
  return reader.lines[reader.line];
}

function joined(root: Node, node: Node | undefined): Node {
  if (root.kind !== 'mapping' || node?.kind !== 'mapping' || root.isFlow || node.isFlow) return root;
  return { ...root, span: { start: root.span.start, end: node.span.end }, pairs: [...root.pairs, ...node.pairs] };
}

/** What begins at an offset of the reader's line. `outer` is the indentation that ends it. */
function readNode(reader: Reader, at: number, column: number, outer: number, depth: number): Node | undefined {
  const line = reader.lines[reader.line];
  if (!line || depth > mostDepth) {
    reader.line += 1;
    return undefined;
  }
  if (isDash(reader.text, at, line.end)) return readList(reader, at, column, outer, outer, depth);
  if (keyAt(reader.text, at, line.end) || isHalfKey(reader, at, column, outer)) {
    return readMapping(reader, at, column, outer, depth);
  }
  return readInline(reader, at, outer, depth);
}

/** Whether a word alone is a key that is being typed: at the left edge of the file, or above a key just as far in. */
function isHalfKey(reader: Reader, at: number, column: number, outer: number): boolean {
  const { text, lines } = reader;
  if (!/[A-Za-z]/.test(text.charAt(at))) return false;
  if (outer < 0) return true;
  let next = reader.line + 1;
  while (lines[next]?.isBare) next += 1;
  const below = lines[next];
  return below !== undefined && below.column === column && keyAt(text, below.first, below.end) !== undefined;
}

function readMapping(reader: Reader, at: number, column: number, outer: number, depth: number): Mapping {
  const pairs: Pair[] = [];
  let end = at;
  const take = (from: number) => {
    const pair = readPair(reader, from, column, depth);
    pairs.push(pair);
    end = pair.value?.span.end ?? (pair.colon === undefined ? pair.keySpan.end : pair.colon + 1);
  };
  take(at);
  for (let line = nextLine(reader); line && line.column > outer; line = nextLine(reader)) {
    if (isDash(reader.text, line.first, line.end)) reader.line += 1;
    else take(line.first);
  }
  return { kind: 'mapping', span: { start: at, end }, isFlow: false, column, pairs };
}

function readPair(reader: Reader, at: number, column: number, depth: number): Pair {
  const { text } = reader;
  const line = reader.lines[reader.line];
  const lineEnd = line?.end ?? at;
  const found = keyAt(text, at, lineEnd);
  if (!found) {
    reader.line += 1;
    const keySpan = { start: at, end: plainEnd(text, at, lineEnd) };
    return { key: text.slice(keySpan.start, keySpan.end), keySpan, colon: undefined, value: undefined };
  }
  const { key, keySpan, colon } = found;
  const from = skipBlanks(text, propertiesEnd(text, skipBlanks(text, colon + 1, lineEnd), lineEnd), lineEnd);
  if (from < lineEnd && text[from] !== '#') {
    return { key, keySpan, colon, value: readInline(reader, from, column, depth) };
  }
  reader.line += 1;
  return { key, keySpan, colon, value: readBelow(reader, column, depth) };
}

/** The value on the lines below its key. */
function readBelow(reader: Reader, column: number, depth: number): Node | undefined {
  const below = nextLine(reader);
  if (!below) return undefined;
  const isList = isDash(reader.text, below.first, below.end);
  // A list may be indented no further than the key it belongs to.
  if (isList && below.column === column) return readList(reader, below.first, column, column - 1, column, depth + 1);
  if (below.column <= column) return undefined;
  const at = skipBlanks(reader.text, propertiesEnd(reader.text, below.first, below.end), below.end);
  return readNode(reader, at < below.end ? at : below.first, below.column, column, depth + 1);
}

/** @param outerOfOthers the indentation up to which a line without a dash belongs to what is around the list */
function readList(
  reader: Reader,
  at: number,
  column: number,
  outer: number,
  outerOfOthers: number,
  depth: number,
): List {
  const { text } = reader;
  const items: Item[] = [];
  let end = at + 1;
  const take = (dash: number) => {
    const line = reader.lines[reader.line];
    const lineEnd = line?.end ?? dash;
    const own = line ? columnAt(text, line.start, dash) : column;
    const from = skipBlanks(text, dash + 1, lineEnd);
    let value: Node | undefined;
    if (from < lineEnd && text[from] !== '#') {
      value = readNode(reader, from, line ? columnAt(text, line.start, from) : column, own, depth + 1);
    } else {
      reader.line += 1;
      const below = nextLine(reader);
      if (below && below.column > own) value = readNode(reader, below.first, below.column, own, depth + 1);
    }
    items.push({ start: dash, dash, value });
    end = value?.span.end ?? dash + 1;
  };
  take(at);
  for (let line = nextLine(reader); line; line = nextLine(reader)) {
    if (isDash(text, line.first, line.end)) {
      if (line.column <= outer) break;
      take(line.first);
    } else {
      if (line.column <= outerOfOthers) break;
      const value = readNode(reader, line.first, line.column, outerOfOthers, depth + 1);
      items.push({ start: line.first, dash: undefined, value });
      end = value?.span.end ?? end;
    }
  }
  return { kind: 'list', span: { start: at, end }, isFlow: false, column, items };
}

/** A value that begins after a key or dash, or a word alone. */
function readInline(reader: Reader, at: number, outer: number, depth: number): Node | undefined {
  const { text } = reader;
  const line = reader.lines[reader.line];
  const lineEnd = line?.end ?? at;
  const first = text[at];
  if (first === '[' || first === '{') {
    const flow = { reader, at, outer };
    const node = readFlow(flow, depth);
    reader.line += 1;
    return node;
  }
  if ((first === '|' || first === '>') && /^[|>][-+\d]{0,2}[ \t]*(?:[ \t]#.*)?$/.test(text.slice(at, lineEnd))) {
    return readBlockText(reader, at, lineEnd, outer);
  }
  if (first === '"' || first === "'") {
    const scalar = readQuoted(text, at, lineEnd);
    reader.line += 1;
    if (scalar.inner.end < scalar.span.end) return scalar;
    return longer(reader, scalar, first, outer);
  }
  let end = plainEnd(text, at, lineEnd);
  reader.line += 1;
  // The words of a text may go on below, further in than its key.
  for (let next = reader.lines[reader.line]; next; next = reader.lines[reader.line]) {
    if (next.isBare || next.column <= outer || isDash(text, next.first, next.end)) break;
    if (keyAt(text, next.first, next.end)) break;
    end = plainEnd(text, next.first, next.end);
    reader.line += 1;
  }
  const span = { start: at, end };
  return { kind: 'scalar', form: 'plain', value: text.slice(at, end).replace(/\s*[\r\n]\s*/g, ' '), span, inner: span };
}

/** A quoted text that its first line does not close: it ends where it is closed below, else with that line. */
function longer(reader: Reader, scalar: Scalar, quote: string, outer: number): Scalar {
  const { text, lines } = reader;
  for (let at = reader.line; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line || (line.column <= outer && line.first < line.end) || keyAt(text, line.first, line.end)) return scalar;
    const close = text.slice(line.start, line.end).indexOf(quote);
    if (close < 0) continue;
    reader.line = at + 1;
    const inner = { start: scalar.inner.start, end: line.start + close };
    const value = text.slice(inner.start, inner.end).replace(/\s*[\r\n]\s*/g, ' ');
    return { ...scalar, value, span: { start: scalar.span.start, end: inner.end + 1 }, inner };
  }
  return scalar;
}

function readBlockText(reader: Reader, at: number, headEnd: number, outer: number): Scalar {
  const { text, lines } = reader;
  reader.line += 1;
  const firstLine = reader.line;
  let last = firstLine - 1;
  let indent = -1;
  for (let index = firstLine; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line) break;
    if (line.first === line.end) continue;
    if (line.column <= outer) break;
    if (indent < 0) indent = line.column;
    last = index;
  }
  reader.line = last + 1;
  const own = lines.slice(firstLine, last + 1);
  const start = own[0]?.start ?? headEnd;
  const inner = { start, end: own.at(-1)?.end ?? headEnd };
  const value = own.map((line) => text.slice(afterIndent(text, line, indent), line.end)).join('\n');
  return {
    kind: 'scalar',
    form: 'block',
    value,
    span: { start: at, end: inner.end },
    inner,
    block: { outer, indent },
  };
}

/** Where a block text's own characters begin on one of its lines. */
export function afterIndent(text: string, line: Line, indent: number): number {
  let at = line.start;
  let column = 0;
  while (at < line.first && column < indent) {
    column += text[at] === '\t' ? tabWidth : 1;
    at += 1;
  }
  return at;
}

interface Flow {
  readonly reader: Reader;
  at: number;
  /** A line no further in than this ends what is in the brackets, closed or not. */
  readonly outer: number;
}

function readFlow(flow: Flow, depth: number): Node {
  const { text } = flow.reader;
  const start = flow.at;
  const isMapping = text[start] === '{';
  flow.at += 1;
  const pairs: Pair[] = [];
  const items: Item[] = [];
  let isClosed = false;
  while (skipFlowSpace(flow)) {
    const character = text[flow.at];
    if (character === ']' || character === '}') {
      flow.at += 1;
      isClosed = true;
      break;
    }
    if (character === ',') flow.at += 1;
    else if (isMapping) pairs.push(readFlowPair(flow, depth));
    else items.push(readFlowItem(flow, depth));
  }
  const end = isClosed ? flow.at : (flow.reader.lines[flow.reader.line]?.end ?? flow.at);
  const span = { start, end: Math.max(end, flow.at) };
  return isMapping
    ? { kind: 'mapping', span, isFlow: true, column: 0, pairs }
    : { kind: 'list', span, isFlow: true, column: 0, items };
}

function readFlowPair(flow: Flow, depth: number): Pair {
  const scalar = readFlowScalar(flow);
  return pairFrom(flow, scalar, depth);
}

function pairFrom(flow: Flow, { value: key, span: keySpan }: Scalar, depth: number): Pair {
  const { text } = flow.reader;
  const isMore = skipFlowSpace(flow);
  if (!isMore || text[flow.at] !== ':') return { key, keySpan, colon: undefined, value: undefined };
  const colon = flow.at;
  flow.at += 1;
  if (!skipFlowSpace(flow) || /[,\]}]/.test(text.charAt(flow.at))) return { key, keySpan, colon, value: undefined };
  return { key, keySpan, colon, value: readFlowValue(flow, depth) };
}

function readFlowItem(flow: Flow, depth: number): Item {
  const { text } = flow.reader;
  const start = flow.at;
  const value = readFlowValue(flow, depth);
  if (value.kind === 'scalar' && skipFlowSpace(flow) && text[flow.at] === ':') {
    const pair = pairFrom(flow, value, depth);
    const span = { start, end: pair.value?.span.end ?? flow.at };
    return { start, dash: undefined, value: { kind: 'mapping', span, isFlow: true, column: 0, pairs: [pair] } };
  }
  return { start, dash: undefined, value };
}

function readFlowValue(flow: Flow, depth: number): Node {
  const character = flow.reader.text[flow.at];
  if (character !== '[' && character !== '{') return readFlowScalar(flow);
  if (depth < mostDepth) return readFlow(flow, depth + 1);
  // Deeper than any policy: the rest of the line is left as it is.
  const { reader, at } = flow;
  const span = { start: at, end: reader.lines[reader.line]?.end ?? at };
  flow.at = span.end;
  return { kind: 'scalar', form: 'plain', value: '', span, inner: span };
}

function readFlowScalar(flow: Flow): Scalar {
  const { text, lines, line } = flow.reader;
  const lineEnd = lines[line]?.end ?? text.length;
  const start = flow.at;
  const first = text[start];
  if (first === '"' || first === "'") {
    const scalar = readQuoted(text, start, lineEnd);
    // An open quote would take the brackets after it; it holds what a value can.
    if (scalar.inner.end < scalar.span.end) {
      flow.at = scalar.span.end;
      return scalar;
    }
  }
  let at = start;
  while (at < lineEnd) {
    const character = text.charAt(at);
    if (at > start && /[[\]{},]/.test(character)) break;
    if (character === ':' && (at + 1 >= lineEnd || /[\s,[\]{}]/.test(text.charAt(at + 1)))) break;
    if (character === '#' && at > start && isBlank(text, at - 1)) break;
    at += 1;
  }
  // A colon or bracket with nothing before it is passed over, so that reading goes on.
  flow.at = Math.max(at, start + (text[start] === ':' ? 0 : 1));
  let end = flow.at;
  while (end > start && isBlank(text, end - 1)) end -= 1;
  const span = { start, end };
  return { kind: 'scalar', form: 'plain', value: text.slice(start, end), span, inner: span };
}

/** Passes over white space, comments and line ends; false if what is in the brackets has come to its end. */
function skipFlowSpace(flow: Flow): boolean {
  const { reader, outer } = flow;
  const { text, lines } = reader;
  for (;;) {
    const line = lines[reader.line];
    if (!line) return false;
    flow.at = skipBlanks(text, flow.at, line.end);
    const isComment = text[flow.at] === '#' && (flow.at === line.first || isBlank(text, flow.at - 1));
    if (flow.at < line.end && !isComment) return true;
    let next = reader.line + 1;
    while (lines[next]?.isBare) next += 1;
    const below = lines[next];
    if (!below || (below.column <= outer && !/[\]}]/.test(text.charAt(below.first)))) return false;
    reader.line = next;
    flow.at = below.first;
  }
}

function readQuoted(text: string, at: number, lineEnd: number): Scalar {
  const quote = text.charAt(at);
  let end = at + 1;
  while (end < lineEnd) {
    if (quote === '"' && text[end] === '\\') end += 1;
    else if (text[end] === quote) {
      if (quote === '"' || text[end + 1] !== quote) break;
      end += 1;
    }
    end += 1;
  }
  const isClosed = end < lineEnd;
  const inner = { start: at + 1, end: Math.min(end, lineEnd) };
  const written = text.slice(inner.start, inner.end);
  const value = quote === '"' ? written.replace(/\\(.)/g, '$1') : written.replaceAll("''", "'");
  const span = { start: at, end: isClosed ? end + 1 : inner.end };
  return { kind: 'scalar', form: 'quoted', value, span, inner };
}

/** The key that begins at an offset, where a colon on its line makes it one. */
function keyAt(
  text: string,
  at: number,
  lineEnd: number,
): { readonly key: string; readonly keySpan: Span; readonly colon: number } | undefined {
  const first = text.charAt(at);
  if (first === '"' || first === "'") {
    const { value, span, inner } = readQuoted(text, at, lineEnd);
    const colon = skipBlanks(text, span.end, lineEnd);
    return inner.end < span.end && isColon(text, colon, lineEnd) ? { key: value, keySpan: inner, colon } : undefined;
  }
  if (/[[{|>#]/.test(first)) return undefined;
  for (let colon = at; colon < lineEnd; colon += 1) {
    if (text[colon] === '#' && isBlank(text, colon - 1)) return undefined;
    if (!isColon(text, colon, lineEnd)) continue;
    let end = colon;
    while (end > at && isBlank(text, end - 1)) end -= 1;
    return { key: text.slice(at, end), keySpan: { start: at, end }, colon };
  }
  return undefined;
}

function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 32 || unit === 9;
}

function isColon(text: string, at: number, lineEnd: number): boolean {
  return text[at] === ':' && (at + 1 >= lineEnd || isBlank(text, at + 1));
}

function isDash(text: string, at: number, lineEnd: number): boolean {
  return text[at] === '-' && (at + 1 >= lineEnd || isBlank(text, at + 1));
}

/** After an anchor or tag: `&name`, `!tag`. */
function propertiesEnd(text: string, at: number, lineEnd: number): number {
  let end = at;
  while (end < lineEnd && (text[end] === '&' || text[end] === '!')) {
    while (end < lineEnd && !isBlank(text, end)) end += 1;
    end = skipBlanks(text, end, lineEnd);
  }
  return end;
}

function plainEnd(text: string, at: number, lineEnd: number): number {
  let end = at;
  while (end < lineEnd && !(text[end] === '#' && end > at && isBlank(text, end - 1))) end += 1;
  while (end > at && isBlank(text, end - 1)) end -= 1;
  return end;
}

function skipBlanks(text: string, at: number, lineEnd: number): number {
  let to = at;
  while (to < lineEnd && isBlank(text, to)) to += 1;
  return to;
}
