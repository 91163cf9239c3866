/** Where encounters name their payer, in files that were judged and in others that only need counting. */
import type { Codes } from '../../codes/codes.js';
import type { IsoDate } from '../../encounter/encounter.js';
import { readEncounter } from '../../encounter/read.js';
import type { CheckedFile } from '../../engine/check.js';
import { cut } from '../../syntax/cut.js';
import { type Span, shifted } from '../../text/span.js';

export interface PayerUse {
  readonly file: string;
  /** What stands behind `payer:`, in the file. */
  readonly span: Span;
  /** As written. */
  readonly name: string;
  readonly date?: IsoDate | undefined;
}

/** The payers that the encounters of a text name. */
export function payerUses(codes: Pick<Codes, 'isPlace'>, file: string, text: string): readonly PayerUse[] {
  return cut(text).flatMap(({ start, end }) => {
    const { payer, date } = readEncounter(text.slice(start, end), codes);
    return payer ? [{ file, span: shifted(payer.span, start), name: payer.value, date: date?.value }] : [];
  });
}

/** The same of a file that is judged already. */
export function payerUsesIn({ file, encounters }: CheckedFile): readonly PayerUse[] {
  return encounters.flatMap(({ start, judgement }) => {
    const { payer, date } = judgement.encounter;
    return payer ? [{ file, span: shifted(payer.span, start), name: payer.value, date: date?.value }] : [];
  });
}
