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
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

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
  /** Whether it is this language that the document is written in. */
  isOf(document: Pick<TextDocument, 'uri' | 'languageId'>): boolean;
  diagnostics(document: TextDocument): Diagnostic[];
  /** Changes whenever the diagnostics may be others. */
  resultId(document: TextDocument): string;
  readonly hover?: Answering<At, Hover>;
  readonly completion?: Answering<At, CompletionList>;
  readonly definition?: Answering<At, Location[]>;
  readonly references?: Answering<At & Pick<ReferenceParams, 'context'>, Location[]>;
  readonly prepareRename?: Answering<At, PrepareRenameResult>;
  readonly rename?: Answering<At & Pick<RenameParams, 'newName'>, WorkspaceEdit>;
  readonly symbols?: Answering<unknown, DocumentSymbol[] | SymbolInformation[]>;
  readonly links?: Answering<unknown, DocumentLink[]>;
  readonly lenses?: Answering<unknown, CodeLens[]>;
  readonly actions?: Answering<Pick<CodeActionParams, 'range' | 'context'>, (CodeAction | Command)[]>;
}

/** The language of a document. */
export function languageOf(
  languages: readonly Language[],
  document: Pick<TextDocument, 'uri' | 'languageId'>,
): Language | undefined {
  return languages.find((language) => language.isOf(document));
}
