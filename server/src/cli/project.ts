/** The project file of the current directory, as a run uses it. */
import type { Files } from '../files/port.js';
import type { PolicyLibrary } from '../policy/policies.js';
import {
  aliasProblems,
  noProject,
  type ParsedProject,
  parseProject,
  projectFileName,
} from '../project/project-file.js';
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
  const parsed = parseProject(read.text, ruleIds);
  const folders: string[] = [];
  const absent: ReportedProblem[] = [];
  for (const { folder, at } of parsed.project.policies) {
    const path = files.named(folder);
    if ((await files.kind(path)) === 'folder') folders.push(path);
    else {
      const message = `policies names ${folder}, and no folder of that name can be read from here`;
      absent.push({ rule: 'project-schema', file: projectFileName, at, message });
    }
  }
  const tables: string[] = [];
  if (parsed.project.tables) {
    const { folder, at } = parsed.project.tables;
    if ((await files.kind(files.named(folder))) === 'folder') tables.push(files.named(folder));
    else {
      const message = `tables names ${folder}, and no folder of that name can be read from here`;
      absent.push({ rule: 'project-schema', file: projectFileName, at, message });
    }
  }
  return { ...parsed, text: read.text, folders, tables, absent, complaints: [] };
}

/** All that is wrong in the project file, in the order of its text. */
export function projectProblems(project: ProjectOfRun, policies: PolicyLibrary): readonly ReportedProblem[] {
  const inFile = [...project.problems, ...aliasProblems(project.text, project, policies)];
  return [...inFile.map((problem) => ({ ...problem, file: projectFileName })), ...project.absent];
}
