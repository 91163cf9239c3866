/** A file's values without the parts that break, and what broke. Knows no key by name. */
import type * as z from 'zod';
import { nearest } from '../text/distance.js';
import { addTo } from '../text/grouped.js';
import { type Span, within } from '../text/span.js';
import { mostProblems } from './bounds.js';
import { firstLineOf, markable, spanOfKey, spanOfValue } from './locate.js';
import type { FoundProblem } from './problem.js';
import type { FileKind, ReadYaml } from './read.js';
import type { Plain } from './values.js';
import { type FaultKind, faultsOf, type SchemaFault } from './wording.js';

/** The content that can be used, leaving out one entry or mapping key at a time; undefined if none of it can be used. */
export function readable<Schema extends z.ZodType, Prefix extends string>(
  { value: whole, root, problems: inYaml }: ReadYaml<string>,
  schema: Schema,
  text: string,
  kind: FileKind<Prefix>,
): { content: z.output<Schema> | undefined; problems: readonly FoundProblem<`${Prefix}-${FaultKind}`>[] } {
  const { content, faults } = leftOf(whole ?? '', schema, kind);
  const problems: FoundProblem<`${Prefix}-${FaultKind}`>[] = [];
  for (const { kind: what, path, key, message, replacement, isLack, missing } of faults.slice(0, mostProblems)) {
    const lacking = missing === undefined ? undefined : path.at(-2);
    const span =
      typeof lacking === 'string'
        ? spanOfKey(root, path.slice(0, -2), lacking)
        : key === undefined
          ? spanOfValue(root, path)
          : spanOfKey(root, path, key);
    // What could not be read may well be what is missing.
    if (isLack && inYaml.some(({ at }) => within(at, span))) continue;
    const at: Span = markable(text, isLack ? firstLineOf(text, span) : span);
    problems.push({ rule: `${kind.prefix}-${what}`, at, message, replacement });
  }
  return { content, problems };
}

function leftOf<Schema extends z.ZodType>(
  whole: Plain,
  schema: Schema,
  kind: FileKind,
): { content: z.output<Schema> | undefined; faults: readonly SchemaFault[] } {
  const faults: SchemaFault[] = [];
  let value = whole;
  // Each round leaves something out; a second one is needed because keys are compared only once each is valid.
  for (let round = 0; round < 10; round += 1) {
    const result = schema.safeParse(value);
    if (result.success) return { content: result.data, faults };
    const found = result.error.issues.flatMap((issue) => faultsOf(issue, value, schema, kind));
    faults.push(...found.filter((fault) => !isExplained(fault, found)));
    const left = found.map(({ path, key }) => (key === undefined ? path : [...path, key]).slice(0, 2));
    if (left.some(([first]) => first === undefined || first === kind.needs)) break;
    value = without(value, left);
  }
  return { content: undefined, faults };
}

/** One mistake, one finding: an entry lacks something because the key that would say it is misspelled. */
function isExplained(fault: SchemaFault, all: readonly SchemaFault[]): boolean {
  if (!fault.isLack) return false;
  const { missing } = fault;
  const around = missing === undefined ? fault.path : fault.path.slice(0, -1);
  return all.some(
    (other) =>
      !other.isLack &&
      around.every((step, index) => other.path[index] === step) &&
      (missing === undefined ||
        (other.path.length === around.length && nearest(other.key ?? '', [missing]) === missing)),
  );
}

function without(value: Plain, paths: readonly (readonly PropertyKey[])[]): Plain {
  if (typeof value === 'string') return value;
  const leftOut = new Map<string, (readonly PropertyKey[])[]>();
  for (const [key, ...below] of paths) addTo(leftOut, String(key), below);
  const kept = (key: string, inner: Plain): readonly Plain[] => {
    const below = leftOut.get(key);
    if (!below) return [inner];
    return below.some((path) => path.length === 0) ? [] : [without(inner, below)];
  };
  // What is left out of a list leaves its place empty, so that the others keep their places.
  if (isList(value)) return value.map((inner, index) => kept(`${index}`, inner)[0]) as readonly Plain[];
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => kept(key, inner).map((left) => [key, left])),
  );
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
