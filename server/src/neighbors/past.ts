/**
 * One encounter as the same patient's later ones see it: what was done, where, and how much relief it gave. Holds no free
 * text except the sites', and nothing that an edit elsewhere in the encounter would change.
 */
import { type DocumentedLevel, documentedSites, procedureLevels, procedureRegions } from '../claim/documented.js';
import { globalDays } from '../claim/globals.js';
import type { Told } from '../claim/terms.js';
import type { IsoDate } from '../clinical/dates.js';
import type { BodySide, Region } from '../clinical/level.js';
import type { Codes, PainCode } from '../codes/codes.js';
import type { Encounter, Procedure, Relief } from '../encounter/encounter.js';
import { versionOf } from '../policy/version.js';
import type { ClaimKind, ProcedureKind } from '../syntax/vocabulary.js';
import type { Span } from '../text/span.js';

/** A place that was treated, on one side; `side` is undefined where the record names none. */
export interface TreatedPlace {
  /** A level, or a site in lower case; empty for the sacroiliac joint, which needs no name. */
  readonly place: string;
  readonly side: BodySide | undefined;
}

export interface PastProcedure extends Told {
  readonly kind: ProcedureKind;
  /** The pain codes among the lines that are for its kind. */
  readonly codes: readonly string[];
  /** The facet kinds' nerves as the joints they complete. */
  readonly levels: readonly DocumentedLevel[];
  /** The levels with their sides, else the sites with theirs. */
  readonly places: readonly TreatedPlace[];
  /** The sides it names anywhere. */
  readonly sides: readonly BodySide[];
  readonly relief?: Relief | undefined;
  /** What it says about the session before. */
  readonly priorRelief?: Relief | undefined;
}

/** What is asked of the code tables. */
export type PastCodes = Pick<Codes, 'painCode' | 'feeSchedule' | 'standing'>;

/** A billed code whose global period outlasts its day. */
export interface PastSurgery {
  readonly code: string;
  readonly days: 10 | 90;
}

/** What an encounter tells later ones, and a key for it that changes when that does. */
export interface Past {
  readonly id: string | undefined;
  /** The id, else the heading, within the encounter's own slice. */
  readonly at: Span;
  readonly date: IsoDate;
  readonly claim: ClaimKind;
  readonly payer?: string | undefined;
  /** The rendering provider's NPI. */
  readonly provider?: string | undefined;
  readonly place?: { readonly value: string } | undefined;
  /** By its postal letters. */
  readonly state?: { readonly value: string } | undefined;
  readonly procedures: readonly PastProcedure[];
  /** What its surgeries were for; a code only, never what else is written in its place. */
  readonly diagnoses?: readonly string[] | undefined;
  readonly surgeries: readonly PastSurgery[];
  readonly version: string;
}

/**
 * What later encounters see of this one; undefined where it has no date, or neither documents a procedure of a known
 * kind nor bills one with a global period.
 */
export function pastOf(encounter: Encounter, codes: PastCodes): Past | undefined {
  const { id, heading, date, claim, payer, provider, place, state } = encounter;
  const billed = encounter.lines.flatMap(({ code }) => codes.painCode(code.value) ?? []);
  const kinds = new Set(encounter.procedures.flatMap(({ kind }) => kind ?? []));
  const procedures = encounter.procedures.flatMap((procedure) => pastProcedure(procedure, billed, kinds));
  const surgeries = date ? pastSurgeries(encounter, date.value, codes) : [];
  // A void claim counts for nothing.
  if (encounter.frequency === 'void') return undefined;
  if (!heading || !date || (procedures.length === 0 && surgeries.length === 0)) return undefined;
  const told = {
    id: id?.value,
    at: id?.span ?? heading,
    date: date.value,
    claim,
    payer: payer?.value,
    provider: provider?.value,
    place: place && { value: place.value },
    state: state && { value: state.value },
    procedures,
    ...(surgeries.length > 0 ? { diagnoses: diagnosesOf(encounter, surgeries) } : {}),
    surgeries,
  };
  return { ...told, version: versionOf([JSON.stringify(told)]) };
}

/** The sides that the places name. */
export function sidesNamed(places: readonly TreatedPlace[]): readonly BodySide[] {
  return (['left', 'right'] as const).filter((side) => places.some((place) => place.side === side));
}

/** The levels that a procedure treated with their sides, else its sites with theirs; none where it names neither. */
export function treatedPlaces(procedure: Procedure): readonly TreatedPlace[] {
  const levels = procedureLevels(procedure);
  if (levels.length > 0) return levels.map(({ level, side }) => ({ place: level, side }));
  const isSacroiliac = procedure.kind === 'sacroiliac-injection';
  const places = documentedSites(procedure).flatMap(({ site, sides }): readonly TreatedPlace[] => {
    if (site === '' && !isSacroiliac) return [];
    const place = isSacroiliac ? '' : site;
    return sides.length > 0 ? sides.map((side) => ({ place, side })) : [{ place, side: undefined }];
  });
  return places;
}

/** A procedure stopped before it was done is not surgery. */
const stopped: ReadonlySet<string> = new Set(['53', '73', '74']);

function pastSurgeries({ lines }: Encounter, date: IsoDate, codes: PastCodes): readonly PastSurgery[] {
  const found = new Map<string, PastSurgery>();
  for (const { code, modifiers } of lines) {
    const days = globalDays(codes.painCode(code.value, date)?.global ?? codes.feeSchedule(code.value, date)?.global);
    if (!days || found.has(code.value) || modifiers.some(({ value }) => stopped.has(value))) continue;
    if (codes.standing(code.value, date).kind === 'valid') found.set(code.value, { code: code.value, days });
  }
  return [...found.values()];
}

/** The diagnoses that the lines of the surgeries point to. */
function diagnosesOf({ lines, diagnoses }: Encounter, surgeries: readonly PastSurgery[]): readonly string[] {
  const pointed = new Set(
    lines
      .filter(({ code }) => surgeries.some((surgery) => surgery.code === code.value))
      .flatMap(({ pointers }) => pointers.map(({ value }) => value)),
  );
  const codes = diagnoses.filter(({ letter }) => pointed.has(letter.value)).flatMap(({ code }) => code?.value ?? []);
  return [...new Set(codes.filter((code) => /^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$/.test(code)))];
}

function pastProcedure(
  procedure: Procedure,
  lines: readonly PainCode[],
  documented: ReadonlySet<string>,
): readonly PastProcedure[] {
  const { kind, intent, series, technique, guidance, relief, priorRelief } = procedure;
  if (!kind) return [];
  // 20552 is for trigger points, and for a facet injection only where none are documented.
  const billed = lines.filter(({ kinds, group }) => group === kind || (kinds.includes(kind) && !documented.has(group)));
  const told = procedureRegions(procedure);
  const ofCodes: readonly Region[] = [...new Set(billed.flatMap(({ region }) => region ?? []))];
  const regions = told.length > 0 ? told : ofCodes;
  const places = treatedPlaces(procedure);
  return [
    {
      kind,
      codes: billed
        .filter(({ region }) => region === undefined || regions.length === 0 || regions.includes(region))
        .map(({ code }) => code),
      intent: intent?.value,
      series: series?.value,
      technique: technique?.value,
      guidance: guidance?.value,
      regions,
      levels: procedureLevels(procedure),
      places,
      sides: sidesNamed(places),
      relief: relief?.value,
      priorRelief: priorRelief?.value,
    },
  ];
}
