/** Where in a YAML file a value or key is. The only place that uses the ranges of `yaml`. */
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Span } from '../text/span.js';

/** Where a node is; empty at the start of the file if it is nowhere. */
export function spanOfNode(node: unknown): Span {
  const range = isNode(node) ? node.range : undefined;
  return range ? { start: range[0], end: range[1] } : { start: 0, end: 0 };
}

/**
 * Where the value at a path is. If it is missing or empty: what lacks it, its key or that of the nearest value
 * around it; for a missing top-level key, the file's first key.
 */
export function spanOfValue(root: unknown, path: readonly PropertyKey[]): Span {
  let node = root;
  let span = firstKey(root);
  for (const step of path) {
    if (isAlias(node)) break;
    const inner = isMap(node) ? pairOf(node, step) : undefined;
    if (inner) span = spanOfNode(inner.key);
    node = inner ? inner.value : isSeq(node) && typeof step === 'number' ? node.items[step] : undefined;
    if (node === undefined || node === null) break;
    const own = spanOfNode(node);
    if (own.end > own.start) span = own;
  }
  return span;
}

/** Where a key is in the map at a path. */
export function spanOfKey(root: unknown, path: readonly PropertyKey[], key: string): Span {
  const node = nodeAt(root, path);
  const pair = isMap(node) ? pairOf(node, key) : undefined;
  return pair ? spanOfNode(pair.key) : spanOfValue(root, path);
}

/** The node at a path; undefined if there is none. */
export function nodeAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let node = root;
  for (const step of path) {
    node = isMap(node)
      ? pairOf(node, step)?.value
      : isSeq(node) && typeof step === 'number'
        ? node.items[step]
        : undefined;
  }
  return node;
}

/** The span of an error that `yaml` found, on its first line; at least one character if the text has any. */
export function spanOfError(text: string, [from, to]: readonly [number, number]): Span {
  const start = Math.max(0, Math.min(from, text.length - 1));
  const length = text.slice(start, Math.min(to, start + 1_000)).search(/[\r\n]/);
  const end = length < 0 ? to : start + length;
  return { start, end: Math.min(text.length, Math.max(end, start + 1)) };
}

/** The part of a span on its first line. */
export function firstLineOf(text: string, { start, end }: Span): Span {
  const length = text.slice(start, end).search(/[\r\n]/);
  return { start, end: length < 0 ? end : start + length };
}

/** The span if it covers something; otherwise the character before or after it. */
export function markable(text: string, span: Span): Span {
  return span.end > span.start && span.end <= text.length ? span : spanOfError(text, [span.start, span.end]);
}

function firstKey(root: unknown): Span {
  const first = isMap(root) ? root.items[0] : undefined;
  return spanOfNode(first ? first.key : root);
}

function pairOf(
  map: { readonly items: readonly { readonly key: unknown; readonly value: unknown }[] },
  key: PropertyKey,
) {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}
