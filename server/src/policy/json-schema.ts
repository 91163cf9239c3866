/**
 * The published JSON Schema of a file of ours, for other YAML tools. They read a bare code or count as a number, and know
 * nothing of codes and payers: it is never stricter than our own reading, so that they report nothing that we do not.
 */
import { parse } from 'yaml';
import * as z from 'zod';
import type { Takes } from './scalars.js';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** JSON Schema, draft 07, of what stands in the file. */
export function publishedSchema(schema: z.ZodType, title: string, description: string): JsonSchema {
  const { $schema, ...published } = z.toJSONSchema(schema, {
    target: 'draft-07',
    io: 'input',
    // What a refinement looks at has no words in JSON Schema.
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
  const { takes, example } = schema as { readonly takes?: Takes; readonly example?: string };
  delete schema.takes;
  delete schema.example;
  // A key of digits is a number too, and has no other form than a value may have.
  delete schema.propertyNames;
  const value = example === undefined ? undefined : exampleOf(example);
  if (value !== undefined) schema.examples = [value];
  if (schema.type !== 'string' || schema.enum) return;
  switch (takes) {
    case 'count': {
      const isScore = schema.pattern?.startsWith('^(?:10');
      schema.type = 'integer';
      schema.minimum = isScore ? 0 : 1;
      schema.maximum = isScore ? 10 : 99;
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
