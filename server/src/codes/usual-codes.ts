/**
 * Which codes of a procedure kind a pain practice bills most, and for which diagnoses it is done most: server/data/usual_codes.csv. An
 * order of offers, which decides nothing.
 */
import { usualCodeRows } from '../../generated/usual-codes.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { once } from '../text/once.js';

const byKind = once(() => new Map(usualCodeRows.map((row) => [row.kind ?? '', row])));

/** The codes that are billed most for the kind, or the drugs, in order. */
export function usualCodes(kind: ProcedureKind | 'drug'): readonly string[] {
  return byKind().get(kind)?.codes?.split(' ').filter(Boolean) ?? [];
}

/** With what the diagnoses begin for which the kind is done most, in order. */
export function usualReasons(kind: ProcedureKind): readonly string[] {
  return byKind().get(kind)?.diagnoses?.split(' ').filter(Boolean) ?? [];
}
