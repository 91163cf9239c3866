/**
 * The index of patients kept in step with the workspace: with the disk, and with what open editors hold before it is saved.
 * Opens no document, and keeps nothing longer than the session runs.
 */
import type { Codes } from '../codes/codes.js';
import type { CheckedFile } from '../engine/check.js';
import { inShort, inShortOf } from '../engine/in-short.js';
import { encounterList, type ListedFile } from '../features/encounter/list.js';
import { type PayerUse, payerUses } from '../features/policy/payer-uses.js';
import type { Elsewhere } from '../neighbors/neighbors.js';
import {
  createPatientIndex,
  type IndexedEncounter,
  type IndexedFile,
  noEncounters,
} from '../neighbors/patient-index.js';
import type { Told } from '../neighbors/told.js';
import type { FilePort } from './port.js';

/** Files that are read at one time: enough to keep a disk busy, few enough to answer a coder in between. */
const readAtOnce = 16;

/** Told how far a long reading has come. */
export interface Progress {
  report(done: number, all: number): void;
  done(): void;
}

export interface EncounterIndex {
  /** Reads these files and forgets all others that are not open. */
  build(files: readonly string[]): Promise<void>;
  /** Reads some files; what cannot be read holds nothing. */
  read(files: readonly string[]): Promise<void>;
  /** Forgets the files that `isGone` says are no more, unless they are open. */
  forget(isGone: (file: string) => boolean): void;
  /** A file that an editor holds was judged: until it is closed, that is what others are told of it. */
  judged(file: CheckedFile): void;
  /** An editor no longer holds the file: it counts as it is on the disk where it is part of the workspace, else not at all. */
  closed(file: string, isPart: boolean): Promise<void>;
  elsewhere(file: string): Elsewhere;
  /** Where an encounter begins in its file. */
  placeOf(file: string, ordinal: number): IndexedEncounter['range'] | undefined;
  /** What the encounters of all other files tell that have been read, the most recent first. */
  toldElsewhere(file: string): readonly Told[];
  /** What all encounters tell somebody who adds one to the file: its own from the last one up, then the others. */
  toldAround(file: string): readonly Told[];
  /** The files that hold encounters, when all have been read. */
  files(): Promise<readonly string[]>;
  /** Which payers the encounters name, when all have been read. */
  uses(): Promise<readonly PayerUse[]>;
  /** All encounters by file, when all have been read; how many more there are than are listed. */
  list(): Promise<{ readonly files: readonly ListedHere[]; readonly left: number }>;
}

/** A file in the list of encounters. */
interface ListedHere extends ListedFile {
  /** An editor holds it, and it was judged. */
  readonly isJudged: boolean;
}

/** More than anybody looks through. */
const mostListed = 2000;

/** What the index needs of its surroundings. */
interface IndexSurroundings {
  /** The tables that answer for a file. */
  codesFor(file: string): Codes;
  port(): FilePort;
  /** Called where files are about to be read that take a while. */
  progress(): Promise<Progress>;
  /**
   * @param keys what others may share with encounters that tell something else now
   * @param file the judged file in which they are; undefined for files that are not open
   */
  touched(keys: ReadonlySet<string>, file?: string): void;
  /** The encounters of some file were read or judged: what is listed may be something else now. */
  listedOtherwise(): void;
  /** Told of each file that was read: why it cannot be, or that it can. */
  refused(file: string, refusal: string | undefined): void;
}

