/** The ids of policies: of the parent that a file extends, and of the file itself. */
import { nameKey } from '../../../policy/shelf.js';
import { nodeAt } from '../../../yaml/tree.js';
import type { Offer } from '../../offer.js';
import { fileName, policyWords } from '../../words/policy.js';
import type { Cursor } from './cursor.js';

/** Every policy that may be named, except the file's own, which only a workspace file that replaces a shipped one extends. */
export function policyOffers({ world, tree }: Cursor): readonly Offer[] {
  const { policies, today } = world;
  const payer = nodeAt(tree.root, ['payer']);
  const own = payer?.kind === 'scalar' ? nameKey(payer.value) : '';
  return [...policies.known]
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .filter(
      ({ id }) =>
        nameKey(id) !== own || policies.shelf.all.some(({ shipped, id: other }) => shipped && nameKey(other) === own),
    )
    .map(({ id, name }): Offer => {
      const choice = policies.choose(id, today);
      const policy = 'policy' in choice ? choice.policy : undefined;
      return {
        label: id,
        kind: 'policy',
        detail: name,
        documentation: policy && policyWords(policy).filter(Boolean).join('\n\n'),
        text: id,
        rank: 0,
      };
    });
}

/** What the file itself may be called: as its own name says, or as a shipped policy whose place it then takes. */
export function ownIdOffers({ world, file }: Cursor): readonly Offer[] {
  const stem = fileName(file.file)
    .replace(/\.payer\.ya?ml$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '');
  const { shelf } = world.policies;
  const own: readonly Offer[] =
    stem === '' ? [] : [{ label: stem, kind: 'policy', detail: 'from the file name', text: stem, rank: 0 }];
  const shipped = shelf.all
    .filter((policy) => policy.shipped && nameKey(policy.id) !== stem)
    .map(({ id, name }): Offer => {
      return {
        label: id,
        kind: 'policy',
        detail: `replaces the built-in policy for ${name ?? id}`,
        text: id,
        rank: 1,
      };
    });
  return [...own, ...shipped];
}
