/**
 * The border between the addresses that a client writes and the one that each file has inside the server (session/address.ts): a
 * client is answered in its own spelling.
 */
import { canonical, folderOf, isWithin } from '../session/address.js';

export interface Addresses {
  /** The one address for what the client calls by this name, used from now on. Folders and open documents are registered here. */
  known(uri: string): string;
  /** The one address of what the client calls so. */
  of(uri: string): string;
  /** As the client writes it: as it wrote it before, else in the manner of the folder above it. */
  spelled(address: string): string;
  /** The client no longer holds it. */
  forget(uri: string): void;
}

/** @param identify the one address of a file on the disk, links followed */
export function createAddresses(identify: (address: string) => string): Addresses {
  const addressOf = new Map<string, string>();
  const spellings = new Map<string, string>();
  const of = (uri: string): string => addressOf.get(uri) ?? identify(canonical(uri));
  return {
    of,
    known(uri) {
      const address = of(uri);
      addressOf.set(uri, address);
      spellings.set(address, uri);
      return address;
    },
    spelled(address) {
      const own = spellings.get(address);
      if (own !== undefined) return own;
      for (let folder = folderOf(address); folder !== ''; folder = folderOf(folder)) {
        const written = spellings.get(folder);
        if (written !== undefined && isWithin(address, folder)) {
          return `${written.replace(/\/+$/, '')}${address.slice(folder.length)}`;
        }
      }
      return address;
    },
    forget(uri) {
      const address = addressOf.get(uri);
      addressOf.delete(uri);
      if (address !== undefined && spellings.get(address) === uri) spellings.delete(address);
    },
  };
}
