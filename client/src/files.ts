/** Finds and reads files for the server in folders that are not on its machine's disks. */
import { RelativePattern, Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ClientRequests } from '../../server/src/lsp/protocol.js';

/** Folders without files that a practice wrote. */
const passedOver = ['**/node_modules/**', '**/.*/**'];

/** Answers the server's requests for files. */
export function answerFileRequests(client: LanguageClient): void {
  answer(client, 'encounterScrubber/findFiles', async ({ folder, endings, exclude }) => {
    const base = Uri.parse(folder);
    const left = new RelativePattern(base, `{${[...passedOver, ...exclude].join(',')}}`);
    const found = await Promise.all(
      endings.map((ending) => workspace.findFiles(new RelativePattern(base, `**/*${ending}`), left)),
    );
    return found.flat().map(String);
  });
  answer(client, 'encounterScrubber/readFile', async ({ uri }) => {
    try {
      return { bytes: Buffer.from(await workspace.fs.readFile(Uri.parse(uri))).toString('base64') };
    } catch {
      return { refusal: 'cannot be read' };
    }
  });
}

function answer<Method extends keyof ClientRequests>(
  client: LanguageClient,
  method: Method,
  handle: (parameters: ClientRequests[Method]['parameters']) => Promise<ClientRequests[Method]['answer']>,
): void {
  client.onRequest(method, handle);
}
