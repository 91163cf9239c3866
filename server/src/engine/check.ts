/**
 * Files checked as a whole: cut into encounters, each judged beside its neighbours. What was judged is remembered by
 * the encounter's own text, so that after an edit only what it touches is read and judged again.
 */
import { once } from '../codes/packed.js';
import type { Encounter } from '../encounter/encounter.js';
import { readEncounter } from '../encounter/read.js';
import { type History, histories } from '../neighbours/history.js';
import type { Neighbour } from '../neighbours/neighbour.js';
import { neighbourhood } from '../neighbours/neighbours.js';
import { type Past, pastOf } from '../neighbours/past.js';
import { cut } from '../syntax/cut.js';
import { bounded } from './cap.js';
import { type Judgement, judgeEncounter, type World } from './judge.js';

export interface EncounterFile {
  readonly file: string;
  readonly text: string;
}

export interface CheckedEncounter {
  /** Which encounter of the file, from 0. */
  readonly ordinal: number;
  /** Where its slice starts in the file. */
  readonly start: number;
  readonly judgement: Judgement;
  readonly neighbours: readonly Neighbour[];
}

export interface CheckedFile extends EncounterFile {
  readonly encounters: readonly CheckedEncounter[];
}

/** What was read of one text, and how it was judged in each surrounding. */
interface Remembered {
  readonly encounter: Encounter;
  /** What the patient's later encounters are told of it. */
  readonly past: () => Past | undefined;
  /** By the world, the neighbours and the history, in one string. */
  readonly judgements: Map<string, Judgement>;
}

/** What was read and judged before, by text. */
export interface Memory {
  known: ReadonlyMap<string, Remembered>;
  /** The patients' histories, by version. */
  histories: ReadonlyMap<string, History>;
}

/** A memory that knows nothing yet. */
export function newMemory(): Memory {
  return { known: new Map(), histories: new Map() };
}

/**
 * The files' encounters with their findings, in the order given.
 *
 * @param memory of the last check of the same files; it then holds what this check knows and nothing older
 */
export function checkFiles(world: World, files: readonly EncounterFile[], memory: Memory): readonly CheckedFile[] {
  const known = new Map<string, Remembered>();
  const cuts = files.map(({ file, text }) => ({
    file,
    text,
    slices: cut(text).map(({ start, end }, ordinal) => {
      const slice = text.slice(start, end);
      const remembered = known.get(slice) ?? memory.known.get(slice) ?? freshlyRead(world, slice);
      known.set(slice, remembered);
      return { start, ordinal, remembered, encounter: remembered.encounter };
    }),
  }));
  const visits = neighbourhood(
    cuts.flatMap(({ file, slices }) => slices.map(({ ordinal, encounter }) => ({ file, ordinal, encounter }))),
  );
  const placed = cuts.flatMap(({ file, slices }) =>
    slices.map(({ ordinal, encounter: { patient, date }, remembered: { past } }) => ({
      file,
      ordinal,
      patient: patient?.value,
      date: date?.value,
      past,
    })),
  );
  const before = histories(placed, memory.histories);
  let index = 0;
  const worldKey = `${world.today} ${JSON.stringify([world.severities, world.projectSeverities])}`;
  const surroundingKeys = new Map<readonly Neighbour[], string>();
  const surroundingKey = (neighbours: readonly Neighbour[]): string => {
    const key = surroundingKeys.get(neighbours) ?? JSON.stringify(neighbours);
    surroundingKeys.set(neighbours, key);
    return key;
  };
  const used = new Set<Judgement>();
  const checked = cuts.map(({ file, text, slices }) => ({
    file,
    text,
    encounters: slices.map(({ start, ordinal, remembered }) => {
      const neighbours = visits.of(file, ordinal);
      const { payer, date } = remembered.encounter;
      const payerKey = `${worldKey} ${world.policies.versionFor(payer?.value, date?.value)}`;
      const history = before.of(index);
      index += 1;
      const around = neighbours.length === 0 ? '' : surroundingKey(neighbours);
      const key = `${payerKey}\n${history?.version ?? ''}\n${around}`;
      const judgement =
        remembered.judgements.get(key) ?? judgeEncounter(world, remembered.encounter, neighbours, history);
      remembered.judgements.set(key, judgement);
      used.add(judgement);
      return { ordinal, start, judgement, neighbours };
    }),
  }));
  forgetUnused(known, used);
  memory.known = known;
  memory.histories = before.links;
  return checked;
}

/**
 * An engine keeps a slice as a view of the whole text it was cut from: what is remembered for long would keep every
 * version of the file that it was first read in. So it is read from a text of its own.
 */
function freshlyRead(world: World, slice: string): Remembered {
  const own = ` ${slice}`.slice(1);
  const encounter = readEncounter(own, world.codes);
  return { encounter, past: once(() => pastOf(bounded(encounter), world.codes)), judgements: new Map() };
}

/** Judgements of surroundings that are no more; of one text there are more than one only where it stands twice. */
function forgetUnused(known: ReadonlyMap<string, Remembered>, used: ReadonlySet<Judgement>): void {
  for (const { judgements } of known.values()) {
    if (judgements.size === 1) continue;
    for (const [key, judgement] of judgements) if (!used.has(judgement)) judgements.delete(key);
  }
}
