/**
 * All policy files together, and which of them judges an encounter; payer-policy.md, "Which file judges". Reads the texts
 * it is given when first asked, and no disk.
 */
import type { IsoDate } from '../encounter/encounter.js';
import { nearestAll } from '../text/distance.js';
import { fileOn, isInForce, periodWords } from './in-force.js';
import { inherited } from './inherit.js';
import { type PolicySource, parsePolicy, type Vocabulary } from './parse.js';
import type { Policies, Policy, PolicyChoice } from './policy.js';
import { type FileProblem, problemsBetween } from './relations.js';
import { headOf } from './salvage.js';
import type { PolicyContent } from './schema.js';
import { aliasesOf, nameKey, type PolicyHead, type Shelf, type ShelvedPolicy, shelve } from './shelf.js';
import { versionOf } from './version.js';

export type PolicyFile = PolicySource;

export interface PolicyLibrary extends Policies {
  /** What is wrong in the files and between them. */
  readonly problems: readonly FileProblem[];
  /** Every file by its names, for whoever shows which ones there are and how they hang together. */
  readonly shelf: Shelf;
}

// A workspace has some dozens of payers and some hundreds of dates; names beyond that are noise.
const mostRemembered = 10_000;
const longestName = 200;

/**
 * The policies that these files are. Nothing is parsed before the first question. Without a date of service `choose`
 * takes the newest file: the one that ends last and among those the one that began last.
 */
export function createPolicies(files: readonly PolicyFile[], vocabulary: Vocabulary): PolicyLibrary {
  const library = once(() => read(files, vocabulary));
  const problems = once(() => [...library().problems(), ...problemsBetween(library().shelf)]);
  const known = once(() => knownPayers(library().shelf));
  const chosen = new Map<string, PolicyChoice>();
  return {
    version: versionOf([
      ...vocabulary.ruleIds,
      ...files.flatMap(({ file, text, shipped }) => [file, text, `${shipped}`]),
    ]),
    choose(payer, date) {
      const name = nameKey(payer ?? '');
      if (name === '') return { kind: 'absent' };
      if (name.length > longestName) return { kind: 'unknown' };
      const key = `${date ?? ''} ${name}`;
      const remembered = chosen.get(key);
      if (remembered) return remembered;
      const choice = choose(library().shelf, name, date);
      if (chosen.size >= mostRemembered) chosen.clear();
      chosen.set(key, choice);
      return choice;
    },
    textOf: (file) => files.find((each) => each.file === file)?.text,
    get known() {
      return known();
    },
    get problems() {
      return problems();
    },
    get shelf() {
      return library().shelf;
    },
  };
}

function read(
  files: readonly PolicyFile[],
  vocabulary: Vocabulary,
): { shelf: Shelf; problems: () => readonly FileProblem[] } {
  const parsed = files.map((source) => ({ source, parse: once(() => parsePolicy(source, vocabulary)) }));
  const policies = parsed.flatMap(({ source, parse }): readonly ShelvedPolicy[] => {
    const { file, text, shipped } = source;
    // The shipped files are many and known to be right: each is parsed when it first judges.
    const head = shipped ? headOf(text) : (headIn(parse().document?.content) ?? headOf(text));
    if (!head) return [];
    return [
      {
        ...head,
        file,
        shipped,
        get document() {
          return parse().document;
        },
      },
    ];
  });
  return {
    shelf: shelve(policies),
    problems: () =>
      parsed.flatMap(({ source: { file }, parse }) => parse().problems.map((problem) => ({ ...problem, file }))),
  };
}

function headIn(content: PolicyContent | undefined): PolicyHead | undefined {
  if (!content) return undefined;
  const { payer, name, aliases = [], effective, until } = content;
  return {
    id: payer,
    name,
    extends: content.extends,
    aliases: aliases.flatMap((alias) => alias ?? []),
    effective,
    until,
  };
}

function choose(shelf: Shelf, name: string, date: IsoDate | undefined): PolicyChoice {
  const id = shelf.idOf.get(name);
  const files = id === undefined ? [] : (shelf.byId.get(id) ?? []);
  const readable = files.filter(({ document }) => document);
  const holds = (policy: ShelvedPolicy) => date === undefined || isInForce(policy, date);
  // Among files in force, and else among all, a readable one judges before one that cannot be read.
  const inTurn = [readable.filter(holds), files.filter(holds), readable, files];
  const file = fileOn(inTurn.find((some) => some.length > 0) ?? [], date);
  if (!file) return { kind: 'unknown', nearest: nearestId(shelf, name) };
  if (!file.document) return { kind: 'broken', policy: parentPolicy(shelf, file, date), file: file.file };
  const policy = inherited(file, shelf.chainOf(file, date), date);
  if (holds(file)) return { kind: 'in-force', policy };
  const ranges = [...files]
    .sort((one, other) => ((one.effective ?? '') < (other.effective ?? '') ? -1 : 1))
    .map(periodWords);
  return { kind: 'nearest', policy, ranges };
}

/** The first of its forebears that can be read. */
function parentPolicy(shelf: Shelf, file: ShelvedPolicy, date: IsoDate | undefined): Policy | undefined {
  const parent = shelf.chainOf(file, date).find(({ document }) => document);
  return parent && inherited(parent, shelf.chainOf(parent, date), date);
}

/** The id that the nearest names mean, where they mean one. */
function nearestId(shelf: Shelf, name: string): string | undefined {
  const keys = new Set(nearestAll(name, shelf.idOf.keys()).map((known) => shelf.idOf.get(known) ?? known));
  const [key, ...others] = keys;
  return key === undefined || others.length > 0 ? undefined : shelf.byId.get(key)?.[0]?.id;
}

function knownPayers(shelf: Shelf): Policies['known'] {
  return [...shelf.byId.values()].flatMap((files) => {
    const newest = fileOn(files, undefined);
    if (!newest) return [];
    const { id } = newest;
    const name = shelf.chainOf(newest, undefined).find((each) => each.id === id && each.name)?.name ?? id;
    return [{ id, name, aliases: [...new Set(files.flatMap((file) => aliasesOf(file, shelf.parentsOf(file))))] }];
  });
}

function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
