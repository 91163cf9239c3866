/** Completion of places of service: those of pain practices first, found by number or by name. */
import type { Offered } from '../../offer.js';
import { placeWords } from '../../words/place.js';
import type { Cursor } from './cursor.js';
import { saidBy } from './known.js';
import { fittingValue, type ValuePlace, valueCandidate } from './value-offer.js';

/** Where pain practices treat, the usual ones first; what coders call them. */
const usual: readonly (readonly [string, string])[] = [
  ['11', 'office clinic'],
  ['24', 'asc surgery center'],
  ['22', 'hospital outpatient hopd on campus'],
  ['19', 'hospital outpatient off campus'],
  ['10', 'telehealth video at home'],
  ['02', 'telehealth video elsewhere'],
  ['21', 'inpatient hospital'],
  ['23', 'er ed emergency'],
  ['49', 'independent clinic'],
  ['12', 'home'],
  ['31', 'snf nursing'],
  ['32', 'nursing home'],
  ['62', 'comprehensive rehab'],
];

const all: readonly string[] = Array.from({ length: 99 }, (_, index) => String(index + 1).padStart(2, '0'));

/** The places, those of the practice's other encounters first. */
export function placeOffers(cursor: Cursor, place: ValuePlace): Offered {
  const { codes } = cursor.world;
  const used = saidBy(cursor.known, (told) => told.place);
  const words = new Map(usual);
  const candidates = [...new Set([...used, ...words.keys(), ...all])].flatMap((code, rank) => {
    const found = codes.place(code);
    if (!found) return [];
    const documentation = placeWords(found).join('\n\n');
    const said = [found.name, words.get(code) ?? '', `pos ${code}`];
    return [valueCandidate(place, code, rank, { kind: 'place', detail: found.name, documentation }, said)];
  });
  return fittingValue(cursor, place, candidates);
}
