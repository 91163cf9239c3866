/** What happens around the server: documents, files, folders and settings change, and the session and the client are told. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type TextDocuments,
  WatchKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Context } from './context.js';
import { guarded } from './guard.js';
import type { Publisher } from './publish.js';
import { isProjectFile } from './workspace.js';

const watchedFiles = ['**/*.payer.yaml', '**/*.encounter', '**/scrubber.yaml', '**/*.{csv,txt,tsv,zip,CSV,TXT,ZIP}'];

const whatHappened = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'deleted',
} as const;

/** Hears of everything that changes, from when the client has been told what the server can. */
export function hearEvents(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  { session, checks, tables }: Pick<Context, 'session' | 'checks' | 'tables'>,
  { changed, closed, judgeAgain }: Publisher,
): void {
  const log = connection.console;

  const openFolders = guarded(log, 'workspace/workspaceFolders', undefined, async (folders: readonly string[]) => {
    if (await session.open(folders)) await judgeAgain();
    void tables.load();
  });
  const readSettings = guarded(log, 'workspace/configuration', undefined, async (pushed: unknown) => {
    const section: unknown = session.client.answersSettings
      ? await connection.workspace.getConfiguration('encounterScrubber')
      : pushed;
    const isOtherFolder = session.configure(section);
    await judgeAgain();
    if (isOtherFolder) void tables.load();
  });
  connection.onInitialized(() => {
    register(connection, session.client);
    if (session.client.tellsFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        void openFolders([...session.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)]);
      });
    }
    if (session.client.answersSettings) void readSettings(undefined);
    void openFolders(session.folders);
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    void readSettings(typeof settings === 'object' && settings !== null ? settings.encounterScrubber : undefined);
  });

  connection.onDidChangeWatchedFiles(
    guarded(log, 'workspace/didChangeWatchedFiles', undefined, async ({ changes }) => {
      const { workspace, index } = session;
      const uris = changes.map(({ uri }) => uri);
      if (await workspace.touched(uris)) await judgeAgain();
      if (uris.some((uri) => isProjectFile(uri) || session.tables.holds(uri))) void tables.load();
      // Which files count is told in the project file.
      if (changes.some(({ uri }) => isProjectFile(uri))) void session.readHistory();
      else await index.changedOnDisk(changes.map(({ uri, type }) => ({ uri, what: whatHappened[type] })));
    }),
  );

  const closedInIndex = guarded(log, 'textDocument/didClose', undefined, (uri: string) => session.index.closed(uri));
  documents.onDidChangeContent(({ document }) => {
    if (session.workspace.edited(document.uri, document.getText())) void judgeAgain();
    else void changed(document);
  });
  // Not with each letter: a folder's name half typed is another folder, or none.
  documents.onDidSave(({ document }) => {
    if (isProjectFile(document.uri)) void tables.load();
  });
  documents.onDidClose(({ document }) => {
    checks.forget(document.uri);
    void closedInIndex(document.uri);
    if (session.workspace.edited(document.uri, undefined)) void judgeAgain();
    closed(document.uri);
  });
}

/** Asks the client to tell of settings and files, where it wants to be asked. */
function register(
  { client }: Connection,
  { registersSettings, registersWatchers }: Context['session']['client'],
): void {
  if (registersSettings)
    void client.register(DidChangeConfigurationNotification.type, { section: 'encounterScrubber' });
  if (!registersWatchers) return;
  void client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [
      ...watchedFiles.map((globPattern) => ({ globPattern })),
      // A folder that comes or goes is told as one change of the folder.
      { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
    ],
  });
}
