/** Since when imaging is part of a code's service, where it was not always: the dated facts of rules.md. */

const includedFrom: readonly (readonly [readonly string[], string])[] = [
  [['64479', '64480', '64483', '64484'], '2011-01-01'],
  [['27096'], '2012-01-01'],
  [['64415', '64416', '64417', '64445', '64446', '64447', '64448'], '2023-01-01'],
  // Since the codes for the same injection with ultrasound exist: domain facts, section 4.
  [['20600', '20605', '20610'], '2015-01-01'],
];

/** The first day on which the code includes imaging; undefined where it always or never did. */
export function imagingIncludedFrom(code: string): string | undefined {
  return includedFrom.find(([codes]) => codes.includes(code))?.[1];
}
