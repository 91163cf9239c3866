/**
 * A document as an editor holds it: cut into encounters when it is opened, and after an edit only around that. Its whole text is put
 * together where somebody asks for it.
 */
import type { Range } from 'vscode-languageserver';
import type { TextDocument, TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { editedText, type SlicedText, slicedText } from '../syntax/sliced-text.js';
import type { Span } from '../text/span.js';

/** A document that knows its text by encounters: one object for as long as it is open. */
interface SlicedDocument extends TextDocument {
  readonly sliced: SlicedText;
  /** What a client tells of one version. */
  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void;
}

/** How `TextDocuments` makes and changes documents. */
export const slicedDocuments = {
  create: slicedDocument,
  update(
    document: SlicedDocument,
    changes: readonly TextDocumentContentChangeEvent[],
    version: number,
  ): SlicedDocument {
    document.change(changes, version);
    return document;
  },
};

/** The text of a document by encounters, whoever made it. */
export function slicedOf(document: TextDocument | SlicedDocument): SlicedText {
  return 'sliced' in document ? document.sliced : slicedText(document.getText());
}

function slicedDocument(uri: string, languageId: string, version: number, text: string): SlicedDocument {
  let sliced = slicedText(text);
  let current = version;
  const spanOf = ({ start, end }: Range): Span => {
    const [one, other] = [sliced.lines.offset(start), sliced.lines.offset(end)];
    // Not every client says the start first.
    return { start: Math.min(one, other), end: Math.max(one, other) };
  };
  return {
    uri,
    languageId,
    get version() {
      return current;
    },
    get sliced() {
      return sliced;
    },
    get lineCount() {
      return sliced.lines.lineCount;
    },
    change(changes, next) {
      for (const change of changes) {
        const range = 'range' in change ? change.range : undefined;
        sliced = range ? editedText(sliced, spanOf(range), change.text) : slicedText(change.text, sliced);
      }
      current = next;
    },
    getText(range) {
      if (!range) return sliced.text();
      const { start, end } = spanOf(range);
      return sliced.text().slice(start, end);
    },
    positionAt(offset) {
      // In the middle of a line end is at the end of the line.
      return sliced.lines.position(sliced.lines.offset(sliced.lines.position(offset)));
    },
    offsetAt: (position) => sliced.lines.offset(position),
    getLineRange(line) {
      const { lines, length } = sliced;
      const within = Math.max(0, Math.min(line, lines.lineCount - 1));
      const start = lines.position(lines.lineStart(within));
      if (line < 0) return { start, end: start };
      return { start, end: lines.position(lines.offset({ line: within, character: length })) };
    },
    getEOLCharacters(line) {
      const { lines, length, text } = sliced;
      if (line < 0 || line >= lines.lineCount) return '';
      return text().slice(lines.offset({ line, character: length }), lines.lineStart(line + 1));
    },
  };
}
