/** The id of a new encounter in the practice's own numbering. */
import type { IsoDate } from '../../../clinical/dates.js';

/** Of numbering in more ways the nearest are offered. */
const mostOffered = 3;

/**
 * The next ids, the likeliest first.
 *
 * @param ids those there are, the nearest first
 * @param day of the service, or today
 */
export function nextIds(ids: readonly string[], day: IsoDate): readonly string[] {
  const counters = new Map<string, { last: number; width: number }>();
  for (const id of ids) {
    const [, beginning, digits] = /^(.{0,60}?)(\d{1,9})$/.exec(id) ?? [];
    if (beginning === undefined || digits === undefined) continue;
    const known = counters.get(beginning);
    counters.set(beginning, {
      last: Math.max(known?.last ?? 0, Number(digits)),
      width: Math.max(known?.width ?? 0, digits.length),
    });
  }
  const taken = new Set(ids);
  const next = [...counters].slice(0, mostOffered).map(([beginning, { last, width }]) => {
    return `${beginning}${String(last + 1).padStart(width, '0')}`;
  });
  const ofDay = `${day.slice(0, 4)}-${day.slice(5, 7)}${day.slice(8)}-1`;
  const free = next.filter((id) => !taken.has(id));
  return free.length > 0 ? free : [ofDay];
}
