/** CMS's medically unlikely edits, by edition. */
import { mueTables } from '../../generated/mue.js';
import { bundledEditions } from './bundled-editions.js';
import type { Mue } from './codes.js';
import { byAge, inForceOn, type MueEdition, type MueLimit } from './editions.js';
import { type Lookup, lookup } from './packed.js';

/** An edition as it is queried: its answers for its period. */
interface Asked {
  readonly from: string;
  readonly answers: Pick<Lookup<Mue | undefined>, 'get'>;
}

const bundled = bundledEditions('mue').map(
  ({ from, release, table }): Asked => ({
    from,
    answers: lookup(mueTables[table], (packed) => answer(limitOf(packed), from, release)),
  }),
);

export interface Mues {
  /** The edit of the newest edition that began on or before the date; before the first edition, the first. */
  of(code: string, date: string | undefined): Mue | undefined;
  /** Whether any edition has the code. */
  has(code: string): boolean;
}

/** The bundled editions and a user's own. */
export function mues(own: readonly MueEdition[]): Mues {
  const editions = byAge(bundled, own.map(askedOf));
  return {
    of(code, date) {
      const edition = inForceOn(editions, date) ?? editions[0];
      const mue = edition?.answers.get(code);
      return mue && date !== undefined && date < mue.effective ? { ...mue, isBeforeEdition: true } : mue;
    },
    has: (code) => editions.some(({ answers }) => answers.get(code) !== undefined),
  };
}

function askedOf({ from, quarter, limits }: MueEdition): Asked {
  return { from, answers: { get: (code) => answer(limits.get(code), from, quarter) } };
}

function answer(limit: MueLimit | undefined, effective: string, quarter: string): Mue | undefined {
  return limit && { ...limit, quarter, effective, isBeforeEdition: false };
}

function limitOf(packed: string): MueLimit | undefined {
  const [units, indicator] = packed.split(',').map(Number);
  if (units === undefined || (indicator !== 1 && indicator !== 2 && indicator !== 3)) return undefined;
  return { units, indicator };
}
