/**
 * All policy files together, and which of them judges an encounter; payer-policy.md, "Which file judges". Reads the texts
 * it is given when first asked, and no disk.
 */
import type { IsoDate } from '../clinical/dates.js';
import { once, oncePer } from '../text/once.js';
import type { PolicyDocument, PolicySource } from './document.js';
import { fileOn, isInForce, periodWords } from './in-force.js';
import { inherited, periodKey } from './inherit.js';
import { meantBySpelling, meantByWords } from './meant.js';
import { type ParsedPolicy, parsePolicy } from './parse.js';
import type { Policies, Policy, PolicyChoice } from './policy.js';
import { type FileProblem, problemsBetween } from './relations.js';
import { headOf } from './salvage.js';
import type { PolicyContent } from './schema.js';
import { aliasesOf, nameKey, type PolicyHead, type Shelf, type ShelvedPolicy, shelve } from './shelf.js';
import { versionOf } from './version.js';
import type { Vocabulary } from './vocabulary.js';

export type PolicyFile = PolicySource;

export interface PolicyLibrary extends Policies {
  /** What could be read of a file; undefined if no such file is among them or the whole cannot be read. */
  documentOf(file: string): PolicyDocument | undefined;
  /** What is wrong in the files and between them. Reads the shipped ones too. */
  readonly problems: readonly FileProblem[];
  /** What is wrong in these files, and between them and others; does not read the others completely. */
  problemsIn(isWanted: (file: string) => boolean): readonly FileProblem[];
  /** The files that could be read, in the order given. Reads the shipped ones too. */
  readonly documents: readonly PolicyDocument[];
  /** Whether the file may judge or be inherited from: the workspace's files replace shipped ones of their id. */
  isInUse(document: PolicyDocument): boolean;
  /** The documents from which one inherits on a date, the nearest first. */
  forebearsOf(document: PolicyDocument, date: IsoDate | undefined): readonly PolicyDocument[];
  /** The library as it would be if this document's file said what the document says. */
  withDocument(document: PolicyDocument): PolicyLibrary;
  /** Every file by its names, to show which ones there are and how they relate. */
  readonly shelf: Shelf;
}

/** Other names of payers, and the ids that they mean. */
export type PayerAliases = Readonly<Record<string, string>>;

// A workspace has some dozens of payers and some hundreds of dates; names beyond that are noise.
const mostRemembered = 10_000;
const longestName = 200;

/**
 * The policies that these files are. Nothing is parsed before the first question. Without a date of service `choose`
 * takes the newest file: the one that ends last and among those the one that began last.
 *
 * @param aliases the project's own, which come before those of the files and after every id
 */
export function createPolicies(
  files: readonly PolicyFile[],
  vocabulary: Vocabulary,
  aliases: PayerAliases = {},
): PolicyLibrary {
  const version = versionOf([
    ...vocabulary.ruleIds,
    ...files.flatMap((source) => [sourceKey(source), textVersion(source)]),
    ...Object.entries(aliases).flat(),
  ]);
  return libraryOf(
    files.map((source) => parsedFile(source, vocabulary)),
    version,
    vocabulary,
    aliases,
  );
}

/** While one policy is typed in, the texts of the others are not gone through again; those of the shipped ones never are. */
const textVersion = oncePer(({ text, version }: PolicyFile) => version ?? versionOf([text]));

interface ParsedFile {
  readonly source: PolicyFile;
  readonly parse: () => ParsedPolicy;
  /** What judges: of a shipped file what was read of it when the tool was built. */
  readonly judging: () => PolicyDocument | undefined;
  /** Changes with the file's content. */
  readonly version: () => string;
}

function parsedFile(source: PolicyFile, vocabulary: Vocabulary): ParsedFile {
  const parse = once(() => parsedOnce(source, vocabulary));
  return {
    source,
    parse,
    judging: once(() => readBefore(source, parse) ?? parse().document),
    version: once(() => versionOf([sourceKey(source), textVersion(source)])),
  };
}

function libraryOf(
  parsed: readonly ParsedFile[],
  version: string,
  vocabulary: Vocabulary,
  aliases: PayerAliases,
): PolicyLibrary {
  const bySource = once(() => new Map(parsed.map((each) => [sourceKey(each.source), each.version])));
  const shelf = once(() => shelve(shelvedOf(parsed), aliases));
  const between = once(() => problemsBetween(shelf()));
  const problemsIn = (isWanted: (file: string) => boolean): readonly FileProblem[] => [
    ...parsed.flatMap(({ source: { file }, parse }) =>
      isWanted(file) ? parse().problems.map((problem) => ({ ...problem, file })) : [],
    ),
    ...between().filter(({ file }) => isWanted(file)),
  ];
  const problems = once(() => problemsIn(() => true));
  const known = once(() => knownPayers(shelf(), aliases));
  const chosen = new Map<string, PolicyChoice>();
  const onShelf = ({ file, shipped }: PolicyDocument) =>
    shelf().all.find((policy) => policy.file === file && policy.shipped === shipped);
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
      const choice = choose(shelf(), name, date);
      if (chosen.size >= mostRemembered) chosen.clear();
      chosen.set(key, choice);
      return choice;
    },
    with: (file) =>
      libraryOf(
        [...parsed, parsedFile(file, vocabulary)],
        versionOf([version, file.file, file.text]),
        vocabulary,
        aliases,
      ),
    documentOf: (file) =>
      [...parsed]
        .reverse()
        .find(({ source }) => source.file === file)
        ?.parse().document,
    textOf: (file, shipped) =>
      parsed.find(({ source }) => source.file === file && (shipped === undefined || source.shipped === shipped))?.source
        .text,
    get known() {
      return known();
    },
    get problems() {
      return problems();
    },
    problemsIn,
    get documents() {
      return parsed.flatMap(({ parse }) => parse().document ?? []);
    },
    isInUse(document) {
      const policy = onShelf(document);
      return policy !== undefined && (shelf().byId.get(nameKey(policy.id))?.includes(policy) ?? false);
    },
    forebearsOf(document, date) {
      const policy = onShelf(document);
      const [, ...forebears] = policy ? shelf().chainOf(policy, date) : [];
      return forebears.flatMap((each) => each.document ?? []);
    },
    withDocument(document) {
      const { file, shipped, content, entries } = document;
      const said = versionOf([version, file, JSON.stringify([content, entries])]);
      const replaced = parsed.map((each) =>
        each.source.file === file && each.source.shipped === shipped
          ? { ...each, parse: () => ({ document, problems: [] }), judging: () => document, version: () => said }
          : each,
      );
      return libraryOf(replaced, said, vocabulary, aliases);
    },
    get shelf() {
      return shelf();
    },
  };
}

