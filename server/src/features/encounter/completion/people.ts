/** Completion of patients and providers whom the practice's other encounters name, the last one first. Knows of nobody else. */
import type { Field } from '../../../encounter/encounter.js';
import type { Told } from '../../../neighbors/told.js';
import { groupedBy } from '../../../text/grouped.js';
import { type Edit, insertAt } from '../../../text/span.js';
import type { Offered } from '../../offer.js';
import type { Cursor } from './cursor.js';
import { saidBy } from './known.js';
import { type Candidate, noOffers, typedText } from './matching.js';
import { fittingValue, type ValuePlace, valueCandidate } from './value-offer.js';

/** More are not looked through by eye. */
const mostOffered = 200;

/** The patients; a patient's birth date and sex come with the key where they are told in one way and are not written yet. */
export function patientOffers(cursor: Cursor, place: ValuePlace): Offered {
  const { told } = cursor.known;
  const byKey = groupedBy(
    told.filter(({ patient }) => patient !== undefined),
    ({ patient }) => patient ?? '',
  );
  const typed = lettersOf(typedText(cursor, place.typed));
  const fits = [...byKey].filter(([key]) => lettersOf(key).includes(typed));
  const candidates = fits.slice(0, mostOffered).map(([key, encounters], rank): Candidate => {
    const last = encounters.find(({ payer }) => payer)?.payer;
    const lastDate = encounters.find(({ date }) => date)?.date;
    const detail = [last, lastDate && `last on ${lastDate}`].filter(Boolean).join(', ');
    const also = factsOf(cursor, encounters);
    const brings = also.names.length > 0 ? `\n\nWrites ${also.names.join(' and ')} too` : '';
    const documentation = `From the practice's other encounters: ${encounters.length}${brings}`;
    const particular = { kind: 'person' as const, detail, documentation };
    return valueCandidate(place, key, rank, also.edits.length > 0 ? { ...particular, also: also.edits } : particular, [
      // Of a key the digits alone are typed.
      key.replace(/^\D+/, ''),
    ]);
  });
  return fittingValue(cursor, place, candidates);
}

/** The NPIs; of a referring provider those that referred before. */
export function providerOffers(cursor: Cursor, place: ValuePlace): Offered {
  const isReferring = place.field === 'referring';
  const npis = saidBy(cursor.known, ({ provider, referring }) => (isReferring ? referring : provider));
  if (npis.length === 0) return noOffers;
  const detail = isReferring ? 'referred before' : 'rendered before';
  const candidates = npis
    .slice(0, mostOffered)
    .map((npi, rank) => valueCandidate(place, npi, rank, { kind: 'person', detail }));
  return fittingValue(cursor, place, candidates);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

interface Facts {
  readonly names: readonly string[];
  readonly edits: readonly Edit[];
}

/** What the patient's other encounters all say and this one does not. */
function factsOf({ checked, line, text }: Cursor, told: readonly Told[]): Facts {
  const { encounter } = checked.judgment;
  const found = (['born', 'sex'] as const).flatMap((name) => {
    const values = new Set(told.flatMap((each) => each[name] ?? []));
    const [value] = values;
    const field = encounter.fields.get(name);
    if (values.size !== 1 || value === undefined || field?.text) return [];
    const edit = field ? filled(field, value) : undefined;
    return [{ name, value, edit }];
  });
  const next = line.end < text.length ? nextLine(text, line.end) : undefined;
  const lines = found.filter(({ edit }) => !edit).map(({ name, value }) => `${name}: ${value}${encounter.lineEnd}`);
  const inserted = next !== undefined && lines.length > 0 ? [insertAt(next, lines.join(''))] : [];
  const edits = [...found.flatMap(({ edit }) => edit ?? []), ...inserted];
  // Without a line below there is no place that the offer itself does not touch.
  const names = found.filter(({ edit }) => edit || next !== undefined).map(({ name }) => name);
  return {
    names,
    edits: edits.map(({ span, text: written }) => ({ span: moved(span, checked.start), text: written })),
  };
}

/** A field that is there without a value gets it behind its colon. */
function filled(field: Field, value: string): Edit {
  return insertAt(field.span.end, ` ${value}`);
}

function nextLine(text: string, end: number): number {
  return text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
}

function moved({ start, end }: { readonly start: number; readonly end: number }, by: number) {
  return { start: start + by, end: end + by };
}
