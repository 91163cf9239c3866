/** Files as the editor knows them: asks the client, which finds and reads them wherever its folders are. */
import { canonical, isWithin, pathBelow, resolveAddress } from '../session/address.js';
import { excludedBy, isPassedOver } from '../session/part.js';
import type { FilePort } from '../session/port.js';
import { decoded } from './decode.js';

const partSize = 128 * 1024;

/** What the client is asked; the names of lsp/protocol.ts belong to it. */
interface FileRequests {
  find(folder: string, endings: readonly string[], exclude: readonly string[]): Promise<readonly string[]>;
  /** The file's bytes in base 64, or why it cannot be read. */
  read(uri: string): Promise<{ readonly bytes: string } | { readonly refusal: string }>;
  /** The address as the client writes it. */
  spelled(address: string): string;
}

/** The files that the client finds and reads. */
export function clientFiles({ find, read, spelled }: FileRequests): FilePort {
  const found = async (folder: string, endings: readonly string[], exclude: readonly string[]) =>
    (await find(spelled(folder), endings, exclude)).map(canonical).filter((address) => isWithin(address, folder));
  return {
    resolve: resolveAddress,
    pathBelow,
    identify: canonical,
    // A client is not asked: what it cannot read is no file.
    kind: async (address) => ('refusal' in (await read(spelled(address))) ? 'folder' : 'file'),
    // Nor is it asked what it may write.
    isWritable: async () => false,
    async find(folder, endings, exclude = []) {
      const isOut = excludedBy(exclude);
      const files = (await found(folder, endings, exclude)).filter((address) => {
        const path = pathBelow(folder, address) ?? '';
        return !isPassedOver(path) && !isOut(path);
      });
      return { files, refusals: [] };
    },
    beside: async (folder, endings) =>
      (await found(folder, endings, ['*/**'])).filter((address) => !(pathBelow(folder, address) ?? '/').includes('/')),
    async bytes(address) {
      const answer = await read(spelled(address));
      if ('refusal' in answer) return answer;
      const bytes = bytesOf(answer.bytes);
      return { parts: inParts(bytes), stamp: `${bytes.length} ${Date.now()}` };
    },
    async read(address) {
      const answer = await read(spelled(address));
      return 'refusal' in answer ? answer : decoded(bytesOf(answer.bytes));
    },
    stamp: async () => undefined,
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
