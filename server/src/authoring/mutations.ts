/** Small changes of a statement that its examples should notice: a number one up or down, one code or modifier fewer. */
import { type Duration, durationWords } from '../clinical/durations.js';
import type { PolicyDocument } from '../policy/document.js';
import type { AnyEntry } from '../policy/entry.js';
import { diagnosisNames, serviceNames } from '../policy/names.js';
import type { Span } from '../text/span.js';
import { spanOfValue } from '../yaml/locate.js';
import { entrySpan, pathOf } from './statement.js';

export interface Mutation {
  /** As it is in the file. */
  readonly entry: AnyEntry;
  /** Undefined if the statement is left out. */
  readonly changed: AnyEntry | undefined;
  /** The value that is changed. */
  readonly at: Span;
  /** What the file would say: "levels-per-session: 3 instead of 2", "modifiers without KX". */
  readonly words: string;
  /** Of a number, a share or a duration: what the file says, "2 weeks". */
  readonly before?: string | undefined;
}

/** The changes of one statement. */
export function mutationsOf(document: PolicyDocument, entry: AnyEntry): readonly Mutation[] {
  const [list, index] = pathOf(entry);
  const at = (...path: readonly PropertyKey[]): Span => spanOfValue(document.root, [list, index, ...path]);
  const made = ({ value, words, path, before }: ValueChange): Mutation => ({
    entry,
    changed: { ...entry, value } as AnyEntry,
    at: at(...path),
    words,
    before,
  });
  const names = entry.names.written;
  return [
    { entry, changed: undefined, at: entrySpan(document, entry), words: `${list} without this ${entry.key}` },
    ...valueChanges(entry).map(made),
    ...fewer(names).map(({ left, out, position }): Mutation => {
      const changed = { ...entry, names: serviceNames(left) } as AnyEntry;
      return { entry, changed, at: at('for', position), words: `for without ${out}` };
    }),
    ...fewer(entry.with?.written ?? []).map(({ left, out, position }): Mutation => {
      const changed = { ...entry, with: serviceNames(left) } as AnyEntry;
      return { entry, changed, at: at('with', position), words: `with without ${out}` };
    }),
    ...fewer(entry.when.state ?? []).map(({ left, out, position }): Mutation => {
      const changed = { ...entry, when: { ...entry.when, state: left } } as AnyEntry;
      return { entry, changed, at: at('when', 'state', position), words: `state without ${out}` };
    }),
  ];
}

interface ValueChange {
  readonly value: unknown;
  readonly words: string;
  readonly path: readonly PropertyKey[];
  readonly before?: string | undefined;
}

function valueChanges(entry: AnyEntry): readonly ValueChange[] {
  const { key } = entry;
  switch (key) {
    case 'levels-per-session':
    case 'levels-per-side':
    case 'regions-per-session':
      return changed(entry.value, key, [key]);
    case 'interval':
      return changed(entry.value.least, key, [key]).map((each) => ({
        ...each,
        value: { ...entry.value, least: each.value },
      }));
    case 'sessions':
    case 'at-least':
    case 'prior':
    case 'repeat':
      return Object.entries(entry.value).flatMap(([inner, value]) =>
        changed(value, inner, [key, inner]).map((each) => ({
          ...each,
          value: { ...entry.value, [inner]: each.value },
        })),
      );
    case 'modifiers':
    case 'guidance':
    case 'technique':
    case 'documentation':
      return fewer(entry.value).map(({ left, out, position }) => ({
        value: left,
        words: `${key} without ${out}`,
        path: [key, position],
      }));
    case 'authorization':
      return fewer(entry.value.places ?? []).map(({ left, out, position }) => ({
        value: { ...entry.value, places: left },
        words: `place without ${out}`,
        path: ['place', position],
      }));
    case 'covered-diagnoses':
      return fewer(entry.value.written).map(({ left, out, position }) => ({
        value: diagnosisNames(left),
        words: `codes without ${out}`,
        path: ['codes', position],
      }));
    case 'not-together':
    case 'only-beside':
      return fewer(entry.value.written).map(({ left, out, position }) => ({
        value: serviceNames(left),
        words: `beside without ${out}`,
        path: ['beside', position],
      }));
    case 'not-covered':
      return [];
  }
}

/** A number one up and one down, a share five, a duration one of its unit. */
function changed(value: unknown, name: string, path: readonly PropertyKey[]): readonly ValueChange[] {
  if (typeof value === 'number') {
    const isShare = name === 'relief';
    const step = isShare ? 5 : 1;
    const least = isShare || name === 'pain-before' ? 0 : 1;
    const most = isShare ? 100 : name === 'pain-before' ? 10 : 99;
    const written = (number: number): string => (isShare ? `${number}%` : `${number}`);
    return [value + step, value - step]
      .filter((number) => number >= least && number <= most)
      .map((number) => {
        const before = written(value);
        return { value: number, words: `${name}: ${written(number)} instead of ${before}`, path, before };
      });
  }
  if (!isDuration(value)) return [];
  return [value.count + 1, value.count - 1]
    .filter((count) => count >= 1)
    .map((count) => {
      const other: Duration = { ...value, count };
      const before = durationWords(value);
      return { value: other, words: `${name}: ${durationWords(other)} instead of ${before}`, path, before };
    });
}

/** The list with one left out, for each; none if there is only one: that is the whole statement. */
function fewer<Item>(list: readonly Item[]): readonly { left: Item[]; out: Item; position: number }[] {
  if (list.length < 2) return [];
  return list.map((out, position) => ({ left: list.filter((_, index) => index !== position), out, position }));
}

function isDuration(value: unknown): value is Duration {
  return typeof value === 'object' && value !== null && 'unit' in value;
}
