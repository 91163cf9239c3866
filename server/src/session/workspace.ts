/**
 * What a window or a run judges with: the folders it was opened on, their project files, policies, tables and encounters, as they are on
 * the disk and as open editors have them before they are saved. One decision says what is part of the workspace; everything else asks here
 * for the world that judges a file. Reads through its port and knows no protocol.
 */

import type { AuthoringWorld } from '../authoring/world.js';
import type { Codes } from '../codes/codes.js';
import type { RuleFailure } from '../engine/failures.js';
import type { Severities } from '../engine/severity.js';
import { ruleIdsOf } from '../features/policy/world.js';
import { createPolicies, type PolicyFile, type PolicyLibrary } from '../policy/policies.js';
import { policyEnding } from '../policy/policy.js';
import { noProject, type ProjectProblem, projectFileName } from '../project/project-file.js';
import type { Rule } from '../rules/rule.js';
import { encounterEnding } from '../syntax/file-ending.js';
import { folderOf } from './address.js';
import { createEncounterIndex, type EncounterIndex, type Progress } from './encounters.js';
import { isPassedOver } from './part.js';
import { type FilePort, isFolder } from './port.js';
import { absentFolders, type ProjectFile, projectFile, writableShare } from './project.js';
import { isExcludedBy, projectsAbove } from './projects.js';
import { createTables, type ReadTables, type ShippedTables, type Tables } from './tables.js';

/** What a file is to us. */
export type FileKind = 'encounter' | 'policy' | 'project';

/** Files that are read at one time: enough to keep a disk busy, few enough for any machine. */
const readAtOnce = 32;

/** What came with the tool, and the files it may read. */
interface WorkspaceKit {
  readonly rules: readonly Rule[];
  readonly tables: ShippedTables;
  readonly shipped: readonly PolicyFile[];
  /** The date that counts as today. */
  today(): string;
  port(): FilePort;
  readonly readTables: ReadTables;
}

/** Something that happened to a file or folder on the disk, by its one address. */
interface DiskChange {
  readonly address: string;
  readonly what: 'created' | 'changed' | 'deleted';
}

/** Who wants to know what changed. */
interface WorkspaceListener {
  /** What judges is another: everything open is to be judged again. */
  judgesOtherwise(): void;
  /**
   * Encounters tell something else now.
   *
   * @param keys what others may share with them
   * @param file the judged file in which they are; undefined for files that are not open
   */
  touched(keys: ReadonlySet<string>, file: string | undefined): void;
  /** What cannot be read, a line each; each is told once until it can be read. */
  complain(lines: readonly string[]): void;
  /** The encounters of some file may be others now. */
  listedOtherwise(): void;
  /** Called where encounters are about to be read that take a while. */
  progress(): Promise<Progress>;
  /** Told of every error in a rule. */
  ruleFailed(failure: RuleFailure): void;
  /** Tables are being read, or were read. */
  tables(isLoading: boolean): void;
  /** Something of ours went wrong; what was known stays. */
  failed(error: unknown): void;
  /** A file of tables is about to be read. */
  readingTables(file: string, done: number, all: number): void;
}

/** What the user's settings say. */
interface Settings {
  readonly severities: Severities;
  /** The folder of tables where no project file names one, as written. */
  readonly tables: string | undefined;
}

