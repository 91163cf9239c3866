/**
 * The other encounters of a file or run, by id and by visit (patient, rendering provider, kind of claim, date). Each
 * encounter is told only of those it may have to do with, so that nothing else makes it be judged again.
 */
import type { Encounter } from '../encounter/encounter.js';
import type { Neighbour } from './neighbour.js';

/** An encounter and where it stands among the files read. */
export interface Placed {
  readonly file: string;
  /** Which encounter of the file, from 0. */
  readonly ordinal: number;
  readonly encounter: Encounter;
}

export interface Neighbourhood {
  /** The encounters that share an id or a visit with this one, in the order read. */
  of(file: string, ordinal: number): readonly Neighbour[];
}

/**
 * Of so many that share one id or one visit the later ones are told of the first alone: a day has not more, and in a file
 * with one encounter ten thousand times each would be told of all.
 */
const most = 10;

/** The neighbourhood of encounters given in the order read: in file order, then by position. */
export function neighbourhood(placed: readonly Placed[]): Neighbourhood {
  const byKey = new Map<string, number[]>();
  const keysOf = new Map<string, readonly string[]>();
  const positions = new Map<string, number>();
  placed.forEach(({ file, ordinal, encounter }, index) => {
    const keys = encounterKeys(encounter);
    keysOf.set(placeKey(file, ordinal), keys);
    positions.set(placeKey(file, ordinal), index);
    for (const key of keys) {
      const known = byKey.get(key);
      if (!known) byKey.set(key, [index]);
      else if (known.length < most) known.push(index);
    }
  });
  const ofLaterOnes = new Map<string, readonly Neighbour[]>();
  return {
    of(file, ordinal) {
      const place = placeKey(file, ordinal);
      const own = positions.get(place) ?? -1;
      const keys = keysOf.get(place) ?? [];
      const others = new Set(keys.flatMap((key) => byKey.get(key) ?? []));
      const told = (): readonly Neighbour[] =>
        [...others].sort((one, other) => one - other).flatMap((index) => neighbour(placed[index], index < own));
      if (others.delete(own) || others.size < most) return told();
      const group = keys.join('\n');
      const known = ofLaterOnes.get(group) ?? told();
      ofLaterOnes.set(group, known);
      return known;
    },
  };
}

function placeKey(file: string, ordinal: number): string {
  return `${ordinal} ${file}`;
}

function encounterKeys(encounter: Encounter): readonly string[] {
  const { id, patient, provider, date, claim } = encounter;
  const keys: string[] = [];
  if (id) keys.push(`id ${id.value}`);
  // The claim form's own fields of one visit; without all of them nobody knows that it is the same.
  if (patient && provider && date) {
    keys.push(`visit ${JSON.stringify([patient.value, provider.value, date.value, claim])}`);
  }
  return keys;
}

function neighbour(placed: Placed | undefined, isEarlier: boolean): readonly Neighbour[] {
  if (!placed?.encounter.id) return [];
  const { file, ordinal, encounter } = placed;
  return [
    {
      file,
      ordinal,
      id: placed.encounter.id.value,
      idSpan: placed.encounter.id.span,
      patient: encounter.patient?.value,
      provider: encounter.provider?.value,
      date: encounter.date?.value,
      claim: encounter.claim,
      codes: encounter.lines.map(({ code }) => code.value),
      isEarlier,
    },
  ];
}
