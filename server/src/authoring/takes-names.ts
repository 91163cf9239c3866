/** Aliases of a workspace file that are the id or an alias of another policy in force at the same time: one of the two gets no encounters. */

import type { PolicyDocument } from '../policy/document.js';
import type { Period } from '../policy/in-force.js';
import type { FileProblem } from '../policy/relations.js';
import { aliasesOf, nameKey, type Shelf, type ShelvedPolicy } from '../policy/shelf.js';
import { spanOfValue } from '../yaml/locate.js';
import type { AuthoringWorld } from './world.js';

/** One finding for each such alias, on it. */
export function* takingNames({ policies }: AuthoringWorld, document: PolicyDocument): Iterable<FileProblem> {
  const { file, shipped, content, root } = document;
  if (shipped) return;
  const { shelf } = policies;
  const id = nameKey(content.payer);
  for (const [index, alias] of (content.aliases ?? []).entries()) {
    const name = nameKey(alias ?? '');
    const other =
      name === '' || name === id ? undefined : othersNamed(shelf, name, id).find((each) => overlap(each, content));
    if (!other) continue;
    const whose = `${nameKey(other.id) === name ? 'the id' : 'an alias'} of ${other.shipped ? 'the built-in ' : ''}${other.id}`;
    const isOurs = shelf.idOf.get(name) === id;
    yield {
      rule: 'payer-name-taken',
      severity: 'warning',
      file,
      at: spanOfValue(root, ['aliases', index]),
      message: isOurs
        ? `${alias} is ${whose} too and now means ${content.payer}: remove it here unless that is what you want`
        : `${alias} is ${whose} and means that policy: remove it here`,
      related: other.document
        ? [{ file: other.file, shipped: other.shipped, at: other.document.at.payer, message: `See ${other.id}` }]
        : [],
    };
  }
}

/** The policies of other ids that have this id or alias. */
function othersNamed(shelf: Shelf, name: string, id: string): readonly ShelvedPolicy[] {
  return [...shelf.byId].flatMap(([key, files]) =>
    key === id
      ? []
      : files.filter(
          (each) => key === name || aliasesOf(each, shelf.parentsOf(each)).some((one) => nameKey(one) === name),
        ),
  );
}

function overlap(one: Period, other: Period): boolean {
  return (one.effective ?? '') <= (other.until ?? '9') && (other.effective ?? '') <= (one.until ?? '9');
}
