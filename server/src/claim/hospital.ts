/** Whose claim it is: a hospital's goes out on another form than a physician's or a surgery center's. Knows no payer. */
import type { Encounter } from '../encounter/encounter.js';

/** A surgery center files its claims on the professional form (X222). */
const surgeryCenter = '24';

/** Whether it is a hospital's claim: without diagnosis pointers, with other limits, for the facility's own part. */
export function isHospitalClaim({ claim, place }: Pick<Encounter, 'claim' | 'place'>): boolean {
  return claim === 'facility' && place?.value !== surgeryCenter;
}
