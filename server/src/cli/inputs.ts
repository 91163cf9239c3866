/** Which files a run reads, in which order, and their texts; what cannot be read is said in a line each. */
import type { Files } from '../files/port.js';
import { policyEnding } from '../policy/policy.js';
import type { Found } from '../session/port.js';
import { encounterEnding } from '../syntax/file-ending.js';
import { folderOf, type ProjectsOfRun, projectsHolding } from './projects.js';

export interface InputFile {
  readonly file: string;
  readonly text: string;
  readonly hasMark: boolean;
}

/** The files that a run reads, found and not yet read. */
interface FoundInputs {
  readonly encounterFiles: readonly string[];
  readonly policyFiles: readonly string[];
  /** The policy files that are checked, and do not only judge. */
  readonly checkedPolicies: ReadonlySet<string>;
  /** The policy files that judge only where a project file names their folder. */
  readonly sharedPolicies: ReadonlySet<string>;
  /** The files that are checked, encounters and policies, as named; in a folder by path. */
  readonly order: readonly string[];
  /** One line each: wrong usage, folders that cannot be looked into. */
  readonly complaints: readonly string[];
}

/** The same, read. */
interface Inputs extends Omit<FoundInputs, 'encounterFiles' | 'policyFiles'> {
  readonly encounters: readonly InputFile[];
  readonly policies: readonly InputFile[];
}

/** What a run is asked to read. */
interface WantedInputs {
  readonly paths: readonly string[];
  /** Folders of policies that judge and are checked. */
  readonly policies: readonly string[];
  /** Folders whose own policies judge and are not checked. */
  readonly besides?: readonly string[] | undefined;
  /** The files that the paths stand for; both kinds where left out. */
  readonly only?: 'policies' | 'encounters' | undefined;
}

/** Reads everything the run needs. */
export async function readInputs(
  files: Files,
  standardInput: StandardInput,
  projects: ProjectsOfRun,
  wanted: WantedInputs,
): Promise<Inputs> {
  const { encounterFiles, policyFiles, ...found } = await findInputs(files, projects, wanted);
  const encounters = await readFiles(files, standardInput, encounterFiles);
  const policies = await readFiles(files, standardInput, policyFiles);
  return {
    ...found,
    encounters: encounters.read,
    policies: policies.read,
    complaints: [...found.complaints, ...encounters.complaints, ...policies.complaints],
  };
}

type StandardInput = () => Promise<InputFile | { readonly refusal: string }>;

/** Reads the files of a list; one line for each that cannot be read. */
export async function readFiles(files: Files, standardInput: StandardInput, names: readonly string[]) {
  const read: InputFile[] = [];
  const complaints: string[] = [];
  for (const file of names) {
    const result = file === '-' ? await standardInput() : await files.read(file);
    if ('refusal' in result) complaints.push(`${file} ${result.refusal}`);
    else read.push({ file, text: result.text, hasMark: result.hasMark });
  }
  return { read, complaints };
}

/** Finds what the run needs. */
export async function findInputs(
  files: Files,
  projects: ProjectsOfRun,
  { paths, policies, besides = [], only }: WantedInputs,
): Promise<FoundInputs> {
  const { exclude } = projects;
  const complaints: string[] = [];
  const encounterPaths = new Set<string>();
  const checked = new Set<string>();
  const order = new Set<string>();
  const judging = new Set<string>(only === 'encounters' ? [] : projects.policies);
  const inNamedFolders: string[] = [];
  for (const folder of besides) for (const policy of await files.beside(folder, [policyEnding])) judging.add(policy);
  const named = new Set<string>();
  for (const written of policies) {
    const folder = files.named(written);
    if ((await files.kind(folder)) !== 'folder') {
      complaints.push(`--policies takes a folder, and ${folder} is not one`);
      continue;
    }
    const found = await files.find(folder, [policyEnding], exclude);
    complaints.push(...found.refusals);
    inNamedFolders.push(...found.files);
  }
  for (const written of paths) {
    const path = files.named(written);
    if (path === '-') {
      encounterPaths.add(path);
      order.add(path);
      continue;
    }
    const { files: found, refusals } = await filesOf(files, path, projects, only);
    complaints.push(...refusals);
    for (const file of found) {
      // Through a link it is the file that was named before.
      const itself = files.identify(file);
      if (named.has(itself) && !order.has(file)) continue;
      named.add(itself);
      order.add(file);
      if (file.endsWith(policyEnding)) checked.add(file);
      else encounterPaths.add(file);
    }
    if (only !== 'encounters' && (await files.kind(path)) !== 'folder') {
      for (const file of found)
        for (const policy of await files.beside(folderOf(file), [policyEnding])) judging.add(policy);
    }
  }
  for (const file of inNamedFolders) {
    checked.add(file);
    order.add(file);
  }
  const shared = new Set<string>();
  const sharing = only === 'encounters' ? [] : projectsHolding(projects, order);
  for (const folder of new Set(sharing.flatMap(({ shares }) => shares))) {
    for (const file of (await files.find(folder, [policyEnding], exclude)).files) {
      if (!judging.has(file) && !checked.has(file)) shared.add(file);
    }
  }
  return {
    encounterFiles: [...encounterPaths],
    policyFiles: [...new Set([...checked, ...judging, ...shared])].sort(),
    checkedPolicies: checked,
    sharedPolicies: shared,
    order: [...order],
    complaints,
  };
}

async function filesOf(
  files: Files,
  path: string,
  { exclude, isExcluded }: ProjectsOfRun,
  only: WantedInputs['only'],
): Promise<Found> {
  const kind = await files.kind(path);
  if (typeof kind === 'object') return refused(`${path} ${kind.refusal}`);
  const endings = only ? [only === 'policies' ? policyEnding : encounterEnding] : [encounterEnding, policyEnding];
  if (kind === 'file' && only === 'policies' && !path.endsWith(policyEnding)) {
    return refused(`${path} is not a payer policy: the name must end in ${policyEnding}`);
  }
  if (kind === 'file' && only === 'encounters' && path.endsWith(policyEnding)) {
    return refused(`${path} is a payer policy: only encounters are formatted`);
  }
  if (kind === 'file') return { files: isExcluded(path) ? [] : [path], refusals: [] };
  if (kind === 'other') return refused(`${path} is not a file or a folder`);
  const isPattern = /[*?[{]/.test(path);
  if (kind === 'missing' && !isPattern) return refused(`${path} does not exist`);
  const { files: all, refusals } =
    kind === 'folder' ? await files.find(path, endings, exclude) : await files.matching(path, exclude);
  const found = all.filter((file) => endings.some((ending) => file.endsWith(ending)) && !isExcluded(file));
  const nothing =
    only === 'policies' ? `no payer policy in ${path}` : `nothing to ${only ? 'format' : 'check'} in ${path}`;
  return found.length > 0 || refusals.length > 0 ? { files: found, refusals } : refused(nothing);
}

function refused(refusal: string): Found {
  return { files: [], refusals: [refusal] };
}
