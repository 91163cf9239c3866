/** The claim as it is without the line that is being written: what completion of service lines asks. */
import { completedLines, type NewLine, type NewLines, newLines } from '../../../billing/new-lines.js';
import { readClaim } from '../../../claim/claim.js';
import type { Asked } from '../../../claim/terms.js';
import type { Encounter } from '../../../encounter/encounter.js';
import { readEncounter } from '../../../encounter/read.js';
import { overLimit } from '../../../engine/cap.js';
import type { Judgment } from '../../../engine/judgment.js';
import { oncePer } from '../../../text/once.js';
import type { Span } from '../../../text/span.js';
import type { Cursor } from './cursor.js';

/** A longer encounter is not read again, and of whole lines none is worked out for it: what a line needs takes all of it. */
export const longestWhole = 20_000;

/** What is documented and billed on the cursor's other lines. */
export const claimHere = oncePer((cursor: Cursor): Asked => {
  const { world, text, line, checked } = cursor;
  const { encounter, claim, policy } = checked.judgment.situation;
  const { codes } = world;
  if (overLimit(checked.judgment.encounter).length > 0) return withoutLines(checked.judgment);
  if (text.slice(line.start, line.end).trim() === '') return { encounter, claim, codes, policy };
  const without =
    text.length > longestWhole
      ? withoutLine(encounter, line)
      : readEncounter(text.slice(0, line.start) + text.slice(line.end), codes);
  return { encounter: without, claim: readClaim(without, codes, policy), codes, policy };
});

/** Of an encounter with more lines or procedures than are judged, what is documented alone: once for each version of it. */
const withoutLines = oncePer(({ situation }: Judgment): Asked => {
  const { codes, policy } = situation;
  const encounter = { ...situation.encounter, lines: [], kept: [] };
  return { encounter, claim: readClaim(encounter, codes, policy), codes, policy };
});

/** The encounter as it was read, but for the diagnosis or the service line that is on a line of its text. */
function withoutLine(encounter: Encounter, { start, end }: Span): Encounter {
  const isElsewhere = ({ span }: { readonly span: Span }): boolean => span.end < start || span.start > end;
  return {
    ...encounter,
    kept: [],
    diagnoses: encounter.diagnoses.filter(isElsewhere),
    lines: encounter.lines.filter(isElsewhere).map((each, index) => ({ ...each, index })),
  };
}

/** What is documented and not billed by another line. */
export const unbilledHere = oncePer((cursor: Cursor): readonly NewLines[] => newLines(claimHere(cursor)));

/** The lines that bill one code here; see `completedLines`. */
export function linesOf(cursor: Cursor, bare: Parameters<typeof completedLines>[1]): readonly NewLine[] {
  return completedLines(claimHere(cursor), bare);
}
