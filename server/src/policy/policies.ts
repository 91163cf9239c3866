/**
 * All policy files together, and which of them judges an encounter; payer-policy.md, "Which file judges". Reads the texts
 * it is given when first asked, and no disk.
 */
import type { IsoDate } from '../encounter/encounter.js';
import { nearestAll } from '../text/distance.js';
import { fileOn, isInForce, periodWords } from './in-force.js';
import { inherited } from './inherit.js';
import { type ParsedPolicy, type PolicyDocument, type PolicySource, parsePolicy, type Vocabulary } from './parse.js';
import type { Policies, Policy, PolicyChoice } from './policy.js';
import { type FileProblem, problemsBetween } from './relations.js';
import { headOf } from './salvage.js';
import type { PolicyContent } from './schema.js';
import { aliasesOf, nameKey, type PolicyHead, type Shelf, type ShelvedPolicy, shelve } from './shelf.js';
import { versionOf } from './version.js';

export type PolicyFile = PolicySource;

/** What was read of each file the last time: where one of many files changed, only that one is read again. */
export type PolicyMemory = Map<string, { readonly text: string; readonly parsed: ParsedPolicy }>;

export interface PolicyLibrary extends Policies {
  /** What could be read of a file; undefined where no such file is among them or the whole cannot be read. */
  documentOf(file: string): PolicyDocument | undefined;
  /** What is wrong in the files and between them. */
  readonly problems: readonly FileProblem[];
}

// A workspace has some dozens of payers and some hundreds of dates; names beyond that are noise.
const mostRemembered = 10_000;
const longestName = 200;

/**
 * The policies that these files are. Nothing is parsed before the first question. Without a date of service `choose`
 * takes the newest file: the one that ends last and among those the one that began last.
 */
export function createPolicies(
  files: readonly PolicyFile[],
  vocabulary: Vocabulary,
  options: { readonly remembered?: PolicyMemory } = {},
): PolicyLibrary {
  const { remembered = new Map() } = options;
  const library = once(() => read(files, vocabulary, remembered));
  const problems = once(() => [...library().problems(), ...problemsBetween(library().shelf)]);
  const known = once(() => knownPayers(library().shelf));
  const chosen = new Map<string, PolicyChoice>();
  const bySource = once(() => new Map(files.map((source) => [sourceKey(source), once(() => fileVersion(source))])));
  const version = versionOf([
    ...vocabulary.ruleIds,
    ...files.flatMap(({ file, text, shipped }) => [file, text, `${shipped}`]),
  ]);
  return {
    version,
    versionFor(payer, date) {
      const choice = this.choose(payer, date);
      if (choice.kind === 'absent' || choice.kind === 'unknown') return JSON.stringify(choice);
      const others = choice.kind === 'nearest' ? choice.ranges : choice.kind === 'broken' ? [choice.file] : [];
      const chain = choice.policy?.chain ?? [];
      return [choice.kind, ...others, ...chain.map((source) => bySource().get(sourceKey(source))?.() ?? '')].join(' ');
    },
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
    with: (file) => createPolicies([...files, file], vocabulary, { ...options, remembered: new Map(remembered) }),
    documentOf: (file) => library().documentOf(file),
    textOf: (file) => files.find((each) => each.file === file)?.text,
    get known() {
      return known();
    },
    get problems() {
      return problems();
    },
  };
}

function read(
  files: readonly PolicyFile[],
  vocabulary: Vocabulary,
  remembered: PolicyMemory,
): {
  shelf: Shelf;
  problems: () => readonly FileProblem[];
  documentOf: (file: string) => PolicyDocument | undefined;
} {
  const parsed = files.map((source) => ({
    source,
    parse: once(() => {
      const known = remembered.get(sourceKey(source));
      if (known?.text === source.text) return known.parsed;
      const fresh = parsePolicy(source, vocabulary);
      remembered.set(sourceKey(source), { text: source.text, parsed: fresh });
      return fresh;
    }),
  }));
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
  const byFile = new Map(parsed.map((each) => [each.source.file, each.parse]));
  return {
    shelf: shelve(policies),
    documentOf: (file) => byFile.get(file)?.().document,
    problems: () =>
      parsed.flatMap(({ source: { file }, parse }) => parse().problems.map((problem) => ({ ...problem, file }))),
  };
}

function sourceKey({ file, shipped }: { readonly file: string; readonly shipped: boolean }): string {
  return `${shipped} ${file}`;
}

function fileVersion(source: PolicyFile): string {
  return versionOf([sourceKey(source), source.text]);
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
