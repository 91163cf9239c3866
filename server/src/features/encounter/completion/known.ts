/** What the workspace's other encounters tell somebody who writes one: whom the practice treats, who treats them, how it is written. */
import type { Encounter } from '../../../encounter/encounter.js';
import type { CheckedEncounter, CheckedFile } from '../../../engine/check.js';
import { type Told, toldBy } from '../../../neighbors/told.js';

export interface Known {
  /** The other encounters of the same file, the nearest first: those above the cursor, then those below it. */
  readonly here: readonly Encounter[];
  /** Those of the same file in the same order, then those of the other files, the most recent first. */
  readonly told: readonly Told[];
}

/** A workspace without other encounters. */
export const nothingKnown: Known = { here: [], told: [] };

/**
 * What is known around an encounter of a file.
 *
 * @param elsewhere what the encounters of other files tell, the most recent first
 */
export function knownAround({ encounters }: CheckedFile, at: CheckedEncounter, elsewhere: readonly Told[]): Known {
  const above = encounters.slice(0, at.ordinal).reverse();
  const here = [...above, ...encounters.slice(at.ordinal + 1)].map(({ judgment }) => judgment.encounter);
  return { here, told: [...here.map(toldBy), ...elsewhere] };
}

/** What the other encounters say, each once, in the order in which they say it. */
export function saidBy<Value>({ told }: Known, of: (told: Told) => Value | undefined): readonly Value[] {
  return [...new Set(told.flatMap((each) => of(each) ?? []))];
}
