/** The user's own tables, as a run judges by them. */
import type { Codes } from '../codes/codes.js';
import { readTableFile } from '../files/tables.js';
import { createTables } from '../session/tables.js';
import type { Kit } from './world.js';

interface TablesOfRun {
  readonly codes: Codes;
  /** One line each: what cannot be read of them. */
  readonly complaints: readonly string[];
}

/** The bundled tables and those in the folders; the bundled ones alone where none is named. */
export async function readTables({ files, codes }: Kit, folders: readonly string[]): Promise<TablesOfRun> {
  if (folders.length === 0) return { codes, complaints: [] };
  const tables = createTables(folders.map(files.named), {
    bundled: codes,
    port: () => files,
    readTables: readTableFile,
    named: (file) => file,
  });
  await tables.load();
  return { codes: tables.codes(), complaints: tables.problems() };
}
