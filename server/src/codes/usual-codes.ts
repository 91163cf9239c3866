/** Which codes of a procedure kind a pain practice bills most: server/data/usual_codes.csv. An order of offers, which decides nothing. */
import { usualCodeRows } from '../../generated/usual-codes.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { once } from '../text/once.js';

const byKind = once(() => new Map(usualCodeRows.map(({ kind = '', codes = '' }) => [kind, codes.split(' ')])));

/** The codes that are billed most for the kind, in order. */
export function usualCodes(kind: ProcedureKind): readonly string[] {
  return byKind().get(kind) ?? [];
}
