/** What happens around the server: documents, files, folders and settings change, and the session and the client are told. */

import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  FileChangeType,
  type TextDocuments,
  WatchKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { policyEnding } from '../policy/policy.js';
import { projectFileName } from '../project/project-file.js';
import { encounterEnding } from '../syntax/file-ending.js';
import { formattedOnType } from './capabilities.js';
import type { Context } from './context.js';
import { guarded } from './guard.js';
import { languageOf } from './languages.js';
import type { Publisher } from './publish.js';

const watchedFiles = [
  `**/*${policyEnding}`,
  `**/*${encounterEnding}`,
  `**/${projectFileName}`,
  '**/*.{csv,txt,tsv,zip,CSV,TXT,ZIP}',
];

const whatHappened = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'deleted',
} as const;

/** So many changes of one event are taken before anyone else has a turn. */
const changesAtOnce = 200;

/** So often is looked for changes that no watcher tells of, in milliseconds. */
const lookEvery = 60_000;

/** Hears of everything that changes, once the client knows what the server can do. */
export function hearEvents(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  { session, checks, languages }: Pick<Context, 'session' | 'checks' | 'languages'>,
  { changed, closed, judgeAgain }: Publisher,
): void {
  const log = connection.console;
  const { workspace, addresses } = session;

  const readSettings = guarded(log, 'workspace/configuration', undefined, async (pushed: unknown) => {
    const section: unknown = session.client.answersSettings
      ? await connection.workspace.getConfiguration('encounterScrubber')
      : pushed;
    session.configure(section);
    await judgeAgain();
  });
  /** The folders outside of the workspace are not watched with it. */
  const watchElsewhere = (): void => {
    if (!session.client.watchesElsewhere) return;
    for (const folder of workspace.foldersElsewhere()) {
      if (watched.has(folder)) continue;
      watched.add(folder);
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: { baseUri: addresses.spelled(folder), pattern: '**/*' } }],
      });
    }
  };
  const watched = new Set<string>();
  const openFolders = async (folders: readonly string[]): Promise<void> => {
    await session.open(folders);
    watchElsewhere();
  };
  const lookAgain = guarded(log, 'encounterScrubber/lookAgain', undefined, async () => {
    await workspace.lookAgain();
    watchElsewhere();
  });

  connection.onInitialized(() => {
    register(connection, session.client);
    if (session.client.tellsFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => addresses.of(uri)));
        for (const { uri } of removed) addresses.forget(uri);
        const stay = session.folders.filter((uri) => !gone.has(addresses.of(uri)));
        void openFolders([...stay, ...added.map(({ uri }) => uri)]);
      });
    }
    if (session.client.answersSettings) void readSettings(undefined);
    void openFolders(session.folders);
    // Does not keep the server alive, and looks at nothing where everything is watched.
    setInterval(() => workspace.hasUnwatched() && void lookAgain(), lookEvery).unref();
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    void readSettings(typeof settings === 'object' && settings !== null ? settings.encounterScrubber : undefined);
  });
  // The window has the focus again: someone may have worked elsewhere.
  connection.onNotification('encounterScrubber/focused', () => {
    if (workspace.hasUnwatched()) void lookAgain();
  });

  const changedOnDisk = guarded(log, 'workspace/didChangeWatchedFiles', undefined, workspace.changed);
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (let at = 0; at < changes.length; at += changesAtOnce) {
      // Each address is looked up on the disk: in a storm of thousands someone is answered in between.
      if (at > 0) await new Promise((resolve) => setImmediate(resolve));
      const some = changes.slice(at, at + changesAtOnce);
      void changedOnDisk(some.map(({ uri, type }) => ({ address: addresses.of(uri), what: whatHappened[type] }))).then(
        watchElsewhere,
      );
    }
  });

  const isAside = ({ uri }: { readonly uri: string }): boolean => session.isAside(uri);
  const closedInWorkspace = guarded(log, 'textDocument/didClose', undefined, workspace.closed);
  documents.onDidOpen(({ document }) => void (isAside(document) || addresses.known(document.uri)));
  documents.onDidChangeContent(({ document }) => {
    const language = languageOf(languages, document);
    if (language && !isAside(document)) {
      workspace.edited(addresses.known(document.uri), language.kind, () => document.getText());
    }
    void changed(document);
  });
  documents.onDidSave(({ document }) => {
    if (isAside(document)) return;
    // Not with each letter: a half-typed folder name is a different folder, or none.
    if (languageOf(languages, document)?.kind === 'project') {
      void changedOnDisk([{ address: addresses.of(document.uri), what: 'changed' }]).then(watchElsewhere);
    }
    if (workspace.hasUnwatched()) void lookAgain();
  });
  documents.onDidClose(({ document }) => {
    checks.forget(document.uri);
    if (!isAside(document)) void closedInWorkspace(addresses.of(document.uri));
    addresses.forget(document.uri);
    closed(document.uri);
  });
}

/** Asks the client to report settings and files, if it needs to be asked, and to format encounters. */
function register(
  { client }: Connection,
  { registersSettings, registersWatchers, registersFormatting }: Context['session']['client'],
): void {
  if (registersSettings)
    void client.register(DidChangeConfigurationNotification.type, { section: 'encounterScrubber' });
  if (registersFormatting) {
    const documentSelector = [{ language: 'encounter' }];
    void client.register(DocumentFormattingRequest.type, { documentSelector });
    void client.register(DocumentRangeFormattingRequest.type, { documentSelector });
    void client.register(DocumentOnTypeFormattingRequest.type, { documentSelector, ...formattedOnType });
  }
  if (!registersWatchers) return;
  void client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [
      ...watchedFiles.map((globPattern) => ({ globPattern })),
      // A folder that is added or removed is reported as one change of the folder.
      { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
    ],
  });
}
