/** What one visit is: the four facts on the claim form that payers count a day by. Where one of them is missing, the visit is unknown. */

import { earlier, type IsoDate } from '../clinical/dates.js';
import type { Encounter } from '../encounter/encounter.js';
import type { ClaimKind } from '../syntax/vocabulary.js';

export interface Visit {
  /** The practice's key, exact. */
  readonly patient?: string | undefined;
  /** The rendering provider's NPI. */
  readonly provider?: string | undefined;
  readonly date?: IsoDate | undefined;
  readonly claim: ClaimKind;
}

/** The visit that an encounter states. */
export function visitOf({ patient, provider, date, claim }: Encounter): Visit {
  return { patient: patient?.value, provider: provider?.value, date: date?.value, claim };
}

/** A name that two encounters of one visit share; undefined where the visit is not fully stated. */
export function visitKey({ patient, provider, date, claim }: Visit): string | undefined {
  if (!patient || !provider || !date) return undefined;
  return `visit ${JSON.stringify([patient, provider, date, claim])}`;
}

/** Whether both are known to be one visit: a missing fact matches nothing. */
export function isSameVisit(one: Visit, other: Visit): boolean {
  const key = visitKey(one);
  return key !== undefined && key === visitKey(other);
}

/** The visit of the same patient, provider and kind of claim on the day before; undefined where no day is stated. */
export function dayBefore(visit: Visit): Visit | undefined {
  return visit.date ? { ...visit, date: earlier(visit.date, { count: 1, unit: 'day' }) } : undefined;
}
