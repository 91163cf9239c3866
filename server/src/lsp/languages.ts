/**
 * A language is what the server knows of one kind of file: the questions of the protocol that it answers. A question that it
 * does not answer is absent. Another question is a function here, and a line in requests.ts and capabilities.ts.
 */
import type {
  CancellationToken,
  CodeAction,
  CodeActionParams,
  CodeLens,
  Command,
  CompletionList,
  CompletionParams,
  Diagnostic,
  DocumentLink,
  DocumentSymbol,
  Hover,
  Location,
  Position,
  PrepareRenameResult,
  ReferenceParams,
  RenameParams,
  SymbolInformation,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type FileKind, kindOf } from '../session/workspace.js';

/** Answers a question about a document; refuses in words with a `ResponseError`. */
export type Answering<Parameters, Answer> = (
  document: TextDocument,
  parameters: Parameters,
  token: CancellationToken,
) => Answer | null | Promise<Answer | null>;

/** Where in a document something is asked. */
export interface At {
  readonly position: Position;
}

export interface Language {
  /** As editors call it. */
  readonly id: string;
  /** The files that are of it by their name. */
  readonly kind: FileKind;
  diagnostics(document: TextDocument): Diagnostic[];
  /** The same as JSON, with only what the client shows; absent where nothing of it is kept. */
  writtenDiagnostics?(document: TextDocument): () => string;
  /** Changes whenever the diagnostics may be others; absent if it takes them to tell. */
  resultId?(document: TextDocument): string;
  readonly hover?: Answering<At, Hover>;
  readonly completion?: Answering<At & Pick<CompletionParams, 'context'>, CompletionList>;
  readonly definition?: Answering<At, Location[]>;
  readonly references?: Answering<At & Pick<ReferenceParams, 'context'>, Location[]>;
  readonly prepareRename?: Answering<At, PrepareRenameResult>;
  readonly rename?: Answering<At & Pick<RenameParams, 'newName'>, WorkspaceEdit>;
  readonly symbols?: Answering<unknown, DocumentSymbol[] | SymbolInformation[]>;
  readonly links?: Answering<unknown, DocumentLink[]>;
  readonly lenses?: Answering<unknown, CodeLens[]>;
  /** The action with its edit. */
  resolveAction?(document: TextDocument, action: CodeAction): Promise<CodeAction>;
  readonly formatting?: Answering<unknown, TextEdit[]>;
  readonly rangeFormatting?: Answering<Pick<CodeActionParams, 'range'>, TextEdit[]>;
  /** What is to be changed once the cursor has come to a new line. */
  readonly onTypeFormatting?: Answering<At, TextEdit[]>;
  readonly actions?: Answering<Pick<CodeActionParams, 'range' | 'context'>, (CodeAction | Command)[]>;
}

/** The language of a document: the one that the editor says, else the one of its name. */
export function languageOf(
  languages: readonly Language[],
  document: Pick<TextDocument, 'uri' | 'languageId'>,
): Language | undefined {
  const named = kindOf(document.uri);
  return languages.find(({ id }) => id === document.languageId) ?? languages.find(({ kind }) => kind === named);
}
