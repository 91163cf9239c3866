/** Packs a quarter of NCCI pairs. */

/** The parts of a quarter, by column 1 code. */
export function pairParts(
  pairs: ReadonlyMap<string, readonly (readonly [column2: string, indicator: number, rationale: string])[]>,
): (string | Uint8Array)[];
