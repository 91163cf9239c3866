/** What is wrong between policy files: unknown parents, circular extends, two files in force on the same day. */
import type { IsoDate } from '../clinical/dates.js';
import { nearest } from '../text/distance.js';
import type { Span } from '../text/span.js';
import { fileOn, isInForce } from './in-force.js';
import type { PolicyProblem } from './problem.js';
import type { Shelf, ShelvedPolicy } from './shelf.js';

export type FileProblem = PolicyProblem & { readonly file: string };

// A finding names the other files concerned, but not hundreds of them.
const mostRelated = 10;

/** The problems that only all files together show. */
export function problemsBetween(shelf: Shelf): readonly FileProblem[] {
  return [...unknownParents(shelf), ...circles(shelf), ...overlaps(shelf)];
}

function* unknownParents(shelf: Shelf): Iterable<FileProblem> {
  for (const policy of shelf.all) {
    const parent = policy.extends;
    if (parent === undefined || shelf.parentsOf(policy).length > 0 || !policy.document) continue;
    if (parent.toLowerCase() === policy.id.toLowerCase()) {
      const message = `${policy.id} extends itself; only a workspace file can extend the built-in policy with the same id`;
      yield { rule: 'payer-cycle', file: policy.file, at: policy.document.at.extends, message };
      continue;
    }
    const replacement = nearest(parent, shelf.byId.keys());
    const message = `No policy has the id ${parent}${replacement ? `; did you mean ${replacement}?` : ''}`;
    yield { rule: 'payer-unknown-parent', file: policy.file, at: policy.document.at.extends, message, replacement };
  }
}

function* circles(shelf: Shelf): Iterable<FileProblem> {
  const days = firstDays(shelf.all);
  const reported = new Set<ShelvedPolicy>();
  for (const policy of shelf.all) {
    if (policy.extends === undefined || reported.has(policy)) continue;
    for (const day of days.filter((each) => isInForce(policy, each))) {
      const chain = shelf.chainOf(policy, day);
      const last = chain.at(-1);
      if (!last || fileOn(shelf.parentsOf(last), day) !== policy) continue;
      const fresh = chain.filter((each) => !reported.has(each));
      for (const each of fresh) reported.add(each);
      yield* concerning(
        fresh,
        chain,
        ({ document }) => document?.at.extends,
        (each) => {
          const way = [...chain.slice(chain.indexOf(each)), ...chain.slice(0, chain.indexOf(each))].map(({ id }) => id);
          return {
            rule: 'payer-cycle',
            message: `Circular extends: ${[...way, each.id].join(' extends ')}`,
          };
        },
      );
      break;
    }
  }
}

/** The days on which files begin: files in force together are so on one of these days. */
function firstDays(policies: readonly ShelvedPolicy[]): readonly IsoDate[] {
  return [...new Set(['0001-01-01', ...policies.flatMap(({ effective }) => effective ?? [])])].sort();
}

function* overlaps(shelf: Shelf): Iterable<FileProblem> {
  for (const files of shelf.byId.values()) {
    if (files.length < 2) continue;
    const dated = files.filter(({ document }) => document);
    const concerned = dated.filter((one) => dated.some((other) => one !== other && share(one, other)));
    yield* concerning(
      concerned,
      concerned,
      ({ document }) => document?.at.effective,
      (one) => {
        const other = concerned.find((each) => each !== one && share(one, each));
        const day = [one.effective ?? '', other?.effective ?? ''].sort().at(-1);
        const on = day ? `on ${day}` : 'on the same day';
        return {
          rule: 'payer-overlap',
          message: `Two ${one.id} files are in force ${on}; end one with until before the other's effective date`,
        };
      },
    );
  }
}

function share(one: ShelvedPolicy, other: ShelvedPolicy): boolean {
  return (one.effective ?? '') <= (other.until ?? '9') && (other.effective ?? '') <= (one.until ?? '9');
}

/** One problem for each file, with the others as related. */
function* concerning(
  files: readonly ShelvedPolicy[],
  all: readonly ShelvedPolicy[],
  spanIn: (policy: ShelvedPolicy) => Span | undefined,
  words: (policy: ShelvedPolicy) => Pick<PolicyProblem, 'rule' | 'message'>,
): Iterable<FileProblem> {
  for (const policy of files) {
    const at = spanIn(policy);
    if (!at) continue;
    const related = all
      .filter((other) => other !== policy)
      .slice(0, mostRelated)
      .flatMap((other) => {
        const there = spanIn(other);
        return there ? [{ file: other.file, at: there, message: `See ${other.id}` }] : [];
      });
    yield { ...words(policy), file: policy.file, at, related };
  }
}
