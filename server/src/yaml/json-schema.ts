/**
 * The published JSON Schema of one of our files, for other YAML tools. They read a bare code or count as a number, and know
 * nothing of codes and payers: it is never stricter than our own reading, so that they report nothing that we do not.
 */
import { parse } from 'yaml';
import * as z from 'zod';
import type { About } from './schema.js';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** JSON Schema, draft 07, for the contents of the file. */
export function publishedSchema(schema: z.ZodType, title: string, description: string): JsonSchema {
  const { $schema, ...published } = z.toJSONSchema(schema, {
    target: 'draft-07',
    io: 'input',
    // JSON Schema cannot express what a refinement looks at.
    unrepresentable: 'any',
  });
  rewrite(published);
  return { $schema, title, description, ...published } as JsonSchema;
}

/** Puts our own metadata in the words of JSON Schema, from the outermost schema to the innermost. */
function rewrite(schema: unknown): void {
  if (Array.isArray(schema)) schema.forEach(rewrite);
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return;
  describeOwn(schema as JsonSchema);
  const { properties, items, anyOf, additionalProperties } = schema as JsonSchema;
  for (const inner of [...Object.values(properties ?? {}), items, anyOf, additionalProperties]) rewrite(inner);
}

function describeOwn(schema: JsonSchema): void {
  const { takes, example, from, to } = schema as About;
  for (const ours of ['takes', 'example', 'from', 'to'] satisfies readonly (keyof About)[]) delete schema[ours];
  // A key of digits is also a number, and has no form that a value may not have.
  delete schema.propertyNames;
  const value = example === undefined ? undefined : exampleOf(example);
  if (value !== undefined) schema.examples = [value];
  if (schema.type !== 'string' || schema.enum) return;
  switch (takes) {
    case 'count': {
      schema.type = 'integer';
      if (from !== undefined) schema.minimum = from;
      if (to !== undefined) schema.maximum = to;
      delete schema.pattern;
      return;
    }
    case 'date':
      // The format says the same in fewer words.
      delete schema.pattern;
      return;
    case 'address':
    case 'encounter':
    case 'share':
    case 'duration':
    case 'window':
      return;
    default:
      // A code, modifier, place or name may be a number to YAML: 64493, 50, 04. Patterns hold for strings only.
      (schema as { type: unknown }).type = ['string', 'number', 'boolean'];
  }
}

/** The value of a line such as `mue: cms`. */
function exampleOf(line: string): unknown {
  const read: unknown = parse(line, { logLevel: 'error' });
  return typeof read === 'object' && read !== null ? Object.values(read)[0] : undefined;
}
