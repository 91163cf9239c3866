/** Which of several ports a file is found and read through, and which files none of them touches. */
import { canonical, isWithin, pathBelow, resolveAddress } from '../session/address.js';
import type { FilePort } from '../session/port.js';

/** The disk for what lies on it, which is faster; another port, where there is one, for everything else. */
export function byScheme(disk: FilePort | undefined, other: FilePort | undefined): FilePort {
  const holding = (address: string): FilePort | undefined => (disk && address.startsWith('file:') ? disk : other);
  const unreachable = { refusal: 'is in a folder that cannot be read from here' };
  return {
    resolve: resolveAddress,
    pathBelow,
    identify: (address) => holding(canonical(address))?.identify(address) ?? canonical(address),
    kind: async (address) => (await holding(address)?.kind(address)) ?? unreachable,
    isWritable: async (folder) => (await holding(folder)?.isWritable(folder)) ?? false,
    find: async (folder, endings, exclude) =>
      (await holding(folder)?.find(folder, endings, exclude)) ?? { files: [], refusals: [] },
    beside: async (folder, endings) => (await holding(folder)?.beside(folder, endings)) ?? [],
    bytes: async (address) => (await holding(address)?.bytes(address)) ?? unreachable,
    read: async (address) => (await holding(address)?.read(address)) ?? unreachable,
    stamp: async (address) => holding(address)?.stamp(address),
  };
}

/** The files below these folders and no others: what a folder that nobody trusts yet may name elsewhere is not touched. */
export function within(folders: () => readonly string[], files: FilePort): FilePort {
  const isInside = (address: string): boolean => folders().some((folder) => isWithin(address, folder));
  const refused = { refusal: 'is outside the folder, which is not trusted' } as const;
  return {
    ...files,
    kind: async (address) => (isInside(address) ? files.kind(address) : refused),
    isWritable: async (folder) => isInside(folder) && files.isWritable(folder),
    find: async (folder, endings, exclude) =>
      isInside(folder) ? files.find(folder, endings, exclude) : { files: [], refusals: [] },
    beside: async (folder, endings) => (isInside(folder) ? files.beside(folder, endings) : []),
    read: async (address) => (isInside(address) ? files.read(address) : refused),
    bytes: async (address) => (isInside(address) ? files.bytes(address) : refused),
    stamp: async (address) => (isInside(address) ? files.stamp(address) : undefined),
  };
}
