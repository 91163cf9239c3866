/**
 * Files checked as a whole: cut into encounters, each judged beside its neighbours. What was judged is remembered by
 * the encounter's own text, so that after an edit only what it touches is read and judged again.
 */
import type { Encounter } from '../encounter/encounter.js';
import { readEncounter } from '../encounter/read.js';
import type { Neighbour } from '../neighbours/neighbour.js';
import { neighbourhood } from '../neighbours/neighbours.js';
import { cut } from '../syntax/cut.js';
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

/** What was read and judged before, by text. */
export interface Memory {
  read: ReadonlyMap<string, Encounter>;
  judged: ReadonlyMap<string, Judgement>;
}

/** A memory that knows nothing yet. */
export function newMemory(): Memory {
  return { read: new Map(), judged: new Map() };
}

/**
 * The files' encounters with their findings, in the order given.
 *
 * @param memory of the last check of the same files; it then holds what this check knows and nothing older
 */
export function checkFiles(world: World, files: readonly EncounterFile[], memory: Memory): readonly CheckedFile[] {
  const read = new Map<string, Encounter>();
  const judged = new Map<string, Judgement>();
  const cuts = files.map(({ file, text }) => ({
    file,
    text,
    slices: cut(text).map(({ start, end }, ordinal) => {
      const slice = text.slice(start, end);
      const encounter = read.get(slice) ?? memory.read.get(slice) ?? readEncounter(slice, world.codes);
      read.set(slice, encounter);
      return { start, ordinal, slice, encounter };
    }),
  }));
  const around = neighbourhood(
    cuts.flatMap(({ file, slices }) => slices.map(({ ordinal, encounter }) => ({ file, ordinal, encounter }))),
  );
  const worldKey = `${world.today} ${world.policies.version} ${JSON.stringify(world.severities)}`;
  const checked = cuts.map(({ file, text, slices }) => ({
    file,
    text,
    encounters: slices.map(({ start, ordinal, slice, encounter }) => {
      const neighbours = around.of(file, ordinal);
      const key = `${worldKey}\n${neighbours.length === 0 ? '' : JSON.stringify(neighbours)}\n${slice}`;
      const judgement = judged.get(key) ?? memory.judged.get(key) ?? judgeEncounter(world, encounter, neighbours);
      judged.set(key, judgement);
      return { ordinal, start, judgement, neighbours };
    }),
  }));
  memory.read = read;
  memory.judged = judged;
  return checked;
}
