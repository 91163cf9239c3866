/** What the client can do, read once, and what the server offers it for that. Nothing else reads the client's capabilities. */
import {
  CodeActionKind,
  type InitializeParams,
  InsertTextMode,
  MarkupKind,
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
  /** Shows the places that a diagnostic leads to. */
  readonly showsRelated: boolean;
  /** Opens the page that a diagnostic's code names. */
  readonly opensCodes: boolean;
  /** Fades and strikes out what a diagnostic says is unused or outdated. */
  readonly showsTags: boolean;
  readonly refreshesLenses: boolean;
  readonly showsProgress: boolean;
  /** Takes edits of documents of a version. */
  readonly takesVersions: boolean;
  readonly createsFiles: boolean;
  readonly hoversMarkdown: boolean;
  /** Shows the documentation of an offer as Markdown. */
  readonly offersMarkdown: boolean;
  readonly fillsSnippets: boolean;
  /** Asks for the documentation of one offer at a time. */
  readonly asksForOfferWords: boolean;
  /** Shows a few words next to every offer, not only next to the chosen one. */
  readonly describesOffers: boolean;
  /** Indents the further lines of what it writes as the first one is. */
  readonly indentsLines: boolean;
  /** Shows an outline as a tree. */
  readonly nestsSymbols: boolean;
  /** Takes actions that are edits; one that does not takes commands alone. */
  readonly takesActions: boolean;
  /** Asks for an action's edit once it is chosen. */
  readonly resolvesActions: boolean;
  /** Takes edits with tab stops, in which the cursor is then. */
  readonly fillsSnippetsInEdits: boolean;
  readonly asksBeforeRename: boolean;
  readonly formats: boolean;
  readonly formatsRanges: boolean;
  readonly formatsOnType: boolean;
  /** Offers to format the files of one language alone: of the others the server formats none. */
  readonly registersFormatting: boolean;
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
  const offers = textDocument?.completion?.completionItem;
  return {
    isTrusted: options.isTrusted !== false,
    readsFiles: options.readsFiles ?? false,
    showsExamples: options.showsExamples ?? false,
    showsTables: options.showsTables ?? false,
    showsEncounters: options.showsEncounters ?? false,
    runsCommands: options.runsCommands ?? false,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    showsRelated: textDocument?.publishDiagnostics?.relatedInformation ?? false,
    opensCodes: textDocument?.publishDiagnostics?.codeDescriptionSupport ?? false,
    showsTags: textDocument?.publishDiagnostics?.tagSupport !== undefined,
    refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
    showsProgress: window?.workDoneProgress ?? false,
    takesVersions: workspace?.workspaceEdit?.documentChanges ?? false,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false,
    hoversMarkdown: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) ?? false,
    offersMarkdown: offers?.documentationFormat?.includes(MarkupKind.Markdown) ?? false,
    fillsSnippets: offers?.snippetSupport ?? false,
    asksForOfferWords: offers?.resolveSupport?.properties.includes('documentation') ?? false,
    describesOffers: offers?.labelDetailsSupport ?? false,
    indentsLines: offers?.insertTextModeSupport?.valueSet.includes(InsertTextMode.adjustIndentation) ?? false,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
    takesActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    resolvesActions:
      (textDocument?.codeAction?.resolveSupport?.properties.includes('edit') ?? false) &&
      (textDocument?.codeAction?.dataSupport ?? false),
    fillsSnippetsInEdits: workspace?.workspaceEdit?.snippetEditSupport ?? false,
    asksBeforeRename: textDocument?.rename?.prepareSupport ?? false,
    formats: textDocument?.formatting !== undefined,
    formatsRanges: textDocument?.rangeFormatting !== undefined,
    formatsOnType: textDocument?.onTypeFormatting !== undefined,
    registersFormatting: [
      textDocument?.formatting,
      textDocument?.rangeFormatting,
      textDocument?.onTypeFormatting,
    ].every((each) => each?.dynamicRegistration ?? false),
    answersSettings: workspace?.configuration ?? false,
    registersSettings: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    watchesElsewhere: workspace?.didChangeWatchedFiles?.relativePatternSupport ?? false,
    tellsFolders: workspace?.workspaceFolders ?? false,
  };
}

/** What the server offers such a client. */
export function capabilitiesFor(client: Client): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: {} },
    // A policy judges encounters.
    ...(client.pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: 'encounter-scrubber',
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {}),
    ...(client.takesActions
      ? {
          codeActionProvider: {
            codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind],
            ...(client.resolvesActions ? { resolveProvider: true } : {}),
          },
        }
      : client.runsCommands
        ? { codeActionProvider: true }
        : {}),
    hoverProvider: true,
    completionProvider: {
      // An editor asks by itself while letters are typed, not while digits are; codes, levels and dates begin with them.
      triggerCharacters: [':', ' ', '-', '[', ',', '{', '.', '\n', ...'0123456789'],
      ...(client.asksForOfferWords ? { resolveProvider: true } : {}),
    },
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: client.asksBeforeRename ? { prepareProvider: true } : true,
    documentSymbolProvider: true,
    documentLinkProvider: {},
    // Each lens is a command.
    ...(client.showsExamples && client.runsCommands ? { codeLensProvider: {} } : {}),
    ...(client.registersFormatting ? {} : formattingFor(client)),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

/** Where the cursor has come to a new line, the one above is written as the format writes it. */
export const formattedOnType = { firstTriggerCharacter: '\n' };

function formattingFor({ formats, formatsRanges, formatsOnType }: Client): ServerCapabilities {
  return {
    ...(formats ? { documentFormattingProvider: true } : {}),
    ...(formatsRanges ? { documentRangeFormattingProvider: true } : {}),
    ...(formatsOnType ? { documentOnTypeFormattingProvider: formattedOnType } : {}),
  };
}

/** Whether an action of a kind is asked for: by its own name or one above it; the empty kind is above all. */
export function wantsKind(only: readonly string[] | undefined, kind: string): boolean {
  return !only || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`));
}
