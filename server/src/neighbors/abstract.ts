/**
 * What other encounters see of an encounter: who and when, what it bills, what was done. Small and self-contained, so that it can be
 * kept for encounters whose text is not.
 */

import { isOperation } from '../claim/globals.js';
import type { IsoDate } from '../clinical/dates.js';
import type { Encounter } from '../encounter/encounter.js';
import { once } from '../text/once.js';
import type { Neighbor } from './neighbor.js';
import { type Past, type PastCodes, pastOf } from './past.js';
import { dayBefore, visitKey, visitOf } from './visit.js';

export interface Abstract {
  /**
   * Its id, and its visit (patient, rendering provider, kind of claim, date): what another may have in common with it. Of an operation
   * also the visit of the day before.
   */
  readonly keys: readonly string[];
  /** The practice's key, exact. */
  readonly patient: string | undefined;
  readonly date: IsoDate | undefined;
  /** What encounters with one of its keys see; undefined where it has no id. */
  readonly neighbor: Omit<Neighbor, 'file' | 'ordinal' | 'isEarlier'> | undefined;
  /** What the patient's later encounters see; computed only for patients with several. */
  readonly past: () => Past | undefined;
}

/** An abstract, and where its encounter is. */
export interface Placed {
  /** The file as its reader names it. */
  readonly file: string;
  /** Which encounter of the file, from 0. */
  readonly ordinal: number;
  readonly abstract: Abstract;
}

/** The abstract of an encounter as it is judged. */
export function abstractOf(encounter: Encounter, codes: PastCodes): Abstract {
  const { id, frequency } = encounter;
  const visit = visitOf(encounter);
  const key = visitKey(visit);
  const before = dayBefore(visit);
  // The price of an operation includes the visit of the day before: the two see each other.
  const keyBefore =
    before && visit.claim === 'professional' && billsOperation(encounter, codes) ? visitKey(before) : undefined;
  return {
    keys: [...(id ? [`id ${id.value}`] : []), ...(key ? [key] : []), ...(keyBefore ? [keyBefore] : [])],
    patient: visit.patient,
    date: visit.date,
    neighbor: id && {
      id: id.value,
      idSpan: id.span,
      ...visit,
      ...(frequency === 'original' ? {} : { frequency }),
      codes: frequency === 'void' ? [] : encounter.lines.map(({ code }) => code.value),
    },
    past: once(() => pastOf(encounter, codes)),
  };
}

/** Only a pain practice's codes: each encounter of a workspace is asked. */
function billsOperation({ lines, date }: Encounter, codes: PastCodes): boolean {
  return lines.some(({ code }) => isOperation(codes.painCode(code.value, date?.value)?.global));
}
