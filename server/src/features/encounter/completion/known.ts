/** What the workspace's other encounters tell somebody who writes one: whom the practice treats, and who treats them. */

/** Everything is as the practice wrote it, the most recent first. */
export interface Known {
  /** By the practice's key. */
  readonly patients: readonly KnownPatient[];
  /** NPIs. */
  readonly providers: readonly string[];
  /** The ids of encounters. */
  readonly ids: readonly string[];
}

interface KnownPatient {
  readonly key: string;
}

/** A workspace without encounters. */
export const nothingKnown: Known = { patients: [], providers: [], ids: [] };
