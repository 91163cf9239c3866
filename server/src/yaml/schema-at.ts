/**
 * What a zod schema allows at a path of a YAML file, as plain data: for completion and hovers of any file that has
 * such a schema. Knows no key by name.
 */
import * as z from 'zod';
import type { About } from './schema.js';

/** The schema of a file. */
export type FileSchema = z.ZodType;

export interface KeyForm {
  readonly key: string;
  readonly about: About;
  readonly isRequired: boolean;
}

/** All that may appear at a place; where a value or a list of values may, both are given. */
export interface Form {
  readonly about: About;
  /** One value may appear here. */
  readonly isScalar: boolean;
  /** The words it may be, if they are fixed. */
  readonly words: readonly string[];
  /** The keys of the mapping that may appear here; undefined if none may. */
  readonly keys: readonly KeyForm[] | undefined;
  /** Any key may appear in the mapping. */
  readonly isOpen: boolean;
  /** A list may appear here. */
  readonly isList: boolean;
}

/** What may appear at the path; undefined if nothing may. */
export function formAt(schema: FileSchema, path: readonly (string | number)[]): Form | undefined {
  let found: readonly Unwrapped[] = unwrapped(schema, {}, false);
  for (const step of path) {
    found = found.flatMap(({ schema: each }) => stepped(each, step));
    if (found.length === 0) return undefined;
  }
  return formOf(found);
}

/** A schema without what is wrapped around it, and what is said of it on the way inside: the outermost words count. */
interface Unwrapped {
  readonly schema: z.core.$ZodType;
  readonly about: About;
  readonly isOptional: boolean;
}

function unwrapped(schema: z.core.$ZodType, around: About, isOptional: boolean): readonly Unwrapped[] {
  const about: About = {
    ...(schema instanceof z.ZodType ? (schema.meta() as About | undefined) : undefined),
    ...around,
  };
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrapped(schema.def.innerType, about, true);
  }
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly || schema instanceof z.ZodCatch) {
    return unwrapped(schema.def.innerType, about, isOptional);
  }
  if (schema instanceof z.ZodPipe) return unwrapped(schema.def.in, about, isOptional);
  if (schema instanceof z.ZodUnion) {
    return schema.def.options.flatMap((option) => unwrapped(option, about, isOptional));
  }
  return [{ schema, about, isOptional }];
}

function stepped(schema: z.core.$ZodType, step: string | number): readonly Unwrapped[] {
  if (schema instanceof z.ZodArray && typeof step === 'number') return unwrapped(schema.def.element, {}, false);
  if (schema instanceof z.ZodObject && Object.hasOwn(schema.shape, step)) {
    const inner: z.core.$ZodType | undefined = schema.shape[String(step)];
    return inner ? unwrapped(inner, {}, false) : [];
  }
  if (schema instanceof z.ZodRecord) return unwrapped(schema.def.valueType, {}, false);
  return [];
}

function formOf(found: readonly Unwrapped[]): Form {
  const about: About = Object.assign({}, ...[...found].reverse().map((each) => each.about));
  const objects = found.flatMap(({ schema }) => (schema instanceof z.ZodObject ? [schema] : []));
  const records = found.filter(({ schema }) => schema instanceof z.ZodRecord);
  const lists = found.filter(({ schema }) => schema instanceof z.ZodArray);
  const scalars = found.length - objects.length - records.length - lists.length;
  const keys = objects.flatMap(({ shape }) => Object.entries(shape).map(([key, inner]) => keyForm(key, inner)));
  return {
    about,
    isScalar: scalars > 0,
    words: [...new Set(found.flatMap(({ schema }) => wordsOf(schema)))],
    keys: objects.length > 0 || records.length > 0 ? keys : undefined,
    isOpen: records.length > 0,
    isList: lists.length > 0,
  };
}

function keyForm(key: string, schema: z.core.$ZodType): KeyForm {
  const forms = unwrapped(schema, {}, false);
  return {
    key,
    about: Object.assign({}, ...forms.map(({ about }) => about)),
    isRequired: !forms.some(({ isOptional }) => isOptional),
  };
}

function wordsOf(schema: z.core.$ZodType): readonly string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  return schema instanceof z.ZodLiteral ? [...schema.values].map(String) : [];
}
