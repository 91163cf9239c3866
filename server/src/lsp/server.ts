/**
 * The language server: says what it can, hears what happens, and asks the documents for answers. Takes a connection and
 * what to judge with.
 */
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  FileChangeType,
  type InitializeResult,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
  WatchKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { failureWords } from '../authoring/example-problem.js';
import { impact } from '../authoring/impact.js';
import type { AuthoringWorld } from '../authoring/world.js';
import type { Codes } from '../codes/codes.js';
import { encounterAt } from '../features/encounter/place.js';
import { rulePage } from '../features/explain/rule-page.js';
import { explainConfiguration } from '../features/policy/explain-configuration.js';
import { byScheme, resolved, type WorkspaceFiles, within } from '../files/workspace.js';
import { clientWorkspace } from '../files/workspace-client.js';
import type { PolicyFile } from '../policy/policies.js';
import { skeleton } from '../policy/skeleton.js';
import type { Rule } from '../rules/rule.js';
import { lineIndex } from '../text/line-index.js';
import { type EncounterPlace, type PolicyPlace, rangeOf } from './convert.js';
import { type EncounterDocuments, encounterDocuments, fixAllKind } from './encounter-documents.js';
import { createEncounterIndex, type EncounterIndex } from './encounter-index.js';
import { guarded } from './guard.js';
import { impactPage, type Past, policiesOf } from './impact.js';
import { policyDocuments } from './policy-documents.js';
import type { ClientOptions, ClientRequests, ServerRequests, ShippedScheme } from './protocol.js';
import { readSeverities, readTablesFolder, type Severities } from './settings.js';
import { createTables } from './tables.js';
import { tablesTold } from './tables-told.js';
import { createWorkspace, isPolicyFile, isProjectFile } from './workspace.js';

/** What the server judges with. */
export interface Kit {
  readonly rules: readonly Rule[];
  readonly codes: Codes;
  readonly shipped: readonly PolicyFile[];
  readonly version: string;
  /** The clock's date. */
  today(): string;
  /** The files of the server's own machine; absent where it has none. */
  readonly disk?: WorkspaceFiles;
  /** Files as they were in a git revision; absent where there is no git. */
  readonly past?: Past;
}

const shippedScheme: ShippedScheme = 'encounter-scrubber';

const watchedFiles = ['**/*.payer.yaml', '**/*.encounter', '**/scrubber.yaml', '**/*.{csv,txt,tsv,zip,CSV,TXT,ZIP}'];

const whatHappened = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'deleted',
} as const;

