/** What judges the files of a run: read once, and handed to threads as plain data. */
import type { AuthoringWorld } from '../../authoring/world.js';
import { type ProjectFile, projectFile } from '../../session/project.js';
import { findInputs, type InputFile, readFiles } from '../inputs.js';
import { type ProjectsOfRun, projectsHolding, readProjects } from '../projects.js';
import { readTables } from '../tables.js';
import type { Asked, Kit, Terminal } from '../world.js';
import { worldsOf } from '../worlds.js';

/** What is read. */
interface Wanted extends Asked {
  readonly paths: readonly string[];
  readonly policies: readonly string[];
  /** Folders whose policies judge, and are not checked. */
  readonly besides?: readonly string[] | undefined;
  readonly exclude: readonly string[];
}

/** What judges, and what was found while it was looked for. */
interface Judges {
  readonly inputs: Awaited<ReturnType<typeof findInputs>>;
  /** The payer policies that were read. */
  readonly policies: readonly InputFile[];
  /** The project files that hold for some of what is checked. */
  readonly holding: readonly ProjectFile[];
  readonly worldFor: (file: string) => AuthoringWorld;
  /** A line for each thing that cannot be read; what is said of the encounters' files stands between them. */
  complaints(ofEncounters: readonly string[]): readonly string[];
  /** The same as data, for these files. */
  asData(files: readonly string[]): JudgesAsData;
}

/** What judges, as plain data. */
export interface JudgesAsData {
  readonly files: readonly string[];
  readonly projects: readonly { readonly folder: string; readonly text: string }[];
  /** Which of the projects holds for each file, by the file's number; -1 where none does. */
  readonly projectOf: readonly number[];
  readonly policies: readonly InputFile[];
  readonly sharedPolicies: ReadonlySet<string>;
}

/** Reads what judges a run. */
export async function readJudges(kit: Kit, wanted: Wanted, terminal: Pick<Terminal, 'input'>): Promise<Judges> {
  const { rules, files } = kit;
  const ruleIds = rules.map(({ id }) => id);
  const projects = await readProjects(files, ruleIds, wanted);
  const inputs = await findInputs(files, projects, wanted);
  const holding = projectsHolding(projects, inputs.order);
  const tables = await readTables(kit, holding);
  const policies = await readFiles(files, terminal.input, inputs.policyFiles);
  const { sharedPolicies } = inputs;
  return {
    inputs,
    policies: policies.read,
    holding,
    worldFor: worldsOf(kit, { projects, tables, policies: policies.read, sharedPolicies }, wanted),
    complaints: (ofEncounters) => [
      ...projects.complaints(inputs.order),
      ...tables.complaints,
      ...inputs.complaints,
      ...ofEncounters,
      ...policies.complaints,
    ],
    asData: (names) => ({ files: names, ...projectsAsData(projects, names), policies: policies.read, sharedPolicies }),
  };
}

function projectsAsData({ holding }: ProjectsOfRun, files: readonly string[]) {
  const held = files.map(holding);
  const all = [...new Set(held)].flatMap((project) => project ?? []);
  const numbers = new Map<ProjectFile | undefined, number>(all.map((project, number) => [project, number]));
  return {
    projects: all.map(({ folder, text }) => ({ folder, text })),
    projectOf: held.map((project) => numbers.get(project) ?? -1),
  };
}

/** The worlds of a run, from what it was given as data. */
export async function worldsFrom(
  kit: Kit,
  { files, projects, projectOf, policies, sharedPolicies }: JudgesAsData,
  asked: Asked,
): Promise<(file: string) => AuthoringWorld> {
  const ruleIds = kit.rules.map(({ id }) => id);
  const read = projects.map(({ folder, text }) => projectFile(kit.files, folder, text, ruleIds));
  const byFile = new Map(files.map((file, number) => [file, read[projectOf[number] ?? -1]]));
  const tables = await readTables(kit, read);
  return worldsOf(kit, { projects: { holding: (file) => byFile.get(file) }, tables, policies, sharedPolicies }, asked);
}
