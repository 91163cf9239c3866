/** The project files of a run: the one in the current directory, and each one nearer to what is checked. */
import type { Files } from '../files/port.js';
import type { PolicyLibrary } from '../policy/policies.js';
import { policyEnding } from '../policy/policy.js';
import { aliasProblems, projectFileName } from '../project/project-file.js';
import { absentFolders, type ProjectFile, projectFile } from '../session/project.js';
import { isExcludedBy, projectsAbove } from '../session/projects.js';
import type { ReportedProblem } from './report.js';

/** The project files, and what else was found while looking for them. */
export interface ProjectsOfRun {
  /** The one that holds for a file: the nearest above it, else that of the current directory. */
  holding(file: string): ProjectFile | undefined;
  /** What the run and the project file of the current directory leave out, as patterns. */
  readonly exclude: readonly string[];
  /** Whether the run or a project file leaves the file out. */
  isExcluded(file: string): boolean;
  /** The payer policies below the current directory: they judge every file. */
  readonly policies: readonly string[];
  /** One line for each project file that cannot be read and lies above one of the files, or in the current directory. */
  complaints(checked: readonly string[]): readonly string[];
}

/** What to look through. */
interface Wanted {
  /** What is checked, as named. */
  readonly paths: readonly string[];
  readonly exclude: readonly string[];
}

/** Finds and reads every `scrubber.yaml` below the current directory, and with what is checked elsewhere. */
export async function readProjects(
  files: Files,
  ruleIds: readonly string[],
  { paths, exclude }: Wanted,
): Promise<ProjectsOfRun> {
  const unread = new Map<string, string>();
  const known = new Map<string, ProjectFile>();
  const read = async (address: string): Promise<void> => {
    const folder = folderOf(address);
    if (known.has(folder)) return;
    const answer = await files.read(address);
    if ('refusal' in answer) unread.set(folder, `${address} ${answer.refusal}`);
    else known.set(folder, projectFile(files, folder, answer.text, ruleIds));
  };
  if ((await files.kind(projectFileName)) !== 'missing') await read(projectFileName);
  const tops = ['.'];
  const patterns = [...exclude, ...(known.get('.')?.parsed.project.exclude ?? [])];
  const below = (await files.find('.', [policyEnding, projectFileName], patterns)).files;
  const nested = below.filter((file) => file.endsWith(`/${projectFileName}`));
  for (const path of paths.map(files.named)) {
    if (path === '-' || tops.some((top) => files.pathBelow(top, path) !== undefined)) continue;
    const kind = await files.kind(path);
    if (kind === 'folder') {
      tops.push(path);
      nested.push(...(await files.find(path, [projectFileName], exclude)).files.filter(isProjectFile));
    } else if (kind === 'file') {
      tops.push(folderOf(path));
      nested.push(...(await files.beside(folderOf(path), [projectFileName])).filter(isProjectFile));
    }
  }
  for (const file of nested) await read(file);
  const surroundings = { pathBelow: files.pathBelow, folderOf, projectIn: (folder: string) => known.get(folder) };
  const topOf = (file: string): string => tops.find((top) => files.pathBelow(top, file) !== undefined) ?? '.';
  const above = (file: string): readonly ProjectFile[] => projectsAbove(surroundings, topOf(file), file);
  const isExcluded = (file: string): boolean =>
    files.isExcluded(file, patterns) || isExcludedBy(above(file), file, files.pathBelow);
  return {
    holding: (file) => above(file)[0] ?? known.get('.'),
    exclude: patterns,
    isExcluded,
    policies: below.filter((file) => file.endsWith(policyEnding) && !isExcluded(file)),
    complaints: (checked) =>
      [...unread].flatMap(([folder, line]) => {
        const isAbove = (file: string): boolean => files.pathBelow(folder, file) !== undefined;
        return folder === '.' || checked.some(isAbove) ? [line] : [];
      }),
  };
}

/** The project files that hold for the files, and the one of the current directory. */
export function projectsHolding({ holding }: ProjectsOfRun, checked: Iterable<string>): readonly ProjectFile[] {
  return [...new Set([projectFileName, ...checked].flatMap((file) => holding(file) ?? []))];
}

/** All that is wrong in a project file, in the order of its text. */
export async function projectProblems(
  files: Files,
  project: ProjectFile,
  policies: PolicyLibrary,
): Promise<readonly ReportedProblem[]> {
  const { address, text, parsed } = project;
  const problems = [
    ...parsed.problems,
    ...aliasProblems(text, parsed, policies),
    ...(await absentFolders(files, project)),
  ];
  return problems.map((problem) => ({ ...problem, file: address }));
}

/** The folder in which a file lies, by paths as a run names them. */
export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : file.slice(0, slash);
}

function isProjectFile(file: string): boolean {
  return file === projectFileName || file.endsWith(`/${projectFileName}`);
}
