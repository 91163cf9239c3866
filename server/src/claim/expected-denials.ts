/**
 * Lines on which the provider expects the payer not to pay (rules.md, "A denial that is expected"): a notice was given, or the service
 * is excluded. Knows no payer.
 */
import { type BilledLine, carries } from './billed.js';

/** GA and GX: a notice was given; GY: excluded; GZ: expected to be denied, without a notice (domain facts, section 6). */
const expecting = ['GA', 'GX', 'GY', 'GZ'] as const;

/** KX attests that the payer's policy is met; the modifiers above, that it is not. */
const attesting = 'KX';

/** The modifier that expects these lines to be denied; undefined where one of them has none, or there are no lines. */
export function denialExpectedBy(...lines: readonly BilledLine[]): string | undefined {
  const [first] = lines.map((line) => expecting.find((modifier) => carries(line, modifier)));
  return lines.every((line) => carries(line, ...expecting)) ? first : undefined;
}

/** Whether the modifier would say of the line what one that it carries denies. */
export function isContradicted(modifier: string, line: BilledLine): boolean {
  return modifier === attesting && denialExpectedBy(line) !== undefined;
}
