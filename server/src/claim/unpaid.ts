/** Lines and codes that Medicare's fee schedule denies whatever else is on the claim, and what is worth offering in their place. */
import type { Codes, FeeScheduleRow, Standing, Successor } from '../codes/codes.js';
import type { Policy } from '../policy/policy.js';
import type { BilledLine } from './billed.js';

type DeletedStanding = Extract<Standing, { kind: 'deleted' }>;

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
  return isInForce ? statusDenying(code, codes, date) : undefined;
}

/** Whether this payer denies the code by its status, and it is not worth offering. */
export function isDeniedBy(
  policy: Pick<Policy, 'billingRules'> | undefined,
  code: string,
  codes: Codes,
  date: string | undefined,
): boolean {
  return policy?.billingRules === 'cms' && statusDenying(code, codes, date) !== undefined;
}

/** What replaced a deleted code for this payer: what Medicare takes, where its rules hold, and nothing that its status denies. */
export function successorsFor(
  { successors, medicareSuccessors }: DeletedStanding,
  policy: Pick<Policy, 'billingRules'> | undefined,
  codes: Codes,
  date: string | undefined,
): readonly Successor[] {
  if (policy?.billingRules !== 'cms') return successors;
  if (medicareSuccessors) return medicareSuccessors;
  const paid = successors.filter(({ code }) => !isDeniedBy(policy, code, codes, date));
  const instead = successors
    .filter((successor) => !paid.includes(successor))
    .flatMap((denied) => {
      const inPlace = codes.medicareInPlaceOf(denied.code);
      // Another code of Medicare's may count other minutes.
      return inPlace?.isOffered ? inPlace.codes.map((each) => ({ ...each, note: '', unitsPerUnit: undefined })) : [];
    });
  return [...paid, ...instead.filter(({ code }) => !paid.some((each) => each.code === code))];
}

function statusDenying(code: string, codes: Codes, date: string | undefined): FeeScheduleRow | undefined {
  const row = codes.feeSchedule(code, date);
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
