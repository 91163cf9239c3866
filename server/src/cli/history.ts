/** `--history` and `--write-history`: the patients' earlier sessions, between runs. */
import type { CheckedFile } from '../engine/check.js';
import { inShortOf } from '../engine/in-short.js';
import type { Files } from '../files/port.js';
import { writingWords } from '../files/system-words.js';
import type { Elsewhere } from '../neighbors/neighbors.js';
import {
  createPatientIndex,
  type IndexedEncounter,
  type IndexedFile,
  indexedFile,
} from '../neighbors/patient-index.js';
import { type HistoryFiles, historyLines, readHistoryLines } from './history-lines.js';
import { inLargeParts } from './world.js';

interface EarlierRuns {
  /** What this run's encounters are judged beside. */
  readonly elsewhere: Elsewhere;
  placeOf(file: string, ordinal: number): IndexedEncounter['range'] | undefined;
  /** The encounters of files that this run does not read. */
  readonly files: HistoryFiles;
  /** A line for each file that cannot be read, or is no history. */
  readonly complaints: readonly string[];
}

/**
 * Reads what earlier runs wrote; of a file that several name the last one holds.
 *
 * @param isRead whether this run reads a file itself: what it says now counts
 */
export async function readHistory(
  files: Files,
  paths: readonly string[],
  isRead: (file: string) => boolean,
): Promise<EarlierRuns> {
  const complaints: string[] = [];
  const known = new Map<string, readonly IndexedEncounter[]>();
  for (const path of paths) {
    const answer = await files.read(path);
    const read = 'refusal' in answer ? answer.refusal : readHistoryLines(answer.text);
    if (typeof read === 'string') complaints.push(`${path} ${read}`);
    else if ('message' in read) complaints.push(`${path}, line ${read.line}, ${read.message}`);
    else for (const [file, encounters] of read) if (!isRead(file)) known.set(file, encounters);
  }
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

/** Writes what a later run needs of this one and of those before it; answers what went wrong. */
export async function writeHistory(
  files: Files,
  path: string,
  earlier: HistoryFiles,
  checked: readonly CheckedFile[],
): Promise<readonly string[]> {
  const own = checked.map((file) => [file.file, encountersIn(inShortOf(file))] as const);
  const all = new Map([...earlier, ...own]);
  try {
    await files.save(path, inLargeParts(historyLines(all)));
    return [];
  } catch (error) {
    return [`${path} ${writingWords(error)}`];
  }
}

function encountersIn({ abstracts, encounter }: IndexedFile): readonly IndexedEncounter[] {
  return abstracts.flatMap((_, ordinal) => encounter(ordinal) ?? []);
}
