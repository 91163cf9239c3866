/** The language server: documents in, diagnostics, actions and hovers out. Takes a connection and what to judge with. */
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type Hover,
  type InitializeResult,
  MarkupKind,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Codes } from '../codes/codes.js';
import { type CheckedFile, checkFiles, type Memory, newMemory } from '../engine/check.js';
import type { World } from '../engine/judge.js';
import { fixAllEdits, quickFixes, rewrites } from '../features/encounter/code-actions.js';
import { hover } from '../features/encounter/hover.js';
import { createPolicies, type PolicyFile } from '../policy/policies.js';
import type { Rule } from '../rules/rule.js';
import { lineIndex } from '../text/line-index.js';
import { diagnosticOf, diagnosticsOf, firstLinesOf, type PolicyPlace, rangeOf, textEdits } from './convert.js';
import { guarded } from './guard.js';
import { readSeverities, type Severities } from './settings.js';

/** What the server judges with. */
export interface Kit {
  readonly rules: readonly Rule[];
  readonly codes: Codes;
  readonly shipped: readonly PolicyFile[];
  readonly version: string;
  /** The clock's date. */
  today(): string;
}

/** Under it an editor is shown the policies that come with the tool: they stand in no file of the user's. */
export const shippedScheme = 'encounter-scrubber';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.encounter`;

interface Checked {
  readonly version: number;
  /** Counts what changed beside the text: settings, the day. */
  readonly generation: string;
  readonly file: CheckedFile;
}

/** Starts to serve; returns at once. */
export function startServer(connection: Connection, kit: Kit): void {
  const documents = new TextDocuments(TextDocument);
  const memories = new Map<string, Memory>();
  const checked = new Map<string, Checked>();
  const policies = createPolicies(kit.shipped, { ruleIds: kit.rules.map(({ id }) => id), codes: kit.codes });
  let severities: Severities = {};
  let capabilities: ClientCapabilities = {};

  const worldNow = (): World => ({ rules: kit.rules, codes: kit.codes, policies, today: kit.today(), severities });

  const policyPlace: PolicyPlace = ({ file, shipped }, span) => {
    const text = policies.textOf(file, shipped);
    if (text === undefined) return undefined;
    return { uri: shipped ? `${shippedScheme}:/${file}` : file, range: rangeOf(lineIndex(text), span) };
  };

  const check = (document: TextDocument): Checked => {
    const world = worldNow();
    const generation = `${world.today} ${JSON.stringify(severities)}`;
    const known = checked.get(document.uri);
    if (known && known.version === document.version && known.generation === generation) return known;
    const memory = memories.get(document.uri) ?? newMemory();
    memories.set(document.uri, memory);
    const [file] = checkFiles(world, [{ file: document.uri, text: document.getText() }], memory);
    const now = {
      version: document.version,
      generation,
      file: file ?? { file: document.uri, text: '', encounters: [] },
    };
    checked.set(document.uri, now);
    return now;
  };

  const isPulled = (): boolean => capabilities.textDocument?.diagnostic !== undefined;

  const push = guarded(connection.console, 'publishDiagnostics', undefined, async (document: TextDocument) => {
    if (isPulled()) return;
    const { file } = check(document);
    await connection.sendDiagnostics({
      uri: document.uri,
      version: document.version,
      diagnostics: diagnosticsOf(document.uri, file, policyPlace),
    });
  });

  connection.onInitialize((parameters): InitializeResult => {
    capabilities = parameters.capabilities;
    severities = readSeverities(parameters.initializationOptions);
    return {
      serverInfo: { name: 'encounter-scrubber', version: kit.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        ...(isPulled()
          ? {
              diagnosticProvider: {
                identifier: 'encounter-scrubber',
                interFileDependencies: false,
                workspaceDiagnostics: false,
              },
            }
          : {}),
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind],
        },
        hoverProvider: true,
      },
    };
  });

  const readSettings = guarded(connection.console, 'workspace/configuration', undefined, async (pushed: unknown) => {
    const section: unknown = capabilities.workspace?.configuration
      ? await connection.workspace.getConfiguration('encounterScrubber')
      : pushed;
    severities = readSeverities(section);
    // What was judged stays right for the old settings; the client has to ask again.
    if (!isPulled()) await Promise.all(documents.all().map(push));
    else if (capabilities.workspace?.diagnostics?.refreshSupport) connection.languages.diagnostics.refresh();
  });

  connection.onInitialized(() => {
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'encounterScrubber' });
    }
    if (capabilities.workspace?.configuration) void readSettings(undefined);
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    void readSettings(typeof settings === 'object' && settings !== null ? settings.encounterScrubber : undefined);
  });

  documents.onDidChangeContent(({ document }) => void push(document));
  documents.onDidClose(({ document }) => {
    memories.delete(document.uri);
    checked.delete(document.uri);
    if (!isPulled()) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
  connection.languages.diagnostics.on(
    guarded(connection.console, 'textDocument/diagnostic', nothing, ({ textDocument, previousResultId }) => {
      const document = documents.get(textDocument.uri);
      if (!document) return nothing;
      const { file, version, generation } = check(document);
      const resultId = `${version} ${generation}`;
      if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
      return {
        kind: DocumentDiagnosticReportKind.Full,
        resultId,
        items: diagnosticsOf(document.uri, file, policyPlace),
      };
    }),
  );

  connection.onHover(
    guarded(connection.console, 'textDocument/hover', null, ({ textDocument, position }): Hover | null => {
      const document = documents.get(textDocument.uri);
      if (!document) return null;
      const { file } = check(document);
      const index = lineIndex(file.text);
      const found = hover(worldNow(), file, index.offset(position));
      if (!found) return null;
      return { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: rangeOf(index, found.span) };
    }),
  );

  connection.onCodeAction(
    guarded(connection.console, 'textDocument/codeAction', [], ({ textDocument, range, context }): CodeAction[] => {
      const document = documents.get(textDocument.uri);
      if (!document) return [];
      const { uri } = document;
      const { file } = check(document);
      const world = worldNow();
      const index = lineIndex(file.text);
      const span = { start: index.offset(range.start), end: index.offset(range.end) };
      const wants = (kind: string): boolean =>
        !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
      const edit = (edits: Parameters<typeof textEdits>[1]) => ({ changes: { [uri]: textEdits(index, edits) } });
      const actions: CodeAction[] = [];
      if (wants(CodeActionKind.QuickFix)) {
        const firstLines = firstLinesOf(file);
        for (const { title, edits, encounter, finding, isPreferred } of quickFixes(world, file, span)) {
          actions.push({
            title,
            kind: CodeActionKind.QuickFix,
            diagnostics: [diagnosticOf(uri, file, firstLines, encounter.ordinal, finding, policyPlace)],
            ...(isPreferred ? { isPreferred } : {}),
            edit: edit(edits),
          });
        }
      }
      if (wants(CodeActionKind.RefactorRewrite)) {
        for (const { title, edits } of rewrites(world, file, span)) {
          actions.push({ title, kind: CodeActionKind.RefactorRewrite, edit: edit(edits) });
        }
      }
      // Asked for by name only, on saving or from the menu of sources.
      if (context.only && wants(fixAllKind)) {
        const edits = fixAllEdits(world, file);
        if (edits.length > 0)
          actions.push({ title: 'Fix all that is always right', kind: fixAllKind, edit: edit(edits) });
      }
      return actions;
    }),
  );

  documents.listen(connection);
  connection.listen();
}
