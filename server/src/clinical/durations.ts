/** Durations as records name them: `6 hours`, `3 months`. */

const daysPerUnit: Readonly<Record<string, number>> = {
  minute: 1 / 1440,
  min: 1 / 1440,
  hour: 1 / 24,
  hr: 1 / 24,
  h: 1 / 24,
  day: 1,
  week: 7,
  wk: 7,
  month: 30,
  mo: 30,
  year: 365,
  yr: 365,
};

/** The duration in days; undefined for anything else. A month counts 30 days, a year 365. */
export function daysIn(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,4}(?:\.\d{1,2})?)\s*-?\s*([a-z]{1,7})$/i.exec(text.trim()) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const name = unit.toLowerCase();
  const days = daysPerUnit[name] ?? daysPerUnit[name.replace(/s$/, '')];
  return days === undefined ? undefined : Number(amount) * days;
}
