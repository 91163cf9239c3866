/**
 * An encounter whose service lines have a date, place or provider of their own, as the several encounters that it is: one a
 * day, and one a day, place and provider. Each has the lines that belong to it, with the index they have in the whole.
 */
import type { Encounter, ServiceLine } from './encounter.js';

/** One encounter a day; the whole encounter alone where all its lines are of its own date. */
export function daysOf(encounter: Encounter): readonly Encounter[] {
  return split(encounter, ({ date }) => date?.value ?? '', ownDate);
}

/** One encounter a day, place and provider; the whole encounter alone where no line says otherwise. */
export function servicesOf(encounter: Encounter): readonly Encounter[] {
  const key = ({ date, place, provider }: Pick<Encounter, 'date' | 'place' | 'provider'>): string =>
    [date?.value, place?.value, provider?.value].join(' ');
  return split(encounter, key, (line) => ({
    ...ownDate(line),
    ...(line.place && { place: line.place }),
    ...(line.provider && { provider: line.provider }),
  }));
}

function ownDate({ date }: ServiceLine): Pick<Encounter, 'date'> {
  return date ? { date } : {};
}

function split(
  encounter: Encounter,
  keyOf: (part: Encounter) => string,
  own: (line: ServiceLine) => Partial<Encounter>,
): readonly Encounter[] {
  if (encounter.lines.every(({ fields }) => fields.size === 0)) return [encounter];
  const parts = new Map<string, { readonly part: Encounter; readonly lines: ServiceLine[] }>();
  for (const line of encounter.lines) {
    const part: Encounter = { ...encounter, ...own(line), kept: [] };
    const key = keyOf(part);
    const known = parts.get(key) ?? { part, lines: [] };
    known.lines.push(line);
    parts.set(key, known);
  }
  const [only, ...others] = parts.keys();
  if (others.length === 0 && (only === undefined || only === keyOf(encounter))) return [encounter];
  return [...parts.values()].map(({ part, lines }) => ({ ...part, lines, kept: [] }));
}
