/** Where encounters name their payer, in files that an editor holds and in others that only need counting. */
import type { IsoDate } from '../../clinical/dates.js';
import type { IndexedFile, PayerNamed } from '../../neighbors/patient-index.js';

export interface PayerUse extends PayerNamed {
  readonly file: string;
  readonly date?: IsoDate | undefined;
  /** It is the next payer, whose policy does not judge the encounter. */
  readonly isSecondary?: boolean | undefined;
}

/** The payers that the encounters of a file name. */
export function payerUses(file: string, { abstracts, encounter }: IndexedFile): readonly PayerUse[] {
  return abstracts.flatMap(({ date }, ordinal) => {
    const { payer, secondary } = encounter(ordinal) ?? {};
    return [
      ...(payer ? [{ file, ...payer, date }] : []),
      ...(secondary ? [{ file, ...secondary, date, isSecondary: true }] : []),
    ];
  });
}
