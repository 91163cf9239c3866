/**
 * The workspace's policy files, its project file and its encounters: as they stand on disk, and as an open editor has them
 * before they are saved. Says when something that judges has changed.
 */

import { resolved, type WorkspaceFiles } from '../files/workspace.js';
import { createPolicies, type PolicyFile, type PolicyLibrary } from '../policy/policies.js';
import { policyEnding } from '../policy/policy.js';
import type { Vocabulary } from '../policy/vocabulary.js';
import { noProject, type ParsedProject, parseProject, projectFileName } from '../project/project-file.js';

const encounterEnding = '.encounter';

/** Files of a workspace that are read at one time: enough to keep a disk busy, few enough for any machine. */
const readAtOnce = 32;

export interface ProjectFile {
  readonly uri: string;
  readonly text: string;
  readonly parsed: ParsedProject;
}

export interface Workspace {
  /** The policies now: the shipped ones, and the workspace's in their place. */
  policies(): PolicyLibrary;
  /** The policies as they are saved: an editor's unsaved changes left aside. */
  savedPolicies(): PolicyLibrary;
  /** The policies with these files in the place of the workspace's own. */
  policiesWith(files: readonly PolicyFile[]): PolicyLibrary;
  /** The addresses of the workspace's own policy files, in order. */
  policyFiles(): readonly string[];
  project(): ProjectFile | undefined;
  /** The text of one of these files, as an open editor has it. */
  textOf(uri: string): string | undefined;
  /** Reads the folders anew; answers whether anything that judges changed. */
  open(folders: readonly string[]): Promise<boolean>;
  /** Something happened to these files on disk. */
  touched(uris: readonly string[]): Promise<boolean>;
  /** The code tables are others now: what was read of policies by the old ones is read again. */
  tablesChanged(): void;
  /** An editor holds the file now, or no longer (undefined). */
  edited(uri: string, text: string | undefined): boolean;
  /** Every encounter file of the workspace, as open editors have them; read when asked. */
  encounters(): Promise<readonly { readonly file: string; readonly text: string }[]>;
}

/** Whether an address is that of a payer policy. */
export function isPolicyFile(uri: string): boolean {
  return uri.toLowerCase().endsWith(policyEnding);
}

