/** Where encounters name their payer, in files that an editor holds and in others that only need counting. */
import type { IsoDate } from '../../encounter/encounter.js';
import type { IndexedEncounter, PayerNamed } from '../../neighbours/patient-index.js';

export interface PayerUse extends PayerNamed {
  readonly file: string;
  readonly date?: IsoDate | undefined;
}

/** The payers that the encounters of a file name. */
export function payerUses(file: string, encounters: readonly IndexedEncounter[]): readonly PayerUse[] {
  return encounters.flatMap(({ abstract: { date }, payer }) => (payer ? [{ file, ...payer, date }] : []));
}
