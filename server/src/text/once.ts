/** Values that are worked out when they are first asked for, and then kept. */
import { ownCopy } from './copy.js';

/** A value that is computed once. */
export function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** A value that is computed again only for another key than the last one. */
export function onceForLast<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  let known: { readonly key: Key; readonly value: Value } | undefined;
  return (key) => {
    const before = known;
    if (before && before.key === key) return before.value;
    const value = compute(key);
    known = { key, value };
    return value;
  };
}

/** A value that is computed once for each of a few keys, and kept with the function. */
export function onceForEach<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  return onceFor(Number.POSITIVE_INFINITY, compute);
}

/** A value that is computed once for each key, and kept while the key is among the last `most` new ones: keys may be anything. */
export function onceFor<Key, Value>(most: number, compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, { readonly value: Value }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const value = compute(key);
    if (known.size >= most) for (const oldest of known.keys()) if (known.delete(oldest)) break;
    known.set(key, { value });
    return value;
  };
}

/** So many short texts are kept: a practice's records say the same few hundred things. */
const mostTexts = 1000;
const longestText = 80;

/** A value that is computed once for each short text, of which the last ones are kept, and nothing of what they stood in. */
export function onceForText<Value>(compute: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (text) => {
    if (text.length > longestText) return compute(text);
    const before = known.get(text);
    if (before) return before.value;
    const own = ownCopy(text);
    const value = compute(own);
    if (known.size >= mostTexts) known.clear();
    known.set(own, { value });
    return value;
  };
}

/** A value that is computed once for each object, and forgotten with it. */
export function oncePer<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}

/** What was worked out of an object and is kept with it: see {@link onceIn}. */
export type Kept = ({ readonly of: unknown; readonly value: unknown } | undefined)[];

let places = 0;

/**
 * A value that is computed once for each object that has a place for it. For what lives for one judgment: a weak map of such objects costs
 * more than most of what it keeps.
 *
 * @param restsOn the part of the object on which the value rests: a copy with another one has the same place, and another value
 */
export function onceIn<Holder extends { readonly kept: Kept }, Value>(
  compute: (holder: Holder) => Value,
  restsOn: (holder: Holder) => unknown = itself,
): (holder: Holder) => Value {
  const place = places;
  places += 1;
  return (holder) => {
    const { kept } = holder;
    const of = restsOn(holder);
    const before = kept[place];
    if (before !== undefined && before.of === of) return before.value as Value;
    const value = compute(holder);
    kept[place] = { of, value };
    return value;
  };
}

function itself(holder: unknown): unknown {
  return holder;
}
