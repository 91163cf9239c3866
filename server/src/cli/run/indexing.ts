/** The first reading of a run's files: which there are, and what their encounters may share. */
import type { Codes } from '../../codes/codes.js';
import { readEncounter } from '../../encounter/read.js';
import { keyOf, type RunIndexBuilder, type RunIndexColumns, runIndexBuilder } from '../../neighbors/run-index.js';
import { sharedKeys } from '../../neighbors/shared-keys.js';
import { cut } from '../../syntax/cut.js';
import type { TextsOfRun } from './texts.js';

interface Indexed {
  /** The files that can be read, in their order. */
  readonly files: readonly string[];
  readonly columns: RunIndexColumns;
  /** How many characters they have. */
  readonly size: number;
  /** A line for each file that cannot be read. */
  readonly complaints: readonly string[];
}

/** Reads the files once. */
export function indexed(
  texts: Pick<TextsOfRun, 'read'>,
  names: readonly string[],
  codesOf: (file: string) => Codes,
): Indexed {
  const files: string[] = [];
  const complaints: string[] = [];
  let size = 0;
  const builder = runIndexBuilder();
  for (const file of names) {
    const result = texts.read(file);
    if ('refusal' in result) complaints.push(`${file} ${result.refusal}`);
    else {
      files.push(file);
      size += result.text.length;
      addFile(builder, result.text, () => codesOf(file));
    }
  }
  return { files, columns: builder.columns(), size, complaints };
}

/** Adds a file's encounters to an index. */
function addFile(builder: RunIndexBuilder, text: string, codesOf: () => Codes): void {
  builder.addFile();
  for (const { start, end } of cut(text)) {
    const keys = sharedKeys(text, start, end);
    if (keys) {
      builder.add(start, keyOf(text, keys.id), keys.patient ? keyOf(text, keys.patient) : 0);
      continue;
    }
    const { id, patient } = readEncounter(text.slice(start, end), codesOf());
    builder.add(start, id ? keyOf(id.value) : 0, patient ? keyOf(patient.value) : 0);
  }
}
