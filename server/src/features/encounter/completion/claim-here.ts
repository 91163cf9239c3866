/** The claim as it is without the line that is being written: what completion of service lines asks. */
import { completedLines, type NewLine, type NewLines, newLines } from '../../../billing/new-lines.js';
import { readClaim } from '../../../claim/claim.js';
import type { Asked } from '../../../claim/terms.js';
import { readEncounter } from '../../../encounter/read.js';
import { oncePer } from '../../../text/once.js';
import type { Cursor } from './cursor.js';

/** What is documented and billed on the cursor's other lines. */
export const claimHere = oncePer((cursor: Cursor): Asked => {
  const { world, text, line, checked } = cursor;
  const { encounter, claim, policy } = checked.judgment.situation;
  const { codes } = world;
  if (text.slice(line.start, line.end).trim() === '') return { encounter, claim, codes, policy };
  const without = readEncounter(text.slice(0, line.start) + text.slice(line.end), codes);
  return { encounter: without, claim: readClaim(without, codes, policy), codes, policy };
});

/** What is documented and not billed by another line. */
export const unbilledHere = oncePer((cursor: Cursor): readonly NewLines[] => newLines(claimHere(cursor)));

/** The lines that bill one code here; see `completedLines`. */
export function linesOf(cursor: Cursor, bare: Parameters<typeof completedLines>[1]): readonly NewLine[] {
  return completedLines(claimHere(cursor), bare);
}
