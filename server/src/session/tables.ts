/**
 * The user's own tables of a folder: read while everything else goes on, and again where a file of theirs changes. A file that is
 * found wrong leaves the table that was read from it before.
 */
import { codesOf } from '../codes/answers.js';
import type { Codes } from '../codes/codes.js';
import { type Editions, joinedEditions } from '../codes/editions.js';
import { editionsOf, missingParts } from '../tables/collect.js';
import { faultWords } from '../tables/fault-words.js';
import type { Fault, Table } from '../tables/table.js';
import type { Bytes, FilePort } from './port.js';

/** What one file of a folder of tables gave. */
export interface TableFile {
  readonly file: string;
  readonly tables: readonly Table[];
  /** What is wrong in it; a member of an archive is named in the message. */
  readonly faults: readonly Fault[];
}

/** How a file's bytes become tables; it never rejects. */
export type ReadTables = (file: string, bytes: Bytes) => Promise<TableFile>;

/** The ends of the names of files that may hold tables. Workbooks are told what lies beside them. */
const tableEndings: readonly string[] = ['csv', 'txt', 'tsv', 'zip', 'xlsx'].flatMap((ending) => [
  `.${ending}`,
  `.${ending.toUpperCase()}`,
]);

export interface Tables {
  /** The answers now. */
  codes(): Codes;
  editions(): Editions;
  /** One line each: what is wrong in the files, folders that cannot be looked into. */
  problems(): readonly string[];
  /** Reads the folder, or what changed in it; answers whether it did. Calls that come meanwhile wait and read once more. */
  load(): Promise<boolean>;
}

interface Known extends TableFile {
  readonly stamp: string;
}

/** The tables that come with the tool, and their answers. */
export interface ShippedTables {
  readonly editions: Editions;
  readonly codes: Codes;
}

/** What tables are read with. */
interface TableSurroundings {
  /** The tables that come with the tool, which answer alone while nothing is loaded. */
  readonly shipped: ShippedTables;
  port(): FilePort;
  readonly readTables: ReadTables;
  /** A file as its user knows it. */
  named(address: string): string;
  /** Told of each file before it is read. */
  progress?(file: string, done: number, all: number): void;
}

/** The tables in some folders, none of which is read yet. */
export function createTables(folders: readonly string[], surroundings: TableSurroundings): Tables {
  const { shipped, port, readTables, named, progress } = surroundings;
  let known: ReadonlyMap<string, Known> = new Map();
  let { editions } = shipped;
  let { codes } = shipped;
  let problems: readonly string[] = [];
  let loads = 0;
  let last: Promise<boolean> = Promise.resolve(false);

  const readAll = async (): Promise<boolean> => {
    const found = await Promise.all(folders.map((folder) => port().find(folder, tableEndings)));
    const addresses = [...new Set(found.flatMap(({ files }) => files))].sort();
    const read = new Map<string, Known>();
    let isChanged = addresses.length !== known.size;
    for (const [index, address] of addresses.entries()) {
      const before = known.get(address);
      const stamp = await port().stamp(address);
      if (before && before.stamp === stamp) {
        read.set(address, before);
        continue;
      }
      const bytes = await port().bytes(address);
      isChanged = true;
      progress?.(named(address), index, addresses.length);
      const found = await readTables(named(address), bytes);
      const stays = found.faults.length > 0 && found.tables.length === 0 ? (before?.tables ?? []) : found.tables;
      read.set(address, { ...found, tables: stays, stamp: stamp ?? ('stamp' in bytes ? bytes.stamp : bytes.refusal) });
    }
    if (!isChanged) return false;
    known = read;
    const tables = [...read.values()].flatMap((file) => file.tables);
    loads += 1;
    editions = joinedEditions(shipped.editions, editionsOf(tables));
    codes = tables.length === 0 ? shipped.codes : codesOf(editions, `${folders.join(' ')} ${loads}`);
    problems = [
      ...found.flatMap(({ refusals }) => refusals),
      ...[...read.values()].flatMap(({ file, faults }) => faults.map((fault) => faultWords(file, fault))),
      ...missingParts(tables).map(({ message }) => message),
    ];
    return true;
  };

  return {
    codes: () => codes,
    editions: () => editions,
    problems: () => problems,
    load() {
      // One after the other: two that read at once would tell of each other's files.
      last = last.then(readAll, readAll);
      return last;
    },
  };
}
