/** Fields that a fix inserts at a procedure's end for the coder to fill, indented as the procedure's own are. */
import type { ProcedureField } from '../syntax/vocabulary.js';
import { type Edit, insertAt } from '../text/span.js';
import type { Encounter, Procedure } from './encounter.js';

/** The edit that inserts empty fields, in the order given. */
export function insertFields(
  { text, lineEnd }: Pick<Encounter, 'text' | 'lineEnd'>,
  procedure: Procedure,
  names: readonly ProcedureField[],
): Edit {
  const indentation = indentationOf(text, procedure);
  return insertAt(procedure.end, names.map((name) => `${lineEnd}${indentation}${name}: `).join(''));
}

function indentationOf(text: string, { fields }: Procedure): string {
  const [first] = fields.values();
  if (!first) return '  ';
  let start = first.nameSpan.start;
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start, first.nameSpan.start);
}
