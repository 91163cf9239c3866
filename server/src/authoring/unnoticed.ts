/**
 * Why a change of a statement went unnoticed: what an example would have to hold for it to fail, or what makes the statement
 * superfluous. In a clause for the author; the change itself is named beside it.
 */
import type { PolicyDocument } from '../policy/document.js';
import { type AnyEntry, identityOf } from '../policy/entry.js';
import { holdsOn } from '../policy/inherit.js';
import { namesCode, serviceNames } from '../policy/names.js';
import { saidWords } from '../policy/words.js';
import { listed } from '../text/words.js';
import { type ExampleResult, runExample } from './examples.js';
import { compareLimits } from './looser.js';
import type { Mutation } from './mutations.js';
import { daysOf, forebearsInTime, periodOf } from './periods.js';
import { codesNamed } from './reach.js';
import { statementKey } from './statement.js';
import type { AuthoringWorld } from './world.js';

/** What is known of a change that no example noticed. */
interface Unnoticed {
  readonly mutation: Mutation;
  /** The document as it is, and as the change makes it. */
  readonly document: PolicyDocument;
  readonly changed: PolicyDocument;
  readonly results: readonly ExampleResult[];
}

/** Why none of the examples that pass fails by the change. */
export function whyUnnoticed(world: AuthoringWorld, unnoticed: Unnoticed): string {
  const { mutation, document, results } = unnoticed;
  const { entry } = mutation;
  if (results.every(({ isPassed }) => !isPassed)) return 'no example passes';
  const other = saidElsewhere(world, document, mutation);
  if (other) return other;
  const key = statementKey(entry);
  const finding = results.filter(
    ({ isPassed, findings }) =>
      isPassed && findings.some(({ entries }) => entries.some((each) => statementKey(each) === key)),
  );
  const counted = finding.filter(({ findings }) =>
    findings.some(
      ({ isCounted, isExpected, entries }) =>
        (isCounted || isExpected) && entries.some((each) => statementKey(each) === key),
    ),
  );
  const [weak] = finding;
  if (weak && counted.length === 0)
    return `what “${weak.name}” finds by it is not a warning or error, and its expect does not name it`;
  const dropped = droppedBy(mutation);
  if (dropped) return whyDropped(world, unnoticed, dropped);
  const moved = movedBy(mutation);
  if (moved) return atTheLimit(mutation, moved);
  if (counted.length === 0) return 'it applies to an example, but no example has a finding that uses it';
  return stillFound(world, unnoticed, counted) ?? 'the examples have the same findings without it';
}

/** The statement, or the part of it that was left out, is said by another one: inherited, or in the file itself. */
function saidElsewhere(
  world: AuthoringWorld,
  document: PolicyDocument,
  { entry, changed }: Mutation,
): string | undefined {
  const left = changed?.names.written ?? [];
  const out = entry.names.written.filter((name) => !left.includes(name));
  // Only what is left out can be said by another.
  if (out.length === 0) return undefined;
  const identity = identityOf(entry);
  const day = daysOf(world, periodOf(document, entry)).at(-1);
  const inherited = forebearsInTime(world, document, entry).flatMap((parent) =>
    parent.entries.filter((each) => holdsOn(each, day)).map((each) => ({ where: parent.content.payer, each })),
  );
  if (!changed) {
    const parent = inherited.find(({ each }) => identityOf(each) === identity);
    if (parent) {
      const same = JSON.stringify(parent.each.value) === JSON.stringify(entry.value);
      return same
        ? `${parent.where}, which this file extends, says the same`
        : `without it ${parent.where} has ${saidWords(parent.each)}, and no example tells the two apart`;
    }
  }
  const own = document.entries
    .filter((each) => statementKey(each) !== statementKey(entry) && holdsOn(each, day))
    .map((each) => ({ where: 'this file', each }));
  const codes = codesNamed(serviceNames(out), world.codes);
  const covering = [...own, ...inherited].find(
    ({ each }) =>
      each.severity !== 'off' &&
      isAsStrict(each, entry) &&
      isAsWide(each, entry) &&
      codes.length > 0 &&
      codes.every((code) => namesCode(each.names, code, world.codes)),
  );
  return (
    covering && `${covering.where} also has ${saidWords(covering.each)} for ${listed(covering.each.names.written)}`
  );
}

function isAsStrict(other: AnyEntry, entry: AnyEntry): boolean {
  if (other.key !== entry.key) return false;
  const comparison = compareLimits(entry, other);
  return comparison === 'neither'
    ? JSON.stringify(other.value) === JSON.stringify(entry.value)
    : comparison === 'same' || comparison === 'looser';
}

/** The other applies wherever this one does, by its conditions. */
function isAsWide(other: AnyEntry, entry: AnyEntry): boolean {
  if (other.with && other.with.key !== entry.with?.key) return false;
  return Object.entries(other.when).every(([key, values]) => {
    const own: readonly unknown[] | undefined = entry.when[key as keyof typeof entry.when];
    return values === undefined || (own?.every((value) => (values as readonly unknown[]).includes(value)) ?? false);
  });
}

/** The one value of a list that the change leaves out. */
interface Dropped {
  readonly of: 'for' | 'with' | 'state' | AnyEntry['key'];
  readonly out: string;
}

