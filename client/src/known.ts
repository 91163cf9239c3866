/** The command that shows what is known of payers: which procedures their policies speak of, how surely, and where nothing was checked. */
import { commands, type Disposable, window } from 'vscode';
import type { ShippedScheme } from '../../server/src/lsp/protocol.js';
import type { Ask } from './ask.js';
import type { Documents } from './documents.js';

const scheme: ShippedScheme = 'encounter-scrubber';

/** Registers the command, which needs no file: with one, the policies that judge it are shown. */
export function knownCommand(ask: Ask, documents: Documents): Disposable {
  return commands.registerCommand('encounterScrubber.showKnown', async () => {
    const { document } = window.activeTextEditor ?? {};
    const isJudged = document !== undefined && ['encounter', 'payer-policy'].includes(document.languageId);
    const page = await ask('encounterScrubber/known', isJudged ? { uri: document.uri.toString() } : {});
    await documents.show('Known About Payers', withLinksFromPage(page));
  });
}

/** The preview follows no address of our scheme, only paths: pages and shipped policies are below one root, pages one folder deeper. */
function withLinksFromPage(markdown: string): string {
  return markdown.replaceAll(`](${scheme}:/`, '](../');
}
