/**
 * All policy files by id and alias: which ones a name means, and which one a file extends. The workspace's files are
 * before the shipped ones here, and nowhere else.
 */
import type { IsoDate } from '../clinical/dates.js';
import { withHyphens } from '../text/dashes.js';
import { groupedBy } from '../text/grouped.js';
import type { PolicyDocument } from './document.js';
import { fileOn, type Period } from './in-force.js';

/** What a file says about itself and others: enough to know which file a name means. */
export interface PolicyHead extends Period {
  readonly id: string;
  readonly name?: string | undefined;
  readonly extends?: string | undefined;
  readonly aliases: readonly string[];
  /** Whether it says that nothing of this payer itself was read (`not-checked`). */
  readonly isGeneric: boolean;
}

/** A policy file with an id. */
export interface ShelvedPolicy extends PolicyHead {
  readonly file: string;
  readonly shipped: boolean;
  /** Undefined if the whole file cannot be read. Of a shipped file it is read when first asked. */
  readonly document: PolicyDocument | undefined;
}

export interface Shelf {
  readonly all: readonly ShelvedPolicy[];
  /** The files that hold for each id (lower case): the workspace's if it has any, otherwise the shipped ones. */
  readonly byId: ReadonlyMap<string, readonly ShelvedPolicy[]>;
  /** Ids (lower case) by every name an encounter may use. */
  readonly idOf: ReadonlyMap<string, string>;
  /** The files that a file's `extends` may mean. */
  parentsOf(policy: ShelvedPolicy): readonly ShelvedPolicy[];
  /** The id of the program that the policies of an id belong to: the nearest generic one they extend, else the one that extends none. */
  programOf(id: string): string;
  /** The file and its ancestors in force on the date, itself first; it ends before a file would appear twice. */
  chainOf(policy: ShelvedPolicy, date: IsoDate | undefined): readonly ShelvedPolicy[];
}

/** Names are the same in any case, with any white space, any apostrophe and any of Word's dashes. */
export function nameKey(name: string): string {
  return withHyphens(name)
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[\u2018\u2019]/g, "'")
    .toLowerCase();
}

/** The shelf that holds these files; `aliases` are the project's own. */
export function shelve(all: readonly ShelvedPolicy[], aliases: Readonly<Record<string, string>> = {}): Shelf {
  const shipped = groupedBy(
    all.filter((policy) => policy.shipped),
    keyOf,
  );
  const own = groupedBy(
    all.filter((policy) => !policy.shipped),
    keyOf,
  );
  const byId = new Map([...shipped, ...own]);

  const parentsOf = (policy: ShelvedPolicy): readonly ShelvedPolicy[] => {
    if (policy.extends === undefined) return [];
    const parent = nameKey(policy.extends);
    if (parent !== keyOf(policy)) return byId.get(parent) ?? [];
    return policy.shipped ? [] : (shipped.get(parent) ?? []);
  };
  const idOf = new Map<string, string>();
  // An id goes before an alias, the project's alias before a file's, and the workspace's before a shipped one.
  for (const id of byId.keys()) idOf.set(id, id);
  for (const [alias, id] of Object.entries(aliases)) {
    if (!idOf.has(nameKey(alias)) && byId.has(nameKey(id))) idOf.set(nameKey(alias), nameKey(id));
  }
  for (const files of [...own.values(), ...shipped.values()]) {
    for (const policy of files) {
      if (!byId.get(keyOf(policy))?.includes(policy)) continue;
      for (const alias of aliasesOf(policy, parentsOf(policy))) {
        if (!idOf.has(nameKey(alias))) idOf.set(nameKey(alias), keyOf(policy));
      }
    }
  }
  const chainOf = (policy: ShelvedPolicy, date: IsoDate | undefined): readonly ShelvedPolicy[] => {
    const chain = new Set<ShelvedPolicy>();
    let next: ShelvedPolicy | undefined = policy;
    while (next && !chain.has(next)) {
      chain.add(next);
      next = fileOn(parentsOf(next), date);
    }
    return [...chain];
  };
  const programs = new Map<string, string>();
  const programOf = (id: string): string => {
    const known = programs.get(id);
    if (known !== undefined) return known;
    const file = fileOn(byId.get(id) ?? [], undefined);
    const chain = file ? chainOf(file, undefined) : [];
    const program = chain.find(({ isGeneric }) => isGeneric) ?? chain.at(-1);
    const found = program ? keyOf(program) : id;
    programs.set(id, found);
    return found;
  };
  return { all, byId, idOf, parentsOf, programOf, chainOf };
}

/** A file's aliases; one that extends the shipped policy with the same id keeps that policy's too. */
export function aliasesOf(policy: ShelvedPolicy, parents: readonly ShelvedPolicy[]): readonly string[] {
  const inherited = parents.filter((parent) => keyOf(parent) === keyOf(policy));
  return [...new Set([policy, ...inherited].flatMap(({ aliases }) => aliases))];
}

function keyOf(policy: ShelvedPolicy): string {
  return nameKey(policy.id);
}
