/**
 * Files checked as a whole: cut into encounters, each judged beside its neighbors. What was judged is remembered with
 * the encounter's own text, so that after an edit only what it touches is read and judged again.
 */
import type { Encounter } from '../encounter/encounter.js';
import { readEncounter } from '../encounter/read.js';
import { type Abstract, abstractOf } from '../neighbors/abstract.js';
import { type Chains, type History, histories } from '../neighbors/history.js';
import type { Neighbor } from '../neighbors/neighbor.js';
import { type Elsewhere, neighborhood } from '../neighbors/neighbors.js';
import type { Policies } from '../policy/policy.js';
import { recut } from '../syntax/recut.js';
import { ownCopy } from '../text/copy.js';
import { bounded } from './cap.js';
import { judgeEncounter } from './judge.js';
import type { Judgment, World } from './judgment.js';

export interface EncounterFile {
  readonly file: string;
  readonly text: string;
}

export interface CheckedEncounter {
  /** Which encounter of the file, from 0. */
  readonly ordinal: number;
  /** Where its slice starts in the file. */
  readonly start: number;
  readonly judgment: Judgment;
  readonly neighbors: readonly Neighbor[];
  /** What other encounters are told of it. */
  readonly abstract: Abstract;
}

export interface CheckedFile extends EncounterFile {
  readonly encounters: readonly CheckedEncounter[];
}

/** What was read of one text, and how it was judged in each surrounding. */
interface Remembered {
  readonly encounter: Encounter;
  readonly abstract: Abstract;
  /** By the world, the neighbors and the history, in one string; more than one only where the text stands twice. */
  readonly judgments: Map<string, Judgment>;
  /** The last of them with what it was judged by: where that is the very same, so is the judgment. */
  last?: Judged;
}

interface Judged {
  readonly world: string;
  readonly policies: Policies;
  readonly neighbors: readonly Neighbor[];
  readonly history: History | undefined;
  readonly judgment: Judgment;
}

/** What was read and judged before, by file. */
export interface Memory {
  /** The tables by which each file was read and judged. */
  tables: ReadonlyMap<string, string>;
  files: ReadonlyMap<string, readonly Remembered[]>;
  /** The patients' histories. */
  histories: Chains;
}

/** A memory that knows nothing yet. */
export function newMemory(): Memory {
  return { tables: new Map(), files: new Map(), histories: new Map() };
}

/**
 * The files' encounters with their findings, in the order given.
 *
 * @param judgedBy the world of all the files, or that of each: the very same one each time it is asked
 * @param memory of the last check of the same files; it then holds what this check knows and nothing older
 * @param elsewhere the encounters of other files that these are judged beside
 */
export function checkFiles(
  judgedBy: World | ((file: string) => World),
  files: readonly EncounterFile[],
  memory: Memory,
  elsewhere?: Elsewhere,
): readonly CheckedFile[] {
  const worldOf = typeof judgedBy === 'function' ? judgedBy : () => judgedBy;
  const tables = new Map(files.map(({ file }) => [file, worldOf(file).codes.version]));
  forgetOtherTables(memory, tables);
  const byTables = new Map<string, Map<string, Remembered>>();
  const read = files.map(({ file, text }) => {
    const world = worldOf(file);
    const byText = byTables.get(world.codes.version) ?? new Map<string, Remembered>();
    byTables.set(world.codes.version, byText);
    return readAgain(world, text, memory.files.get(file) ?? [], byText);
  });
  const placed = files.flatMap(({ file }, index) =>
    (read[index] ?? []).map(({ abstract }, ordinal) => ({ file, ordinal, abstract })),
  );
  const visits = neighborhood(placed, elsewhere);
  const before = histories(placed, memory.histories, elsewhere);
  const judges = new Map<World, ReturnType<typeof judging>>();
  let index = 0;
  const checked = files.map(({ file, text }, place) => {
    const world = worldOf(file);
    const judge = judges.get(world) ?? judging(world);
    judges.set(world, judge);
    let start = 0;
    const encounters = (read[place] ?? []).map((remembered, ordinal): CheckedEncounter => {
      const neighbors = visits.of(index);
      const judgment = judge(remembered, neighbors, before.of(index));
      const encounter = { ordinal, start, judgment, neighbors, abstract: remembered.abstract };
      start += remembered.encounter.text.length;
      index += 1;
      return encounter;
    });
    return { file, text, encounters };
  });
  memory.tables = tables;
  memory.files = new Map(files.map(({ file }, place) => [file, read[place] ?? []]));
  memory.histories = before.chains;
  forgetUnused(read, checked);
  return checked;
}

