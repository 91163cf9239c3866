/**
 * Lines on which the provider expects the payer not to pay (rules.md, "A denial that is expected"): a notice was given, or the service
 * is excluded. Knows no payer.
 */
import type { BilledLine } from './billed.js';

/** GA and GX: a notice was given; GY: excluded; GZ: expected to be denied, without a notice (domain facts, section 6). */
const expecting: ReadonlySet<string> = new Set(['GA', 'GX', 'GY', 'GZ']);

/** KX attests that the payer's policy is met; the modifiers above, that it is not. */
const attesting: ReadonlySet<string> = new Set(['KX']);

/** Whether the modifier says that the provider expects a denial. */
export function expectsDenial(modifier: string): boolean {
  return expecting.has(modifier);
}

/** Whether the practice says with the modifier that the payer's policy is met. */
export function attests(modifier: string): boolean {
  return attesting.has(modifier);
}

/** The modifier that expects these lines to be denied; undefined where one of them has none, or there are no lines. */
export function denialExpectedBy(...lines: readonly Pick<BilledLine, 'line'>[]): string | undefined {
  const expectedOn = ({ line }: Pick<BilledLine, 'line'>) =>
    line.modifiers.find(({ value }) => expectsDenial(value))?.value;
  return lines.every((line) => expectedOn(line) !== undefined) ? lines.slice(0, 1).map(expectedOn)[0] : undefined;
}

/** Whether the modifier would attest what one that the line carries denies. */
export function isContradicted(modifier: string, line: Pick<BilledLine, 'line'>): boolean {
  return attests(modifier) && denialExpectedBy(line) !== undefined;
}
