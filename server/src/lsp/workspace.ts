/**
 * The workspace's policy files and what they come to: as they stand on disk, and as an open editor has them before they
 * are saved. Says when something that judges has changed.
 */
import type { WorkspaceFiles } from '../files/workspace.js';
import type { Vocabulary } from '../policy/parse.js';
import { createPolicies, type PolicyFile, type PolicyLibrary } from '../policy/policies.js';
import { policyEnding } from '../policy/policy.js';

export interface Workspace {
  /** The policies now: the shipped ones, and the workspace's in their place. */
  policies(): PolicyLibrary;
  /** The addresses of the workspace's own policy files, in order. */
  policyFiles(): readonly string[];
  /** Reads the folders anew; answers whether anything that judges changed. */
  open(folders: readonly string[]): Promise<boolean>;
  /** Something happened to these files on disk. */
  touched(uris: readonly string[]): Promise<boolean>;
  /** An editor holds the file now, or no longer (undefined). */
  edited(uri: string, text: string | undefined): boolean;
}

/** Whether an address is that of a payer policy. */
export function isPolicyFile(uri: string): boolean {
  return uri.toLowerCase().endsWith(policyEnding);
}

/** A workspace of no folders yet. */
export function createWorkspace(
  shipped: readonly PolicyFile[],
  vocabulary: Vocabulary,
  files: () => WorkspaceFiles,
): Workspace {
  const saved = new Map<string, string>();
  const open = new Map<string, string>();
  /** While one policy is typed in, the others stay the objects they are, and what was read of them is not read again. */
  const sources = new Map<string, PolicyFile>();
  let library: PolicyLibrary | undefined;

  const textOf = (uri: string): string | undefined => open.get(uri) ?? saved.get(uri);
  const own = (): readonly string[] => [...new Set([...saved.keys(), ...open.keys()])].sort();
  const sourceOf = (uri: string): PolicyFile => {
    const text = textOf(uri) ?? '';
    const known = sources.get(uri);
    if (known?.text === text) return known;
    const source = { file: uri, text, shipped: false };
    sources.set(uri, source);
    return source;
  };
  const policies = (): PolicyLibrary => {
    library ??= createPolicies([...shipped, ...own().map(sourceOf)], vocabulary);
    return library;
  };
  /** Does something that may change texts; answers whether it did. */
  const changing = (uris: readonly string[], before: ReadonlyMap<string, string | undefined>): boolean => {
    const changed = uris.some((uri) => before.get(uri) !== textOf(uri));
    if (changed) library = undefined;
    return changed;
  };
  const read = async (uri: string): Promise<void> => {
    const answer = await files().read(uri);
    if ('text' in answer) saved.set(uri, answer.text);
    else saved.delete(uri);
  };

  return {
    policies,
    policyFiles: own,
    async open(folders) {
      const found = await Promise.all(folders.map((folder) => files().find(folder, [policyEnding])));
      const uris = [...new Set(found.flat())];
      const all = [...new Set([...uris, ...saved.keys()])];
      const before = new Map(all.map((uri) => [uri, textOf(uri)]));
      for (const uri of saved.keys()) if (!uris.includes(uri)) saved.delete(uri);
      await Promise.all(uris.map(read));
      return changing(all, before);
    },
    async touched(uris) {
      const own = uris.filter(isPolicyFile);
      const before = new Map(own.map((uri) => [uri, textOf(uri)]));
      await Promise.all(own.map(read));
      return changing(own, before);
    },
    edited(uri, text) {
      if (!isPolicyFile(uri)) return false;
      const before = new Map([[uri, textOf(uri)]]);
      if (text === undefined) open.delete(uri);
      else open.set(uri, text);
      return changing([uri], before);
    },
  };
}
