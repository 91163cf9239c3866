/**
 * What an editor's window holds: its folders and settings, policies, tables and encounters, and so what is judged by at this
 * moment. Knows the documents that are open, and says nothing to the client.
 */
import type { InitializeParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AuthoringWorld } from '../authoring/world.js';
import type { PayerUse } from '../features/policy/payer-uses.js';
import { byScheme, resolved, type WorkspaceFiles, within } from '../files/workspace.js';
import { clientWorkspace } from '../files/workspace-client.js';
import { lineIndex } from '../text/line-index.js';
import { type Client, clientOf } from './capabilities.js';
import { type Places, rangeOf } from './convert.js';
import { createEncounterIndex, type EncounterIndex, type IndexProgress } from './encounter-index.js';
import { guarded, type Log } from './guard.js';
import type { Kit } from './kit.js';
import type { ClientRequests, ShippedScheme } from './protocol.js';
import { readSeverities, readTablesFolder, type Severities } from './settings.js';
import { createTables, type Tables } from './tables.js';
import { createWorkspace, type Workspace } from './workspace.js';

const shippedScheme: ShippedScheme = 'encounter-scrubber';

export interface Session {
  readonly kit: Kit;
  /** Who nothing is known of before it has said what it can do. */
  readonly client: Client;
  readonly folders: readonly string[];
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly index: EncounterIndex;
  readonly tables: Tables;
  readonly places: Places;
  /** What is judged by, at this moment. */
  world(): AuthoringWorld;
  /** Which payers the workspace's encounters name, when all have been read. */
  uses(): Promise<readonly PayerUse[]>;
  /** The folder of the user's own tables: the project file's, which the command line reads too, else the setting's. */
  tablesFolder(): string | undefined;
  /** The workspace folder of a document, or the folder it lies in. */
  folderFor(uri: string): string;
  initialize(parameters: InitializeParams): void;
  /** Reads the policies and the project file of the folders, and then begins with their encounters; answers whether anything that judges changed. */
  open(folders: readonly string[]): Promise<boolean>;
  /** Reads the encounters of the folders. */
  readHistory(): Promise<void>;
  /** The section `encounterScrubber` of the settings is this now; answers whether it names another folder of tables. */
  configure(section: unknown): boolean;
}

/** The documents that editors hold. */
export interface Documents {
  get(uri: string): TextDocument | undefined;
  all(): readonly TextDocument[];
}

/** What a session needs of the client, and whom it tells. */
export interface Surroundings {
  /** Asks the client for files that lie on no disk of this machine. */
  ask<Method extends keyof ClientRequests>(
    method: Method,
    parameters: ClientRequests[Method]['parameters'],
  ): Promise<ClientRequests[Method]['answer']>;
  readonly log: Log;
  /** Called where files are about to be read that take a while. */
  progress(): Promise<IndexProgress>;
  /** Encounters of a file, or of files that are not open, tell something else now of what has these keys. */
  touched(keys: ReadonlySet<string>, file?: string): void;
}

/** A session without folders yet. */
export function createSession(kit: Kit, documents: Documents, { ask, log, progress, touched }: Surroundings): Session {
  let client = clientOf({ capabilities: {} });
  let folders: readonly string[] = [];
  let severities: Severities = {};
  let tablesSetting: string | undefined;
  /** When the folders have been opened; before that nobody knows what is in them. */
  let opened: Promise<unknown> = Promise.resolve();

  const fromClient = clientWorkspace({
    find: (folder, endings, exclude) => ask('encounterScrubber/findFiles', { folder, endings, exclude }),
    read: (uri) => ask('encounterScrubber/readFile', { uri }),
  });
  const files = (): WorkspaceFiles => {
    const all = byScheme(kit.disk, client.readsFiles ? fromClient : undefined);
    return client.isTrusted ? all : within(folders, all);
  };
  const tables = createTables(kit.codes, files, (file, done, all) =>
    log.info(`Reading code tables: ${file} (${done + 1} of ${all})`),
  );
  const vocabulary = {
    ruleIds: kit.rules.map(({ id }) => id),
    get codes() {
      return tables.codes();
    },
  };
  const workspace = createWorkspace(kit.shipped, vocabulary, files);
  const index = createEncounterIndex({
    get codes() {
      return tables.codes();
    },
    files,
    progress,
    touched,
  });
  const places: Places = {
    policy({ file, shipped }, span) {
      const text = workspace.policies().textOf(file, shipped);
      if (text === undefined) return undefined;
      return { uri: shipped ? `${shippedScheme}:/${file}` : file, range: rangeOf(lineIndex(text), span) };
    },
    encounter({ file, ordinal }) {
      const range = index.placeOf(file, ordinal);
      return range && { uri: file, range };
    },
  };

  const readHistory = guarded(log, 'encounterScrubber/history', undefined, () =>
    index.build(folders, workspace.project()?.parsed.project.exclude ?? []),
  );

  return {
    kit,
    documents,
    workspace,
    index,
    tables,
    places,
    get client() {
      return client;
    },
    get folders() {
      return folders;
    },
    world: () => ({
      rules: kit.rules,
      codes: tables.codes(),
      policies: workspace.policies(),
      today: kit.today(),
      severities,
      projectSeverities: workspace.project()?.parsed.project.severities,
    }),
    async uses() {
      await opened;
      return index.uses();
    },
    tablesFolder() {
      const project = workspace.project();
      const named = project?.parsed.project.tables?.folder;
      if (project && named !== undefined) return resolved(project.uri.slice(0, project.uri.lastIndexOf('/')), named);
      return tablesSetting === undefined ? undefined : resolved(folders[0] ?? '', tablesSetting);
    },
    folderFor: (uri) => folders.find((folder) => uri.startsWith(folder)) ?? uri.slice(0, uri.lastIndexOf('/')),
    initialize(parameters) {
      client = clientOf(parameters);
      severities = readSeverities(parameters.initializationOptions);
      tablesSetting = readTablesFolder(parameters.initializationOptions);
      folders = (parameters.workspaceFolders ?? []).map(({ uri }) => uri);
      if (folders.length === 0 && parameters.rootUri) folders = [parameters.rootUri];
    },
    open(named) {
      folders = named;
      const opening = workspace.open(folders).finally(() => void readHistory());
      opened = opening.catch(() => {});
      return opening;
    },
    readHistory,
    configure(section) {
      severities = readSeverities(section);
      const before = tablesSetting;
      tablesSetting = readTablesFolder(section);
      return tablesSetting !== before;
    },
  };
}
