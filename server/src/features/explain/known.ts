/**
 * What is known of each payer on a day, procedure by procedure, as plain data: what it inherits counts, what no longer holds or is
 * turned off does not. Where nothing is known, nothing was checked.
 */
import type { IsoDate } from '../../clinical/dates.js';
import type { Codes } from '../../codes/codes.js';
import type { ProcedureGroup } from '../../codes/procedure-groups.js';
import type { AnyEntry, Confidence, EntryKey } from '../../policy/entry.js';

import { namesCode, serviceNames, serviceRange } from '../../policy/names.js';
import type { PolicyLibrary } from '../../policy/policies.js';
import { nameKey, type ShelvedPolicy } from '../../policy/shelf.js';
import { addTo, groupedBy } from '../../text/grouped.js';

/** What a policy can say of a procedure, as a coder asks it. */
export const topics = ['limits', 'documentation', 'authorization', 'not covered', 'diagnoses', 'not together'] as const;
export type Topic = (typeof topics)[number];

/** The surest first. */
const confidences: readonly Confidence[] = ['verified', 'second-hand', 'unconfirmed'];

/** The row of codes that are in no procedure group. */
const otherCodes = 'Other codes';

export interface KnownPayer {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly shipped: boolean;
  /** Whether it is a file of the workspace with the id of one that comes with the tool. */
  readonly takesPlace: boolean;
  /** Why nothing of it is known on the day, where it has a file: "in force until 2025-12-31", "its file cannot be read". */
  readonly silence?: string | undefined;
  /** What its file says was not read. */
  readonly notChecked: readonly string[];
  /** What is said on the day, by procedure; a procedure without is not in it. */
  readonly said: ReadonlyMap<string, readonly Said[]>;
}

/** That something is said of a procedure under one heading. */
export interface Said {
  readonly topic: Topic;
  /** How sure its statements are, each confidence once, the surest first. */
  readonly confidences: readonly Confidence[];
  /** It is about some of the procedure's codes only, or holds in some cases only. */
  readonly isInPart: boolean;
}

/** Payers that are read side by side: the workspace's own, those that share a parent's statements, the others. */
export interface KnownFamily {
  readonly kind: 'own' | 'advantage' | 'shared' | 'other';
  /** The policy whose statements they share. */
  readonly parent?: string | undefined;
  readonly payers: readonly KnownPayer[];
}

export interface Known {
  readonly day: IsoDate;
  /** The procedures in their order. */
  readonly procedures: readonly string[];
  readonly families: readonly KnownFamily[];
}

// Fewer are read as easily among the others.
const leastThatShare = 3;

/** What the policies say on a day, of each payer that has an id. */
export function knownOn(policies: PolicyLibrary, codes: Codes, groups: readonly ProcedureGroup[], day: IsoDate): Known {
  const procedures = proceduresIn(codes, groups);
  const payers = [...policies.shelf.byId.values()].flatMap((files) => placed(policies, files, day, procedures) ?? []);
  return { day, procedures: proceduresOf(groups), families: families(payers) };
}

/** What the entries say, by procedure, in the order of the procedures. */
export function byProcedure(
  entries: readonly AnyEntry[],
  codes: Codes,
  groups: readonly ProcedureGroup[],
): ReadonlyMap<string, readonly AnyEntry[]> {
  const found = entriesBy(entries, proceduresIn(codes, groups));
  return new Map(
    proceduresOf(groups).flatMap((procedure) => {
      const some = found.get(procedure);
      return some ? [[procedure, some] as const] : [];
    }),
  );
}

/** Every procedure of which something can be said. */
function proceduresOf(groups: readonly ProcedureGroup[]): readonly string[] {
  return [...groups.map(({ words }) => words), otherCodes];
}

const topicOf: Readonly<Record<EntryKey, Topic>> = {
  'levels-per-session': 'limits',
  'levels-per-side': 'limits',
  'regions-per-session': 'limits',
  sessions: 'limits',
  interval: 'limits',
  modifiers: 'documentation',
  guidance: 'documentation',
  technique: 'documentation',
  documentation: 'documentation',
  'at-least': 'documentation',
  prior: 'documentation',
  repeat: 'documentation',
  authorization: 'authorization',
  'not-covered': 'not covered',
  'not-together': 'not together',
  'only-beside': 'not together',
  'covered-diagnoses': 'diagnoses',
};

/** A payer, and what decides beside whom it is shown. */
interface Placed {
  readonly payer: KnownPayer;
  readonly isAdvantage: boolean;
  /** The id of the outermost policy it extends. */
  readonly root: string;
}

