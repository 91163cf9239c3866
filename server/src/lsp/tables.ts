/**
 * The user's own tables in an editor: read while everything else goes on, and again where a file of theirs changes. A file that
 * is found wrong leaves the table that was read from it before.
 */
import { codesOf } from '../codes/bundled.js';
import type { Codes } from '../codes/codes.js';
import { type Editions, noEditions } from '../codes/editions.js';
import { readTableFile, type TableFile, tableEndings } from '../files/tables.js';
import type { WorkspaceFiles } from '../files/workspace.js';
import { editionsOf, missingParts } from '../tables/collect.js';
import { faultWords } from '../tables/fault-words.js';

export interface Tables {
  /** The answers now. */
  codes(): Codes;
  editions(): Editions;
  /** One line each: what is wrong in the files. */
  problems(): readonly string[];
  /** Whether a file lies in the folder. */
  holds(uri: string): boolean;
  /** Reads the folder, or what changed in it; answers whether it did. Calls that come meanwhile wait and read once more. */
  load(folder: string | undefined): Promise<boolean>;
}

interface Known extends TableFile {
  readonly stamp: string;
}

/**
 * @param bundled what answers while nothing is loaded
 * @param progress is told of each file before it is read
 */
export function createTables(
  bundled: Codes,
  files: () => WorkspaceFiles,
  progress: (file: string, done: number, all: number) => void,
): Tables {
  let known: ReadonlyMap<string, Known> = new Map();
  let editions = noEditions;
  let codes = bundled;
  let problems: readonly string[] = [];
  let current: string | undefined;
  let loads = 0;
  let last: Promise<boolean> = Promise.resolve(false);

  const readAll = async (folder: string | undefined): Promise<boolean> => {
    const uris = folder === undefined ? [] : [...(await files().find(folder, tableEndings))].sort();
    const read = new Map<string, Known>();
    let isChanged = uris.length !== known.size;
    for (const [index, uri] of uris.entries()) {
      const bytes = await files().bytes(uri);
      const stamp = 'stamp' in bytes ? bytes.stamp : bytes.refusal;
      const before = known.get(uri);
      if (before?.stamp === stamp) {
        read.set(uri, before);
        continue;
      }
      isChanged = true;
      progress(nameOf(uri), index, uris.length);
      const found = await readTableFile(nameOf(uri), bytes);
      const stays = found.faults.length > 0 && found.tables.length === 0 ? (before?.tables ?? []) : found.tables;
      read.set(uri, { ...found, tables: stays, stamp });
    }
    if (!isChanged) return false;
    known = read;
    const tables = [...read.values()].flatMap((file) => file.tables);
    loads += 1;
    editions = editionsOf(tables);
    codes = tables.length === 0 ? bundled : codesOf(editions, `${loads}`);
    problems = [
      ...[...read.values()].flatMap(({ file, faults }) => faults.map((fault) => faultWords(file, fault))),
      ...missingParts(tables).map(({ message }) => message),
    ];
    return true;
  };

  return {
    codes: () => codes,
    editions: () => editions,
    problems: () => problems,
    holds: (uri) => current !== undefined && uri.startsWith(`${current}/`),
    load(folder) {
      current = folder?.replace(/\/+$/, '');
      // One after the other: two that read at once would tell of each other's files.
      last = last.then(
        () => readAll(current),
        () => readAll(current),
      );
      return last;
    },
  };
}

function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
