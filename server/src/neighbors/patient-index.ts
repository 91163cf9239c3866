/**
 * Every encounter of a workspace in short, by what others may have in common with it: its id, its visit, its patient. A file's
 * encounters are replaced as a whole; what that changes for others is reported, so that only those are judged again.
 */
import { addTo } from '../text/grouped.js';
import type { Range } from '../text/line-index.js';
import type { Span } from '../text/span.js';
import type { Abstract, Placed } from './abstract.js';
import type { Elsewhere } from './neighbors.js';
import type { Told } from './told.js';

/** An encounter in the index, and where it is in its file. */
export interface IndexedEncounter {
  readonly abstract: Abstract;
  /** Its id, else its heading. */
  readonly range: Range;
  readonly payer?: PayerNamed | undefined;
  readonly secondary?: PayerNamed | undefined;
  /** It has a heading; else it is text above the first one. */
  readonly isHeaded?: boolean | undefined;
  /** What it tells somebody who writes another one. */
  readonly told?: Told | undefined;
}

/** A payer as an encounter names it. */
export interface PayerNamed {
  readonly name: string;
  /** In the file. */
  readonly span: Span;
  readonly range: Range;
}

/** The encounters of a file; positions are computed when asked for. */
export interface IndexedFile {
  readonly abstracts: readonly Abstract[];
  encounter(ordinal: number): IndexedEncounter | undefined;
}

interface PatientIndex {
  /**
   * Replaces what was known of the file with these; none removes it. Returns what others have in common with those
   * that changed: see {@link sharedBy}.
   */
  set(file: string, encounters: IndexedFile): ReadonlySet<string>;
  /** What a file's encounters are judged together with. */
  elsewhere(file: string): Elsewhere;
  /** What is known of a file. */
  fileOf(file: string): IndexedFile;
  encounter(file: string, ordinal: number): IndexedEncounter | undefined;
  files(): Iterable<string>;
}

/** What an encounter may have in common with others: the keys of its abstract, and its patient. */
export function sharedBy({ keys, patient }: Abstract): readonly string[] {
  return patient === undefined ? keys : [...keys, patientKey(patient)];
}

/** A file of encounters that are at hand. */
export function indexedFile(encounters: readonly IndexedEncounter[]): IndexedFile {
  return { abstracts: encounters.map(({ abstract }) => abstract), encounter: (ordinal) => encounters[ordinal] };
}

/** A file that no longer exists, or has none. */
export const noEncounters: IndexedFile = indexedFile([]);

/** An empty index. */
export function createPatientIndex(): PatientIndex {
  const byFile = new Map<string, IndexedFile>();
  const sharing = new Map<string, Placed[]>();
  /** How often what is known was changed, in all and of each file. */
  let changes = 0;
  const changesOf = new Map<string, number>();

  const take = (file: string, gone: ReadonlyMap<string, ReadonlySet<number>>): void => {
    for (const [key, ordinals] of gone) {
      const left = (sharing.get(key) ?? []).filter((placed) => placed.file !== file || !ordinals.has(placed.ordinal));
      if (left.length > 0) sharing.set(key, left);
      else sharing.delete(key);
    }
  };
  const add = (file: string, ordinal: number, abstract: Abstract): void => {
    const placed: Placed = { file, ordinal, abstract };
    for (const key of sharedBy(abstract)) addTo(sharing, key, placed);
  };
  return {
    set(file, encounters) {
      const before = byFile.get(file)?.abstracts ?? [];
      const { abstracts } = encounters;
      const changed: number[] = [];
      for (let ordinal = 0; ordinal < Math.max(before.length, abstracts.length); ordinal += 1) {
        if (before[ordinal] !== abstracts[ordinal]) changed.push(ordinal);
      }
      const touched = new Set<string>();
      const gone = new Map<string, Set<number>>();
      for (const ordinal of changed) {
        const was = before[ordinal];
        const is = abstracts[ordinal];
        for (const key of was ? sharedBy(was) : []) gone.set(key, (gone.get(key) ?? new Set()).add(ordinal));
        if (was && is && tellTheSame(was, is)) continue;
        for (const key of [was, is].flatMap((each) => (each ? sharedBy(each) : []))) touched.add(key);
      }
      if (changed.length > 0) {
        changes += 1;
        changesOf.set(file, (changesOf.get(file) ?? 0) + 1);
      }
      take(file, gone);
      for (const ordinal of changed) {
        const is = abstracts[ordinal];
        if (is) add(file, ordinal, is);
      }
      if (abstracts.length > 0) byFile.set(file, encounters);
      else byFile.delete(file);
      return touched;
    },
    elsewhere(file) {
      const others = (key: string): readonly Placed[] => {
        const all = sharing.get(key);
        if (!all || (all.length === 1 && all[0]?.file === file)) return none;
        return all.filter((placed) => placed.file !== file).sort(inFileOrder);
      };
      const version = changes - (changesOf.get(file) ?? 0);
      return { sharing: others, ofPatient: (patient) => others(patientKey(patient)), isBefore, version };
    },
    fileOf: (file) => byFile.get(file) ?? noEncounters,
    encounter: (file, ordinal) => byFile.get(file)?.encounter(ordinal),
    files: () => byFile.keys(),
  };
}

const none: readonly Placed[] = [];

function patientKey(patient: string): string {
  return `patient ${patient}`;
}

function isBefore(file: string, other: string): boolean {
  return file < other;
}

function inFileOrder(one: Placed, other: Placed): number {
  return one.file < other.file ? -1 : one.file > other.file ? 1 : one.ordinal - other.ordinal;
}

function tellTheSame(one: Abstract, other: Abstract): boolean {
  return (
    one.past()?.version === other.past()?.version &&
    JSON.stringify([one.keys, one.patient, one.date, one.neighbor]) ===
      JSON.stringify([other.keys, other.patient, other.date, other.neighbor])
  );
}
