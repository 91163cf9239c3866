/** A workspace as the editor knows it: asks the client, which finds and reads files wherever its folders are. */
import { decoded } from './decode.js';
import type { WorkspaceFiles } from './workspace.js';

const partSize = 128 * 1024;

/** What the client is asked; the names of lsp/protocol.ts belong to it. */
export interface FileRequests {
  find(folder: string, endings: readonly string[], exclude: readonly string[]): Promise<readonly string[]>;
  /** The file's bytes in base 64, or why it cannot be read. */
  read(uri: string): Promise<{ readonly bytes: string } | { readonly refusal: string }>;
}

/** The files that the client finds and reads. */
export function clientWorkspace(ask: FileRequests): WorkspaceFiles {
  return {
    find: (folder, endings, exclude = []) => ask.find(folder, endings, exclude),
    async bytes(uri) {
      const answer = await ask.read(uri);
      if ('refusal' in answer) return answer;
      const bytes = bytesOf(answer.bytes);
      return { parts: inParts(bytes), stamp: `${bytes.length} ${Date.now()}` };
    },
    async read(uri) {
      const answer = await ask.read(uri);
      return 'refusal' in answer ? answer : decoded(bytesOf(answer.bytes));
    },
  };
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The bytes part by part, so that nothing waits until all of them are dealt with. */
async function* inParts(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += partSize) {
    yield bytes.subarray(at, at + partSize);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
