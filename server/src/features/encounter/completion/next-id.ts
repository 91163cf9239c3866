/** The id of a new encounter in the practice's own numbering. */
import { type IsoDate, isIsoDate } from '../../../clinical/dates.js';

/** Of numbering in more ways the nearest are offered. */
const mostOffered = 3;

interface Numbered {
  /** What comes before the number. */
  readonly beginning: string;
  readonly number: number;
  /** How many digits the number is written with. */
  readonly width: number;
}

/**
 * The next ids, the likeliest first.
 *
 * @param ids those there are, the nearest first
 * @param day of the service, or today
 */
export function nextIds(ids: readonly string[], day: IsoDate): readonly string[] {
  const last = new Map<string, Numbered>();
  for (const id of ids) {
    const one = numbered(id);
    if (!one) continue;
    const known = last.get(one.beginning);
    last.set(one.beginning, {
      beginning: one.beginning,
      number: Math.max(known?.number ?? 0, one.number),
      width: Math.max(known?.width ?? 0, one.width),
    });
  }
  const next = [...last.values()].slice(0, mostOffered).map(({ beginning, number, width }) => {
    // Numbered by the day: today's begin anew.
    const today = onDay(beginning, day);
    const before = today === beginning ? number : (last.get(today)?.number ?? 0);
    return `${today}${String(before + 1).padStart(width, '0')}`;
  });
  const taken = new Set(ids);
  const free = [...new Set(next)].filter((id) => !taken.has(id));
  return free.length > 0 ? free : [`${day.slice(0, 4)}-${day.slice(5, 7)}${day.slice(8)}-1`];
}

function numbered(id: string): Numbered | undefined {
  const [, beginning, digits] = /^(.{0,60}?)(\d{1,9})$/.exec(id) ?? [];
  if (beginning === undefined || digits === undefined) return undefined;
  return { beginning, number: Number(digits), width: digits.length };
}

/** The beginning of an id with the date in it, if there is one, changed to the day. */
function onDay(beginning: string, day: IsoDate): string {
  return beginning.replace(/(\d{4})(-?)(\d\d)(-?)(\d\d)(?=\D+$)/, (date, year, one, month, other, ofMonth) => {
    const isDate = isIsoDate(`${year}-${month}-${ofMonth}`);
    return isDate ? `${day.slice(0, 4)}${one}${day.slice(5, 7)}${other}${day.slice(8)}` : date;
  });
}
