/** What an encounter tells somebody who writes another one: who, where, for whom. Small, so that it can be kept for encounters whose text is not. */
import type { IsoDate } from '../clinical/dates.js';
import type { Encounter } from '../encounter/encounter.js';
import { ownCopy } from '../text/copy.js';
import { oncePer } from '../text/once.js';

export interface Told {
  readonly id?: string | undefined;
  /** The practice's key. */
  readonly patient?: string | undefined;
  readonly born?: IsoDate | undefined;
  readonly sex?: string | undefined;
  readonly date?: IsoDate | undefined;
  /** As it is written. */
  readonly payer?: string | undefined;
  readonly secondary?: string | undefined;
  readonly place?: string | undefined;
  readonly provider?: string | undefined;
  readonly referring?: string | undefined;
  readonly state?: string | undefined;
  /** The names of its own fields, and of those of its procedures that are the practice's own (`x-…`). */
  readonly fields: readonly string[];
}

/** What the encounter tells; holds nothing of its text. */
export const toldBy = oncePer((encounter: Encounter): Told => {
  const { id, patient, born, sex, date, payer, secondary, place, provider, referring, state, procedures } = encounter;
  const own = (written: { readonly value: string } | undefined): string | undefined =>
    written && ownCopy(written.value);
  const names = [encounter.fields, ...procedures.map(({ fields }) => fields)].flatMap((fields, index) =>
    [...fields.keys()].filter((name) => index === 0 || name.startsWith('x-')),
  );
  return {
    id: own(id),
    patient: own(patient),
    born: own(born),
    sex: own(sex),
    date: own(date),
    payer: own(payer),
    secondary: own(secondary),
    place: own(place),
    provider: own(provider),
    referring: own(referring),
    state: own(state),
    fields: [...new Set(names)].map(ownCopy),
  };
});
