/** Which files a run reads, in which order, and their texts; what cannot be read is said in a line each. */
import type { Files } from '../files/port.js';
import { policyEnding } from '../policy/policies.js';

export interface InputFile {
  readonly file: string;
  readonly text: string;
  readonly hasMark: boolean;
}

export interface Inputs {
  readonly encounters: readonly InputFile[];
  readonly policies: readonly InputFile[];
  /** The policy files that are checked, and do not only judge. */
  readonly checkedPolicies: ReadonlySet<string>;
  /** One line each: wrong usage, files that cannot be read. */
  readonly complaints: readonly string[];
}

const encounterEnding = '.encounter';

/** Reads everything the run needs. */
export async function readInputs(
  files: Files,
  standardInput: () => Promise<InputFile | { readonly refusal: string }>,
  {
    paths,
    policies,
    exclude,
  }: { readonly paths: readonly string[]; readonly policies: readonly string[]; readonly exclude: readonly string[] },
): Promise<Inputs> {
  const complaints: string[] = [];
  const encounterPaths = new Set<string>();
  const checked = new Set<string>();
  const judging = new Set<string>(await files.below('.', [policyEnding], exclude));
  for (const written of policies) {
    const folder = files.named(written);
    if ((await files.kind(folder)) !== 'folder') {
      complaints.push(`--policies takes a folder, and ${folder} is none`);
      continue;
    }
    for (const file of await files.below(folder, [policyEnding], exclude)) checked.add(file);
  }
  for (const written of paths) {
    const path = files.named(written);
    if (path === '-') {
      encounterPaths.add(path);
      continue;
    }
    const found = await filesOf(files, path, exclude);
    if (typeof found === 'string') {
      complaints.push(found);
      continue;
    }
    for (const file of found) {
      if (file.endsWith(policyEnding)) checked.add(file);
      else encounterPaths.add(file);
    }
    if ((await files.kind(path)) !== 'folder') {
      for (const file of found)
        for (const policy of await files.beside(folderOf(file), policyEnding)) judging.add(policy);
    }
  }
  const read = async (file: string): Promise<readonly InputFile[]> => {
    const result = file === '-' ? await standardInput() : await files.read(file);
    if ('refusal' in result) {
      complaints.push(`${file} ${result.refusal}`);
      return [];
    }
    return [{ file, text: result.text, hasMark: result.hasMark }];
  };
  const encounters: InputFile[] = [];
  for (const file of encounterPaths) encounters.push(...(await read(file)));
  const policyFiles: InputFile[] = [];
  for (const file of [...new Set([...checked, ...judging])].sort()) policyFiles.push(...(await read(file)));
  return { encounters, policies: policyFiles, checkedPolicies: checked, complaints };
}

async function filesOf(files: Files, path: string, exclude: readonly string[]): Promise<readonly string[] | string> {
  const kind = await files.kind(path);
  if (kind === 'file') return (await files.isExcluded(path, exclude)) ? [] : [path];
  if (kind === 'other') return `${path} is neither a file nor a folder`;
  if (kind === 'folder') {
    const found = await files.below(path, [encounterEnding, policyEnding], exclude);
    return found.length > 0 ? found : `nothing to check in ${path}`;
  }
  if (!/[*?[{]/.test(path)) return `${path} does not exist`;
  const found = (await files.matching(path, exclude)).filter(
    (file) => file.endsWith(encounterEnding) || file.endsWith(policyEnding),
  );
  return found.length > 0 ? found : `nothing to check in ${path}`;
}

function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : file.slice(0, slash);
}
