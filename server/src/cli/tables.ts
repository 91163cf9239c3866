/** The user's own tables, as a run judges by them. */
import type { Codes } from '../codes/codes.js';
import type { ProjectFile } from '../session/project.js';
import { createTables } from '../session/tables.js';
import type { Kit } from './world.js';

export interface TablesOfRun {
  /** The tables where this project file holds; those that come with the tool where it names none. */
  codesFor(project: ProjectFile | undefined): Codes;
  /** One line each: what cannot be read of them. */
  readonly complaints: readonly string[];
}

/**
 * Reads the tables that project files name.
 *
 * @param more folders whose tables answer everywhere, after the project's own
 */
export async function readTables(
  { files, codes, editions, readTables: readFile }: Kit,
  projects: readonly ProjectFile[],
  more: readonly string[] = [],
): Promise<TablesOfRun> {
  const complaints: string[] = [];
  const read = async (folders: readonly string[]): Promise<Codes> => {
    if (folders.length === 0) return codes;
    const tables = createTables(folders, {
      shipped: { editions, codes },
      port: () => files,
      readTables: readFile,
      named: (file) => file,
    });
    await tables.load();
    complaints.push(...tables.problems().filter((line) => !complaints.includes(line)));
    return tables.codes();
  };
  const everywhere = more.map(files.named);
  const known = new Map<string, Codes>();
  for (const { tables } of projects) {
    if (tables === undefined || known.has(tables) || (await files.kind(tables)) !== 'folder') continue;
    known.set(tables, await read([tables, ...everywhere]));
  }
  const otherwise = await read(everywhere);
  return { codesFor: (project) => known.get(project?.tables ?? '') ?? otherwise, complaints };
}
