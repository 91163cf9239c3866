/** The project file of the current directory, as a run uses it. */
import type { Files } from '../files/port.js';
import type { PolicyLibrary } from '../policy/policies.js';
import { aliasProblems, noProject, type ParsedProject, projectFileName } from '../project/project-file.js';
import { absentFolders, projectFile } from '../session/project.js';
import type { ReportedProblem } from './report.js';

interface ProjectOfRun extends ParsedProject {
  readonly text: string;
  /** Its folders of policies that there are. */
  readonly folders: readonly string[];
  /** Its folder of tables, where there is one. */
  readonly tables: readonly string[];
  /** The folders that there are not. */
  readonly absent: readonly ReportedProblem[];
  /** One line each: it cannot be read. */
  readonly complaints: readonly string[];
}

/** Reads scrubber.yaml where there is one. */
export async function readProject(files: Files, ruleIds: readonly string[]): Promise<ProjectOfRun> {
  const none = {
    project: noProject,
    problems: [],
    root: undefined,
    text: '',
    folders: [],
    tables: [],
    absent: [],
    complaints: [],
  };
  if ((await files.kind(projectFileName)) === 'missing') return none;
  const read = await files.read(projectFileName);
  if ('refusal' in read) return { ...none, complaints: [`${projectFileName} ${read.refusal}`] };
  const file = projectFile(files, '.', read.text, ruleIds);
  const isThere = async (folder: string): Promise<boolean> => (await files.kind(folder)) === 'folder';
  const folders: string[] = [];
  for (const folder of file.shares) if (await isThere(folder)) folders.push(folder);
  const tables = file.tables !== undefined && (await isThere(file.tables)) ? [file.tables] : [];
  const absent = (await absentFolders(files, file)).map((problem) => ({ ...problem, file: projectFileName }));
  return { ...file.parsed, text: read.text, folders, tables, absent, complaints: [] };
}

/** All that is wrong in the project file, in the order of its text. */
export function projectProblems(project: ProjectOfRun, policies: PolicyLibrary): readonly ReportedProblem[] {
  const inFile = [...project.problems, ...aliasProblems(project.text, project, policies)];
  return [...inFile.map((problem) => ({ ...problem, file: projectFileName })), ...project.absent];
}
