/** CMS's medically unlikely edits, by edition. */
import type { Mue } from './codes.js';
import { inForceOn, type MueEdition } from './editions.js';
import { remembered } from './remembered.js';

export interface Mues {
  /** The edit of the newest edition that began on or before the date; before the first edition, the first. */
  of(code: string, date: string | undefined): Mue | undefined;
  /** Whether any edition has the code. */
  has(code: string): boolean;
}

/** The questions to these editions, from the oldest to the newest. */
export function mues(editions: readonly MueEdition[]): Mues {
  return {
    of: remembered((code, date) => {
      const edition = inForceOn(editions, date) ?? editions[0];
      const limit = edition?.limits.get(code);
      if (!edition || !limit) return undefined;
      const { release, from } = edition;
      return { ...limit, quarter: release, effective: from, isBeforeEdition: date !== undefined && date < from };
    }),
    has: (code) => editions.some(({ limits }) => limits.has(code)),
  };
}