function placed(
  policies: PolicyLibrary,
  files: readonly ShelvedPolicy[],
  day: IsoDate,
  procedures: Procedures,
): Placed | undefined {
  const [first] = files;
  if (!first) return undefined;
  const choice = policies.choose(first.id, day);
  const policy = 'policy' in choice ? choice.policy : undefined;
  const file = files.find((each) => each.file === policy?.file) ?? first;
  const chain = policies.shelf.chainOf(file, day);
  const { id, shipped } = file;
  const silence =
    choice.kind === 'nearest'
      ? `in force ${choice.ranges.join(' and ')}`
      : choice.kind === 'broken'
        ? 'its file cannot be read'
        : undefined;
  return {
    payer: {
      id,
      name: chain.find((each) => nameKey(each.id) === nameKey(id) && each.name)?.name ?? id,
      file: file.file,
      shipped,
      takesPlace: !shipped && policies.shelf.all.some((each) => each.shipped && nameKey(each.id) === nameKey(id)),
      silence,
      notChecked: policy?.notChecked ?? [],
      said: silence === undefined ? saidOf(policy?.entries ?? [], procedures) : new Map(),
    },
    isAdvantage: chain.some(({ document }) => document?.content['medicare-advantage']),
    root: nameKey(chain.at(-1)?.id ?? id),
  };
}

function entriesBy(
  entries: readonly AnyEntry[],
  procedures: Pick<Procedures, 'of'>,
): ReadonlyMap<string, readonly AnyEntry[]> {
  const found = new Map<string, AnyEntry[]>();
  for (const entry of entries) for (const procedure of procedures.of(entry)) addTo(found, procedure, entry);
  return found;
}

function saidOf(entries: readonly AnyEntry[], procedures: Procedures): KnownPayer['said'] {
  return new Map(
    [...entriesBy(entries, procedures)].map(([procedure, some]) => [
      procedure,
      topics.flatMap((topic): readonly Said[] => {
        const about = some.filter(({ key }) => topicOf[key] === topic);
        const found = confidences.filter((confidence) => about.some((entry) => entry.confidence === confidence));
        const isInPart = !procedures.areWhole(procedure, about.filter(isUnconditional));
        return about.length > 0 ? [{ topic, confidences: found, isInPart }] : [];
      }),
    ]),
  );
}

function isUnconditional({ when, with: others }: AnyEntry): boolean {
  return others === undefined && Object.values(when).every((values) => values === undefined);
}

/** How entries and procedures meet. */
interface Procedures {
  /** The procedures of which an entry names a code. */
  of(entry: AnyEntry): readonly string[];
  /** Whether the entries together name every code of a procedure. */
  areWhole(procedure: string, entries: readonly AnyEntry[]): boolean;
}

function proceduresIn(codes: Codes, groups: readonly ProcedureGroup[]): Procedures {
  const billed = codes.painCodes.map(({ code }) => code);
  const named = groups.map(({ words, codes: written }) => {
    const names = serviceNames(written);
    return { words, names, codes: billed.filter((code) => namesCode(names, code, codes)) };
  });
  const ofName = (name: string): readonly string[] => {
    const one = serviceNames([name]);
    const range = serviceRange(name);
    const meant = billed.filter((code) => namesCode(one, code, codes));
    // A code that no table of ours has may lie between those of a procedure.
    const ends = range ? [range.first, range.last] : [];
    const found = named.filter(({ names }) => [...meant, ...ends].some((code) => namesCode(names, code, codes)));
    return found.length > 0 ? found.map(({ words }) => words) : [otherCodes];
  };
  return {
    of: ({ names }) => [...new Set(names.written.flatMap(ofName))],
    areWhole: (procedure, entries) => {
      const whole = named.find(({ words }) => words === procedure)?.codes ?? [];
      return whole.length > 0 && whole.every((code) => entries.some(({ names }) => namesCode(names, code, codes)));
    },
  };
}

function families(placements: readonly Placed[]): readonly KnownFamily[] {
  const own = placements.filter(({ payer }) => !payer.shipped);
  const advantage = placements.filter(({ payer, isAdvantage }) => payer.shipped && isAdvantage);
  const rest = placements.filter((each) => !own.includes(each) && !advantage.includes(each));
  const sharing = [...groupedBy(rest, ({ root }) => root)].flatMap(([root, members]) => {
    const parent = members.find(({ payer }) => nameKey(payer.id) === root);
    const isShared = members.length >= leastThatShare && parent !== undefined && parent.payer.said.size > 0;
    return isShared ? [{ parent, members }] : [];
  });
  const others = rest.filter((each) => !sharing.some(({ members }) => members.includes(each)));
  const all: readonly KnownFamily[] = [
    { kind: 'own', payers: inOrder(own) },
    ...sharing.map(({ parent, members }): KnownFamily => {
      const children = members.filter((each) => each !== parent);
      return { kind: 'shared', parent: parent.payer.name, payers: [parent.payer, ...inOrder(children)] };
    }),
    { kind: 'advantage', payers: inOrder(advantage) },
    { kind: 'other', payers: inOrder(others) },
  ];
  return all.filter(({ payers }) => payers.length > 0);
}

function inOrder(placements: readonly Placed[]): readonly KnownPayer[] {
  const sorted = [...placements].sort((one, other) => (sortName(one.payer) < sortName(other.payer) ? -1 : 1));
  return sorted.map(({ payer }) => payer);
}

function sortName({ name }: KnownPayer): string {
  return name.toLowerCase();
}
