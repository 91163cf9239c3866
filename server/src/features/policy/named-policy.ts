/**
 * Which policy a place names: `payer`, `extends` or an alias of a policy file, a payer in one of its examples, a value among the
 * project file's aliases.
 */

import type { IsoDate } from '../../clinical/dates.js';

import { nameKey } from '../../policy/shelf.js';
import type { Span } from '../../text/span.js';
import { type Path, placeAt } from '../../yaml/place.js';
import { formAt } from '../../yaml/schema-at.js';
import { nodeAt, pairOf, readTree, type Scalar, scalarsIn } from '../../yaml/tree.js';
import { examplePayers } from './example-payers.js';
import { type PolicyWorld, policyFile, type YamlFile } from './world.js';

interface NamedPolicy {
  /** As written. */
  readonly name: string;
  readonly span: Span;
  readonly as: 'payer' | 'extends' | 'alias' | 'value' | 'example';
  /** Of a payer in an example: the date of service. */
  readonly date?: IsoDate | undefined;
}

/** The name of a policy at an offset; undefined if there is none. */
export function namedPolicyAt(world: PolicyWorld, file: YamlFile, offset: number): NamedPolicy | undefined {
  const tree = readTree(file.text);
  const place = placeAt(file.text, tree, offset);
  if (isExample(place.path)) {
    const payer = examplePayers(world, file).find(({ span }) => span.start <= offset && offset <= span.end);
    return payer && { ...payer, as: 'example' };
  }
  if (place.kind !== 'value' || place.span.start === place.span.end) return undefined;
  const scalar = nodeAt(tree.root, place.path);
  if (scalar?.kind !== 'scalar') return undefined;
  const as = roleOf(file, place.path);
  return as && { name: scalar.value, span: scalar.inner, as };
}

/** The scalar under a key of the whole file. */
export function headScalar(text: string, key: string): Scalar | undefined {
  const value = pairOf(readTree(text).root, key)?.value;
  return value?.kind === 'scalar' ? value : undefined;
}

/** Every place in a text where a policy is named so, by its id or, in a list of aliases, by an alias. */
export function namesIn(file: YamlFile, name: string): readonly NamedPolicy[] {
  const wanted = nameKey(name);
  return [...scalarsIn(readTree(file.text).root)].flatMap(({ path, scalar }) => {
    if (nameKey(scalar.value) !== wanted) return [];
    const as = roleOf(file, path);
    return as ? [{ name: scalar.value, span: scalar.inner, as }] : [];
  });
}

/** Every policy file there is, with its text; for the file being edited, its current text. */
export function policyTexts(
  world: PolicyWorld,
  written: YamlFile,
): readonly (YamlFile & { readonly shipped: boolean })[] {
  return world.policies.shelf.all.flatMap(({ file, shipped }) => {
    const text = file === written.file ? written.text : world.policies.textOf(file);
    return text === undefined ? [] : [{ ...policyFile(world, file, text), shipped }];
  });
}

/** Whether a path is that of an example's encounter. */
function isExample([list, index, key, ...more]: Path): boolean {
  return list === 'examples' && typeof index === 'number' && key === 'encounter' && more.length === 0;
}

function roleOf({ schema }: YamlFile, path: Path): NamedPolicy['as'] | undefined {
  const [first, ...more] = path;
  if (first === 'aliases' && typeof more[0] === 'number' && more.length === 1) return 'alias';
  if (formAt(schema, path)?.about.takes !== 'payer') return undefined;
  return more.length > 0 ? 'value' : first === 'payer' ? 'payer' : 'extends';
}
