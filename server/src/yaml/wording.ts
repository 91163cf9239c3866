/** A broken key or value of one of our files in its author's words. Knows zod's issues, and no key by name except `severity`. */
import * as z from 'zod';
import { nearest } from '../text/distance.js';
import { listed } from '../text/words.js';
import type { FileKind } from './read.js';
import type { Plain } from './values.js';

type Issue = z.core.$ZodIssue;

export type FaultKind = 'schema' | 'unknown-rule';

/** One thing that is wrong, and what it is: an unknown key, or the value at a path. */
export interface SchemaFault {
  readonly kind: FaultKind;
  readonly path: readonly PropertyKey[];
  /** The unknown key of the map at `path`; absent if the value at `path` is at fault. */
  readonly key?: string | undefined;
  readonly message: string;
  readonly replacement?: string | undefined;
  /** Something is missing: the fault is of what lacks it. */
  readonly isLack?: boolean | undefined;
  /** The one key that is missing. */
  readonly missing?: string | undefined;
}

/** Marks an issue of a refinement as a whole sentence about an entry that lacks something. */
export const lacksSomething = { isLack: true } as const;

/** What a zod issue says, one fault for each unknown key. */
export function faultsOf(issue: Issue, value: Plain, schema: z.core.$ZodType, file: FileKind): readonly SchemaFault[] {
  if (issue.code === 'invalid_union') {
    const inner = nearestBranch(issue.errors);
    if (inner.length > 0) {
      return inner.flatMap((each) => faultsOf({ ...each, path: [...issue.path, ...each.path] }, value, schema, file));
    }
  }
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    // The nearest word of the hundredth key is not worth the time to find it.
    return issue.keys.map((key, at) =>
      unknownKey(issue.path, key, at < 100 ? known : [], at < 100 ? homesOf(schema, key, issue.path, file) : [], file),
    );
  }
  if (issue.code === 'custom' && issue.params?.isLack) {
    return [{ kind: 'schema', path: issue.path, message: issue.message, isLack: true }];
  }
  if (issue.code === 'custom' && issue.params?.rules) return [unknownRule(issue, value, issue.params.rules)];
  return [wrongValue(issue, value, file)];
}

function unknownRule({ path }: Issue, value: Plain, rules: readonly string[]): SchemaFault {
  const found = valueAt(value, path);
  const written = typeof found === 'string' ? found : '';
  const replacement = nearest(written, rules);
  const message = `Unknown rule ${shortened(written)}${replacement ? `; did you mean ${replacement}?` : ''}`;
  return { kind: 'unknown-rule', path, message, replacement };
}

function unknownKey(
  path: readonly PropertyKey[],
  key: string,
  known: readonly string[],
  homes: readonly string[],
  file: FileKind,
): SchemaFault {
  const replacement = nearest(key, known);
  const isRule = path.length === 1 && path[0] === 'severity';
  const what = isRule ? 'Unknown rule' : 'Unknown key';
  const where = isRule ? '' : ` in ${path.length === 0 ? `the ${file.noun}` : label(path)}`;
  const right = replacement
    ? `; did you mean ${replacement}?`
    : homes.length > 0
      ? `; it belongs in ${listed(homes, 'or')}`
      : known.length > 0 && known.length <= 10
        ? `; use ${listed(known, 'or')}`
        : '';
  const message = key.trim() === '' ? 'Add a key before this colon' : `${what} ${shortened(key)}${where}${right}`;
  return { kind: isRule ? 'unknown-rule' : 'schema', path, key, message, replacement };
}

function wrongValue(issue: Issue, value: Plain, file: FileKind): SchemaFault {
  const found = valueAt(value, issue.path);
  const replacement =
    issue.code === 'invalid_value' && typeof found === 'string' ? nearest(found, issue.values.map(String)) : undefined;
  if (found === undefined && issue.path.length > 0) {
    const missing = label(issue.path);
    const message = `Missing key ${missing} in ${lacking(issue.path.slice(0, -1), file)}`;
    return { kind: 'schema', path: issue.path, message, isLack: true, missing };
  }
  return { kind: 'schema', path: issue.path, message: wordsFor(issue, found, file), replacement };
}

