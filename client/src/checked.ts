/** Asks the server what judged the encounter under the cursor, once the cursor and the text have come to rest. */
import { Disposable, languages, type TextEditor, window } from 'vscode';
import type { Ask } from './ask.js';
import type { CheckedStatus } from './status.js';

/** A cursor that is still moving asks for nothing. */
const restMilliseconds = 250;

/** Keeps the status item at the encounter under the cursor. */
export function showChecked(ask: Ask, status: CheckedStatus): Disposable {
  let resting: NodeJS.Timeout | undefined;
  let asked = 0;
  const askAbout = async (editor: TextEditor | undefined): Promise<void> => {
    asked += 1;
    const turn = asked;
    const isEncounter = editor?.document.languageId === 'encounter';
    if (!isEncounter) return;
    const { line, character } = editor.selection.active;
    const parameters = { uri: editor.document.uri.toString(), position: { line, character } };
    // A server that does not run says so in its own item.
    const told = await ask('encounterScrubber/checked', parameters).catch(() => undefined);
    // The cursor may be elsewhere by now.
    if (turn === asked) status.show(told);
  };
  const later = (): void => {
    clearTimeout(resting);
    resting = setTimeout(() => void askAbout(window.activeTextEditor), restMilliseconds);
  };
  later();
  return Disposable.from(
    window.onDidChangeActiveTextEditor(later),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === window.activeTextEditor) later();
    }),
    // What judges has changed, or the text: its findings are others then.
    languages.onDidChangeDiagnostics(({ uris }) => {
      const shown = window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === shown)) later();
    }),
    new Disposable(() => clearTimeout(resting)),
  );
}
