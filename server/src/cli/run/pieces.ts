/** What the files of a run come to in the form of the report: made file by file, in whichever thread. */
import type { IndexedEncounter } from '../../neighbors/patient-index.js';
import type { Severity } from '../../policy/vocabulary.js';
import { shifted } from '../../text/span.js';
import type { FileSetting, Format } from '../formats/format.js';
import { type Counts, countedParts, encounterParts, noCounts, rangeIn } from '../report.js';
import { judging, type RunToJudge } from './judging.js';

/** A file's part of the report. */
export interface FilePiece {
  readonly piece: unknown;
  readonly counts: Counts;
  /** Where the file could not be read any more: a line that says so. */
  readonly complaint?: string | undefined;
}

interface Wanted {
  readonly format: Format<unknown>;
  readonly setting: FileSetting;
  readonly minSeverity: Severity;
  /** Whether fixes are printed where the format prints any. */
  readonly fixes: boolean;
  /** Where an encounter of an earlier run stood. */
  readonly placeOfEarlier: (file: string, ordinal: number) => IndexedEncounter['range'] | undefined;
}

/** Gives each file's piece by the file's number in the run. */
export function piecesOf(
  run: RunToJudge,
  { format, setting, minSeverity, fixes, placeOfEarlier }: Wanted,
): (number: number) => FilePiece {
  const { files, index, texts, worldFor } = run;
  const judge = judging(run);
  const numbers = new Map(files.map((file, number) => [file, number]));
  const options = {
    minSeverity,
    withFixes: fixes && format.printsFixes,
    withProof: format.printsProof,
    placeOf: ((file, ordinal, at) => {
      const number = numbers.get(file);
      if (number === undefined || ordinal >= index.countIn(number)) return placeOfEarlier(file, ordinal);
      return rangeIn(texts.lines(file), shifted(at, index.place(index.encounter(number, ordinal)).start));
    }) satisfies Parameters<typeof encounterParts>[2]['placeOf'],
  };
  return (number) => {
    const counts = noCounts();
    const judged = judge(number);
    const isRead = 'text' in judged;
    const file = files[number] ?? '';
    const parts = isRead ? countedParts(encounterParts(worldFor(file), judged, options), counts) : [];
    const textOf = (other: string): string => (isRead && other === file ? judged.text : setting.textOf(other));
    const piece = format.pieceOf({ file, isNamed: true, parts }, { ...setting, textOf });
    return { piece, counts, complaint: isRead ? undefined : judged.complaint };
  };
}