/** Whether an address is that of a project file. */
export function isProjectFile(uri: string): boolean {
  return uri.endsWith(`/${projectFileName}`);
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
  let folders: readonly string[] = [];
  let library: PolicyLibrary | undefined;
  let parsedProject: ProjectFile | undefined;
  let encounterFiles: Promise<ReadonlySet<string>> | undefined;

  const textOf = (uri: string): string | undefined => open.get(uri) ?? saved.get(uri);
  const own = (): readonly string[] =>
    [...new Set([...saved.keys(), ...open.keys()])].filter((uri) => isPolicyFile(uri)).sort();
  const sourceOf = (uri: string): PolicyFile => {
    const text = textOf(uri) ?? '';
    const known = sources.get(uri);
    if (known?.text === text) return known;
    const source = { file: uri, text, shipped: false };
    sources.set(uri, source);
    return source;
  };
  const project = (): ProjectFile | undefined => {
    // Of several folders the first one's file holds for the window.
    const uri = folders.map((folder) => resolved(folder, projectFileName)).find((each) => textOf(each) !== undefined);
    const text = uri === undefined ? undefined : textOf(uri);
    if (uri === undefined || text === undefined) return undefined;
    if (parsedProject?.uri !== uri || parsedProject.text !== text) {
      parsedProject = { uri, text, parsed: parseProject(text, vocabulary.ruleIds) };
    }
    return parsedProject;
  };
  const aliases = () => (project()?.parsed.project ?? noProject).aliases;
  const policiesWith = (own: readonly PolicyFile[]): PolicyLibrary =>
    createPolicies([...shipped, ...own], vocabulary, aliases());
  const policies = (): PolicyLibrary => {
    library ??= policiesWith(own().map(sourceOf));
    return library;
  };
  /** Answers whether texts changed since they were these. */
  const changedFrom = (before: ReadonlyMap<string, string | undefined>): boolean => {
    const changed = [...before].some(([uri, text]) => text !== textOf(uri));
    if (changed) library = undefined;
    return changed;
  };
  const read = async (uri: string): Promise<void> => {
    const answer = await files().read(uri);
    if ('text' in answer) saved.set(uri, answer.text);
    else saved.delete(uri);
  };
  /** The folders of policies: the workspace's own, and those that the project file names. */
  const policyFolders = (): readonly string[] => {
    const shared = project();
    const base = shared?.uri.slice(0, shared.uri.lastIndexOf('/')) ?? '';
    return [...folders, ...(shared?.parsed.project.policies ?? []).map(({ folder }) => resolved(base, folder))];
  };
  const readPolicies = async (): Promise<readonly string[]> => {
    const found = await Promise.all(policyFolders().map((folder) => files().find(folder, [policyEnding])));
    const uris = [...new Set(found.flat())];
    for (const uri of saved.keys()) if (isPolicyFile(uri) && !uris.includes(uri)) saved.delete(uri);
    await Promise.all(uris.map(read));
    return uris;
  };
  const isOfWorkspace = (uri: string): boolean => isPolicyFile(uri) || isProjectFile(uri);

  return {
    policies,
    policiesWith,
    savedPolicies: () =>
      policiesWith([...saved].flatMap(([file, text]) => (isPolicyFile(file) ? [{ file, text, shipped: false }] : []))),
    policyFiles: own,
    project,
    textOf,
    async open(named) {
      folders = named;
      encounterFiles = undefined;
      const before = new Map([...saved.keys(), ...open.keys()].map((uri) => [uri, textOf(uri)]));
      for (const uri of saved.keys()) if (isProjectFile(uri)) saved.delete(uri);
      await Promise.all(folders.map((folder) => read(resolved(folder, projectFileName))));
      for (const uri of await readPolicies()) if (!before.has(uri)) before.set(uri, undefined);
      library = undefined;
      return changedFrom(before) || project() !== undefined;
    },
    async touched(uris) {
      if (uris.some((uri) => uri.endsWith(encounterEnding))) encounterFiles = undefined;
      const touched = uris.filter(isOfWorkspace);
      const before = new Map(touched.map((uri) => [uri, textOf(uri)]));
      await Promise.all(touched.map(read));
      if (touched.some(isProjectFile)) {
        for (const uri of await readPolicies()) if (!before.has(uri)) before.set(uri, undefined);
      }
      return changedFrom(before);
    },
    tablesChanged() {
      library = undefined;
      sources.clear();
    },
    edited(uri, text) {
      if (!isOfWorkspace(uri)) {
        if (text === undefined) open.delete(uri);
        else open.set(uri, text);
        return false;
      }
      const before = new Map([[uri, textOf(uri)]]);
      if (text === undefined) open.delete(uri);
      else open.set(uri, text);
      return changedFrom(before);
    },
    async encounters() {
      encounterFiles ??= Promise.all(folders.map((folder) => files().find(folder, [encounterEnding]))).then(
        (found) => new Set(found.flat()),
      );
      const unsaved = [...open.keys()].filter((uri) => uri.endsWith(encounterEnding));
      const uris = [...new Set([...(await encounterFiles), ...unsaved])].sort();
      const texts: { file: string; text: string }[] = [];
      for (let at = 0; at < uris.length; at += readAtOnce) {
        const some = uris.slice(at, at + readAtOnce);
        const answers = await Promise.all(
          some.map(async (file) => {
            const text = open.get(file);
            if (text !== undefined) return [{ file, text }];
            const answer = await files().read(file);
            return 'text' in answer ? [{ file, text: answer.text }] : [];
          }),
        );
        texts.push(...answers.flat());
      }
      return texts;
    },
  };
}
