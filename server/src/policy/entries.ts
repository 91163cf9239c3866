/** The statements that a policy file's lists make, each with the place where it is. Knows no other file. */
import type { Span } from '../text/span.js';
import { spanOfKey } from '../yaml/locate.js';
import type { AnyEntry, Confidence, EntryKey, EntryValues } from './entry.js';
import type { PolicyContent } from './schema.js';

type Lists = Pick<
  PolicyContent,
  'limits' | 'require' | 'authorization' | 'not-covered' | 'not-together' | 'only-beside' | 'covered-diagnoses'
>;
type ListName = keyof Lists;
type Item<List extends ListName> = NonNullable<NonNullable<Lists[List]>[number]>;
type AnyItem = { readonly [List in ListName]: Item<List> }[ListName];

export const listNames: readonly ListName[] = [
  'limits',
  'require',
  'authorization',
  'not-covered',
  'not-together',
  'only-beside',
  'covered-diagnoses',
];

const limitKeys = ['levels-per-session', 'levels-per-side', 'regions-per-session', 'sessions'] as const;
const requirementKeys = ['modifiers', 'guidance', 'technique', 'documentation', 'at-least', 'prior', 'repeat'] as const;

/** The file's statements in the order of its lists; broken parts are left out. */
export function entriesIn(
  content: PolicyContent,
  { file, shipped, root }: { readonly file: string; readonly shipped: boolean; readonly root: unknown },
): readonly AnyEntry[] {
  const found: AnyEntry[] = [];
  const add = <Key extends EntryKey>(
    list: ListName,
    index: number,
    item: AnyItem,
    key: Key,
    value: EntryValues[Key],
    written: string,
  ) => {
    const at: Span = spanOfKey(root, [list, index], written);
    found.push({
      key,
      value,
      names: item.for,
      when: item.when ?? {},
      with: item.with,
      isOriginalMedicare: item['original-medicare'] ?? false,
      from: item.from,
      until: item.until,
      source: item.source ?? content.source,
      read: item.read,
      confidence: (item.confidence ?? 'verified') satisfies Confidence,
      severity: item.severity,
      origin: {
        policy: content.payer,
        policyName: content.name ?? content.payer,
        file,
        shipped,
        at,
        entry: `${list} ${index}`,
      },
      depth: 0,
    } as AnyEntry);
  };
  each(content.limits, (item, index) => {
    for (const key of limitKeys) {
      const value = item[key];
      if (value !== undefined) add('limits', index, item, key, value, key);
    }
    const { interval: least, of = 'any' } = item;
    if (least) add('limits', index, item, 'interval', { least, of }, 'interval');
  });
  each(content.require, (item, index) => {
    for (const key of requirementKeys) {
      const value = item[key];
      if (value !== undefined) add('require', index, item, key, value as EntryValues[typeof key], key);
    }
  });
  each(content.authorization, (item, index) => {
    add('authorization', index, item, 'authorization', { places: item.place, voluntary: item.voluntary }, 'for');
  });
  each(content['not-covered'], (item, index) => add('not-covered', index, item, 'not-covered', true, 'for'));
  for (const list of ['not-together', 'only-beside'] as const) {
    each(content[list], (item, index) => add(list, index, item, list, item.beside, 'beside'));
  }
  each(content['covered-diagnoses'], (item, index) => {
    add('covered-diagnoses', index, item, 'covered-diagnoses', item.codes, 'codes');
  });
  return found;
}

function each<Value>(list: readonly (Value | undefined)[] | undefined, visit: (item: Value, index: number) => void) {
  list?.forEach((item, index) => {
    if (item !== undefined) visit(item, index);
  });
}
