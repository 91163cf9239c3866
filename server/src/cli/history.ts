/** `--history` and `--write-history`: the patients' earlier sessions, between runs. */
import type { Files } from '../files/port.js';
import { writingWords } from '../files/system-words.js';
import type { Elsewhere } from '../neighbors/neighbors.js';
import {
  createPatientIndex,
  type IndexedEncounter,
  type IndexedFile,
  indexedFile,
} from '../neighbors/patient-index.js';
import type { ReadResult } from '../session/port.js';
import { type HistoryFiles, historyLines, readHistoryLines } from './history-lines.js';
import { inLargeParts } from './world.js';

export interface EarlierRuns {
  /** What this run's encounters are judged beside; undefined where there were none. */
  readonly elsewhere: Elsewhere | undefined;
  placeOf(file: string, ordinal: number): IndexedEncounter['range'] | undefined;
  /** The encounters of files that this run does not read. */
  readonly files: HistoryFiles;
  /** A line for each file that cannot be read, or is no history. */
  readonly complaints: readonly string[];
}

/** What a file of an earlier run holds. */
export interface HistoryText {
  readonly path: string;
  readonly read: ReadResult;
}

/** Reads the files that earlier runs wrote. */
export async function readHistory(files: Files, paths: readonly string[]): Promise<readonly HistoryText[]> {
  const texts: HistoryText[] = [];
  for (const path of paths) texts.push({ path, read: await files.read(path) });
  return texts;
}

/**
 * What earlier runs wrote; of a file that several name the last one holds.
 *
 * @param isRead whether this run reads a file itself: what it says now counts
 */
export function earlierRuns(texts: readonly HistoryText[], isRead: (file: string) => boolean): EarlierRuns {
  const complaints: string[] = [];
  const known = new Map<string, readonly IndexedEncounter[]>();
  for (const { path, read: answer } of texts) {
    const read = 'refusal' in answer ? answer.refusal : readHistoryLines(answer.text);
    if (typeof read === 'string') complaints.push(`${path} ${read}`);
    else if ('message' in read) complaints.push(`${path}, line ${read.line}, ${read.message}`);
    else for (const [file, encounters] of read) if (!isRead(file)) known.set(file, encounters);
  }
  if (known.size === 0) return { elsewhere: undefined, placeOf: () => undefined, files: known, complaints };
  const index = createPatientIndex();
  for (const [file, encounters] of known) index.set(file, indexedFile(encounters));
  const { sharing, ofPatient, isBefore } = index.elsewhere('');
  return {
    // What an earlier run read came before what this one reads.
    elsewhere: {
      sharing,
      ofPatient,
      isBefore: (file, other) => known.has(file) && (!known.has(other) || isBefore(file, other)),
    },
    placeOf: (file, ordinal) => index.encounter(file, ordinal)?.range,
    files: known,
    complaints,
  };
}

/**
 * Writes what a later run needs of this one and of those before it; answers what went wrong.
 *
 * @param own the encounters of a file of this run, which is read once more for them
 */
export async function writeHistory(
  files: Files,
  path: string,
  earlier: HistoryFiles,
  { names, own }: { readonly names: readonly string[]; readonly own: (file: string) => IndexedFile },
): Promise<readonly string[]> {
  const read = new Set(names);
  const encountersOf = (file: string): readonly IndexedEncounter[] =>
    read.has(file) ? encountersIn(own(file)) : (earlier.get(file) ?? []);
  const all = [...new Set([...earlier.keys(), ...names])].sort();
  try {
    await files.save(path, inLargeParts(historyLines(all, encountersOf)));
    return [];
  } catch (error) {
    return [`${path} ${writingWords(error)}`];
  }
}

function encountersIn({ abstracts, encounter }: IndexedFile): readonly IndexedEncounter[] {
  return abstracts.flatMap((_, ordinal) => encounter(ordinal) ?? []);
}
