/** Lines that Medicare's fee schedule denies whatever else is on the claim. Knows no payer: the rules ask where it applies. */
import type { Codes, FeeScheduleRow } from '../codes/codes.js';
import type { BilledLine } from './billed.js';

/**
 * The statuses that deny by themselves (CMS PPRVU): bundled, not valid for Medicare, not covered. The others are paid here (A,
 * C, R, T) or under rules of their own: drugs and laboratory tests (E, X), anesthesia (J), supplies (P), measures (M).
 */
const denying: ReadonlySet<string> = new Set(['B', 'I', 'N']);

/** CPT category II: it reports a measure and is never paid for. */
const measure = /^\d{4}F$/;

/** What the fee schedule says of a line whose status denies it; undefined for any other line. */
export function deniedByStatus(
  { code, isInForce }: BilledLine,
  codes: Codes,
  date: string | undefined,
): FeeScheduleRow | undefined {
  const row = isInForce ? codes.feeSchedule(code, date) : undefined;
  return row && denying.has(row.status) ? row : undefined;
}

/**
 * Whether a line that would be denied asks for no payment. Without any charge on the claim nobody can tell: a bundled code
 * is then taken as billed where Medicare takes no unit of it at all, and as reported where it does (99024).
 */
export function asksNoPayment(
  { line, code }: BilledLine,
  status: string,
  lines: readonly BilledLine[],
  codes: Codes,
  date: string | undefined,
): boolean {
  if (line.charge) return line.charge.value === 0;
  if (status !== 'B') return measure.test(code);
  return lines.some((each) => each.line.charge) || codes.mue(code, date)?.units !== 0;
}
