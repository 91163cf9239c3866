/** Which procedure kinds the lines bill, including deleted codes, which still count for their kind (rules.md). */
import type { Codes } from '../codes/codes.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import type { BilledLine } from './billed.js';

/** The kinds a line's code supports; undefined if no row says. */
export function kindsOf(line: BilledLine, codes: Codes): readonly ProcedureKind[] | undefined {
  if (line.facts) return line.facts.kinds;
  if (line.standing.kind !== 'deleted') return undefined;
  const rows = line.standing.successors.map(({ code }) => codes.painCode(code));
  return rows.length > 0 && rows.every((row) => row !== undefined) ? rows.flatMap(({ kinds }) => kinds) : undefined;
}

/** Whether any line bills a procedure of the kind. */
export function isBilled(kind: ProcedureKind, lines: readonly BilledLine[], codes: Codes): boolean {
  return lines.some((line) => kindsOf(line, codes)?.includes(kind));
}
