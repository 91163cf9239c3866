/**
 * The encounters of a workspace as a coder looks for one: by file, the latest first. Holds who pays and when, and nothing of the patient.
 */
import type { IsoDate } from '../../clinical/dates.js';
import type { IndexedFile } from '../../neighbors/patient-index.js';
import { oncePer } from '../../text/once.js';

/** An encounter in the list. */
interface ListedEncounter {
  readonly id?: string | undefined;
  /** As it is written. */
  readonly payer?: string | undefined;
  readonly date?: IsoDate | undefined;
  /** Where its id is, else its heading. */
  readonly line: number;
  /** Where the next one's is; null for the last. */
  readonly nextLine: number | null;
}

/** A file in the list. */
export interface ListedFile {
  readonly file: string;
  readonly encounters: readonly ListedEncounter[];
}

/** No id and no name of a payer is longer; other text may be as long as a file. */
const longest = 80;

/**
 * The encounters of some files, those without a date of service first, because they are being written, then the latest.
 *
 * @param most so many are listed
 */
export function encounterList(
  files: Iterable<readonly [file: string, encounters: IndexedFile]>,
  most: number,
): { readonly files: readonly ListedFile[]; readonly left: number } {
  const all = [...files]
    .map(([file, indexed]) => ({ file, encounters: encountersOf(indexed) }))
    .filter(({ encounters }) => encounters.length > 0)
    .sort((one, other) => latestFirst(one.encounters[0], other.encounters[0]) || compare(one.file, other.file));
  const listed: ListedFile[] = [];
  let room = most;
  let left = 0;
  for (const { file, encounters } of all) {
    const some = encounters.length <= room ? encounters : encounters.slice(0, room);
    if (some.length > 0) listed.push({ file, encounters: some });
    room -= some.length;
    left += encounters.length - some.length;
  }
  return { files: listed, left };
}

/** A file that is not open has the same ones each time. */
const encountersOf = oncePer(({ abstracts, encounter }: IndexedFile): readonly ListedEncounter[] => {
  const all = abstracts.flatMap((_, ordinal) => {
    const { told, range, isHeaded } = encounter(ordinal) ?? {};
    // Text above the first heading is not an encounter.
    if (!range || !isHeaded) return [];
    return [{ id: clipped(told?.id), payer: clipped(told?.payer), date: told?.date, line: range.start.line }];
  });
  return all
    .map((each, index): ListedEncounter => ({ ...each, nextLine: all[index + 1]?.line ?? null }))
    .sort(latestFirst);
});

function latestFirst(one: ListedEncounter | undefined, other: ListedEncounter | undefined): number {
  const undated = Number(one?.date !== undefined) - Number(other?.date !== undefined);
  return undated || compare(other?.date ?? '', one?.date ?? '');
}

function clipped(text: string | undefined): string | undefined {
  return text !== undefined && text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
