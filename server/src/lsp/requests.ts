/** The table of requests: one line each, with its handler. Adding one is a line here and one in capabilities.ts. */
import {
  CancellationToken,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeLensRequest,
  type CompletionItem,
  CompletionRequest,
  CompletionResolveRequest,
  type Connection,
  DefinitionRequest,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  DocumentFormattingRequest,
  DocumentLinkRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentSymbolRequest,
  ErrorCodes,
  HoverRequest,
  LSPErrorCodes,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  ResponseError,
  type TextDocumentIdentifier,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { versionOf } from '../policy/version.js';
import type { Context } from './context.js';
import { fitting } from './convert.js';
import { guarded } from './guard.js';
import { known } from './known.js';
import { type Answering, type Language, languageOf } from './languages.js';
import type { Life } from './life.js';
import type { WrittenAnswer } from './message-writer.js';
import * as own from './own-requests.js';
import type { ServerRequests } from './protocol.js';

/** A request that the server answers. */
interface Request {
  readonly method: string;
  /** The answer where the handler fails. */
  readonly empty: unknown;
  handle(context: Context, parameters: unknown, token: CancellationToken): unknown;
}

/** Every request but the ones that start and end the server. */
const requests: readonly Request[] = [
  { method: DocumentDiagnosticRequest.method, empty: nothingFound(), handle: diagnostics },
  inDocument(HoverRequest.method, ({ hover }) => hover),
  inDocument(CompletionRequest.method, ({ completion }) => completion),
  {
    method: CompletionResolveRequest.method,
    empty: null,
    handle: ({ session }, item: CompletionItem) => session.offerWords.resolve(item),
  },
  inDocument(DefinitionRequest.method, ({ definition }) => definition),
  inDocument(ReferencesRequest.method, ({ references }) => references),
  inDocument(PrepareRenameRequest.method, ({ prepareRename }) => prepareRename),
  inDocument(RenameRequest.method, ({ rename }) => rename),
  inDocument(DocumentSymbolRequest.method, ({ symbols }) => symbols),
  inDocument(DocumentLinkRequest.method, ({ links }) => links),
  inDocument(CodeLensRequest.method, ({ lenses }) => lenses),
  inDocument(CodeActionRequest.method, ({ actions }) => actions),
  { method: CodeActionResolveRequest.method, empty: null, handle: resolveAction },
  inDocument(DocumentFormattingRequest.method, ({ formatting }) => formatting),
  inDocument(DocumentRangeFormattingRequest.method, ({ rangeFormatting }) => rangeFormatting),
  inDocument(DocumentOnTypeFormattingRequest.method, ({ onTypeFormatting }) => onTypeFormatting),
  ownRequest('encounterScrubber/examples', [], own.examples),
  ownRequest('encounterScrubber/runExamples', [], own.runExamples),
  ownRequest('encounterScrubber/explainConfiguration', null, own.explainConfiguration),
  ownRequest('encounterScrubber/checked', null, own.checked),
  ownRequest('encounterScrubber/explainRule', null, own.explainRule),
  ownRequest('encounterScrubber/mayOpen', false, own.mayOpen),
  ownRequest('encounterScrubber/rules', [], own.rules),
  ownRequest('encounterScrubber/impact', '', own.impact),
  ownRequest('encounterScrubber/known', '', known),
  ownRequest('encounterScrubber/unnoticed', null, own.unnoticed),
  ownRequest('encounterScrubber/newEncounterChoices', { kinds: [], payers: [] }, own.newEncounterChoices),
  ownRequest('encounterScrubber/encounterTemplate', { snippet: '' }, own.encounterTemplate),
  ownRequest('encounterScrubber/encounters', { files: [], left: 0 }, own.encounters),
  ownRequest('encounterScrubber/formatPage', '', own.formatPage),
  ownRequest('encounterScrubber/reloadTables', null, own.reloadTables),
  ownRequest('encounterScrubber/skeleton', '', own.skeleton),
  ownRequest('encounterScrubber/policyFolder', null, own.policyFolder),
  ownRequest('encounterScrubber/cleanPaste', null, own.cleanPaste),
  ownRequest('encounterScrubber/note', null, own.note),
  ownRequest('encounterScrubber/overridable', [], own.overridable),
  ownRequest('encounterScrubber/override', null, own.override),
  ownRequest('encounterScrubber/payers', [], own.payers),
  ownRequest('encounterScrubber/shippedText', null, own.shippedText),
];

/** Answers every request of the table on a connection, and refuses all others. */
export function answerRequests(connection: Connection, life: Life, context: Context): void {
  for (const request of requests) {
    const handle = (parameters: unknown, token: CancellationToken): unknown => {
      life.refuse();
      refuseCanceled(token);
      // A canceled request is refused at once, whatever the handler waits for.
      return Promise.race([request.handle(context, parameters, token), canceled(token)]);
    };
    const answer = guarded(connection.console, request.method, request.empty, handle);
    // A request without parameters is called with the token alone.
    connection.onRequest(request.method, (first: unknown, second?: CancellationToken) =>
      CancellationToken.is(first) ? answer(undefined, first) : answer(first, second ?? CancellationToken.None),
    );
  }
  connection.onRequest((method) => {
    life.refuse();
    throw new ResponseError(ErrorCodes.MethodNotFound, `Unhandled method ${method}`);
  });
}

/** A request about a place in a document, which the document's language answers. */
function inDocument<Parameters>(
  method: string,
  functionOf: (language: Language) => Answering<Parameters, unknown> | undefined,
): Request {
  return {
    method,
    empty: null,
    async handle({ session, languages }, parameters: Parameters & Asked, token) {
      const { uri } = parameters.textDocument;
      const version = session.documents.get(uri)?.version;
      await session.ready();
      refuseCanceled(token);
      const document = session.documents.get(uri);
      const language = document && languageOf(languages, document);
      const answer = language && functionOf(language);
      if (!document || !answer) return null;
      refuseStale(document, version);
      const answered = await answer(document, parameters, token);
      refuseStale(session.documents.get(uri), version);
      return answered;
    },
  };
}

/** An answer about a text that has changed since would point to the wrong places. */
function refuseStale(document: TextDocument | undefined, version: number | undefined): void {
  if (document?.version === version) return;
  throw new ResponseError(LSPErrorCodes.ContentModified, 'The document was changed in the meantime');
}

/** An action's edit, of the text as it is now. */
async function resolveAction({ session, languages }: Context, action: CodeAction): Promise<CodeAction> {
  await session.ready();
  const { uri } = (action.data ?? {}) as { readonly uri?: unknown };
  const document = typeof uri === 'string' ? session.documents.get(uri) : undefined;
  const language = document && languageOf(languages, document);
  return (document && (await language?.resolveAction?.(document, action))) ?? action;
}

interface Asked {
  readonly textDocument: TextDocumentIdentifier;
}

function ownRequest<Method extends keyof ServerRequests>(
  method: Method,
  empty: ServerRequests[Method]['answer'],
  handle: own.OwnHandler<Method>,
): Request {
  return { method, empty, handle };
}

/** What is wrong in a document; `unchanged` if the client already has that. */
async function diagnostics(
  { session, languages }: Context,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport | WrittenAnswer> {
  // Judged before policies and project files are read, every payer would be unknown.
  await session.ready();
  refuseCanceled(token);
  const document = session.documents.get(textDocument.uri);
  const language = document && languageOf(languages, document);
  if (!document || !language) return nothingFound();
  const known = language.resultId?.(document);
  if (known !== undefined && known === previousResultId) return unchanged(known);
  const found = (): Diagnostic[] => fitting(session.client, language.diagnostics(document));
  if (known !== undefined && language.writtenDiagnostics) {
    const kind = DocumentDiagnosticReportKind.Full;
    const items = language.writtenDiagnostics(document);
    return {
      json: () => `${JSON.stringify({ kind, resultId: known }).slice(0, -1)},"items":${items()}}`,
      toJSON: () => ({ kind, resultId: known, items: found() }),
    };
  }
  const items = found();
  const resultId = known ?? resultIdOf(items);
  return resultId === previousResultId
    ? unchanged(resultId)
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/** Changes whenever the answer does, whatever it depends on. */
function resultIdOf(diagnostics: readonly Diagnostic[]): string {
  return versionOf([JSON.stringify(diagnostics)]);
}

function unchanged(resultId: string): DocumentDiagnosticReport {
  return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
}

function nothingFound(): DocumentDiagnosticReport {
  return { kind: DocumentDiagnosticReportKind.Full, items: [] };
}

/** Rejects when the request is canceled, if it ever is. */
function canceled(token: CancellationToken): Promise<never> {
  return new Promise((_, reject) => {
    token.onCancellationRequested(() =>
      reject(new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was canceled')),
    );
  });
}

function refuseCanceled(token: CancellationToken): void {
  if (token.isCancellationRequested)
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was canceled');
}
