/** What is to be changed in documents, as the client takes it. */
import { type SnippetTextEdit, StringValue, TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { LineIndex } from '../text/line-index.js';
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

/** The same edit, after which the cursor is in the first of the empty fields that it inserts, where the client can do that. */
export function withTabStops(
  { client }: Pick<Session, 'client'>,
  text: string,
  index: LineIndex,
  edit: WorkspaceEdit,
): WorkspaceEdit {
  if (!client.fillsSnippetsInEdits || !edit.documentChanges) return edit;
  return {
    documentChanges: edit.documentChanges.map((change) =>
      'edits' in change
        ? {
            ...change,
            edits: change.edits.map((each) => (TextEdit.is(each) ? (snippetOf(text, index, each) ?? each) : each)),
          }
        : change,
    ),
  };
}

/** An edit with a tab stop behind each empty field; undefined where it has none. */
function snippetOf(text: string, index: LineIndex, { range, newText }: TextEdit): SnippetTextEdit | undefined {
  const fields = newText.match(emptyField)?.length ?? 0;
  if (fields === 0) return undefined;
  const before = text.slice(index.lineStart(range.start.line), index.offset(range.start));
  const indentation = /^[ \t]*/.exec(before)?.[0] ?? '';
  // An editor indents the further lines of a snippet as the line is that it is inserted in.
  const [first = '', ...others] = newText.split(/(?<=\r\n|\n|\r(?!\n))/);
  if (!others.every((line) => line.startsWith(indentation) || line.trim() === '')) return undefined;
  let stop = 0;
  const value = [first, ...others.map((line) => line.slice(line.startsWith(indentation) ? indentation.length : 0))]
    .join('')
    .replace(/[\\$}]/g, '\\$&')
    .replace(emptyField, () => {
      stop += 1;
      return `: $${stop === fields ? 0 : stop}`;
    });
  return { range, snippet: StringValue.createSnippet(value) };
}

const emptyField = /: (?=[\r\n]|$)/g;
