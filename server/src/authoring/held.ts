/** Which statements of its policy were held against an encounter when it was judged, whether anything was found or not. */
import { entriesForLine, entriesForProcedure, entriesForSession } from '../claim/terms.js';
import type { AnyEntry } from '../policy/entry.js';
import type { Case } from '../rules/rule.js';

/** The statements that hold for a line, a procedure or a session of the encounter. */
export function heldStatements(situation: Case): readonly AnyEntry[] {
  const { claim, encounter, policy } = situation;
  const keys = new Set((policy?.entries ?? []).map(({ key }) => key));
  const held = [...keys].flatMap((key) => [
    ...claim.lines.flatMap((line) => entriesForLine(situation, key, line)),
    ...encounter.procedures.flatMap((procedure) => entriesForProcedure(situation, key, procedure)),
    ...claim.sessions.flatMap((session) => entriesForSession(situation, key, session)),
  ]);
  return held as readonly AnyEntry[];
}
