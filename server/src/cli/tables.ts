/** The user's own tables, as a run judges by them. */
import { codesOf } from '../codes/bundled.js';
import type { Codes } from '../codes/codes.js';
import { readTableFile, tableEndings } from '../files/tables.js';
import { editionsOf, missingParts } from '../tables/collect.js';
import { faultWords } from '../tables/fault-words.js';
import type { Kit } from './world.js';

export interface TablesOfRun {
  readonly codes: Codes;
  /** One line each: what cannot be read of them. */
  readonly complaints: readonly string[];
}

/** The bundled tables and those in the folders; the bundled ones alone where none is named. */
export async function readTables({ files, codes }: Kit, folders: readonly string[]): Promise<TablesOfRun> {
  if (folders.length === 0) return { codes, complaints: [] };
  const found = await Promise.all(folders.map((folder) => files.below(files.named(folder), tableEndings, [])));
  const complaints = found.flatMap(({ refusals }) => refusals);
  const names = [...new Set(found.flatMap((each) => each.files))];
  const read: Awaited<ReturnType<typeof readTableFile>>[] = [];
  for (const file of names) read.push(await readTableFile(file, await files.bytes(file)));
  const tables = read.flatMap((each) => each.tables);
  for (const { file, faults } of read) complaints.push(...faults.map((fault) => faultWords(file, fault)));
  complaints.push(...missingParts(tables).map(({ message }) => message));
  return { codes: codesOf(editionsOf(tables), names.join()), complaints };
}
