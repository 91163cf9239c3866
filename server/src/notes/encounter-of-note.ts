/** A procedure note as plain text → the encounter that it tells. */
import type { Codes } from '../codes/codes.js';

/** What the tables are asked. */
type NoteCodes = Pick<Codes, 'diagnosis' | 'place'>;

/** The encounter that a note tells. */
interface NoteEncounter {
  /** With a line end after the last line. */
  readonly text: string;
  /** How many procedures it has; at least one. */
  readonly procedures: number;
  /** How many things the note does not say with certainty: they are left out and listed in comments. */
  readonly uncertain: number;
}

/** The encounter that the note tells; undefined where it tells of no procedure. */
export function encounterOfNote(_note: string, _codes: NoteCodes): NoteEncounter | undefined {
  return undefined;
}
