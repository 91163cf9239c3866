/**
 * Read-only documents under the tool's own scheme: the policies that come with it, to which findings lead as to any file,
 * and explanations, shown rendered next to the claim.
 */
import { commands, type Disposable, Uri, workspace } from 'vscode';
import type { ShippedScheme } from '../../server/src/lsp/protocol.js';
import type { Ask } from './ask.js';

const scheme: ShippedScheme = 'encounter-scrubber';
const explanations = 'explanation';

export interface Documents extends Disposable {
  /** Shows rendered Markdown next to what is open; the title is the tab's. */
  show(title: string, markdown: string): Promise<void>;
}

/** Serves the scheme's documents. */
export function createDocuments(ask: Ask): Documents {
  const told = new Map<string, string>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async (uri) =>
      told.get(uri.toString()) ??
      (await ask('encounterScrubber/shippedText', { uri: uri.toString() })) ??
      `# Nothing named ${uri.path} comes with this version`,
  });
  let count = 0;
  return {
    async show(title, markdown) {
      count += 1;
      const uri = Uri.from({ scheme, authority: explanations, path: `/${count}/${title}.md` });
      // An earlier page may still be open; a session shows a few, each of some kilobytes.
      told.set(uri.toString(), markdown);
      await commands.executeCommand('markdown.showPreviewToSide', uri);
    },
    dispose: () => provider.dispose(),
  };
}
