/**
 * A payer's id renamed wherever it is: in its policy files, those that extend it, the examples of any, encounters and the project
 * file.
 */
import { payerId } from '../../policy/scalars.js';
import { nameKey } from '../../policy/shelf.js';
import { addTo } from '../../text/grouped.js';
import { type Edit, replaceAt, type Span } from '../../text/span.js';
import { examplePayers } from './example-payers.js';
import { namedPolicyAt, namesIn, policyTexts } from './named-policy.js';
import type { Naming } from './references.js';
import type { PolicyWorld, YamlFile } from './world.js';

/** Why something is not done, as a sentence to show. */
export interface Refusal {
  readonly refusal: string;
}

interface Renaming {
  readonly edits: readonly { readonly file: string; readonly edits: readonly Edit[] }[];
}

/** What a rename at this place would replace. */
export function prepareRename(
  world: PolicyWorld,
  file: YamlFile,
  offset: number,
): { readonly span: Span; readonly placeholder: string } | Refusal {
  const named = namedPolicyAt(world, file, offset);
  if (!named || named.as === 'alias') return { refusal: "Only a payer's id can be renamed, after payer: or extends:" };
  const refusal = refusalOf(world, named.name);
  return refusal ?? { span: named.span, placeholder: named.name };
}

/** The edits that rename the id at this place. */
export function rename(
  world: PolicyWorld,
  file: YamlFile,
  offset: number,
  newName: string,
  { uses, projects }: Naming,
): Renaming | Refusal {
  const prepared = prepareRename(world, file, offset);
  if ('refusal' in prepared) return prepared;
  const id = nameKey(prepared.placeholder);
  const name = newName.trim();
  const refusal = badName(world, id, name);
  if (refusal) return refusal;

  const edits = new Map<string, Edit[]>();
  const change = (where: string, span: Span) => addTo(edits, where, replaceAt(span, name));
  for (const policy of policyTexts(world, file)) {
    if (policy.shipped) continue;
    for (const { as, span } of namesIn(policy, id)) if (as !== 'alias') change(policy.file, span);
    for (const { name: payer, span } of examplePayers(world, policy)) {
      if (nameKey(payer) === id) change(policy.file, span);
    }
  }
  for (const project of projects) for (const { span } of namesIn(project, id)) change(project.file, span);
  // An alias stays what the practice's system calls the payer.
  for (const use of uses) if (nameKey(use.name) === id) change(use.file, use.span);
  return { edits: [...edits].map(([where, list]) => ({ file: where, edits: list })) };
}

function refusalOf({ policies }: PolicyWorld, name: string): Refusal | undefined {
  const id = nameKey(name);
  const files = policies.shelf.all.filter((policy) => nameKey(policy.id) === id);
  const meant = policies.shelf.idOf.get(id);
  if (files.length === 0) {
    const isAlias = meant !== undefined && meant !== id;
    return {
      refusal: isAlias
        ? `Only a payer's id can be renamed; ${name} is an alias of ${meant}`
        : `No policy has the id ${name}`,
    };
  }
  if (!files.some(({ shipped }) => shipped)) return undefined;
  return {
    refusal: `${name} is the id of a built-in policy, which other policies and encounters rely on`,
  };
}

function badName({ policies }: PolicyWorld, id: string, name: string): Refusal | undefined {
  const read = payerId.safeParse(name);
  if (!read.success) {
    return {
      refusal: `${name === '' ? 'An empty name' : name} is not a valid id; use ${read.error.issues[0]?.message ?? 'one word'}`,
    };
  }
  const taken = policies.shelf.idOf.get(nameKey(name));
  if (taken === undefined || taken === id) return undefined;
  const isAlias = nameKey(name) !== taken;
  return { refusal: `${name} is already ${isAlias ? `an alias of ${taken}` : 'the id of another policy'}` };
}
