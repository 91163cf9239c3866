/** CMS's medically unlikely edits, by edition. */
import { mueEditions } from '../../generated/mue.js';
import type { Mue } from './codes.js';
import { byCode, once } from './packed.js';

const editions = mueEditions.map(({ from, quarter, limits }) => ({
  from,
  quarter,
  limits: once(() => byCode(limits)),
}));

/** The edit of the newest edition that began on or before the date; before the first edition, the first. */
export function mueOf(code: string, date: string | undefined): Mue | undefined {
  const [first] = editions;
  const edition = editions.findLast(({ from }) => date === undefined || from <= date) ?? first;
  const limit = edition?.limits().get(code);
  if (!edition || limit === undefined) return undefined;
  const [units, indicator] = limit.split(',').map(Number);
  if (units === undefined || (indicator !== 1 && indicator !== 2 && indicator !== 3)) return undefined;
  const isBeforeEdition = date !== undefined && date < edition.from;
  return { units, indicator, quarter: edition.quarter, effective: edition.from, isBeforeEdition };
}

/** Whether any edition has the code. */
export function hasMue(code: string): boolean {
  return editions.some(({ limits }) => limits().has(code));
}
