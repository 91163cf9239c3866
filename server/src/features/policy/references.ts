/** Every place that names a policy: its own files, those that extend it, examples, encounters, the project file. */
import { nameKey } from '../../policy/shelf.js';
import { examplePayers } from './example-payers.js';
import { namedPolicyAt, namesIn, policyTexts } from './named-policy.js';
import type { PayerUse } from './payer-uses.js';
import { type FilePlace, type PolicyWorld, policyFile, type YamlFile } from './world.js';

/** What may name a policy besides the policy files themselves. */
export interface Naming {
  readonly uses: readonly PayerUse[];
  /** The project file, where there is one. */
  readonly projects: readonly YamlFile[];
}

/**
 * The references to what is named at an offset of a policy file or the project file: of an id all of them, of an alias the
 * encounters that use it.
 *
 * @param withDeclaration whether the place counts where the id or alias itself is given
 */
export function references(
  world: PolicyWorld,
  file: YamlFile,
  offset: number,
  naming: Naming,
  withDeclaration: boolean,
): readonly FilePlace[] {
  const named = namedPolicyAt(world, file, offset);
  if (!named) return [];
  if (named.as !== 'alias') return referencesTo(world, named.name, naming, withDeclaration, file);
  const alias = nameKey(named.name);
  const uses = naming.uses.filter(({ name }) => nameKey(name) === alias).map(placeOfUse);
  const inExamples = exampleUses(world, file, (name) => nameKey(name) === alias);
  return [...(withDeclaration ? [{ file: file.file, span: named.span }] : []), ...inExamples, ...uses];
}

/**
 * The references to a payer, by its id or an alias.
 *
 * @param written a file whose text is newer than the library's
 */
export function referencesTo(
  world: PolicyWorld,
  name: string,
  { uses, projects }: Naming,
  withDeclaration: boolean,
  written?: YamlFile,
): readonly FilePlace[] {
  const { shelf } = world.policies;
  const id = shelf.idOf.get(nameKey(name)) ?? nameKey(name);
  const inPolicies = policyTexts(world, written ?? policyFile(world, '', '')).flatMap((policy) =>
    namesIn(policy, id)
      .filter(({ as }) => as === 'extends' || (as === 'payer' && withDeclaration))
      .map(({ span }): FilePlace => ({ file: policy.file, shipped: policy.shipped, span })),
  );
  const inExamples = exampleUses(world, written, (used) => shelf.idOf.get(nameKey(used)) === nameKey(id));
  const inProjects = projects.flatMap((project) =>
    namesIn(project, id).map(({ span }): FilePlace => ({ file: project.file, span })),
  );
  return [...inPolicies, ...inExamples, ...inProjects, ...usesOf(world, id, uses).map(placeOfUse)];
}

/** Where the examples of the workspace's policies name a payer. */
function exampleUses(
  world: PolicyWorld,
  written: YamlFile | undefined,
  isMeant: (name: string) => boolean,
): readonly FilePlace[] {
  return policyTexts(world, written ?? policyFile(world, '', '')).flatMap((policy) =>
    policy.shipped
      ? []
      : examplePayers(world, policy)
          .filter(({ name }) => isMeant(name))
          .map(({ span }): FilePlace => ({ file: policy.file, shipped: false, span })),
  );
}

/** The encounters that name the payer, by its id or an alias. */
function usesOf({ policies }: PolicyWorld, id: string, uses: readonly PayerUse[]): readonly PayerUse[] {
  const wanted = nameKey(id);
  return uses.filter(({ name }) => policies.shelf.idOf.get(nameKey(name)) === wanted);
}

/** The encounters that this file judges: each of a payer's files has its own. */
export function usesOfFile({ policies }: PolicyWorld, file: string, uses: readonly PayerUse[]): readonly PayerUse[] {
  return uses.filter(({ name, date, isSecondary }) => {
    if (isSecondary) return false;
    const choice = policies.choose(name, date);
    return choice.kind === 'broken' ? choice.file === file : 'policy' in choice && choice.policy?.file === file;
  });
}

function placeOfUse({ file, span, range }: PayerUse): FilePlace {
  return { file, span, range };
}
