/** CMS's fee schedule: which codes there are and how they behave. */
import { feeSchedule } from '../../generated/fee-schedule.js';
import type { FeeScheduleRow } from './codes.js';
import { byCode, once } from './packed.js';

const rows = once(() => byCode(feeSchedule));

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
