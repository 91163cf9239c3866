/** The second reading of a run's files: each is read again, judged and forgotten; of others only what an encounter shares with them is. */

import type { Encounter } from '../../encounter/encounter.js';
import { readEncounter } from '../../encounter/read.js';
import { bounded } from '../../engine/cap.js';
import { judgeEncounter } from '../../engine/judge.js';
import type { World } from '../../engine/judgment.js';
import { abstractOf, type Placed } from '../../neighbors/abstract.js';
import type { Elsewhere } from '../../neighbors/neighbors.js';
import type { RunIndex } from '../../neighbors/run-index.js';
import { type Surrounding, surroundings } from '../../neighbors/surroundings.js';
import { cut } from '../../syntax/cut.js';
import { ownCopy } from '../../text/copy.js';
import { once, onceFor } from '../../text/once.js';
import type { JudgedEncounter, JudgedFile } from '../report.js';
import type { TextsOfRun } from './texts.js';

/** What a run's files are judged with. */
export interface RunToJudge {
  readonly worldFor: (file: string) => World;
  /** The files in their order, and their encounters. */
  readonly files: readonly string[];
  readonly index: RunIndex;
  readonly texts: TextsOfRun;
  readonly elsewhere?: Elsewhere | undefined;
}

/** So many encounters stay at hand, as others see them: some kilobytes each. */
const mostPlaced = 8192;

const alone: Surrounding = { neighbors: [], history: undefined };

/** Judges a file of the run, by its number; what cannot be read any more is told. */
export function judging({ worldFor, files, index, texts, elsewhere }: RunToJudge) {
  const placed = onceFor(mostPlaced, (encounter: number): Placed | undefined => {
    const number = index.fileOf(encounter);
    const file = files[number];
    if (file === undefined) return undefined;
    const { start, end } = index.place(encounter);
    const world = worldFor(file);
    const read = readEncounter(ownCopy(texts.textOf(file).slice(start, end)), world.codes);
    return { file, ordinal: encounter - index.encounter(number, 0), abstract: abstractBy(world, read) };
  });
  const beside = surroundings({ index, placed, elsewhere });
  return (number: number): JudgedFile | { readonly complaint: string } => {
    const file = files[number] ?? '';
    const result = texts.read(file);
    if ('refusal' in result) return { complaint: `${file} ${result.refusal}` };
    const { text } = result;
    const world = worldFor(file);
    const count = index.countIn(number);
    return {
      file,
      text,
      encounters: mapped(cut(text), ({ start, end }, ordinal): JudgedEncounter => {
        // Its abstract may stay longer than the text that it is cut from.
        const encounter = readEncounter(ownCopy(text.slice(start, end)), world.codes);
        const keys = { id: encounter.id?.value, patient: encounter.patient?.value };
        const own = once((): Placed => ({ file, ordinal, abstract: abstractBy(world, encounter) }));
        // What came into the file since it was indexed is not known to the others.
        const { neighbors, history } = ordinal < count ? beside.of(index.encounter(number, ordinal), keys, own) : alone;
        return { start, judgment: judgeEncounter(world, encounter, neighbors, history), neighbors };
      }),
    };
  };
}

function abstractBy({ codes }: World, encounter: Encounter): Placed['abstract'] {
  const { past, ...abstract } = abstractOf(bounded(encounter), codes);
  // Without the encounter, which is many times as large.
  const told = past();
  return { ...abstract, past: () => told };
}

function* mapped<Item, Result>(items: readonly Item[], map: (item: Item, index: number) => Result): Iterable<Result> {
  for (const [index, item] of items.entries()) yield map(item, index);
}
