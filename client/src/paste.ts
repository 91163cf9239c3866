/**
 * Pasting into encounters: text from Word is cleaned, and a procedure note can be pasted as the encounter that it tells. What is
 * cleaned and what a note says, the server knows; it runs on this machine, as the clipboard does.
 */
import {
  type CancellationToken,
  type DataTransfer,
  type Disposable,
  DocumentDropOrPasteEditKind,
  DocumentPasteEdit,
  type DocumentPasteEditContext,
  type DocumentPasteEditProvider,
  languages,
  type Range,
  type TextDocument,
} from 'vscode';
import type { Ask } from './ask.js';

const cleanKind = DocumentDropOrPasteEditKind.Text.append('encounterScrubber', 'clean');
const noteKind = DocumentDropOrPasteEditKind.Text.append('encounterScrubber', 'note');
const plainKind = DocumentDropOrPasteEditKind.Text.append('plain');
const plainText = 'text/plain';

/** Longer than any note. */
const mostCharacters = 200_000;
/** A note has more than one line; what is pasted into a line is none. */
const fewestLines = 3;

/** Offers what a text on the clipboard can be pasted as, besides as it is. */
export function offerPastes(ask: Ask): Disposable {
  const provider: DocumentPasteEditProvider = {
    async provideDocumentPasteEdits(document, [range, ...others], transfer, context, token) {
      const text = await textOn(transfer);
      if (!range || others.length > 0 || text === undefined || text.length > mostCharacters) return undefined;
      const edits = await Promise.all([
        cleaned(ask, document, range, text, context, token),
        ofNote(ask, document, range, text, context, token),
      ]);
      return edits.flatMap((edit) => edit ?? []);
    },
  };
  return languages.registerDocumentPasteEditProvider({ language: 'encounter' }, provider, {
    providedPasteEditKinds: [cleanKind, noteKind],
    pasteMimeTypes: [plainText],
  });
}

async function textOn(transfer: DataTransfer): Promise<string | undefined> {
  return transfer.get(plainText)?.asString();
}

/** The text without what Word makes of it: what is pasted unless the user chooses another way. */
async function cleaned(
  ask: Ask,
  document: TextDocument,
  range: Range,
  text: string,
  { only }: DocumentPasteEditContext,
  token: CancellationToken,
): Promise<DocumentPasteEdit | undefined> {
  // Most of what is pasted is a code or a word, which needs no question.
  if ((only && !only.contains(cleanKind)) || /^[\x20-\x7e]*$/.test(text)) return undefined;
  const { start, end } = range;
  const asked = { uri: document.uri.toString(), range: { start, end }, text };
  const clean = await answered(ask('encounterScrubber/cleanPaste', asked, token));
  return clean ? new DocumentPasteEdit(clean, 'Insert Cleaned Text', cleanKind) : undefined;
}

/** The encounter that a note tells: offered, never chosen by itself. */
async function ofNote(
  ask: Ask,
  document: TextDocument,
  { start }: Range,
  text: string,
  { only }: DocumentPasteEditContext,
  token: CancellationToken,
): Promise<DocumentPasteEdit | undefined> {
  if ((only && !only.contains(noteKind)) || text.split('\n').length < fewestLines) return undefined;
  const told = await answered(ask('encounterScrubber/note', { text }, token));
  if (!told) return undefined;
  const before = document.lineAt(start.line).text.slice(0, start.character);
  const gap = before.trim() === '' ? '' : '\n\n';
  const edit = new DocumentPasteEdit(gap + told.text, 'Make an Encounter of This Note', noteKind);
  edit.yieldTo = [cleanKind, plainKind];
  return edit;
}

/** A server that does not run, or that was asked in vain, leaves the text as it is. */
async function answered<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  return asked.catch(() => undefined);
}
