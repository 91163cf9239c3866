/** A workspace on this machine's disk, through Node. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nodeFiles } from './node.js';
import type { WorkspaceFiles } from './workspace.js';

/** The files of this machine, by their `file:` addresses; any other address has no files. */
export function diskWorkspace(): WorkspaceFiles {
  return {
    async find(folder, endings, exclude = []) {
      const path = pathOf(folder);
      if (path === undefined) return [];
      try {
        const { files } = await nodeFiles(path).below('.', endings, exclude);
        return files.map((file) => pathToFileURL(`${path.replace(/[\\/]+$/, '')}/${file}`).href);
      } catch {
        return [];
      }
    },
    async bytes(uri) {
      const path = pathOf(uri);
      return path === undefined ? { refusal: 'is no file of this machine' } : nodeFiles('/').bytes(path);
    },
    async read(uri) {
      const path = pathOf(uri);
      return path === undefined ? { refusal: 'is no file of this machine' } : nodeFiles('/').read(path);
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
