/** From the name of a payer to the policy files that it means, the one in force first. */
import type { IsoDate } from '../../clinical/dates.js';
import type { CheckedFile } from '../../engine/check.js';
import { fileOn } from '../../policy/in-force.js';
import { nameKey, type ShelvedPolicy } from '../../policy/shelf.js';
import { encounterAt } from '../encounter/place.js';
import { dayOf } from './entries-here.js';
import { headScalar, namedPolicyAt } from './named-policy.js';
import { type FilePlace, type PolicyWorld, shelved, type YamlFile } from './world.js';

/** Where the policy is that is named at an offset of a policy file or of the project file. */
export function definition(world: PolicyWorld, file: YamlFile, offset: number): readonly FilePlace[] {
  const named = namedPolicyAt(world, file, offset);
  if (!named) return [];
  const own = shelved(world, file.file);
  const day = own ? dayOf(world, own) : world.today;
  if (named.as === 'extends' && own) return placesOf(world, parents(world, own, named.name), day);
  if (named.as === 'example') return payerDefinition(world, named.name, named.date);
  // An alias leads to the id that it stands for.
  const name = named.as === 'alias' && own ? own.id : named.name;
  return payerDefinition(world, name, day);
}

/** Where the policy is that an encounter's `payer:` at an offset names. */
export function definitionInEncounter(world: PolicyWorld, file: CheckedFile, offset: number): readonly FilePlace[] {
  const found = encounterAt(file, offset);
  if (!found) return [];
  const { payer, secondary, date } = found.judgment.encounter;
  const at = offset - found.start;
  const named = [payer, secondary].find((each) => each && each.span.start <= at && at <= each.span.end);
  return named ? payerDefinition(world, named.value, date?.value) : [];
}

/** The files of a payer by its id or alias, the one that judges on the date first. */
function payerDefinition(world: PolicyWorld, name: string, date: IsoDate | undefined): readonly FilePlace[] {
  const { shelf } = world.policies;
  const id = shelf.idOf.get(nameKey(name));
  return placesOf(world, id === undefined ? [] : (shelf.byId.get(id) ?? []), date);
}

/** Where each of the files says which policy it is. */
function placesOf(
  { policies }: PolicyWorld,
  files: readonly ShelvedPolicy[],
  date: IsoDate | undefined,
): readonly FilePlace[] {
  const first = fileOn(files, date);
  const ordered = first ? [first, ...files.filter((each) => each !== first)] : files;
  return ordered.map(({ file, shipped }) => {
    const payer = headScalar(policies.textOf(file) ?? '', 'payer');
    return { file, shipped, span: payer?.inner ?? { start: 0, end: 0 } };
  });
}

/** The library may know an older text of the file: what is written now counts. */
function parents({ policies }: PolicyWorld, own: ShelvedPolicy, written: string): readonly ShelvedPolicy[] {
  return policies.shelf.parentsOf({ ...own, document: undefined, extends: written });
}
