/**
 * Files checked as a whole: cut into encounters, each judged beside its neighbors. What was judged is remembered with
 * the encounter's own text, so that after an edit only what it touches is read and judged again.
 */
import type { Encounter } from '../encounter/encounter.js';
import { readEncounter } from '../encounter/read.js';
import { type Abstract, abstractOf, type Placed } from '../neighbors/abstract.js';
import { type Chains, type Histories, type History, histories } from '../neighbors/history.js';
import type { Neighbor } from '../neighbors/neighbor.js';
import { type EditedNeighborhood, type Elsewhere, neighborhood } from '../neighbors/neighbors.js';
import type { Policies } from '../policy/policy.js';
import { type SlicedText, type SliceText, slicedText } from '../syntax/sliced-text.js';
import { commonEnds } from '../text/common-ends.js';
import { bounded } from './cap.js';
import { judgeEncounter } from './judge.js';
import type { Judgment, World } from './judgment.js';

export interface EncounterFile {
  readonly file: string;
  readonly text: string;
}

/** A file that somebody holds by its encounters, as an editor does. */
interface SlicedFile {
  readonly file: string;
  readonly sliced: SlicedText;
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

/** Of a file that is checked again, what the edit did not concern is the very same as before. */
export interface CheckedFile extends EncounterFile, SlicedFile {
  readonly encounters: readonly CheckedEncounter[];
  /** What other encounters are told of each. */
  readonly abstracts: readonly Abstract[];
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

/** A file's encounters as they were read. */
interface ReadFile {
  readonly sliced: SlicedText;
  readonly read: readonly Remembered[];
  readonly abstracts: readonly Abstract[];
  readonly placed: readonly Placed[];
}

/** All encounters of a check, and what each is judged beside. */
interface Run {
  readonly placed: readonly Placed[];
  readonly visits: EditedNeighborhood;
  readonly before: Histories;
  /** What the encounters of other files were then; undefined where there is no telling whether they are the same. */
  readonly elsewhere: number | undefined;
}

/** A file as it was checked last, and by what. */
interface LastChecked {
  readonly world: string;
  readonly policies: Policies;
  readonly checked: CheckedFile;
}

/** What was read and judged before, by file. */
export interface Memory {
  /** The tables by which each file was read and judged. */
  tables: ReadonlyMap<string, string>;
  files: ReadonlyMap<string, ReadFile>;
  /** The patients' histories. */
  histories: Chains;
  run?: Run | undefined;
  checked: ReadonlyMap<string, LastChecked>;
  /** What stands more than once and was judged in more than one way. */
  several: Set<Remembered>;
}

/** A memory that knows nothing yet. */
export function newMemory(): Memory {
  return { tables: new Map(), files: new Map(), histories: new Map(), checked: new Map(), several: new Set() };
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
  files: readonly (EncounterFile | SlicedFile)[],
  memory: Memory,
  elsewhere?: Elsewhere,
): readonly CheckedFile[] {
  const worldOf = typeof judgedBy === 'function' ? judgedBy : () => judgedBy;
  const tables = new Map(files.map(({ file }) => [file, worldOf(file).codes.version]));
  forgetOtherTables(memory, tables);
  const byTables = new Map<string, Map<string, Remembered>>();
  const read = files.map((each) => {
    const world = worldOf(each.file);
    const byText = byTables.get(world.codes.version) ?? new Map<string, Remembered>();
    byTables.set(world.codes.version, byText);
    const known = memory.files.get(each.file);
    const sliced = 'sliced' in each ? each.sliced : slicedText(each.text, known?.sliced);
    return readAgain(world, each.file, sliced, known, byText);
  });
  const { run, again } = runAgain(read, memory, elsewhere);
  const judges = new Map<World, Judging>();
  let first = 0;
  const checked = files.map(({ file }, place) => {
    const world = worldOf(file);
    const judge = judges.get(world) ?? judging(world, memory.several);
    judges.set(world, judge);
    const one = read[place] ?? nothingRead;
    const last = memory.checked.get(file);
    const isSameWorld = last?.world === judge.key && last.policies === world.policies;
    const encounters = checkedAgain(one, first, run, judge, isSameWorld && again ? { ...last, again } : undefined);
    first += encounters.length;
    return checkedFile(file, one.sliced, encounters, one.abstracts);
  });
  memory.tables = tables;
  memory.files = new Map(files.map(({ file }, place) => [file, read[place] ?? nothingRead]));
  memory.histories = run.before.chains;
  memory.run = run;
  memory.checked = new Map(
    checked.map((each) => {
      const world = worldOf(each.file);
      return [each.file, { world: judges.get(world)?.key ?? '', policies: world.policies, checked: each }];
    }),
  );
  forgetUnused(memory, read, checked);
  return checked;
}

/** A file of which nothing was found. */
export function checkedFile(
  file: string,
  sliced: SlicedText,
  encounters: readonly CheckedEncounter[] = [],
  abstracts: readonly Abstract[] = [],
): CheckedFile {
  return {
    file,
    sliced,
    encounters,
    abstracts,
    get text() {
      return sliced.text();
    },
  };
}

const nothingRead: ReadFile = { sliced: slicedText(''), read: [], abstracts: [], placed: [] };

/** What was read by other tables is read anew: they say what a code stands for. */
function forgetOtherTables(memory: Memory, tables: ReadonlyMap<string, string>): void {
  const isAsBefore = (file: string): boolean =>
    (tables.get(file) ?? memory.tables.get(file)) === memory.tables.get(file);
  const known = [...memory.files].filter(([file]) => isAsBefore(file));
  if (known.length === memory.files.size) return;
  memory.files = new Map(known);
  memory.histories = new Map();
  memory.run = undefined;
}

/**
 * The encounters of a file in their order: what stands as it stood is not read again.
 *
 * @param byText what this check has read already, to which it adds: the same text is read once
 */
function readAgain(
  world: World,
  file: string,
  sliced: SlicedText,
  known: ReadFile | undefined,
  byText: Map<string, Remembered>,
): ReadFile {
  const { slices } = sliced;
  const { read, abstracts, placed } = known ?? nothingRead;
  const before = known?.sliced.slices ?? [];
  const { head, tail } = commonEnds(before, slices);
  if (known && head === before.length && head === slices.length) return known;
  for (const remembered of read.slice(head, before.length - tail)) byText.set(remembered.encounter.text, remembered);
  const fresh = slices.slice(head, slices.length - tail).map((slice) => {
    const remembered = byText.get(slice.text) ?? freshlyRead(world, slice);
    byText.set(slice.text, remembered);
    return remembered;
  });
  const freshAbstracts = fresh.map(({ abstract }) => abstract);
  const spliced = <Each>(all: readonly Each[], between: readonly Each[]): readonly Each[] => [
    ...all.slice(0, head),
    ...between,
    ...all.slice(all.length - tail),
  ];
  const all = spliced(abstracts, freshAbstracts);
  const isMoved = before.length !== slices.length;
  return {
    sliced,
    read: spliced(read, fresh),
    abstracts: all,
    // Behind one more encounter each is at another place.
    placed: isMoved
      ? [
          ...placed.slice(0, head),
          ...all.slice(head).map((abstract, index) => ({ file, ordinal: head + index, abstract })),
        ]
      : spliced(
          placed,
          freshAbstracts.map((abstract, index) => ({ file, ordinal: head + index, abstract })),
        ),
  };
}

/** From so many changed encounters on, all are looked at anew. */
const mostChanged = 50;

/** What each encounter is judged beside, and whose neighbors or history may be others than in the last check; undefined: anyone's. */
function runAgain(
  read: readonly ReadFile[],
  memory: Memory,
  elsewhere: Elsewhere | undefined,
): { readonly run: Run; readonly again: ReadonlySet<number> | undefined } {
  const [only] = read;
  const placed = only && read.length === 1 ? only.placed : read.flatMap((each) => each.placed);
  const version = elsewhere ? elsewhere.version : 0;
  const last = memory.run;
  const changed =
    last && version !== undefined && last.elsewhere === version ? changedIn(last.placed, placed) : undefined;
  if (last && changed) {
    const near = last.visits.change(changed, placed);
    const later = last.before.change(changed, placed);
    return { run: { ...last, placed }, again: near && new Set([...near, ...later]) };
  }
  const run = {
    placed,
    visits: neighborhood(placed, elsewhere),
    before: histories(placed, memory.histories, elsewhere),
    elsewhere: version,
  };
  return { run, again: undefined };
}

/** The positions of encounters that are others now; undefined where there are more or fewer of them, or too many are. */
function changedIn(before: readonly Placed[], placed: readonly Placed[]): readonly number[] | undefined {
  if (before.length !== placed.length) return undefined;
  const changed: number[] = [];
  for (let index = 0; index < placed.length; index += 1) {
    if (before[index] !== placed[index]) changed.push(index);
    if (changed.length > mostChanged) return undefined;
  }
  return changed;
}

/**
 * The encounters of a file with their judgments.
 *
 * @param first the position of its first one among all of the run
 * @param last how they were judged by the same world, and which of the run are to be judged again; undefined: all
 */
function checkedAgain(
  { sliced, read, abstracts }: ReadFile,
  first: number,
  { visits, before }: Run,
  judge: Judging,
  last: { readonly checked: CheckedFile; readonly again: ReadonlySet<number> } | undefined,
): readonly CheckedEncounter[] {
  const { starts } = sliced;
  const startsBefore = last?.checked.sliced.starts;
  const encounters: CheckedEncounter[] = [];
  for (let ordinal = 0; ordinal < read.length; ordinal += 1) {
    const start = starts[ordinal] ?? 0;
    const known = last && !last.again.has(first + ordinal) ? last.checked.encounters[ordinal] : undefined;
    if (known) {
      const { judgment, neighbors, abstract } = known;
      encounters.push(startsBefore?.[ordinal] === start ? known : { ordinal, start, judgment, neighbors, abstract });
      continue;
    }
    const remembered = read[ordinal];
    const abstract = abstracts[ordinal];
    if (!remembered || !abstract) continue;
    const neighbors = visits.of(first + ordinal);
    const judgment = judge.judge(remembered, neighbors, before.of(first + ordinal));
    encounters.push({ ordinal, start, judgment, neighbors, abstract });
  }
  return encounters;
}

interface Judging {
  /** Says what of the world decides besides the policies. */
  readonly key: string;
  judge(remembered: Remembered, neighbors: readonly Neighbor[], history: History | undefined): Judgment;
}

/** How an encounter comes to its judgment: the remembered one where nothing that it rests on is another. */
function judging(world: World, several: Set<Remembered>): Judging {
  const { policies } = world;
  const worldKey = `${world.today} ${JSON.stringify([world.severities, world.projectSeverities])}`;
  const surroundingKeys = new Map<readonly Neighbor[], string>();
  const surroundingKey = (neighbors: readonly Neighbor[]): string => {
    const key = surroundingKeys.get(neighbors) ?? JSON.stringify(neighbors);
    surroundingKeys.set(neighbors, key);
    return key;
  };
  return {
    key: worldKey,
    judge(remembered, neighbors, history) {
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
      if (judgments.size > 1) several.add(remembered);
      remembered.last = { world: worldKey, policies, neighbors, history, judgment };
      return judgment;
    },
  };
}

function freshlyRead(world: World, { text }: SliceText): Remembered {
  const encounter = readEncounter(text, world.codes);
  return { encounter, abstract: abstractOf(bounded(encounter), world.codes), judgments: new Map() };
}

/** Judgments of surroundings that are no more; of one text there are more than one only where it stands twice. */
function forgetUnused(memory: Memory, read: readonly ReadFile[], checked: readonly CheckedFile[]): void {
  const { several } = memory;
  if (several.size === 0) return;
  const used = new Map<Remembered, Set<Judgment>>();
  read.forEach((file, place) => {
    file.read.forEach((remembered, ordinal) => {
      const judgment = several.has(remembered) ? checked[place]?.encounters[ordinal]?.judgment : undefined;
      if (judgment) used.set(remembered, (used.get(remembered) ?? new Set()).add(judgment));
    });
  });
  for (const remembered of several) {
    const { judgments } = remembered;
    for (const [key, judgment] of judgments) if (!used.get(remembered)?.has(judgment)) judgments.delete(key);
    if (judgments.size < 2) several.delete(remembered);
  }
}
