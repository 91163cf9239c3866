/** The parts that make up the schemas of our YAML files, and the metadata that says what a key or value is. */
import * as z from 'zod';

/** What a value names, if that is more than its form shows. */
export type Takes =
  | 'codes'
  | 'diagnoses'
  | 'modifier'
  | 'place'
  | 'payer'
  | 'rule'
  | 'date'
  | 'address'
  | 'duration'
  | 'window'
  | 'share'
  | 'count'
  | 'encounter'
  | 'state'
  | 'yes';

/** What a key is, in an author's words: kept in the schema's metadata, where hovers and completion read it. */
export interface About {
  readonly title?: string;
  readonly description?: string;
  /** A line of YAML as it may appear in the file. */
  readonly example?: string;
  readonly takes?: Takes;
  /** Of a count: the least and the most it may be. */
  readonly from?: number;
  readonly to?: number;
}

export const line = z.string().regex(/^[^\r\n]{1,200}$/, 'one line of text, up to 200 characters');

/** A key that may be left out, with what it is in an author's words. */
export function about<Schema extends z.ZodType>(schema: Schema, title: string, description: string, example?: string) {
  return schema.optional().meta({ title, description, ...(example ? { example } : {}) } satisfies About);
}

/** A broken item is undefined, so that the others keep their place. */
export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item.optional());
}

/** A value, or a list of them. */
export function oneOrMore<Item extends z.ZodType>(item: Item) {
  type Value = z.output<Item>;
  return z
    .union([item, z.array(item).min(1, 'at least one value')])
    .transform((read): readonly Value[] => (Array.isArray(read) ? read : [read as Value]));
}
