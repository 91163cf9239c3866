/** Which of a procedure's fields are asked for, and which fields a service line needs: they are offered first. */
import { isTold, wantedFields } from '../../../claim/wanted-documentation.js';
import type { Procedure, ServiceLine } from '../../../encounter/encounter.js';
import type { ProcedureField } from '../../../syntax/vocabulary.js';
import { type TemplateProcedure, templateKinds } from '../template-kinds.js';
import { wantedOfKind } from '../wanted-of-kind.js';
import type { Cursor } from './cursor.js';

/** Those of the names that the code or the payer asks for and that are not told yet, in the order given. */
export function wantedFirst(
  cursor: Cursor,
  procedure: Procedure,
  names: readonly ProcedureField[],
): readonly ProcedureField[] {
  const { situation } = cursor.checked.judgment;
  const wanted = new Set([
    ...wantedFields(situation, procedure).map(({ field }) => field),
    ...(situation.encounter.lines.length === 0 ? usuallyWanted(cursor, procedure) : []),
  ]);
  return names.filter((name) => wanted.has(name) && !isTold(procedure, name));
}

/** The names with those first that the line's code needs: what an unlisted code bills, a drug's number, the minutes. */
export function linesOwnFirst(
  { world: { codes } }: Cursor,
  line: ServiceLine,
  names: readonly string[],
): readonly string[] {
  const row = codes.painCode(line.code.value);
  return [...(row?.group === 'drug' ? ['ndc'] : []), ...(row?.timed ? ['minutes'] : []), ...names];
}

/** What the payer wants of a usual claim of the kind: before a line is written no code says it. */
function usuallyWanted({ world, checked }: Cursor, { kind, intent, technique }: Procedure): readonly ProcedureField[] {
  const usual = templateKinds
    .flatMap(({ procedures }) => procedures)
    .filter((each) => each.kind === kind)
    .find(
      ({ says = {} }) =>
        (!intent || !says.intent || says.intent === intent.value) &&
        (!technique || !says.technique || says.technique === technique.value),
    );
  return usual ? wantedOfTemplate({ world, checked }, usual) : [];
}

/** What the encounter's payer wants of a procedure that is begun with a template. */
export function wantedOfTemplate(
  { world, checked }: Pick<Cursor, 'world' | 'checked'>,
  procedure: TemplateProcedure,
): readonly ProcedureField[] {
  const { payer, date } = checked.judgment.encounter;
  return wantedOfKind(world, payer?.value, date?.value ?? world.today, procedure).fields;
}
