/**
 * The index of patients kept in step with the workspace: with the disk, and with what open editors hold before it is saved.
 * Opens no document, and keeps nothing longer than the server runs.
 */
import type { Codes } from '../codes/codes.js';
import type { CheckedFile } from '../engine/check.js';
import { inShort, inShortOf } from '../engine/in-short.js';
import { type PayerUse, payerUses } from '../features/policy/payer-uses.js';
import type { WorkspaceFiles } from '../files/workspace.js';
import type { Elsewhere } from '../neighbours/neighbours.js';
import { createPatientIndex, type IndexedEncounter, noEncounters } from '../neighbours/patient-index.js';

export const encounterEnding = '.encounter';

/** Files that are read at one time: enough to keep a disk busy, few enough to answer a coder in between. */
const readAtOnce = 16;

/** Something that happened to a file or folder on disk. */
export interface DiskChange {
  readonly uri: string;
  readonly what: 'created' | 'changed' | 'deleted';
}

/** Told how far the first reading has come. */
export interface IndexProgress {
  report(done: number, all: number): void;
  done(): void;
}

export interface EncounterIndex {
  /** Reads the encounter files below the folders, and forgets those of others. */
  build(folders: readonly string[], exclude: readonly string[]): Promise<void>;
  changedOnDisk(changes: readonly DiskChange[]): Promise<void>;
  /** A file that an editor holds was judged: until it is closed, that is what others are told of it. */
  judged(file: CheckedFile): void;
  closed(uri: string): Promise<void>;
  elsewhere(uri: string): Elsewhere;
  /** Where an encounter stands in its file. */
  placeOf(file: string, ordinal: number): IndexedEncounter['range'] | undefined;
  /** Which payers the encounters name, when all have been read. */
  uses(): Promise<readonly PayerUse[]>;
}

/** What the index needs of its surroundings. */
export interface IndexSurroundings {
  readonly codes: Codes;
  files(): WorkspaceFiles;
  /** Called where files are about to be read that take a while. */
  progress(): Promise<IndexProgress>;
  /**
   * @param keys what others may share with encounters that tell something else now
   * @param file the judged file in which they stand; undefined for files that are not open
   */
  touched(keys: ReadonlySet<string>, file?: string): void;
}

/** An index of no folders yet. */
export function createEncounterIndex(surroundings: IndexSurroundings): EncounterIndex {
  const { files, progress, touched } = surroundings;
  const index = createPatientIndex();
  const open = new Set<string>();
  let folders: readonly string[] = [];
  let excluded: readonly string[] = [];
  let builds = 0;
  let built: Promise<void> = Promise.resolve();

  const isBelow = (uri: string, folder: string): boolean => uri.startsWith(`${folder.replace(/\/+$/, '')}/`);
  const read = async (uri: string): Promise<ReadonlySet<string>> => {
    const answer = await files().read(uri);
    // Opened in an editor in the meantime: what that one holds counts.
    if (open.has(uri)) return new Set();
    return index.set(uri, 'text' in answer ? inShort(surroundings.codes, answer.text) : noEncounters);
  };
  /** Reads some files a few at a time; stops where another build has begun. */
  const readAll = async (uris: readonly string[], told: (done: number) => void): Promise<void> => {
    const started = builds;
    const all = new Set<string>();
    for (let at = 0; at < uris.length && builds === started; at += readAtOnce) {
      const some = await Promise.all(uris.slice(at, at + readAtOnce).map(read));
      for (const keys of some) for (const key of keys) all.add(key);
      told(Math.min(at + readAtOnce, uris.length));
    }
    if (all.size > 0) touched(all);
  };
  const found = async (folder: string): Promise<readonly string[]> =>
    (await files().find(folder, [encounterEnding], excluded)).filter((uri) => !open.has(uri));
  const forget = (uris: readonly string[]): void => {
    const keys = new Set(uris.flatMap((uri) => (open.has(uri) ? [] : [...index.set(uri, noEncounters)])));
    if (keys.size > 0) touched(keys);
  };

  const build = async (): Promise<void> => {
    const started = builds;
    const uris = [...new Set((await Promise.all(folders.map(found))).flat())].sort();
    if (builds !== started) return;
    const wanted = new Set(uris);
    forget([...index.files()].filter((uri) => !wanted.has(uri)));
    if (uris.length === 0) return;
    const shown = await progress();
    try {
      await readAll(uris, (done) => shown.report(done, uris.length));
    } finally {
      shown.done();
    }
  };

  return {
    build(named, exclude) {
      builds += 1;
      folders = named;
      excluded = exclude;
      built = build();
      return built;
    },
    async changedOnDisk(changes) {
      const gone = changes.filter(({ what }) => what === 'deleted').map(({ uri }) => uri);
      // A folder that goes is told as one change, and not file by file.
      if (gone.length > 0) {
        const names = new Set(gone);
        forget([...index.files()].filter((uri) => names.has(uri) || gone.some((each) => isBelow(uri, each))));
      }
      const there = changes.filter(({ what }) => what !== 'deleted').map(({ uri }) => uri);
      const named = there.filter((uri) => uri.endsWith(encounterEnding));
      // So is one that comes, with what is in it.
      const mayBeFolders = there.filter((uri) => !uri.slice(uri.lastIndexOf('/')).includes('.'));
      const below = await Promise.all(mayBeFolders.map(found));
      const inFolders = excluded.length === 0 ? named : await notExcluded(named);
      await readAll([...new Set([...inFolders, ...below.flat()])], () => {});
    },
    judged(file) {
      open.add(file.file);
      const keys = index.set(file.file, inShortOf(file));
      if (keys.size > 0) touched(keys, file.file);
    },
    async closed(uri) {
      if (!open.delete(uri)) return;
      if (folders.some((folder) => isBelow(uri, folder))) await readAll([uri], () => {});
      else forget([uri]);
    },
    elsewhere: (uri) => index.elsewhere(uri),
    placeOf: (file, ordinal) => index.encounter(file, ordinal)?.range,
    async uses() {
      await built;
      return [...index.files()].sort().flatMap((file) => payerUses(file, index.fileOf(file)));
    },
  };

  async function notExcluded(uris: readonly string[]): Promise<readonly string[]> {
    const wanted = new Set((await Promise.all(folders.map(found))).flat());
    return uris.filter((uri) => wanted.has(uri));
  }
}
