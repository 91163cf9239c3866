/** Which files a run reads, in which order, and their texts; what cannot be read is said in a line each. */
import type { Files } from '../files/port.js';

export const policyEnding = '.payer.yaml';
const encounterEnding = '.encounter';

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

/** What a run is asked to read. */
export interface Wanted {
  readonly paths: readonly string[];
  /** Folders of policies that judge and are checked. */
  readonly policies: readonly string[];
  /** Folders of policies that only judge, each of which there is. */
  readonly judging: readonly string[];
  readonly exclude: readonly string[];
  /** The files that the paths stand for; both kinds where left out. */
  readonly only?: 'policies' | undefined;
}

/** Reads everything the run needs. */
export async function readInputs(
  files: Files,
  standardInput: () => Promise<InputFile | { readonly refusal: string }>,
  { paths, policies, judging: shares, exclude, only }: Wanted,
): Promise<Inputs> {
  const complaints: string[] = [];
  const encounterPaths = new Set<string>();
  const checked = new Set<string>();
  const judging = new Set<string>(await files.below('.', [policyEnding], exclude));
  for (const folder of shares) for (const file of await files.below(folder, [policyEnding], exclude)) judging.add(file);
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
    const found = await filesOf(files, path, exclude, only);
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

async function filesOf(
  files: Files,
  path: string,
  exclude: readonly string[],
  only: Wanted['only'],
): Promise<readonly string[] | string> {
  const kind = await files.kind(path);
  const endings = only === 'policies' ? [policyEnding] : [encounterEnding, policyEnding];
  const nothing = only === 'policies' ? `no payer policy in ${path}` : `nothing to check in ${path}`;
  if (kind === 'file' && only === 'policies' && !path.endsWith(policyEnding)) {
    return `${path} is no payer policy: their names end in ${policyEnding}`;
  }
  if (kind === 'file') return (await files.isExcluded(path, exclude)) ? [] : [path];
  if (kind === 'other') return `${path} is neither a file nor a folder`;
  if (kind === 'folder') {
    const found = await files.below(path, endings, exclude);
    return found.length > 0 ? found : nothing;
  }
  if (!/[*?[{]/.test(path)) return `${path} does not exist`;
  const matching = await files.matching(path, exclude);
  const found = matching.filter((file) => endings.some((ending) => file.endsWith(ending)));
  return found.length > 0 ? found : nothing;
}

function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : file.slice(0, slash);
}