/** "the policy", "this limits entry", "sessions". */
function lacking(path: readonly PropertyKey[], { noun }: FileKind): string {
  const last = path.at(-1);
  if (last === undefined) return `the ${noun}`;
  return typeof last === 'number' ? `this ${label(path)} entry` : String(last);
}

function wordsFor(issue: Issue, found: Plain | undefined, { noun, opening }: FileKind): string {
  if (issue.path.length === 0)
    return `A ${noun} must have keys and values, such as ${opening} (found ${kindOf(found)})`;
  const name = label(issue.path);
  const stands =
    found === ''
      ? `${name} is empty`
      : typeof found === 'string'
        ? `${name} is ${shortened(found)}`
        : `${name} is ${kindOf(found)}`;
  return `${stands}; use ${taken(issue)}`;
}

function taken(issue: Issue): string {
  if (issue.code === 'invalid_value') return listed(issue.values.map(String), 'or');
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.expected === 'array') return 'a list';
  return issue.expected === 'object' ? 'keys and values' : 'a single value';
}

function kindOf(found: Plain | undefined): string {
  if (found === undefined || found === '') return 'nothing';
  if (typeof found === 'string') return 'a single value';
  if (!Array.isArray(found)) return 'keys and values';
  return found.length === 0 ? 'an empty list' : 'a list';
}

/** Of a value's possible forms, the one that was meant: the one whose issues are deepest within it. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (branch: readonly Issue[]) =>
    Math.max(...branch.map(({ code, path }) => path.length * 2 + (code === 'invalid_type' ? 0 : 1)));
  return branches.filter((branch) => branch.length > 0).sort((one, other) => depth(other) - depth(one))[0] ?? [];
}

/** The keys that may appear in the map at a path. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  let inner: unknown = schema;
  for (const step of path) {
    inner = unwrapped(inner);
    if (inner instanceof z.ZodObject) inner = inner.shape[String(step)];
    else if (inner instanceof z.ZodArray) inner = inner.element;
  }
  inner = unwrapped(inner);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** What a key that is unknown at this path belongs in: something below the path where it can, else whatever has such a key. */
function homesOf(
  schema: z.core.$ZodType,
  key: string,
  path: readonly PropertyKey[],
  { noun }: FileKind,
): readonly string[] {
  const here = path.filter((step) => typeof step === 'string');
  const all = pathsTo(schema, key, []);
  const below = all.filter((home) => home.length > here.length && here.every((step, at) => step === home[at]));
  return [...new Set((below.length > 0 && here.length > 0 ? below : all).map((home) => home.at(-1) ?? `the ${noun}`))];
}

/** The paths of the maps that may have the key, without the places in lists. */
function pathsTo(schema: unknown, key: string, path: readonly string[]): readonly (readonly string[])[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray) return pathsTo(inner.element, key, path);
  if (!(inner instanceof z.ZodObject)) return [];
  const below = Object.entries(inner.shape).flatMap(([name, value]) => pathsTo(value, key, [...path, name]));
  return Object.hasOwn(inner.shape, key) ? [path, ...below] : below;
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}

function valueAt(value: Plain, path: readonly PropertyKey[]): Plain | undefined {
  let inner: Plain | undefined = value;
  for (const step of path) {
    if (inner === undefined || typeof inner === 'string') return undefined;
    inner = (inner as Readonly<Record<PropertyKey, Plain>>)[step];
  }
  return inner;
}

function label(path: readonly PropertyKey[]): string {
  const names = path.filter((step) => typeof step === 'string');
  return names.at(-1) ?? 'the policy';
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