/** What files were read as: while one is typed in, the others are not read again. */
const parsedBefore = new WeakMap<PolicyFile, { readonly vocabulary: Vocabulary; readonly parsed: ParsedPolicy }>();

function parsedOnce(source: PolicyFile, vocabulary: Vocabulary): ParsedPolicy {
  const known = parsedBefore.get(source);
  if (known && known.vocabulary.ruleIds === vocabulary.ruleIds && known.vocabulary.codes === vocabulary.codes) {
    return known.parsed;
  }
  const parsed = parsePolicy(source, vocabulary);
  parsedBefore.set(source, { vocabulary, parsed });
  return parsed;
}

function shelvedOf(parsed: readonly ParsedFile[]): readonly ShelvedPolicy[] {
  return parsed.flatMap(({ source, parse, judging }): readonly ShelvedPolicy[] => {
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
          return judging();
        },
      },
    ];
  });
}

/** The part that judges of a file that was read before; the YAML itself is read only to find where something is in it. */
function readBefore(
  { file, text, shipped, judged }: PolicyFile,
  parse: () => ParsedPolicy,
): PolicyDocument | undefined {
  const known = judged?.();
  return (
    known && {
      file,
      text,
      shipped,
      ...known,
      get root() {
        return parse().document?.root;
      },
    }
  );
}

function sourceKey({ file, shipped }: { readonly file: string; readonly shipped: boolean }): string {
  return `${shipped} ${file}`;
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
    isGeneric: content['not-checked'] !== undefined,
  };
}

function choose(shelf: Shelf, name: string, date: IsoDate | undefined): PolicyChoice {
  const id = shelf.idOf.get(name);
  if (id === undefined) return chooseMeant(shelf, name, date);
  const files = shelf.byId.get(id) ?? [];
  const readable = files.filter(({ document }) => document);
  const holds = (policy: ShelvedPolicy) => date === undefined || isInForce(policy, date);
  // Among files in force, or otherwise among all, a readable one is chosen before an unreadable one.
  const inTurn = [readable.filter(holds), files.filter(holds), readable, files];
  const file = fileOn(inTurn.find((some) => some.length > 0) ?? [], date);
  if (!file) return { kind: 'unknown' };
  if (!file.document) return { kind: 'broken', policy: parentPolicy(shelf, file, date), file: file.file };
  const policy = policyOn(shelf, file, date);
  if (holds(file)) return { kind: 'in-force', policy };
  const ranges = [...files]
    .sort((one, other) => ((one.effective ?? '') < (other.effective ?? '') ? -1 : 1))
    .map(periodWords);
  return { kind: 'nearest', policy, ranges };
}

/** A name that no policy has: judged where its words are in one policy's name; a misspelled one is only told. */
function chooseMeant(shelf: Shelf, name: string, date: IsoDate | undefined): PolicyChoice {
  const part = meantByWords(shelf, name);
  if (part !== undefined) {
    const choice = choose(shelf, part, date);
    if (choice.kind === 'in-force') return { kind: 'part', policy: choice.policy };
  }
  const nearest = part ?? meantBySpelling(shelf, name);
  return { kind: 'unknown', nearest: nearest && shelf.byId.get(nearest)?.[0]?.id };
}

/** The first of its ancestors that can be read. */
function parentPolicy(shelf: Shelf, file: ShelvedPolicy, date: IsoDate | undefined): Policy | undefined {
  const parent = shelf.chainOf(file, date).find(({ document }) => document);
  return parent && policyOn(shelf, parent, date);
}

/** The policies of a shelf: one for all the days on which the same of its statements hold, so that what is found in it is found once. */
const policiesOf = oncePer((_: Shelf) => new Map<string, Policy>());

function policyOn(shelf: Shelf, file: ShelvedPolicy, date: IsoDate | undefined): Policy {
  const chain = shelf.chainOf(file, date);
  const known = policiesOf(shelf);
  const key = periodKey(chain, date);
  const policy = known.get(key) ?? inherited(file, chain, date);
  known.set(key, policy);
  return policy;
}

function knownPayers(shelf: Shelf, aliases: PayerAliases): Policies['known'] {
  return [...shelf.byId.values()].flatMap((files) => {
    const newest = fileOn(files, undefined);
    if (!newest) return [];
    const { id } = newest;
    const name = shelf.chainOf(newest, undefined).find((each) => each.id === id && each.name)?.name ?? id;
    const own = files.flatMap((file) => aliasesOf(file, shelf.parentsOf(file)));
    const ofProject = Object.keys(aliases).filter((alias) => shelf.idOf.get(nameKey(alias)) === nameKey(id));
    const periods = files.map(({ effective, until }) => ({ effective, until }));
    return [{ id, name, aliases: [...new Set([...own, ...ofProject])], periods }];
  });
}
