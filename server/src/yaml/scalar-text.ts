/**
 * Where the characters of a text in a YAML file are in that file: after the indentation of a block, within
 * quotes, folded over lines. Knows nothing about what the text says.
 */
import { isScalar } from 'yaml';
import { once } from '../text/once.js';
import type { Span } from '../text/span.js';
import { firstLineOf, markable, nodeAt, spanOfValue } from './locate.js';

/** A function from places in the text at a path to places in the file. */
export function placesIn(file: string, root: unknown, path: readonly PropertyKey[]): (place: Span) => Span {
  const node = nodeAt(root, path);
  const whole = markable(file, firstLineOf(file, spanOfValue(root, path)));
  // An alias repeats a text that is elsewhere.
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return () => whole;
  const [from, end] = node.range;
  const { value, type } = node;
  const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  const start = isBlock ? lineAfter(file, from) : type === 'PLAIN' ? from : from + 1;
  const offsets = once(() =>
    type === 'BLOCK_LITERAL'
      ? offsetsOfLiteral(file, value, start)
      : offsetsOfFlowing(file, value, start, end, type === 'QUOTE_DOUBLE'),
  );
  return (place) => {
    const known = offsets();
    const first = known[place.start] ?? whole.start;
    // A mark ends after its last character, not at the start of what follows.
    const last = known[place.end - 1];
    return markable(file, { start: first, end: last === undefined || place.end <= place.start ? first : last + 1 });
  };
}

/** Line by line: what the line in the file has beyond the text's own line is its indentation. */
function offsetsOfLiteral(file: string, value: string, start: number): readonly number[] {
  const offsets: number[] = [];
  let at = start;
  for (const line of value.split('\n')) {
    const next = lineAfter(file, at);
    const end = at + file.slice(at, next).replace(/\r?\n$/, '').length;
    const first = at + Math.max(0, end - at - line.length);
    for (let index = 0; index < line.length; index += 1) offsets.push(Math.min(first + index, end));
    offsets.push(Math.min(first + line.length, end));
    at = next;
  }
  return offsets;
}

/** Character by character: white space corresponds to white space, and every other character is somewhere ahead. */
function offsetsOfFlowing(
  file: string,
  value: string,
  start: number,
  end: number,
  hasEscapes: boolean,
): readonly number[] {
  const offsets: number[] = [];
  let at = start;
  for (let index = 0; index < value.length; index += 1) {
    const character = value[index] ?? '';
    const isWhite = /\s/.test(character);
    if (hasEscapes) while (/^\\\r?\n/.test(file.slice(at, at + 3))) at = skipWhite(file, at + 1, end);
    if (!isWhite) while (at < end - 1 && file[at] !== character && !(hasEscapes && file[at] === '\\')) at += 1;
    offsets.push(Math.min(at, end - 1));
    if (hasEscapes && file[at] === '\\') at += escapeLength(file[at + 1]);
    else if (!isWhite || /\s/.test(file[at] ?? '')) at += 1;
  }
  offsets.push(Math.min(at, end));
  return offsets;
}

function skipWhite(file: string, from: number, end: number): number {
  let at = from;
  while (at < end && /\s/.test(file[at] ?? '')) at += 1;
  return at;
}

function escapeLength(kind: string | undefined): number {
  return kind === 'x' ? 4 : kind === 'u' ? 6 : kind === 'U' ? 10 : 2;
}

function lineAfter(file: string, at: number): number {
  const end = file.indexOf('\n', at);
  return end < 0 ? file.length : end + 1;
}
