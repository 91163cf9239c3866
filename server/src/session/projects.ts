/** Which project files hold for a file, in an editor and in a run alike: the nearest one above it, up to a top folder. */
import { excludedBy, type PathTest } from './part.js';
import type { FilePort } from './port.js';
import type { ProjectFile } from './project.js';

/** The project files as somebody knows them, and how addresses relate. */
interface KnownProjects {
  readonly pathBelow: FilePort['pathBelow'];
  /** The address of the folder in which something lies. */
  folderOf(address: string): string;
  /** The project file that lies in a folder. */
  projectIn(folder: string): ProjectFile | undefined;
}

/**
 * The project files above an address, the nearest first.
 *
 * @param top where the search ends; an address that is not below it is treated as one in it
 */
export function projectsAbove(
  { pathBelow, folderOf, projectIn }: KnownProjects,
  top: string,
  address: string,
): readonly ProjectFile[] {
  const found: ProjectFile[] = [];
  let folder = pathBelow(top, address) === undefined ? top : folderOf(address);
  while (pathBelow(top, folder) !== undefined) {
    const project = projectIn(folder);
    if (project) found.push(project);
    if (folder === top) break;
    folder = folderOf(folder);
  }
  return found;
}

const exclusions = new WeakMap<ProjectFile, PathTest>();

/** Whether one of the project files excludes the address, by its patterns and from its own folder. */
export function isExcludedBy(
  projects: readonly ProjectFile[],
  address: string,
  pathBelow: FilePort['pathBelow'],
): boolean {
  return projects.some((project) => {
    const test = exclusions.get(project) ?? excludedBy(project.parsed.project.exclude);
    exclusions.set(project, test);
    const path = pathBelow(project.folder, address);
    return path !== undefined && test(path);
  });
}