function droppedBy({ entry, changed }: Mutation): Dropped | undefined {
  if (!changed) return undefined;
  const missing = (all: readonly string[], left: readonly string[]): string | undefined =>
    left.length < all.length ? all.find((each) => !left.includes(each)) : undefined;
  const name = missing(entry.names.written, changed.names.written);
  if (name !== undefined) return { of: 'for', out: name };
  const other = missing(entry.with?.written ?? [], changed.with?.written ?? []);
  if (other !== undefined) return { of: 'with', out: other };
  const state = missing(entry.when.state ?? [], changed.when.state ?? []);
  if (state !== undefined) return { of: 'state', out: state };
  const out = missing(listIn(entry.value), listIn(changed.value));
  return out === undefined ? undefined : { of: entry.key, out };
}

/** The value's own list: modifiers, places, the diagnoses as written; none if it has none. */
function listIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'object' || value === null) return [];
  const list = 'written' in value ? value.written : 'places' in value ? value.places : undefined;
  return Array.isArray(list) ? list.map(String) : [];
}

function whyDropped({ codes }: AuthoringWorld, { results }: Unnoticed, { of, out }: Dropped): string {
  switch (of) {
    case 'for': {
      const names = serviceNames([out]);
      const isBilled = results.some(
        ({ isPassed, checked }) =>
          isPassed &&
          checked.encounters.some(({ judgment: { situation } }) =>
            situation.claim.lines.some(({ code }) => namesCode(names, code, codes)),
          ),
      );
      return isBilled ? `no example has a finding that uses it for ${out}` : `no example bills ${out}`;
    }
    case 'with':
      return `no example has ${out} on the claim without the others`;
    case 'state':
      return `no example is in ${out}`;
    case 'modifiers':
      return `no example lacks ${out} alone`;
    case 'documentation':
      return `no example leaves out ${out} alone`;
    case 'authorization':
      return `no example at place ${out} needs it`;
    case 'covered-diagnoses':
      return `no example has a line covered by ${out} alone`;
    case 'not-together':
      return `no example bills it on the same day as ${out} alone`;
    case 'only-beside':
      return `no example is paid because of ${out}`;
    case 'guidance':
    case 'technique':
      return `no example passes because of ${out}`;
    default:
      return `no example depends on ${out}`;
  }
}

/** Keys of which a higher value pays less; of all others it pays more. A longer window of sessions counts more of them. */
const stricterWhenMore: ReadonlySet<string> = new Set([
  'least',
  'relief',
  'indication',
  'conservative-care',
  'pain-before',
  'count',
  'for',
]);

interface Moved {
  /** More is paid, or sooner. */
  readonly isLooser: boolean;
  /** The value is the least that is required, and not the most that is paid. */
  readonly isLeast: boolean;
}

/** Whether the change of a number or a duration pays more or less; undefined if it changes none. */
function movedBy({ entry, changed }: Mutation): Moved | undefined {
  if (!changed) return undefined;
  const [one, other] = [numbersOf(entry.key, entry.value), numbersOf(entry.key, changed.value)];
  for (const [name, before] of one) {
    const after = other.get(name);
    if (after === undefined || after === before) continue;
    return { isLooser: after > before !== isLeast(entry.key, name), isLeast: isLeast(entry.key, name) };
  }
  return undefined;
}

function isLeast(key: AnyEntry['key'], name: string): boolean {
  return name === 'within' ? key === 'sessions' : stricterWhenMore.has(name);
}

/** What an example would have to hold: the limit itself, or what is just beyond it. */
function atTheLimit({ before = 'it' }: Mutation, { isLooser, isLeast }: Moved): string {
  if (isLeast) return isLooser ? `no example is just short of ${before}` : `no example just reaches ${before}`;
  return isLooser ? `no example is just over ${before}` : `no example is just at ${before}`;
}

/** The value's numbers by their keys; a duration counts in its own unit, which a change keeps. */
function numbersOf(key: string, value: unknown): ReadonlyMap<string, number> {
  if (typeof value === 'number') return new Map([[key, value]]);
  if (typeof value !== 'object' || value === null) return new Map();
  if ('unit' in value && 'count' in value) return new Map([[key, Number(value.count)]]);
  return new Map(Object.entries(value).flatMap(([name, inner]) => [...numbersOf(name, inner)]));
}

/** Another statement, or the rule by itself, finds the same without it. */
function stillFound(
  world: AuthoringWorld,
  { changed, mutation }: Unnoticed,
  counted: readonly ExampleResult[],
): string | undefined {
  const trial = { ...world, policies: world.policies.withDocument(changed) };
  const key = statementKey(mutation.entry);
  for (const { index, name, findings } of counted) {
    const rules = findings.filter(({ entries }) => entries.some((each) => statementKey(each) === key));
    const now = runExample(trial, changed, index)?.findings ?? [];
    const again = now.find(({ rule, isCounted }) => isCounted && rules.some((each) => each.rule === rule));
    if (!again) continue;
    const [other] = again.entries;
    const by = other ? `, by ${other.origin.policy}: ${saidWords(other)} for ${listed(other.names.written)}` : '';
    return `“${name}” still has ${again.rule} without it${by}`;
  }
  return undefined;
}
