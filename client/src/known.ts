/** The command that shows what is known of payers: which procedures their policies speak of, how surely, and where nothing was checked. */
import { commands, type Disposable, window } from 'vscode';
import type { Ask } from './ask.js';
import type { Documents } from './documents.js';

/** Registers the command, which needs no file: with one, the policies that judge it are shown. */
export function knownCommand(ask: Ask, documents: Documents): Disposable {
  return commands.registerCommand('encounterScrubber.showKnown', async () => {
    const { document } = window.activeTextEditor ?? {};
    const isJudged = document !== undefined && ['encounter', 'payer-policy'].includes(document.languageId);
    const page = await ask('encounterScrubber/known', isJudged ? { uri: document.uri.toString() } : {});
    await documents.show('Known About Payers', page);
  });
}
