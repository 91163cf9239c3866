/**
 * A YAML document as plain strings, lists and records, each scalar as it was written. Knows no key of any file; keeps
 * anchors and aliases from growing a small file into a large one.
 */
import { type Document, isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Span } from '../text/span.js';
import { spanOfNode } from './locate.js';

/** What is wrong with the YAML itself, or with its form as one of our files. */
interface YamlProblem {
  readonly kind: 'syntax' | 'schema';
  readonly at: Span;
  readonly message: string;
}

export type Plain = string | readonly Plain[] | { readonly [key: string]: Plain };

// Far above any policy: the largest shipped one has under a thousand values, none deeper than six.
const mostValues = 20_000;
const mostDepth = 50;

/** The document's value; undefined if aliases or nesting make it too large to be a policy. */
export function plainValue(
  document: Document,
  noun: string,
): { value: Plain | undefined; problems: readonly YamlProblem[] } {
  const problems: YamlProblem[] = [];
  const anchors = new Map<string, unknown>();
  const open = new Set<unknown>();
  let count = 0;
  let isTooLarge = false;

  const tooLarge = (node: unknown): undefined => {
    if (isTooLarge) return;
    isTooLarge = true;
    const message = `This ${noun} is nested too deeply or has too many values`;
    problems.push({ kind: 'schema', at: spanOfNode(node), message });
  };
  const read = (node: unknown): Plain | undefined => {
    count += 1;
    if (isTooLarge || count > mostValues || open.size > mostDepth) return tooLarge(node);
    if (isAlias(node)) return readAlias(node.source, node);
    if (isScalar(node)) {
      if (node.anchor) anchors.set(node.anchor, node);
      return typeof node.value === 'string' ? node.value : (node.source ?? '');
    }
    if (!isMap(node) && !isSeq(node)) return '';
    if (node.anchor) anchors.set(node.anchor, node);
    open.add(node);
    const value = isSeq(node) ? node.items.flatMap((item) => read(item) ?? []) : readMap(node.items);
    open.delete(node);
    return value;
  };
  const readAlias = (name: string, node: unknown): Plain | undefined => {
    const target = anchors.get(name);
    if (target !== undefined && !open.has(target)) return read(target);
    const message = target
      ? `*${name} is inside &${name}, which it repeats`
      : `Anchor &${name} is not defined before *${name}`;
    problems.push({ kind: 'syntax', at: spanOfNode(node), message });
    return undefined;
  };
  const readMap = (pairs: readonly { readonly key: unknown; readonly value: unknown }[]): Plain => {
    // Without a prototype, so that a key such as __proto__ is a key like any other.
    const record: Record<string, Plain> = Object.create(null);
    for (const { key, value } of pairs) {
      if (!isScalar(key) || typeof key.value !== 'string') {
        problems.push({ kind: 'schema', at: spanOfNode(key), message: 'A key must be a single word' });
      } else if (key.value === '<<') {
        const message = 'The merge key << is not supported; write the keys here';
        problems.push({ kind: 'schema', at: spanOfNode(key), message });
      } else if (key.value in record) {
        const message = `Duplicate key ${key.value}; only the first one is used`;
        problems.push({ kind: 'schema', at: spanOfNode(key), message });
      } else {
        const plain = read(value);
        if (plain !== undefined) record[key.value] = plain;
      }
    }
    return record;
  };

  const value = read(document.contents);
  return { value: isTooLarge ? undefined : value, problems };
}
