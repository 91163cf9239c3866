/** The team's `scrubber.yaml` where it lies: what it names elsewhere, resolved from the folder it lies in. */
import { type ParsedProject, type ProjectProblem, parseProject, projectFileName } from '../project/project-file.js';
import type { FilePort } from './port.js';

/** A project file, and the folders it names. */
export interface ProjectFile {
  readonly address: string;
  /** Holds for every file below this folder that no nearer project file holds for. */
  readonly folder: string;
  readonly text: string;
  readonly parsed: ParsedProject;
  /** The addresses of its folders of policies, in the order of `parsed.project.policies`. */
  readonly shares: readonly string[];
  /** The address of its folder of tables. */
  readonly tables: string | undefined;
}

/** The project file of a folder, with this text. */
export function projectFile(
  port: Pick<FilePort, 'resolve'>,
  folder: string,
  text: string,
  ruleIds: readonly string[],
): ProjectFile {
  const parsed = parseProject(text, ruleIds);
  const { policies, tables } = parsed.project;
  return {
    address: port.resolve(folder, projectFileName),
    folder,
    text,
    parsed,
    shares: policies.map(({ folder: written }) => port.resolve(folder, written)),
    tables: tables && port.resolve(folder, tables.folder),
  };
}

/** The folders that the file names and that cannot be read from here. */
export async function absentFolders(
  port: Pick<FilePort, 'kind'>,
  { parsed, shares, tables }: ProjectFile,
): Promise<readonly ProjectProblem[]> {
  const { project } = parsed;
  const named = [
    ...project.policies.map(({ folder, at }, index) => ({ key: 'policies', folder, at, address: shares[index] })),
    ...(project.tables ? [{ key: 'tables', ...project.tables, address: tables }] : []),
  ];
  const problems = await Promise.all(
    named.map(async ({ key, folder, at, address }): Promise<readonly ProjectProblem[]> => {
      if (address !== undefined && (await port.kind(address)) === 'folder') return [];
      const message = `${key} names ${folder}, which is not a folder that can be read from here`;
      return [{ rule: 'project-schema', at, message }];
    }),
  );
  return problems.flat();
}

/** The first folder of policies that the file names and in which one can be created; undefined if there is none. */
export async function writableShare(
  port: Pick<FilePort, 'isWritable'>,
  { shares }: Pick<ProjectFile, 'shares'>,
): Promise<string | undefined> {
  for (const share of shares) if (await port.isWritable(share)) return share;
  return undefined;
}
