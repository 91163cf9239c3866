/** What is to be changed in documents, as the client takes it. */
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Session } from './session.js';

/** Edits of documents, by address; each names the version that it is of, where the client takes that. */
export function workspaceEdit(
  { client, documents }: Pick<Session, 'client' | 'documents'>,
  changes: Readonly<Record<string, readonly TextEdit[]>>,
): WorkspaceEdit {
  const edited = Object.entries(changes).map(([uri, edits]) => ({ uri, edits: [...edits] }));
  if (!client.takesVersions) return { changes: Object.fromEntries(edited.map(({ uri, edits }) => [uri, edits])) };
  return {
    documentChanges: edited.map(({ uri, edits }) => ({
      // What no editor holds has no version.
      textDocument: { uri, version: documents.get(uri)?.version ?? null },
      edits,
    })),
  };
}
