/**
 * What an editor's window holds: its workspace and settings, the documents that are open, and how the client spells their addresses.
 * Says nothing to the client.
 */
import type { InitializeParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AuthoringWorld } from '../authoring/world.js';
import { failureLog } from '../engine/failures.js';
import type { PayerUse } from '../features/policy/payer-uses.js';
import { byScheme, within } from '../files/chosen.js';
import { clientFiles } from '../files/client.js';
import type { Progress } from '../session/encounters.js';
import type { FilePort } from '../session/port.js';
import { createWorkspace, type Workspace } from '../session/workspace.js';
import { errorPlace } from '../text/error-place.js';
import { lineIndex } from '../text/line-index.js';
import { onceFor } from '../text/once.js';
import { type Addresses, createAddresses } from './addresses.js';
import { type Client, clientOf } from './capabilities.js';
import { type Places, rangeOf } from './convert.js';
import { guarded, type Log } from './guard.js';
import type { Kit } from './kit.js';
import { createOfferWords, type OfferWords } from './offer-words.js';
import type { ClientRequests, ShippedScheme } from './protocol.js';
import { readSeverities, readTablesFolder } from './settings.js';

const shippedScheme: ShippedScheme = 'encounter-scrubber';

/** Policies whose lines are kept: no claim's payer has more of them. */
const mostIndexed = 16;

export interface Session {
  readonly kit: Kit;
  /** Who nothing is known of before it has said what it can do. */
  readonly client: Client;
  readonly documents: Documents;
  readonly workspace: Workspace;
  readonly addresses: Addresses;
  readonly places: Places;
  readonly offerWords: OfferWords;
  /** What judges a document, at this moment. */
  world(uri: string): AuthoringWorld;
  /** Resolves when what judges has been read, as far as it is known. */
  ready(): Promise<void>;
  /** Which payers the workspace's encounters name, when all have been read. */
  uses(): Promise<readonly PayerUse[]>;
  /**
   * Whether a document is a text of its own, such as the old side of a comparison (`git:`): it is judged, and changes nothing about
   * the workspace.
   */
  isAside(uri: string): boolean;
  /**
   * The folder in which a document's new policy is created, as the client writes it: the first writable one that its project file
   * names, else its workspace folder, else the folder it lies in.
   */
  policyFolderFor(uri: string): string;
  initialize(parameters: InitializeParams): void;
  /** The folders that the window shows, in the client's spelling. */
  readonly folders: readonly string[];
  /** Reads what judges in the folders. */
  open(folders: readonly string[]): Promise<void>;
  /** The section `encounterScrubber` of the settings is this now. */
  configure(section: unknown): void;
}

/** The documents that editors hold. */
interface Documents {
  get(uri: string): TextDocument | undefined;
  all(): readonly TextDocument[];
}

/** What a session needs of the client, and whom it tells. */
interface Surroundings {
  /** Asks the client for files that are not on this machine's disks. */
  ask<Method extends keyof ClientRequests>(
    method: Method,
    parameters: ClientRequests[Method]['parameters'],
  ): Promise<ClientRequests[Method]['answer']>;
  readonly log: Log;
  /** Called where files are about to be read that take a while. */
  progress(): Promise<Progress>;
  /** What judges has changed: everything open is to be judged again. */
  judgesOtherwise(): void;
  /** Encounters of a file, or of files that are not open, tell something else now of what has these keys. */
  touched(keys: ReadonlySet<string>, file: string | undefined): void;
  /** The encounters of some file may be others now. */
  listedOtherwise(): void;
  /** Files that cannot be read, a line each. */
  complain(lines: readonly string[]): void;
  /** Tables are being read, or were read. */
  tables(isLoading: boolean): void;
}

/** A session without folders yet. */
export function createSession(kit: Kit, documents: Documents, surroundings: Surroundings): Session {
  const { ask, log } = surroundings;
  let client = clientOf({ capabilities: {} });
  let folders: readonly string[] = [];

  const addresses = createAddresses((address) => port.identify(address));
  const fromClient = clientFiles({
    find: (folder, endings, exclude) => ask('encounterScrubber/findFiles', { folder, endings, exclude }),
    read: (uri) => ask('encounterScrubber/readFile', { uri }),
    spelled: (address) => addresses.spelled(address),
  });
  let port: FilePort = byScheme(kit.disk, undefined);
  const workspace = createWorkspace(
    {
      rules: kit.rules,
      tables: kit.tables,
      shipped: kit.shipped,
      readTables: kit.readTables,
      today: () => kit.today(),
      port: () => port,
    },
    {
      judgesOtherwise: surroundings.judgesOtherwise,
      touched: surroundings.touched,
      listedOtherwise: surroundings.listedOtherwise,
      complain: surroundings.complain,
      progress: surroundings.progress,
      tables: surroundings.tables,
      failed: (error) => log.error(`reading the workspace failed: ${errorPlace(error)}`),
      ruleFailed: failureLog((words) => log.error(words)),
      readingTables: (file, done, all) => log.info(`Reading code tables: ${file} (${done + 1} of ${all})`),
    },
  );
  // Each of a thousand findings may lead to the same file.
  const indexOfPolicy = onceFor(mostIndexed, lineIndex);
  const places: Places = {
    policy({ file, shipped }, span) {
      const text = shipped ? kit.shipped.find((policy) => policy.file === file)?.text : workspace.textOf(file);
      if (text === undefined) return undefined;
      const uri = shipped ? `${shippedScheme}:/${file}` : addresses.spelled(file);
      return { uri, range: rangeOf(indexOfPolicy(text), span) };
    },
    encounter({ file, ordinal }) {
      const range = workspace.index.placeOf(file, ordinal);
      return range && { uri: addresses.spelled(file), range };
    },
  };

  return {
    kit,
    documents,
    workspace,
    addresses,
    places,
    offerWords: createOfferWords(() => client),
    get client() {
      return client;
    },
    get folders() {
      return folders;
    },
    world: (uri) => workspace.world(addresses.of(uri)),
    ready: () => workspace.ready(),
    async uses() {
      await workspace.ready();
      return workspace.index.uses();
    },
    isAside(uri) {
      const address = addresses.of(uri);
      if (/^(?:file|untitled):/.test(address)) return false;
      return !workspace.folders.some((folder) => port.pathBelow(folder, address) !== undefined);
    },
    policyFolderFor(uri) {
      const address = addresses.of(uri);
      const named = workspace.newPolicyFolder(address);
      if (named !== undefined) return addresses.spelled(named);
      const folder = workspace.folders.find((each) => port.pathBelow(each, address) !== undefined);
      return folder === undefined ? uri.slice(0, uri.lastIndexOf('/')) : addresses.spelled(folder);
    },
    initialize(parameters) {
      client = clientOf(parameters);
      const all = byScheme(kit.disk, client.readsFiles ? fromClient : undefined);
      port = client.isTrusted ? all : within(() => workspace.folders, all);
      workspace.watches(client.registersWatchers);
      const section: unknown = parameters.initializationOptions;
      workspace.settings({ severities: readSeverities(section), tables: readTablesFolder(section) });
      folders = (parameters.workspaceFolders ?? []).map(({ uri }) => uri);
      if (folders.length === 0 && parameters.rootUri) folders = [parameters.rootUri];
    },
    async open(named) {
      folders = named;
      await guarded(log, 'workspace/workspaceFolders', undefined, () =>
        workspace.open(named.map((uri) => addresses.known(uri))),
      )();
    },
    configure(section) {
      workspace.settings({ severities: readSeverities(section), tables: readTablesFolder(section) });
    },
  };
}
