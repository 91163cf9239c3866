/** CMS's fee schedule: which codes there are and how they behave. */
import { feeSchedule } from '../../generated/fee-schedule.js';
import { unpricedPlaces } from '../../generated/unpriced-places.js';
import type { FeeScheduleRow, UnpricedPlaces } from './codes.js';
import { byCode, once } from './packed.js';

const rows = once(() => byCode(feeSchedule));
const unpriced = once(() => byCode(unpricedPlaces));

/** The first day of the year whose fee schedule says where a code has no price. */
const placesFrom = '2025-01-01';

/** The code's row; the newest release that has one. */
export function feeScheduleRow(code: string): FeeScheduleRow | undefined {
  const row = rows().get(code);
  if (row === undefined) return undefined;
  const [status = '', global = '', bilateral = '', partsIndicator = '', release = ''] = row.split(',');
  return { status, global, bilateral, partsIndicator, edition: `CMS fee schedule of ${release}` };
}

/** Every code of the fee schedule. */
export function feeScheduleCodes(): Iterable<string> {
  return rows().keys();
}

/** The kind of place where the code has no price; undefined where it has one everywhere. */
export function unpricedAt(code: string, date: string | undefined): UnpricedPlaces | undefined {
  const places = unpriced().get(code);
  if (places !== 'facility' && places !== 'non-facility') return undefined;
  return { places, edition: 'CMS fee schedule of 2025-10', isBeforeEdition: date !== undefined && date < placesFrom };
}
