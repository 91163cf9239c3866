/**
 * Completion of free text: what this coder wrote for the same kind of procedure of this patient, or of several, and phrases with a place for the figure that payers
 * measure. Offered only until the first word is whole, so that nothing is in the way of somebody who types.
 */

import { procedureRegions } from '../../../claim/documented.js';
import { namesFigure } from '../../../clinical/figures.js';
import type { Encounter } from '../../../encounter/encounter.js';
import type { ProcedureField, ProcedureKind } from '../../../syntax/vocabulary.js';
import type { Offered } from '../../offer.js';
import { type Cursor, procedureAt } from './cursor.js';
import { noOffers, typedText } from './matching.js';
import { usualPhrases } from './usual-phrases.js';
import { type ValuePlace, valueCandidate } from './value-offer.js';

/** Of one's own words the last few. */
const mostOwn = 3;
const longestLabel = 70;

/** What may be written in a field of free text. */
export function phraseOffers(cursor: Cursor, place: ValuePlace): Offered {
  const typed = typedText(cursor, place.typed);
  const { head, piece } = lastPiece(place.field, typed);
  if (/\s/.test(piece)) return noOffers;
  const own = head === '' ? ownWords(cursor, place) : [];
  const usual = usualFor(cursor, place.field);
  const offers = [...own.map((text) => ({ text, isOwn: true })), ...usual.map((text) => ({ text, isOwn: false }))]
    .map((each) => ({ ...each, text: counted(each.text, piece) }))
    .filter(({ text }) => isBegun(text, piece) && !isWritten(text, head))
    .map(({ text, isOwn }, rank) => {
      const label = text.length > longestLabel ? `${text.slice(0, longestLabel)}…` : text;
      const hasPlace = !isOwn && text.includes(figure);
      const { offer } = valueCandidate(place, label, rank, {
        kind: 'text',
        detail: isOwn ? 'as you wrote it before' : undefined,
        text: head + (hasPlace ? text.replaceAll(figure, '') : text),
        ...(hasPlace ? { snippet: withPlaces(head, text) } : {}),
      });
      return typed.trim() === '' ? offer : { ...offer, filter: typed };
    });
  return { offers, isIncomplete: offers.length > 0 };
}

/** What was tried is a list: each part of it may be a phrase. */
function lastPiece(field: string, typed: string): { readonly head: string; readonly piece: string } {
  const comma = field === 'conservative-care' ? typed.lastIndexOf(',') : -1;
  const [space = ''] = /^\s*/.exec(typed.slice(comma + 1)) ?? [];
  const at = comma + 1 + space.length;
  return comma < 0 ? { head: '', piece: typed.trimStart() } : { head: typed.slice(0, at), piece: typed.slice(at) };
}

/** `12` begins the phrase whose first word is a figure. */
function counted(text: string, piece: string): string {
  return text.startsWith(figure) && /^\d{1,3}$/.test(piece) ? piece + text.slice(figure.length) : text;
}

const figure = '…';

/** The phrase with a tab stop for each figure. */
function withPlaces(head: string, text: string): string {
  const parts = text.split(figure).map((part) => part.replace(/[\\$}]/g, '\\$&'));
  return head.replace(/[\\$}]/g, '\\$&') + parts.reduce((whole, part, index) => `${whole}\${${index}}${part}`);
}

/** With a whole word of it typed, Enter is a new line. */
function isBegun(text: string, piece: string): boolean {
  const [first = ''] = /^[^\s,;\u2026]*/.exec(text) ?? [];
  if (/^\d+$/.test(piece)) return text.startsWith(`${piece} `);
  return piece === '' || (piece.length < first.length && first.toLowerCase().startsWith(piece.toLowerCase()));
}

/** The same treatment is not tried twice. */
function isWritten(text: string, head: string): boolean {
  const [longest = ''] = text.split(/[^\p{L}]+/u).sort((one, other) => other.length - one.length);
  return longest !== '' && head.toLowerCase().includes(longest.toLowerCase());
}

/**
 * One patient's record is not another's: what is offered was written of this patient, or of two others in the same words, which is the
 * coder's way of saying it; and then without a figure, which is a fact of the record.
 */
function ownWords({ known, checked, procedure }: Cursor, { field }: ValuePlace): readonly string[] {
  const kind = kindOf({ checked, procedure });
  const patient = patientOf(checked.judgment.encounter);
  const patientsOf = new Map<string, Set<string>>();
  for (const encounter of known.here) {
    const whose = patientOf(encounter);
    if (whose === undefined) continue;
    for (const { fields } of encounter.procedures.filter((each) => each.kind === kind)) {
      const text = fields.get(field)?.text?.value;
      if (text !== undefined) patientsOf.set(text, (patientsOf.get(text) ?? new Set()).add(whose));
    }
  }
  const isOffered = (text: string, whose: ReadonlySet<string>): boolean =>
    (patient !== undefined && whose.has(patient)) || (whose.size > 1 && !namesFigure(text) && !/\d/.test(text));
  return [...patientsOf].flatMap(([text, whose]) => (isOffered(text, whose) ? [text] : [])).slice(0, mostOwn);
}

function patientOf({ patient }: Encounter): string | undefined {
  // "MRN-1" and "mrn 1" are one patient.
  return patient?.value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || undefined;
}

/** The phrases for the kind and the part of the spine. */
function usualFor(cursor: Cursor, field: string): readonly string[] {
  const kind = kindOf(cursor);
  const region = regionOf(cursor);
  return usualPhrases
    .filter((each) => each.field === (field as ProcedureField))
    .filter(({ kinds }) => !kinds || (kind !== undefined && kinds.includes(kind)))
    .filter((each) => !each.region || !region || each.region === region)
    .map(({ text }) => text);
}

function kindOf(cursor: Pick<Cursor, 'checked' | 'procedure'>): ProcedureKind | undefined {
  return procedureAt(cursor)?.kind;
}

function regionOf(cursor: Cursor): string | undefined {
  const own = procedureAt(cursor);
  const regions = own ? procedureRegions(own) : [];
  return regions.length === 1 ? regions[0] : undefined;
}
