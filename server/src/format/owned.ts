/** What the fields of an encounter belong to, found by where their names are. */
import type { Encounter, Field, Procedure } from '../encounter/encounter.js';

/** A field that is read, and whose it is. */
export interface OwnedField {
  readonly owner: 'encounter' | 'procedure' | 'line';
  readonly field: Field;
  /** Of a procedure's field. */
  readonly procedure?: Procedure;
}

export interface Owned {
  /** The field whose name starts at the offset; undefined where none is read there. */
  readonly fieldAt: (offset: number) => OwnedField | undefined;
}

/** The fields of an encounter. */
export function ownedFields({ fields, procedures, lines }: Encounter): Owned {
  const found = new Map<number, OwnedField>();
  const add = (owned: OwnedField): unknown => found.set(owned.field.nameSpan.start, owned);
  for (const field of fields.values()) add({ owner: 'encounter', field });
  for (const procedure of procedures) {
    for (const field of procedure.fields.values()) add({ owner: 'procedure', field, procedure });
  }
  for (const line of lines) for (const field of line.fields.values()) add({ owner: 'line', field });
  return { fieldAt: (offset) => found.get(offset) };
}
