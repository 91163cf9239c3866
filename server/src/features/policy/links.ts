/** The addresses in a policy file that lead to published policies. */
import { address } from '../../policy/scalars.js';
import type { Span } from '../../text/span.js';
import { formAt } from '../../yaml/schema-at.js';
import { readTree, scalarsIn } from '../../yaml/tree.js';
import type { YamlFile } from './world.js';

/** Each address where the schema takes one. */
export function links({ text, schema }: YamlFile): readonly { readonly span: Span; readonly target: string }[] {
  return [...scalarsIn(readTree(text).root)].flatMap(({ path, scalar }) => {
    const { value, inner } = scalar;
    if (!value.startsWith('http') || !address.safeParse(value).success) return [];
    return formAt(schema, path)?.about.takes === 'address' ? [{ span: inner, target: value }] : [];
  });
}