export interface Workspace {
  /** Reads the folders anew; resolves when policies and project files are read. Tables and encounters follow. */
  open(folders: readonly string[]): Promise<void>;
  readonly folders: readonly string[];
  /** Resolves when what judges has been read, as far as anybody told of it. */
  ready(): Promise<void>;
  settings(settings: Settings): void;
  /** Resolves when what judges is known again; encounters are read meanwhile. The changes of one moment cost one pass. */
  changed(changes: readonly DiskChange[]): Promise<void>;
  /** Looks again at what no watcher tells of: shared folders, tables; where nothing is watched, at everything. */
  lookAgain(): Promise<void>;
  /** Whether there is anything that no watcher tells of. */
  hasUnwatched(): boolean;
  /** Whether the client tells of changed files in the folders. */
  watches(isWatching: boolean): void;
  /** An editor holds the file with this text. */
  edited(file: string, kind: FileKind, text: () => string): void;
  /** An editor no longer holds the file: what is on the disk counts again, as it is there now. */
  closed(file: string): Promise<void>;
  /** Whether a file counts: it lies in the folders and is not passed over. */
  isPart(file: string): boolean;
  /** What judges a file, at this moment. */
  world(file: string): AuthoringWorld;
  /** The same with the policies as they are saved: editors' unsaved changes left aside. */
  savedWorld(file: string): AuthoringWorld;
  /** The same with these files in the place of the workspace's own policies in the folders. */
  worldWith(file: string, policies: readonly PolicyFile[]): AuthoringWorld;
  /** The project file that holds for a file. */
  projectFor(file: string): ProjectFile | undefined;
  /** The project file with this address. */
  projectAt(address: string): ProjectFile | undefined;
  /** The project files, in order. */
  projectFiles(): readonly ProjectFile[];
  /** What a project file names and cannot be read from here, and what is wrong in its tables. */
  projectProblems(file: ProjectFile): readonly ProjectProblem[];
  /** The folder that the project file for a file gives to new policies; undefined where it names none that can be written to. */
  newPolicyFolder(file: string): string | undefined;
  /** The workspace's own policy files, in order. */
  policyFiles(): readonly string[];
  /** The text of a policy or project file, as an open editor has it. */
  textOf(file: string): string | undefined;
  /** Every encounter file of the workspace, as open editors have them; read when asked. */
  encounterTexts(): Promise<readonly { readonly file: string; readonly text: string }[]>;
  readonly index: EncounterIndex;
  /** The folder of tables that answers for the first folder, and its tables. */
  tables(): { readonly folder: string | undefined; readonly tables: Tables | undefined };
  /** Reads all tables again; answers whether others answer now. */
  reloadTables(): Promise<boolean>;
  /** The tables' problems, a line each. */
  tableProblems(): readonly string[];
  /** The folders outside of the workspace that are read: shared policies, tables. */
  foldersElsewhere(): readonly string[];
}

/** What an address names, told by its ending; undefined for anything else. */
export function kindOf(address: string): FileKind | undefined {
  if (address.endsWith(encounterEnding)) return 'encounter';
  if (address.toLowerCase().endsWith(policyEnding)) return 'policy';
  return address === projectFileName || address.endsWith(`/${projectFileName}`) ? 'project' : undefined;
}

