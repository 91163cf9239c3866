/** This machine's disk by `file:` addresses, through Node. */
import { realpathSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { canonical, folderOf, nameOf, pathBelow, resolveAddress } from '../session/address.js';
import type { FilePort } from '../session/port.js';
import { nodeFiles } from './node.js';

const elsewhere = { refusal: 'is not a file on this computer' } as const;

/** The files of this machine, by their `file:` addresses; any other address has no files. */
export function diskFiles(): FilePort {
  const anywhere = nodeFiles('/');
  const addressIn = (folder: string) => (file: string) => canonical(pathToFileURL(`${folder}/${file}`).href);
  return {
    resolve: resolveAddress,
    pathBelow,
    identify: (address) => identified(canonical(address)),
    async kind(address) {
      const path = pathOf(address);
      return path === undefined ? elsewhere : anywhere.kind(path);
    },
    async isWritable(folder) {
      const path = pathOf(folder);
      return path !== undefined && anywhere.isWritable(path);
    },
    async find(folder, endings, exclude = []) {
      const path = pathOf(folder);
      if (path === undefined) return { files: [], refusals: [] };
      try {
        const { files, refusals } = await nodeFiles(path).find('.', endings, exclude);
        return { files: files.map(addressIn(path.replace(/[\\/]+$/, ''))), refusals };
      } catch {
        return { files: [], refusals: [] };
      }
    },
    async beside(folder, endings) {
      const path = pathOf(folder);
      if (path === undefined) return [];
      return (await nodeFiles(path).beside('.', endings)).map(addressIn(path.replace(/[\\/]+$/, '')));
    },
    async bytes(address) {
      const path = pathOf(address);
      return path === undefined ? elsewhere : anywhere.bytes(path);
    },
    async read(address) {
      const path = pathOf(address);
      return path === undefined ? elsewhere : anywhere.read(path);
    },
    async stamp(address) {
      const path = pathOf(address);
      return path === undefined ? undefined : anywhere.stamp(path);
    },
  };
}

/** The path of a `file:` address; undefined for any other. */
export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/**
 * A file that is gone, or not written yet, is known by the nearest folder above it that there is. The disk is asked each time:
 * what is a link may be a folder a moment later.
 */
function identified(address: string): string {
  const path = pathOf(address);
  if (path === undefined) return address;
  try {
    return canonical(pathToFileURL(realpathSync.native(path)).href);
  } catch {
    const folder = folderOf(address);
    // `file:///x` lies in `file://`, which is no folder of this machine's.
    if (!folder.startsWith('file://') || folder === 'file://' || folder === address) return address;
    return resolveAddress(identified(folder), `./${nameOf(address)}`);
  }
}