/** An index of no files yet. */
export function createEncounterIndex(surroundings: IndexSurroundings): EncounterIndex {
  const { codesFor, port, progress, touched, listedOtherwise, refused } = surroundings;
  const index = createPatientIndex();
  const open = new Set<string>();
  /** What was told last, and by how many changes of which files: while one file is typed in, what the others tell is not gathered again. */
  let told: { readonly file: string; readonly others: number; readonly all: readonly Told[] } | undefined;
  const changes = new Map<string, number>();
  let allChanges = 0;
  const set = (file: string, encounters: IndexedFile): ReadonlySet<string> => {
    allChanges += 1;
    changes.set(file, (changes.get(file) ?? 0) + 1);
    listedOtherwise();
    return index.set(file, encounters);
  };
  const toldIn = (file: string): readonly Told[] => {
    const { abstracts, encounter } = index.fileOf(file);
    return abstracts.flatMap((_, ordinal) => encounter(ordinal)?.told ?? []);
  };
  /** The most recent first. */
  const toldElsewhere = (file: string): readonly Told[] => {
    const others = allChanges - (changes.get(file) ?? 0);
    if (told?.file === file && told.others === others) return told.all;
    const all = [...index.files()]
      .filter((each) => each !== file)
      .sort()
      .flatMap(toldIn)
      .sort((one, other) => compare(other.date ?? '', one.date ?? ''));
    told = { file, others, all };
    return all;
  };
  let builds = 0;
  /** When all that is known to be there has been read. */
  let busy: Promise<void> = Promise.resolve();

  const readOne = async (file: string): Promise<ReadonlySet<string>> => {
    const answer = await port().read(file);
    // Opened in an editor in the meantime: what that one holds counts.
    if (open.has(file)) return new Set();
    refused(file, 'refusal' in answer ? answer.refusal : undefined);
    return set(file, 'text' in answer ? inShort(codesFor(file), answer.text) : noEncounters);
  };
  /** Reads some files a few at a time; stops where another build has begun. */
  const readAll = async (files: readonly string[], told: (done: number) => void): Promise<void> => {
    const started = builds;
    const all = new Set<string>();
    const wanted = files.filter((file) => !open.has(file));
    for (let at = 0; at < wanted.length && builds === started; at += readAtOnce) {
      const some = await Promise.all(wanted.slice(at, at + readAtOnce).map(readOne));
      for (const keys of some) for (const key of keys) all.add(key);
      told(Math.min(at + readAtOnce, wanted.length));
    }
    if (all.size > 0) touched(all);
  };
  const forget = (isGone: (file: string) => boolean): void => {
    const gone = [...index.files()].filter((file) => !open.has(file) && isGone(file));
    const keys = new Set(gone.flatMap((file) => [...set(file, noEncounters)]));
    if (keys.size > 0) touched(keys);
  };
  const build = async (files: readonly string[]): Promise<void> => {
    const wanted = new Set(files);
    forget((file) => !wanted.has(file));
    if (files.length === 0) return;
    const shown = await progress();
    try {
      await readAll(files, (done) => shown.report(done, files.length));
    } finally {
      shown.done();
    }
  };

  return {
    build(files) {
      builds += 1;
      const built = build(files);
      busy = bothOf(busy, built);
      return built;
    },
    read(files) {
      const read = readAll(files, () => {});
      busy = bothOf(busy, read);
      return read;
    },
    forget,
    judged(file) {
      open.add(file.file);
      const keys = set(file.file, inShortOf(file));
      if (keys.size > 0) touched(keys, file.file);
    },
    async closed(file, isPart) {
      if (!open.delete(file)) return;
      if (isPart) await readAll([file], () => {});
      else forget((each) => each === file);
    },
    elsewhere: (file) => index.elsewhere(file),
    placeOf: (file, ordinal) => index.encounter(file, ordinal)?.range,
    toldElsewhere,
    toldAround: (file) => [...[...toldIn(file)].reverse(), ...toldElsewhere(file)],
    async files() {
      await busy;
      return [...index.files()].sort();
    },
    async uses() {
      await busy;
      return [...index.files()].sort().flatMap((file) => payerUses(file, index.fileOf(file)));
    },
    async list() {
      await busy;
      const all = [...index.files()].map((file) => [file, index.fileOf(file)] as const);
      const { files, left } = encounterList(all, mostListed);
      return { files: files.map((each) => ({ ...each, isJudged: open.has(each.file) })), left };
    },
  };
}

/** When both have ended, however they did; holds on to neither. */
async function bothOf(one: Promise<unknown>, other: Promise<unknown>): Promise<void> {
  await Promise.allSettled([one, other]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