/** A workspace of no folders yet. */
export function createWorkspace(kit: WorkspaceKit, listener: WorkspaceListener): Workspace {
  const ruleIds = ruleIdsOf(kit);
  const port = (): FilePort => kit.port();
  /** Policy and project files as they are on the disk. */
  const saved = new Map<string, string>();
  const open = new Map<string, { readonly kind: FileKind; readonly text: () => string }>();
  /** The folders of open files that lie in none of the workspace's: what lies beside such a file judges it. */
  const besideOpen = new Set<string>();
  const projects = new Map<string, ProjectFile>();
  /** While one policy is typed in, the others stay the objects they are, and what was read of them is not read again. */
  const sources = new Map<string, PolicyFile>();
  const libraries = new Map<string, PolicyLibrary>();
  const tablesIn = new Map<string, Tables>();
  /** Where each project's named folders are absent; found out when it is read. */
  const absent = new Map<string, { readonly text: string; readonly problems: readonly ProjectProblem[] }>();
  /** Where each project's new policies go; found out at the same time. */
  const writable = new Map<string, { readonly text: string; readonly share: string | undefined }>();
  const refusals = new Map<string, string>();
  let unsaid: string[] = [];
  let encounterFiles = new Set<string>();
  let folders: readonly string[] = [];
  let settings: Settings = { severities: {}, tables: undefined };
  let isWatched = false;
  let opened: Promise<void> = Promise.resolve();

  const textOf = (file: string): string | undefined => {
    const held = open.get(file);
    return held && held.kind !== 'encounter' ? held.text() : saved.get(file);
  };
  const folderHolding = (address: string): string | undefined =>
    folders.find((folder) => port().pathBelow(folder, address) !== undefined);
  const projectIn = (folder: string): ProjectFile | undefined => {
    const text = textOf(port().resolve(folder, projectFileName));
    if (text === undefined) return undefined;
    const known = projects.get(folder);
    if (known?.text === text) return known;
    const read = projectFile(port(), folder, text, ruleIds);
    projects.set(folder, read);
    return read;
  };
  /** The project files above an address, the nearest first. */
  const projectsFor = (address: string): readonly ProjectFile[] => {
    const top = folderHolding(address) ?? (besideOpen.has(folderOf(address)) ? folderOf(address) : folders[0]);
    if (top === undefined) return [];
    // What is in no folder at all (a text that was never saved) is as in the first one.
    return projectsAbove({ pathBelow: port().pathBelow, folderOf, projectIn }, top, address);
  };
  const isExcluded = (address: string): boolean => isExcludedBy(projectsFor(address), address, port().pathBelow);
  const isPart = (address: string): boolean =>
    folders.some((folder) => {
      const path = port().pathBelow(folder, address);
      return path !== undefined && path !== '' && !isPassedOver(path);
    }) && !isExcluded(address);
  const isBelow = (folder: string, address: string): boolean => {
    const path = port().pathBelow(folder, address);
    return path !== undefined && !isPassedOver(path);
  };

  const policiesKnown = (): readonly string[] => [
    ...new Set([
      ...[...saved.keys()].filter((file) => kindOf(file) === 'policy'),
      ...[...open].flatMap(([file, { kind }]) => (kind === 'policy' ? [file] : [])),
    ]),
  ];
  /** Not on any disk: a policy that was never saved judges as one of the workspace. */
  const isUnsaved = (file: string): boolean => file.startsWith('untitled:');
  /** Whether a file lies on a disk, and in none of the folders. */
  const isElsewhere = (file: string): boolean =>
    folderOf(file) !== '' && !isUnsaved(file) && folderHolding(file) === undefined;
  const judgesIn =
    (project: ProjectFile | undefined, beside: string | undefined) =>
    (file: string): boolean => {
      if (beside === undefined && (isUnsaved(file) || isPart(file))) return true;
      if (beside !== undefined && folderOf(file) === beside) return true;
      return (project?.shares ?? []).some((share) => isBelow(share, file)) && !isExcluded(file);
    };
  const sourceOf = (file: string): PolicyFile => {
    const text = textOf(file) ?? '';
    const before = sources.get(file);
    if (before?.text === text) return before;
    const source = { file, text, shipped: false };
    sources.set(file, source);
    return source;
  };
  /** The folder beside whose files an open file is judged, where it lies in none of the session's folders. */
  const besideOf = (file: string): string | undefined =>
    folderHolding(file) === undefined && besideOpen.has(folderOf(file)) ? folderOf(file) : undefined;
  const codesFor = (file: string): Codes => {
    const folder = tablesFolderFor(projectsFor(file)[0]);
    return (folder === undefined ? undefined : tablesIn.get(folder)?.codes()) ?? kit.tables.codes;
  };
  const tablesFolderFor = (project: ProjectFile | undefined): string | undefined => {
    if (project?.tables !== undefined) return project.tables;
    return settings.tables === undefined ? undefined : port().resolve(folders[0] ?? '', settings.tables);
  };
  const vocabularies = new Map<Codes, { readonly ruleIds: readonly string[]; readonly codes: Codes }>();
  const vocabularyOf = (codes: Codes) => {
    const before = vocabularies.get(codes) ?? { ruleIds, codes };
    vocabularies.set(codes, before);
    return before;
  };
  const worldOf = (policies: PolicyLibrary, codes: Codes, project: ProjectFile | undefined) => ({
    rules: kit.rules,
    codes,
    policies,
    today: kit.today(),
    severities: settings.severities,
    projectSeverities: project?.parsed.project.severities,
    failed: listener.ruleFailed,
  });
  const worldBy = (file: string, own: (judges: (file: string) => boolean) => readonly PolicyFile[]): AuthoringWorld => {
    const [project] = projectsFor(file);
    const codes = codesFor(file);
    const files = own(judgesIn(project, besideOf(file)));
    const aliases = (project?.parsed.project ?? noProject).aliases;
    return worldOf(createPolicies([...kit.shipped, ...files], vocabularyOf(codes), aliases), codes, project);
  };
  const world = (file: string): AuthoringWorld => {
    const [project] = projectsFor(file);
    const beside = besideOf(file);
    const codes = codesFor(file);
    const key = `${beside ?? ''}\n${project?.folder ?? ''}`;
    const own = (): readonly PolicyFile[] => policiesKnown().filter(judgesIn(project, beside)).sort().map(sourceOf);
    const aliases = (project?.parsed.project ?? noProject).aliases;
    const library = libraries.get(key) ?? createPolicies([...kit.shipped, ...own()], vocabularyOf(codes), aliases);
    libraries.set(key, library);
    return worldOf(library, codes, project);
  };
  /** What judges is read anew when next asked. */
  const forgetLibraries = (): void => libraries.clear();

  const refused = (file: string, refusal: string | undefined): void => {
    if (refusal === undefined) refusals.delete(file);
    // A folder that is named as a file would be: what is in it is looked for.
    else if (refusal === isFolder) mustKnow(lookAgain());
    // One that vanished while it was looked for held nothing.
    else if (refusal !== 'does not exist' && refusals.get(file) !== refusal) {
      refusals.set(file, refusal);
      unsaid.push(`${shownAs(file)} ${refusal}`);
    }
  };
  /** A file as its user knows it: below the folder that holds it. */
  const shownAs = (file: string): string => port().pathBelow(folderHolding(file) ?? folderOf(file), file) ?? file;
  const sayRefusals = (): void => {
    const lines = unsaid;
    unsaid = [];
    if (lines.length > 0) listener.complain(lines);
  };
  /** Reads a policy or project file; answers whether it is another now. */
  const read = async (file: string): Promise<boolean> => {
    const answer = await port().read(file);
    const before = saved.get(file);
    refused(file, 'refusal' in answer ? answer.refusal : undefined);
    if ('text' in answer) saved.set(file, answer.text);
    else saved.delete(file);
    return before !== saved.get(file);
  };
  const readAll = async (files: readonly string[]): Promise<boolean> => {
    let isChanged = false;
    for (let at = 0; at < files.length; at += readAtOnce) {
      const changed = await Promise.all(files.slice(at, at + readAtOnce).map(read));
      isChanged ||= changed.some(Boolean);
    }
    return isChanged;
  };
  const allProjects = (): readonly ProjectFile[] => {
    const files = new Set([...saved.keys(), ...open.keys()].filter((file) => kindOf(file) === 'project'));
    return [...files].flatMap((file) => {
      const isOurs = isPart(file) || besideOpen.has(folderOf(file));
      return isOurs ? (projectIn(folderOf(file)) ?? []) : [];
    });
  };
  /** A link out of the folder is not followed. */
  const isWhereItSeems = (file: string): boolean => port().identify(file) === file;

  /** Finds and reads everything that judges, and which encounters there are; answers whether something that judges changed. */
  const discover = async (): Promise<boolean> => {
    const inFolders = folders;
    const ofFolders = folders.map((folder) => port().resolve(folder, projectFileName)).filter(isWhereItSeems);
    let isChanged = await readAll(ofFolders);
    const endings = [policyEnding, encounterEnding, projectFileName];
    const found = await Promise.all(
      folders.map((folder) => port().find(folder, endings, projectIn(folder)?.parsed.project.exclude ?? [])),
    );
    if (inFolders !== folders) return false;
    for (const { refusals: lines } of found) unsaid.push(...lines.filter((line) => !refusals.has(line)));
    for (const { refusals: lines } of found) for (const line of lines) refusals.set(line, line);
    const all = [...new Set(found.flatMap(({ files }) => files))].sort();
    const nested = all.filter((file) => kindOf(file) === 'project' && !ofFolders.includes(file));
    isChanged = (await readAll(nested)) || isChanged;
    const shares = [...new Set(allProjects().flatMap((project) => project.shares))];
    const shared = await Promise.all(shares.map((share) => port().find(share, [policyEnding])));
    const beside = await Promise.all(
      [...besideOpen.keys()].map((folder) => port().beside(folder, [policyEnding, projectFileName])),
    );
    if (inFolders !== folders) return false;
    const wanted = new Set([
      ...ofFolders,
      ...nested,
      ...all.filter((file) => kindOf(file) === 'policy' && isPart(file)),
      ...shared.flatMap(({ files }) => files),
      ...beside.flat().filter((file) => kindOf(file) !== undefined),
    ]);
    for (const file of [...saved.keys()]) {
      if (wanted.has(file)) continue;
      saved.delete(file);
      isChanged = true;
    }
    const rest = [...wanted].filter((file) => !ofFolders.includes(file) && !nested.includes(file));
    isChanged = (await readAll(rest)) || isChanged;
    encounterFiles = new Set(all.filter((file) => kindOf(file) === 'encounter' && isPart(file)));
    for (const project of allProjects()) {
      absent.set(project.address, { text: project.text, problems: await absentFolders(port(), project) });
      writable.set(project.address, { text: project.text, share: await writableShare(port(), project) });
    }
    if (isChanged) forgetLibraries();
    return isChanged;
  };

  const loadTables = async (): Promise<boolean> => {
    const wanted = new Set(
      [tablesFolderFor(undefined), ...allProjects().map(({ tables }) => tables)].flatMap((folder) => folder ?? []),
    );
    let isChanged = false;
    for (const folder of [...tablesIn.keys()]) {
      if (wanted.has(folder)) continue;
      tablesIn.delete(folder);
      isChanged = true;
    }
    if (wanted.size > 0) listener.tables(true);
    for (const folder of wanted) {
      const tables = tablesIn.get(folder) ?? createTables([folder], tableSurroundings);
      tablesIn.set(folder, tables);
      isChanged = (await tables.load()) || isChanged;
    }
    if (isChanged) {
      vocabularies.clear();
      sources.clear();
      forgetLibraries();
      // What was read by other tables is read anew: they say what a code stands for.
      meanwhile(index.build([...encounterFiles]));
      listener.judgesOtherwise();
    }
    listener.tables(false);
    return isChanged;
  };
  const tableSurroundings = {
    shipped: kit.tables,
    port,
    readTables: kit.readTables,
    named: (address: string) => port().pathBelow(folderOf(address), address) ?? address,
    progress: (file: string, done: number, all: number) => listener.readingTables(file, done, all),
  };

  const index: EncounterIndex = createEncounterIndex({
    codesFor,
    port,
    progress: () => listener.progress(),
    touched: (keys, file) => listener.touched(keys, file),
    listedOtherwise: () => listener.listedOtherwise(),
    refused,
  });

  /** What finds and reads what judges happens one after the other; encounters are read meanwhile. */
  let last: Promise<void> = Promise.resolve();
  const inTurn = (job: () => Promise<void>): Promise<void> => {
    last = last.then(job).catch(listener.failed);
    return last;
  };
  /** When everything is read without which an answer would be wrong. */
  let known: Promise<void> = Promise.resolve();
  const mustKnow = (work: Promise<void>): Promise<void> => {
    known = work;
    return work;
  };
  /** Work that nobody waits for. */
  const meanwhile = (work: Promise<unknown>): void => void work.catch(listener.failed);
  /** Changes whose turn has not come, and when they will be worked off. */
  let waiting: DiskChange[] = [];
  let workedOff: Promise<void> | undefined;
  /** A look at everything whose turn has not come. */
  let looked: Promise<void> | undefined;

  /** How the encounters were on the disk when they were read, where no watcher tells of them. */
  const stamps = new Map<string, string | undefined>();
  const readEncounters = async (files: readonly string[]): Promise<void> => {
    if (!isWatched) await changedSince(files);
    await index.read(files);
    sayRefusals();
  };
  /** The files that are others than when they were last looked at. */
  const changedSince = async (files: readonly string[]): Promise<readonly string[]> => {
    const changed: string[] = [];
    for (let at = 0; at < files.length; at += readAtOnce) {
      await Promise.all(
        files.slice(at, at + readAtOnce).map(async (file) => {
          const stamp = await port().stamp(file);
          if (stamp === undefined || stamps.get(file) !== stamp) changed.push(file);
          stamps.set(file, stamp);
        }),
      );
    }
    return changed;
  };
  const take = async (changes: readonly DiskChange[]): Promise<void> => {
    // The last that was told of a file holds.
    const byFile = new Map(changes.map(({ address, what }) => [address, what]));
    const gone = new Set([...byFile].flatMap(([address, what]) => (what === 'deleted' ? [address] : [])));
    const there = [...byFile.keys()].filter((address) => !gone.has(address));
    const isGone = (file: string): boolean => {
      for (let each = file; each !== ''; each = folderOf(each)) if (gone.has(each)) return true;
      return false;
    };
    if (gone.size > 0) {
      index.forget(isGone);
      for (const file of encounterFiles) if (isGone(file)) encounterFiles.delete(file);
    }
    const lost = gone.size > 0 ? [...saved.keys()].filter(isGone) : [];
    const mayBeFolders = there.filter((address) => kindOf(address) === undefined && mayHold(address));
    const kinds = await Promise.all(mayBeFolders.map((address) => port().kind(address)));
    const newFolders = mayBeFolders.filter((_, place) => kinds[place] === 'folder');
    const concernsTables = [...byFile.keys()].some((address) =>
      [...tablesIn.keys()].some((folder) => port().pathBelow(folder, address) !== undefined),
    );
    const named = there.filter((address) => kindOf(address) !== undefined);
    const concernsProjects = [...there, ...lost].some((file) => kindOf(file) === 'project') || newFolders.length > 0;
    if (concernsProjects) {
      await lookThrough();
    } else {
      const judges = (file: string): boolean =>
        isPart(file) ||
        allProjects().some(({ shares }) => shares.some((share) => isBelow(share, file))) ||
        besideOpen.has(folderOf(file));
      const policies = [...lost, ...named.filter((file) => kindOf(file) === 'policy' && judges(file))];
      if (await readAll(policies)) {
        forgetLibraries();
        listener.judgesOtherwise();
      }
    }
    const encounters = named.filter((file) => kindOf(file) === 'encounter' && isPart(file));
    for (const file of encounters) encounterFiles.add(file);
    meanwhile(readEncounters(encounters));
    sayRefusals();
    if (concernsTables || concernsProjects) meanwhile(loadTables());
  };
  /** Whether something at the address could be part of what is read, before the disk is asked what it is. */
  const mayHold = (address: string): boolean =>
    folders.some((folder) => isBelow(folder, address)) ||
    allProjects().some(({ shares }) => shares.some((share) => isBelow(share, address)));

  /** Finds everything again; reads the encounters that are new and forgets those that are gone. */
  const lookThrough = async (): Promise<void> => {
    const before = encounterFiles;
    const isChanged = await discover();
    if (isChanged) listener.judgesOtherwise();
    index.forget((file) => !encounterFiles.has(file));
    const known = isWatched ? [] : await changedSince([...encounterFiles].filter((file) => before.has(file)));
    meanwhile(readEncounters([...[...encounterFiles].filter((file) => !before.has(file)), ...known]));
    sayRefusals();
  };

  const lookAgain = (): Promise<void> => {
    looked ??= inTurn(async () => {
      looked = undefined;
      await lookThrough();
      meanwhile(loadTables());
    });
    return looked;
  };

  const openFolders = async (): Promise<void> => {
    if (await discover()) listener.judgesOtherwise();
    sayRefusals();
    meanwhile(loadTables());
    const build = index.build([...encounterFiles]).then(sayRefusals);
    meanwhile(isWatched ? build : build.then(() => changedSince([...encounterFiles])));
  };

  return {
    get folders() {
      return folders;
    },
    open(named) {
      folders = named;
      opened = mustKnow(inTurn(openFolders));
      // What a removed folder held is judged with what lies beside it.
      for (const file of open.keys()) if (isElsewhere(file)) besideOpen.add(folderOf(file));
      return opened;
    },
    ready: () => known,
    settings(next) {
      const isOther = next.tables !== settings.tables;
      settings = next;
      if (isOther) meanwhile(opened.then(loadTables));
    },
    changed(changes) {
      for (const change of changes) waiting.push(change);
      workedOff ??= mustKnow(
        inTurn(async () => {
          const all = waiting;
          waiting = [];
          workedOff = undefined;
          await take(all);
        }),
      );
      return workedOff;
    },
    lookAgain,
    hasUnwatched: () => (!isWatched && folders.length > 0) || foldersElsewhere().length > 0,
    watches(isWatching) {
      isWatched = isWatching;
    },
    edited(file, kind, text) {
      if (kind === 'encounter') {
        open.set(file, { kind, text });
      } else {
        const before = textOf(file);
        const now = text();
        open.set(file, { kind, text: () => now });
        if (before !== now) {
          forgetLibraries();
          listener.judgesOtherwise();
        }
      }
      const folder = folderOf(file);
      if (!isElsewhere(file) || besideOpen.has(folder)) return;
      besideOpen.add(folder);
      mustKnow(
        inTurn(async () => {
          await discover();
          sayRefusals();
        }),
      );
    },
    async closed(file) {
      const held = open.get(file);
      const before = textOf(file);
      open.delete(file);
      const folder = folderOf(file);
      if (besideOpen.has(folder) && ![...open.keys()].some((each) => folderOf(each) === folder))
        besideOpen.delete(folder);
      if (held && held.kind !== 'encounter') {
        const readAgain = async (): Promise<void> => {
          if (saved.has(file)) await read(file);
          if (textOf(file) === before) return;
          forgetLibraries();
          listener.judgesOtherwise();
        };
        await mustKnow(inTurn(readAgain));
      }
      await index.closed(file, isPart(file));
      sayRefusals();
    },
    isPart,
    world,
    savedWorld: (file) =>
      worldBy(file, (judges) =>
        [...saved].flatMap(([each, text]) =>
          kindOf(each) === 'policy' && judges(each) ? [{ file: each, text, shipped: false }] : [],
        ),
      ),
    worldWith(file, policies) {
      const elsewhere = (judges: (file: string) => boolean): readonly PolicyFile[] =>
        policiesKnown()
          .filter((each) => judges(each) && folderHolding(each) === undefined)
          .map(sourceOf);
      return worldBy(file, (judges) => [...policies.filter(({ file: each }) => judges(each)), ...elsewhere(judges)]);
    },
    projectFor: (file) => projectsFor(file)[0],
    projectAt: (address) => (textOf(address) === undefined ? undefined : projectIn(folderOf(address))),
    projectFiles: allProjects,
    projectProblems(project) {
      const named = absent.get(project.address);
      const { at } = project.parsed.project.tables ?? {};
      const tables = project.tables === undefined ? undefined : tablesIn.get(project.tables);
      const ofTables = at
        ? (tables?.problems() ?? []).map((message) => ({ rule: 'project-schema' as const, at, message }))
        : [];
      return [...(named?.text === project.text ? named.problems : []), ...ofTables];
    },
    newPolicyFolder(file) {
      const [project] = projectsFor(file);
      const known = project && writable.get(project.address);
      return known && known.text === project.text ? known.share : undefined;
    },
    policyFiles: () => [...policiesKnown()].sort(),
    textOf,
    async encounterTexts() {
      await index.files();
      const held = [...open].flatMap(([file, { kind }]) => (kind === 'encounter' && isPart(file) ? [file] : []));
      const files = [...new Set([...encounterFiles, ...held])].sort();
      const texts: { file: string; text: string }[] = [];
      for (let at = 0; at < files.length; at += readAtOnce) {
        const some = files.slice(at, at + readAtOnce).map(async (file) => {
          const text = open.get(file)?.text();
          if (text !== undefined) return [{ file, text }];
          const answer = await port().read(file);
          return 'text' in answer ? [{ file, text: answer.text }] : [];
        });
        texts.push(...(await Promise.all(some)).flat());
      }
      return texts;
    },
    index,
    tables() {
      const folder = tablesFolderFor(folders[0] === undefined ? undefined : projectIn(folders[0]));
      return { folder, tables: folder === undefined ? undefined : tablesIn.get(folder) };
    },
    reloadTables: loadTables,
    tableProblems: () => [...tablesIn.values()].flatMap((tables) => tables.problems()),
    foldersElsewhere,
  };

  function foldersElsewhere(): readonly string[] {
    const named = [tablesFolderFor(undefined), ...allProjects().flatMap(({ shares, tables }) => [...shares, tables])];
    const folder = named.flatMap((each) => each ?? []);
    return [...new Set(folder)].filter((each) => folderHolding(each) === undefined);
  }
}
