/** What the facility bills and the physician there does not. */
import type { Asked } from './terms.js';

/**
 * Whether a code is nothing but a technical component (PC/TC indicator 3) that only the facility bills where the encounter took
 * place. Whether it is paid there depends on CMS's prices, so it is so only for payers that follow them.
 */
export function isFacilitysAlone({ encounter, codes, policy }: Asked, code: string): boolean {
  const place = encounter.place?.value;
  // Telehealth outside the home is priced as a facility, but has no equipment.
  if (policy?.billingRules !== 'cms' || encounter.claim !== 'professional' || !place || place === '02') return false;
  const row = codes.feeSchedule(code, encounter.date?.value);
  if (!row || !['A', 'C', 'R'].includes(row.status) || row.partsIndicator !== '3') return false;
  return codes.place(place)?.isFacility === true && codes.unpriced(code, encounter.date?.value)?.places === 'facility';
}
