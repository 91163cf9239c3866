/**
 * What the record of a procedure has to say: what its codes depend on whoever pays, and what the payer's policy requires.
 */
import type { IsoDate } from '../clinical/dates.js';
import type { Duration } from '../clinical/durations.js';
import type { Procedure } from '../encounter/encounter.js';
import type { AnyEntry } from '../policy/entry.js';
import type { ProcedureField, ProcedureKind } from '../syntax/vocabulary.js';
import { type Asked, entriesByIntent, entriesForProcedure, linesBilling } from './terms.js';

/** A field and who requires it. */
export interface WantedField {
  readonly field: ProcedureField;
  /** Undefined where every payer does. */
  readonly entry?: AnyEntry | undefined;
  /** The duration that its text must name. */
  readonly lasting?: Duration | undefined;
}

/** The fields that the record of a procedure has to have, told or not; a field may be required by several. */
export function wantedFields(asked: Asked, procedure: Procedure): readonly WantedField[] {
  const { kind } = procedure;
  return kind ? [...wantedByAll(asked, procedure, kind), ...wantedByPolicy(asked, procedure)] : [];
}

/** Whether the record has it. Nerves tell which levels were treated, and vice versa; each of them may be followed by a side. */
export function isTold(procedure: Procedure, field: ProcedureField): boolean {
  const { fields, kind, levels, nerves, site } = procedure;
  const places = [...levels, ...nerves, ...site];
  if (field === 'side' && places.length > 0 && places.every(({ side }) => side)) return true;
  const isPlace = field === 'levels' || field === 'nerves';
  const names = isPlace && kind && leveled.includes(kind) ? (['levels', 'nerves'] as const) : [field];
  return names.some((name) => fields.get(name)?.text !== undefined);
}

/** Imaging has been part of these kinds' codes since then (rules.md, "A fact that began on a day"; domain facts, sections 1 to 3). */
const imagedSince: Partial<Record<ProcedureKind, IsoDate>> = {
  'facet-injection': '2010-01-01',
  'facet-destruction': '2012-01-01',
  'transforaminal-epidural': '2011-01-01',
  'sacroiliac-injection': '2012-01-01',
};
/** What was treated is said by levels or by nerves. */
export const leveled: readonly ProcedureKind[] = ['facet-injection', 'facet-destruction', 'transforaminal-epidural'];

/** What the codes themselves depend on, whoever pays. */
function wantedByAll(asked: Asked, procedure: Procedure, kind: ProcedureKind): readonly WantedField[] {
  const since = imagedSince[kind];
  const date = asked.encounter.date?.value;
  const lines = linesBilling(asked, procedure);
  const includesImaging = lines.some(({ facts }) => facts?.imaging.startsWith('includes'));
  const isImaged =
    since !== undefined
      ? date === undefined || date >= since
      : (kind === 'epidural' || kind === 'joint-injection') && includesImaging;
  const isTimed = kind === 'therapy' && lines.some(({ facts, line }) => facts?.timed && !line.minutes);
  const fields: readonly ProcedureField[] = [
    ...(leveled.includes(kind) ? (['levels'] as const) : []),
    ...(isImaged ? (['guidance'] as const) : []),
    ...(isTimed ? (['minutes'] as const) : []),
  ];
  return fields.map((field) => ({ field }));
}

function wantedByPolicy(asked: Asked, procedure: Procedure): readonly WantedField[] {
  // Whether the payer's limits, modifiers and relief hold depends on it.
  const [ofIntent] = entriesByIntent(asked, procedure);
  return [
    ...(ofIntent ? [{ field: 'intent', entry: ofIntent } as const] : []),
    ...entriesForProcedure(asked, 'guidance', procedure).map((entry): WantedField => ({ field: 'guidance', entry })),
    ...entriesForProcedure(asked, 'technique', procedure).map((entry): WantedField => ({ field: 'technique', entry })),
    ...entriesForProcedure(asked, 'documentation', procedure).flatMap((entry) =>
      entry.value.map((field): WantedField => ({ field, entry })),
    ),
    ...entriesForProcedure(asked, 'at-least', procedure).flatMap((entry) =>
      (['indication', 'conservative-care'] as const).flatMap((field): readonly WantedField[] => {
        const lasting = entry.value[field];
        return lasting ? [{ field, entry, lasting }] : [];
      }),
    ),
  ];
}
