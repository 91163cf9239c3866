/** CMS's medically unlikely edits, by edition. */
import { mueEditions } from '../../generated/mue.js';
import type { Mue } from './codes.js';
import { byAge, inForceOn, type MueEdition, type MueLimit } from './editions.js';
import { byCode, once } from './packed.js';

/** An edition as it is asked: the bundled ones are unpacked then. */
interface Asked {
  readonly from: string;
  readonly quarter: string;
  limit(code: string): MueLimit | undefined;
}

const bundled = mueEditions.map(({ from, quarter, limits }): Asked => {
  const unpacked = once(() => byCode(limits));
  return { from, quarter, limit: (code) => limitOf(unpacked().get(code)) };
});

export interface Mues {
  /** The edit of the newest edition that began on or before the date; before the first edition, the first. */
  of(code: string, date: string | undefined): Mue | undefined;
  /** Whether any edition has the code. */
  has(code: string): boolean;
}

/** The bundled editions and a user's own. */
export function mues(own: readonly MueEdition[]): Mues {
  const asked = own.map(({ from, quarter, limits }): Asked => ({ from, quarter, limit: (code) => limits.get(code) }));
  const editions = byAge(bundled, asked);
  return {
    of(code, date) {
      const edition = inForceOn(editions, date) ?? editions[0];
      const limit = edition?.limit(code);
      if (!edition || !limit) return undefined;
      const isBeforeEdition = date !== undefined && date < edition.from;
      return { ...limit, quarter: edition.quarter, effective: edition.from, isBeforeEdition };
    },
    has: (code) => editions.some((edition) => edition.limit(code) !== undefined),
  };
}

function limitOf(packed: string | undefined): MueLimit | undefined {
  if (packed === undefined) return undefined;
  const [units, indicator] = packed.split(',').map(Number);
  if (units === undefined || (indicator !== 1 && indicator !== 2 && indicator !== 3)) return undefined;
  return { units, indicator };
}
