/** What judges each file of a run: a world for each project file that holds for some of them. */
import type { AuthoringWorld } from '../authoring/world.js';
import { noProject } from '../project/project-file.js';
import type { ProjectFile } from '../session/project.js';
import type { ProjectsOfRun } from './projects.js';
import type { TablesOfRun } from './tables.js';
import { type Asked, type Kit, worldOf } from './world.js';

/** What a run read to judge with. */
interface ReadForRun {
  readonly projects: Pick<ProjectsOfRun, 'holding'>;
  readonly tables: Pick<TablesOfRun, 'codesFor'>;
  /** The payer policies, and which of them judge only where a project file names their folder. */
  readonly policies: readonly { readonly file: string; readonly text: string }[];
  readonly sharedPolicies: ReadonlySet<string>;
}

/** What judges each file: the same world for all files for which the same project file holds. */
export function worldsOf(
  kit: Kit,
  { projects, tables, policies, sharedPolicies }: ReadForRun,
  asked: Asked,
): (file: string) => AuthoringWorld {
  const worlds = new Map<ProjectFile | undefined, AuthoringWorld>();
  const isNamedBy = (project: ProjectFile | undefined, file: string): boolean =>
    (project?.shares ?? []).some((share) => kit.files.pathBelow(share, file) !== undefined);
  const worldBy = (project: ProjectFile | undefined): AuthoringWorld => {
    const own = policies.filter(({ file }) => !sharedPolicies.has(file) || isNamedBy(project, file));
    return worldOf({ ...kit, codes: tables.codesFor(project) }, own, project?.parsed.project ?? noProject, asked);
  };
  const files = new Map<string, AuthoringWorld>();
  return (file) => {
    const known = files.get(file);
    if (known) return known;
    const project = projects.holding(file);
    const world = worlds.get(project) ?? worldBy(project);
    worlds.set(project, world);
    files.set(file, world);
    return world;
  };
}