/** Starts to serve; returns at once. */
export function startServer(connection: Connection, kit: Kit): void {
  const documents = new TextDocuments(TextDocument);
  let severities: Severities = {};
  let tablesSetting: string | undefined;
  let capabilities: ClientCapabilities = {};
  let options: ClientOptions = {};
  /** When the folders have been opened; before that nobody knows what is in them. */
  let opened: Promise<void> = Promise.resolve();

  const askClient = <Method extends keyof ClientRequests>(
    method: Method,
    parameters: ClientRequests[Method]['parameters'],
  ): Promise<ClientRequests[Method]['answer']> => connection.sendRequest(method, parameters);
  const answer = <Method extends keyof ServerRequests>(
    method: Method,
    empty: ServerRequests[Method]['answer'],
    handle: (
      parameters: ServerRequests[Method]['parameters'],
    ) => ServerRequests[Method]['answer'] | Promise<ServerRequests[Method]['answer']>,
  ): void => void connection.onRequest(method, guarded(connection.console, method, empty, handle));

  const fromClient = clientWorkspace({
    find: (folder, endings, exclude) => askClient('encounterScrubber/findFiles', { folder, endings, exclude }),
    read: (uri) => askClient('encounterScrubber/readFile', { uri }),
  });
  const files = (): WorkspaceFiles => {
    const all = byScheme(kit.disk, options.readsFiles ? fromClient : undefined);
    return options.isTrusted === false ? within(folders, all) : all;
  };
  const tables = createTables(kit.codes, files, (file, done, all) =>
    connection.console.info(`Reading code tables: ${file} (${done + 1} of ${all})`),
  );
  const vocabulary = {
    ruleIds: kit.rules.map(({ id }) => id),
    get codes() {
      return tables.codes();
    },
  };
  const workspace = createWorkspace(kit.shipped, vocabulary, files);
  const world = (): AuthoringWorld => ({
    rules: kit.rules,
    codes: tables.codes(),
    policies: workspace.policies(),
    today: kit.today(),
    severities,
    projectSeverities: workspace.project()?.parsed.project.severities,
  });
  const policyPlace: PolicyPlace = ({ file, shipped }, span) => {
    const text = workspace.policies().textOf(file, shipped);
    if (text === undefined) return undefined;
    return { uri: shipped ? `${shippedScheme}:/${file}` : file, range: rangeOf(lineIndex(text), span) };
  };
  const index: EncounterIndex = createEncounterIndex({
    get codes() {
      return tables.codes();
    },
    files,
    progress: async () => {
      if (!capabilities.window?.workDoneProgress) return { report() {}, done() {} };
      const shown = await connection.window.createWorkDoneProgress();
      shown.begin('Encounter Scrubber', 0, "reading the patients' history", false);
      return {
        report: (done, all) => shown.report(Math.round((100 * done) / all), `${done} of ${all} files of encounters`),
        done: () => shown.done(),
      };
    },
    touched(keys, file) {
      if (encounters.touched(keys, file)) void judgeAgain();
    },
  });
  const encounterPlace: EncounterPlace = ({ file, ordinal }) => {
    const range = index.placeOf(file, ordinal);
    return range && { uri: file, range };
  };
  const places = { policy: policyPlace, encounter: encounterPlace };
  const encounters: EncounterDocuments = encounterDocuments(world, places, index, {
    canCreate: () => capabilities.workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false,
    runsCommands: () => options.runsCommands ?? false,
    folderFor: (uri) => folders.find((folder) => uri.startsWith(folder)) ?? uri.slice(0, uri.lastIndexOf('/')),
  });
  const policies = policyDocuments(
    world,
    workspace,
    policyPlace,
    async () => {
      await opened;
      return index.uses();
    },
    tables.problems,
  );
  const isOfPolicies = (uri: string): boolean => isPolicyFile(uri) || isProjectFile(uri);

  const diagnosticsOf = (document: TextDocument): Diagnostic[] =>
    isOfPolicies(document.uri) ? policies.diagnostics(document) : encounters.diagnostics(document);

  const isPulled = (): boolean => capabilities.textDocument?.diagnostic !== undefined;
  const push = guarded(connection.console, 'publishDiagnostics', undefined, async (document: TextDocument) => {
    if (isPulled()) return;
    const { uri, version } = document;
    await connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(document) });
  });
  /** What was judged stays right for what it was judged by: the client has to ask again, or is told. */
  const judgeAgain = async (): Promise<void> => {
    if (!isPulled()) await Promise.all(documents.all().map(push));
    else if (capabilities.workspace?.diagnostics?.refreshSupport) connection.languages.diagnostics.refresh();
    if (options.showsExamples) void connection.sendNotification('encounterScrubber/examplesChanged');
    if (capabilities.workspace?.codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type);
  };

  /** The project file's folder of tables, which the command line reads too; the setting's where it names none. */
  const tablesFolder = (): string | undefined => {
    const project = workspace.project();
    const named = project?.parsed.project.tables?.folder;
    if (project && named !== undefined) return resolved(project.uri.slice(0, project.uri.lastIndexOf('/')), named);
    return tablesSetting === undefined ? undefined : resolved(folders[0] ?? '', tablesSetting);
  };
  const told = (isLoading: boolean) =>
    tablesTold(tablesFolder(), isLoading, tables.editions(), tables.problems(), kit.today());
  let toldProblems = '';
  const watched = new Set<string>();
  /** A folder outside the workspace is not watched with it. */
  const watch = (folder: string): void => {
    const { relativePatternSupport } = capabilities.workspace?.didChangeWatchedFiles ?? {};
    if (!relativePatternSupport || watched.has(folder) || folders.some((each) => folder.startsWith(each))) return;
    watched.add(folder);
    void connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: { baseUri: folder, pattern: '**/*' } }],
    });
  };
  /** Reads the tables where they are others than before; everything open is judged again by them at once. */
  const loadTables = guarded(connection.console, 'tables', undefined, async (_: unknown) => {
    const tell = (isLoading: boolean): void => {
      if (options.showsTables) void connection.sendNotification('encounterScrubber/tables', told(isLoading));
    };
    const folder = tablesFolder();
    if (folder !== undefined) watch(folder);
    if (folder !== undefined) tell(true);
    const isChanged = await tables.load(folder);
    tell(false);
    if (!isChanged) return;
    workspace.tablesChanged();
    void readHistory(undefined);
    const problems = tables.problems();
    // A message that is there already is not shown again for another file.
    if (problems.length > 0 && problems.join() !== toldProblems) {
      const message = `Code tables: ${problems.slice(0, 3).join('; ')}`;
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
    }
    toldProblems = problems.join();
    await judgeAgain();
  });

  connection.onInitialize((parameters): InitializeResult => {
    capabilities = parameters.capabilities;
    options = parameters.initializationOptions ?? {};
    severities = readSeverities(parameters.initializationOptions);
    tablesSetting = readTablesFolder(parameters.initializationOptions);
    folders = (parameters.workspaceFolders ?? []).map(({ uri }) => uri);
    if (folders.length === 0 && parameters.rootUri) folders = [parameters.rootUri];
    return {
      serverInfo: { name: 'encounter-scrubber', version: kit.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        ...(isPulled()
          ? {
              diagnosticProvider: {
                identifier: 'encounter-scrubber',
                // A policy judges encounters.
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
        ...(options.showsExamples ? { codeLensProvider: {} } : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  let folders: readonly string[] = [];
  const openFolders = guarded(connection.console, 'workspace/workspaceFolders', undefined, async (_: unknown) => {
    if (await workspace.open(folders)) await judgeAgain();
    void loadTables(undefined);
    void readHistory(undefined);
  });
  const readHistory = guarded(connection.console, 'encounterScrubber/history', undefined, async (_: unknown) => {
    await index.build(folders, workspace.project()?.parsed.project.exclude ?? []);
  });

  const readSettings = guarded(connection.console, 'workspace/configuration', undefined, async (pushed: unknown) => {
    const section: unknown = capabilities.workspace?.configuration
      ? await connection.workspace.getConfiguration('encounterScrubber')
      : pushed;
    severities = readSeverities(section);
    const setting = readTablesFolder(section);
    const isOther = setting !== tablesSetting;
    tablesSetting = setting;
    await judgeAgain();
    if (isOther) void loadTables(undefined);
  });

  connection.onInitialized(() => {
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'encounterScrubber' });
    }
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          ...watchedFiles.map((globPattern) => ({ globPattern })),
          // A folder that comes or goes is told as one change of the folder.
          { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
        ],
      });
    }
    if (capabilities.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        opened = openFolders(undefined);
      });
    }
    if (capabilities.workspace?.configuration) void readSettings(undefined);
    opened = openFolders(undefined);
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    void readSettings(typeof settings === 'object' && settings !== null ? settings.encounterScrubber : undefined);
  });
  connection.onDidChangeWatchedFiles(
    guarded(connection.console, 'workspace/didChangeWatchedFiles', undefined, async ({ changes }) => {
      const uris = changes.map(({ uri }) => uri);
      if (await workspace.touched(uris)) await judgeAgain();
      if (uris.some((uri) => isProjectFile(uri) || tables.holds(uri))) void loadTables(undefined);
      // Which files count is told in the project file.
      if (changes.some(({ uri }) => isProjectFile(uri))) void readHistory(undefined);
      else await index.changedOnDisk(changes.map(({ uri, type }) => ({ uri, what: whatHappened[type] })));
    }),
  );

  const closedInIndex = guarded(connection.console, 'textDocument/didClose', undefined, (uri: string) =>
    index.closed(uri),
  );
  documents.onDidChangeContent(({ document }) => {
    if (workspace.edited(document.uri, document.getText())) void judgeAgain();
    else void push(document);
  });
  // Not with each letter: a folder's name half typed is another folder, or none.
  documents.onDidSave(({ document }) => {
    if (isProjectFile(document.uri)) void loadTables(undefined);
  });
  documents.onDidClose(({ document }) => {
    encounters.forget(document.uri);
    void closedInIndex(document.uri);
    if (workspace.edited(document.uri, undefined)) void judgeAgain();
    if (!isPulled()) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
  connection.languages.diagnostics.on(
    guarded(connection.console, 'textDocument/diagnostic', nothing, ({ textDocument, previousResultId }) => {
      const document = documents.get(textDocument.uri);
      if (!document) return nothing;
      const resultId = isOfPolicies(document.uri) ? policies.resultId(document) : encounters.check(document).resultId;
      if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
      return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnosticsOf(document) };
    }),
  );

  connection.onHover(
    guarded(connection.console, 'textDocument/hover', null, ({ textDocument, position }) => {
      const document = documents.get(textDocument.uri);
      if (!document) return null;
      return isOfPolicies(document.uri) ? policies.hover(document, position) : encounters.hover(document, position);
    }),
  );

  connection.onCodeAction(
    guarded(connection.console, 'textDocument/codeAction', [], ({ textDocument, range, context }): CodeAction[] => {
      const document = documents.get(textDocument.uri);
      if (!document) return [];
      return isOfPolicies(document.uri)
        ? policies.actions(document, range, context.only)
        : encounters.actions(document, range, context.only);
    }),
  );

  /** The open policy or project file of a request. */
  const policyFileOf = ({ uri }: { readonly uri: string }): TextDocument | undefined =>
    isOfPolicies(uri) ? documents.get(uri) : undefined;
  const log = connection.console;
  connection.onCompletion(
    guarded(log, 'textDocument/completion', null, ({ textDocument, position }) => {
      const document = policyFileOf(textDocument);
      return document ? policies.completion(document, position) : null;
    }),
  );
  connection.onDefinition(
    guarded(log, 'textDocument/definition', null, ({ textDocument, position }) => {
      const document = documents.get(textDocument.uri);
      if (!document) return null;
      return isOfPolicies(document.uri)
        ? policies.definition(document, position)
        : encounters.definition(document, position);
    }),
  );
  connection.onReferences(
    guarded(log, 'textDocument/references', null, async ({ textDocument, position, context }) => {
      const document = documents.get(textDocument.uri);
      if (!document) return null;
      const { includeDeclaration } = context;
      if (isOfPolicies(document.uri)) return policies.references(document, position, includeDeclaration);
      const payer = encounters.payerAt(document, position);
      return payer === undefined ? null : policies.referencesToPayer(payer, includeDeclaration);
    }),
  );
  // What cannot be renamed is refused with a sentence, which the editor shows: no defect, so nothing for the log.
  connection.onPrepareRename(({ textDocument, position }) => {
    const document = policyFileOf(textDocument);
    const prepared = document ? policies.prepareRename(document, position) : null;
    if (prepared && 'refusal' in prepared) throw new ResponseError(LSPErrorCodes.RequestFailed, prepared.refusal);
    return prepared;
  });
  connection.onRenameRequest(async ({ textDocument, position, newName }) => {
    const document = policyFileOf(textDocument);
    const renamed = document ? await policies.rename(document, position, newName) : null;
    if (renamed && 'refusal' in renamed) throw new ResponseError(LSPErrorCodes.RequestFailed, renamed.refusal);
    return renamed;
  });
  connection.onDocumentSymbol(
    guarded(log, 'textDocument/documentSymbol', null, ({ textDocument }) => {
      const document = policyFileOf(textDocument);
      return document ? policies.symbols(document) : null;
    }),
  );
  connection.onDocumentLinks(
    guarded(log, 'textDocument/documentLink', null, ({ textDocument }) => {
      const document = policyFileOf(textDocument);
      return document ? policies.links(document) : null;
    }),
  );
  connection.onCodeLens(
    guarded(log, 'textDocument/codeLens', null, async ({ textDocument }) => {
      const document = policyFileOf(textDocument);
      return document ? policies.lenses(document) : null;
    }),
  );

  answer('encounterScrubber/examples', [], () => {
    const library = workspace.policies();
    return workspace.policyFiles().flatMap((uri) => {
      const document = library.documentOf(uri);
      const results = policies.examples(uri);
      if (!document || results.length === 0) return [];
      const index = lineIndex(workspace.textOf(uri) ?? '');
      const examples = results.map(({ index: number, name, at }) => ({
        index: number,
        name,
        range: rangeOf(index, at),
      }));
      return [{ uri, payer: document.content.payer, examples }];
    });
  });
  answer('encounterScrubber/runExamples', [], ({ uri, indexes }) => {
    const index = lineIndex(workspace.textOf(uri) ?? '');
    const started = performance.now();
    const results = policies.examples(uri).filter((result) => !indexes || indexes.includes(result.index));
    const duration = (performance.now() - started) / Math.max(1, results.length);
    return results.map((result) => ({
      index: result.index,
      passed: result.isPassed,
      expected: result.expected,
      found: [...new Set(result.findings.filter(({ isCounted }) => isCounted).map(({ rule }) => rule))],
      message: result.isPassed ? '' : failureWords(result),
      range: rangeOf(index, result.expectAt),
      duration,
    }));
  });
  answer('encounterScrubber/explainConfiguration', null, ({ uri, position }) => {
    const document = documents.get(uri);
    if (!document) return null;
    const { file } = encounters.check(document);
    const encounter = encounterAt(file, lineIndex(file.text).offset(position));
    const project = workspace.project();
    return encounter
      ? explainConfiguration(world(), encounter, { project: project?.uri, aliases: project?.parsed.project.aliases })
      : null;
  });
  answer('encounterScrubber/explainRule', null, ({ rule: id }) => {
    const rule = kit.rules.find((known) => known.id === id);
    return rule ? rulePage(rule, world().codes, workspace.policies().documents) : null;
  });
  answer('encounterScrubber/rules', [], () => kit.rules.map(({ id, summary }) => ({ id, summary })));
  answer('encounterScrubber/impact', '', async ({ revision }) => {
    const now = world();
    const before =
      revision === undefined ? workspace.savedPolicies() : await policiesOf(revision, folders, workspace, kit.past);
    if ('refusal' in before) return `# Impact\n\n${before.refusal}\n`;
    const texts = await workspace.encounters();
    const title = revision === undefined ? 'the saved files' : revision;
    return impactPage(impact({ ...now, policies: before }, now, texts), texts, title);
  });
  answer('encounterScrubber/reloadTables', null, async () => {
    await loadTables(undefined);
    return told(false);
  });
  answer('encounterScrubber/skeleton', '', (asked) => skeleton(asked));
  answer('encounterScrubber/payers', [], () => workspace.policies().known.map(({ id, name }) => ({ id, name })));

  answer('encounterScrubber/shippedText', null, ({ uri }) => {
    const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
    // As a report's help address names a rule.
    const rule = kit.rules.find(({ id }) => uri.endsWith(`/rules/${id}.md`));
    if (rule) return rulePage(rule, world().codes, workspace.policies().documents);
    return kit.shipped.find(({ file }) => file === name)?.text ?? null;
  });

  documents.listen(connection);
  connection.listen();
}
