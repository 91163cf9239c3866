/** The order of what is offered at one place, where several parts answer. */
export const ranks = {
  /** What bills everything that is documented and not billed. */
  lines: 0,
  oneProcedure: 1,
  /** What the record supports. */
  documented: 2,
  /** What goes with what is there. */
  beside: 3,
  known: 4,
  other: 5,
  /** What the payer does not cover, or the record contradicts. */
  unlikely: 90,
  deleted: 91,
} as const;
