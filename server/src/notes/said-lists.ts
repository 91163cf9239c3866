/** What heading, labels and text say of one list, and whether they say the same. */
import { type Decision, type Statement, unsure } from './statements.js';

/** A list, as one source says it. */
export interface Said {
  readonly items: readonly string[];
  readonly statement: Statement;
  /** Heading or label: it says all of them. */
  readonly isWhole: boolean;
}

/** What heading, labels and text say together: the same, or what the text repeats of it. */
export function together(
  said: readonly Said[],
  isRepeated: boolean,
  canonical: (items: readonly string[]) => readonly string[],
): Decision | undefined {
  const [first] = said;
  if (!first) return undefined;
  const byWhere = new Map<string, Said[]>();
  for (const each of said) {
    const key = each.isWhole ? each.statement.where : 'in the text';
    byWhere.set(key, [...(byWhere.get(key) ?? []), each]);
  }
  const sources = [...byWhere.values()].map((group) => ({
    isWhole: group[0]?.isWhole ?? false,
    items: unique(group.flatMap(({ items }) => items)),
    group,
  }));
  const whole = sources.filter(({ isWhole }) => isWhole);
  const [base = sources[0]] = whole;
  if (!base) return undefined;
  const all = canonical(base.items);
  const isAgreed = sources.every(({ items, isWhole }) => {
    const own = canonical(items);
    const isSame = own.length === all.length && own.every((each) => all.includes(each));
    return isSame || (!isWhole && isRepeated && own.every((each) => all.includes(each)));
  });
  if (!isAgreed) return unsure(...sources.map(({ group }) => group[0]?.statement));
  const statement = base.group[0]?.statement;
  const words = unique(base.group.map((each) => each.statement.words)).join(' … ');
  return statement && { kind: 'certain', value: base.items.join(', '), words };
}

/** Each value once, in their order. */
export function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
