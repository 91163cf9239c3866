/** What the client can do, read once, and what the server offers it for that. Nothing else reads the client's capabilities. */
import {
  CodeActionKind,
  type InitializeParams,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { ClientOptions } from './protocol.js';

/** The kind of the action that fixes all that is right whatever the record says. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.encounter`;

/** What a client can do; what it does not say it cannot. */
export interface Client extends Required<ClientOptions> {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly showsProgress: boolean;
  readonly createsFiles: boolean;
  /** Answers for its settings; one that does not pushes them. */
  readonly answersSettings: boolean;
  readonly registersSettings: boolean;
  readonly registersWatchers: boolean;
  /** Watches folders outside the workspace too. */
  readonly watchesElsewhere: boolean;
  readonly tellsFolders: boolean;
}

/** What the client said when it started the server. */
export function clientOf({
  capabilities: { workspace, textDocument, window },
  initializationOptions,
}: Pick<InitializeParams, 'capabilities' | 'initializationOptions'>): Client {
  const options: ClientOptions = initializationOptions ?? {};
  return {
    isTrusted: options.isTrusted !== false,
    readsFiles: options.readsFiles ?? false,
    showsExamples: options.showsExamples ?? false,
    showsTables: options.showsTables ?? false,
    runsCommands: options.runsCommands ?? false,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
    showsProgress: window?.workDoneProgress ?? false,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false,
    answersSettings: workspace?.configuration ?? false,
    registersSettings: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    watchesElsewhere: workspace?.didChangeWatchedFiles?.relativePatternSupport ?? false,
    tellsFolders: workspace?.workspaceFolders ?? false,
  };
}

/** What the server offers such a client. */
export function capabilitiesFor({ pullsDiagnostics, showsExamples }: Client): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    // A policy judges encounters.
    ...(pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: 'encounter-scrubber',
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {}),
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind],
    },
    hoverProvider: true,
    completionProvider: { triggerCharacters: [':', ' ', '-', '[', ',', '{'] },
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    documentSymbolProvider: true,
    documentLinkProvider: {},
    ...(showsExamples ? { codeLensProvider: {} } : {}),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