/** What was read by other tables is read anew: they say what a code stands for. */
function forgetOtherTables(memory: Memory, tables: ReadonlyMap<string, string>): void {
  const isAsBefore = (file: string): boolean =>
    (tables.get(file) ?? memory.tables.get(file)) === memory.tables.get(file);
  const known = [...memory.files].filter(([file]) => isAsBefore(file));
  if (known.length === memory.files.size) return;
  memory.files = new Map(known);
  memory.histories = new Map();
}

/**
 * The encounters of a text in their order: what stands as it stood is not read again.
 *
 * @param byText what this check has read already, to which it adds: the same text is read once
 */
function readAgain(
  world: World,
  text: string,
  known: readonly Remembered[],
  byText: Map<string, Remembered>,
): readonly Remembered[] {
  const texts = known.map(({ encounter }) => encounter.text);
  const { before, between, after } = recut(text, texts);
  const firstAfter = known.length - after;
  if (between.length > 0) {
    for (const remembered of known.slice(before, firstAfter)) byText.set(remembered.encounter.text, remembered);
  }
  const fresh = between.map(({ start, end }) => {
    const slice = text.slice(start, end);
    const remembered = byText.get(slice) ?? freshlyRead(world, slice);
    byText.set(slice, remembered);
    return remembered;
  });
  return [...known.slice(0, before), ...fresh, ...known.slice(firstAfter)];
}

/** How an encounter comes to its judgment: the remembered one where nothing that it rests on is another. */
function judging(
  world: World,
): (remembered: Remembered, neighbors: readonly Neighbor[], history: History | undefined) => Judgment {
  const { policies } = world;
  const worldKey = `${world.today} ${JSON.stringify([world.severities, world.projectSeverities])}`;
  const surroundingKeys = new Map<readonly Neighbor[], string>();
  const surroundingKey = (neighbors: readonly Neighbor[]): string => {
    const key = surroundingKeys.get(neighbors) ?? JSON.stringify(neighbors);
    surroundingKeys.set(neighbors, key);
    return key;
  };
  return (remembered, neighbors, history) => {
    const { last, judgments, encounter } = remembered;
    const isSame =
      last &&
      last.policies === policies &&
      last.history === history &&
      (last.neighbors === neighbors || (last.neighbors.length === 0 && neighbors.length === 0)) &&
      last.world === worldKey;
    if (isSame) return last.judgment;
    const payerKey = `${worldKey} ${policies.versionFor(encounter.payer?.value, encounter.date?.value)}`;
    const around = neighbors.length === 0 ? '' : surroundingKey(neighbors);
    const key = `${payerKey}\n${history?.version ?? ''}\n${around}`;
    const judgment = judgments.get(key) ?? judgeEncounter(world, encounter, neighbors, history);
    judgments.set(key, judgment);
    remembered.last = { world: worldKey, policies, neighbors, history, judgment };
    return judgment;
  };
}

/** What is remembered for long is read from a text of its own. */
function freshlyRead(world: World, slice: string): Remembered {
  const encounter = readEncounter(ownCopy(slice), world.codes);
  return { encounter, abstract: abstractOf(bounded(encounter), world.codes), judgments: new Map() };
}

/** Judgments of surroundings that are no more; of one text there are more than one only where it stands twice. */
function forgetUnused(read: readonly (readonly Remembered[])[], checked: readonly CheckedFile[]): void {
  const several = read.flatMap((file) => file.filter(({ judgments }) => judgments.size > 1));
  if (several.length === 0) return;
  const used = new Set(checked.flatMap(({ encounters }) => encounters.map(({ judgment }) => judgment)));
  for (const { judgments } of several) {
    for (const [key, judgment] of judgments) if (!used.has(judgment)) judgments.delete(key);
  }
}
