/**
 * Completion of numbers that somebody else gave: of an authorization, a claim, a study, a drug. Those of the file's other encounters that may
 * hold here too: the patient's own, the practice's studies, a drug's number of a line with the same code.
 */
import type { Encounter, ServiceLine } from '../../../encounter/encounter.js';
import type { Offered } from '../../offer.js';
import type { Cursor } from './cursor.js';
import { type Candidate, noOffers } from './matching.js';
import { fittingValue, type ValuePlace, valueCandidate } from './value-offer.js';

const most = 40;

/** The numbers that may be written, the nearest encounter's first. */
export function numberOffers(cursor: Cursor, place: ValuePlace): Offered {
  const told =
    place.field === 'ndc' ? drugNumbers(cursor) : place.field === 'trial' ? studies(cursor) : own(cursor, place);
  const written = [...new Map(told.map((each) => [each.value, each])).values()].slice(0, most);
  const candidates = written.map(
    ({ value, detail }, rank): Candidate => valueCandidate(place, value, rank, { detail }),
  );
  return candidates.length === 0 ? noOffers : fittingValue(cursor, place, candidates);
}

interface Told {
  readonly value: string;
  readonly detail: string;
}

/** What the same patient's other encounters with the same payer have in the field: another payer gave other numbers. */
function own({ checked, known }: Cursor, { field }: ValuePlace): readonly Told[] {
  const { patient, payer } = checked.judgment.encounter;
  const name = payer?.value.toLowerCase();
  return known.here
    .filter((other) => patient !== undefined && other.patient?.value === patient.value)
    .filter((other) => other.payer?.value.toLowerCase() === name)
    .flatMap(({ fields, date }) => {
      const value = fields.get(field)?.text?.value;
      return value === undefined ? [] : [{ value, detail: `this patient's${date ? `, ${date.value}` : ''}` }];
    });
}

function studies({ known }: Cursor): readonly Told[] {
  return known.here.flatMap(({ trial }) => (trial ? [{ value: trial.value, detail: 'a study of the practice' }] : []));
}

/** A drug has its number whoever gets it. */
function drugNumbers({ checked, known, service }: Cursor): readonly Told[] {
  const { lines } = checked.judgment.encounter;
  const code = service === undefined ? undefined : lines[service]?.code.value;
  const ofCode = ({ lines: all }: Pick<Encounter, 'lines'>): readonly ServiceLine[] =>
    all.filter((line) => line.code.value === code);
  return [checked.judgment.encounter, ...known.here].flatMap(ofCode).flatMap(({ fields }) => {
    const value = fields.get('ndc')?.text?.value;
    return value === undefined || code === undefined ? [] : [{ value, detail: `of ${code} on another line` }];
  });
}
