/**
 * The files of an editor's workspace, by their addresses. Two implementations: this machine's disk (workspace-disk.ts), and
 * the editor itself, which also knows folders that are on no disk (workspace-client.ts).
 */
import type { Bytes, ReadResult } from './port.js';

export interface WorkspaceFiles {
  /**
   * The addresses of the files below a folder whose names end so, in no order; `node_modules` and folders that begin with
   * a point are passed over. Empty where the folder cannot be read.
   *
   * @param exclude patterns of files to pass over, relative to the folder
   */
  find(folder: string, endings: readonly string[], exclude?: readonly string[]): Promise<readonly string[]>;
  read(uri: string): Promise<ReadResult>;
  /** A file of any kind and size, part by part. */
  bytes(uri: string): Promise<Bytes>;
}

/** The address of a path that is written relative to a folder's address; absolute paths and network shares stand for themselves. */
export function resolved(folder: string, path: string): string {
  const slashes = path.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
  if (/^[a-z][a-z0-9+.-]+:/i.test(slashes)) return slashes;
  // //server/share is a folder of another machine, which file addresses name as their host.
  if (slashes.startsWith('//')) return `file:${encodedPath(slashes)}`;
  if (/^[a-z]:/i.test(slashes)) return `file:///${encodedPath(slashes)}`;
  if (slashes.startsWith('/')) return `file://${encodedPath(slashes)}`;
  const parts = folder.replace(/\/+$/, '').split('/');
  for (const part of slashes.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(encodeURIComponent(part));
  }
  return parts.join('/');
}

function encodedPath(path: string): string {
  return path
    .split('/')
    .map(encodeURIComponent)
    .join('/')
    .replace(/^([a-z])%3A/i, '$1:');
}

/** The disk for what lies on it, which is faster; another implementation, where there is one, for everything else. */
export function byScheme(disk: WorkspaceFiles | undefined, other: WorkspaceFiles | undefined): WorkspaceFiles {
  const holding = (uri: string): WorkspaceFiles | undefined => (disk && uri.startsWith('file:') ? disk : other);
  const unreachable = { refusal: 'lies in a folder that cannot be read from here' };
  return {
    find: async (folder, endings, exclude) => (await holding(folder)?.find(folder, endings, exclude)) ?? [],
    bytes: async (uri) => (await holding(uri)?.bytes(uri)) ?? unreachable,
    read: async (uri) => (await holding(uri)?.read(uri)) ?? unreachable,
  };
}

/** The files below these folders and no others: what a folder that nobody trusts yet may name elsewhere is not touched. */
export function within(folders: readonly string[], files: WorkspaceFiles): WorkspaceFiles {
  const isInside = (uri: string): boolean =>
    folders.some((folder) => uri === folder || uri.startsWith(`${folder.replace(/\/+$/, '')}/`));
  const refused = { refusal: 'lies outside of the folder, which is not trusted' } as const;
  return {
    find: async (folder, endings, exclude) => (isInside(folder) ? files.find(folder, endings, exclude) : []),
    read: async (uri) => (isInside(uri) ? files.read(uri) : refused),
    bytes: async (uri) => (isInside(uri) ? files.bytes(uri) : refused),
  };
}
