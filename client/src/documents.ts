/**
 * Read-only documents under the tool's own scheme: the policies that come with it, to which findings lead as to any file,
 * and explanations, shown rendered next to the claim where one is being written.
 */
import { commands, type Disposable, Uri, window, workspace } from 'vscode';
import type { ShippedScheme } from '../../server/src/lsp/protocol.js';
import type { Ask } from './ask.js';

const scheme: ShippedScheme = 'encounter-scrubber';
const explanations = 'explanation';

export interface Documents extends Disposable {
  /** Shows rendered Markdown: next to the file of ours that is being written, else in an editor of full width. The title is the tab's. */
  show(title: string, markdown: string): Promise<void>;
}

/**
 * Serves the scheme's documents.
 *
 * @param languages those of our files
 */
export function createDocuments(ask: Ask, languages: readonly string[]): Documents {
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
      told.set(uri.toString(), withLinksOfFolder(markdown));
      const isBeside = languages.includes(window.activeTextEditor?.document.languageId ?? '');
      await commands.executeCommand(isBeside ? 'markdown.showPreviewToSide' : 'markdown.showPreview', uri);
    },
    dispose: () => provider.dispose(),
  };
}

/**
 * The preview follows no link with an address of a file, only paths; one that begins with a slash it looks up from the first
 * workspace folder. A link to a file elsewhere on the same disk leads out of that folder with `..`.
 */
function withLinksOfFolder(markdown: string): string {
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder) return markdown;
  const { scheme, authority, path: root } = folder.uri;
  return markdown.replace(/(?<!\\)\]\(([a-z-]+:\/\/[^()\s]+)\)/gi, (link, address: string) => {
    const uri = Uri.parse(address);
    if (uri.scheme !== scheme || uri.authority !== authority) return link;
    const path = pathFrom(root, uri.path).map(escaped).join('/');
    return `](/${path}${uri.fragment ? `#${uri.fragment}` : ''})`;
  });
}

/** The steps from a folder to a file. */
function pathFrom(folder: string, file: string): readonly string[] {
  const from = folder.split('/').filter(Boolean);
  const to = file.split('/').filter(Boolean);
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared += 1;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)];
}

/** A path's step as a link has it. */
function escaped(step: string): string {
  return encodeURIComponent(step).replace(/[()]/g, (each) => (each === '(' ? '%28' : '%29'));
}
