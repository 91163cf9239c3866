/** Completion of the format's fixed values: those that make sense for the procedure, the likeliest first, found by everyday words too. */
import { stateLetters, stateName } from '../../../clinical/states.js';
import { everydayWordsFor } from '../../../syntax/everyday.js';
import { kindFields } from '../../../syntax/kind-fields.js';
import {
  accidentKinds,
  frequencies,
  guidances,
  intents,
  type Side,
  seriesValues,
  sexes,
  sides,
  techniques,
} from '../../../syntax/vocabulary.js';
import type { Offered } from '../../offer.js';
import { valueWords } from '../../words/value.js';
import { type Cursor, procedureAt } from './cursor.js';
import { saidBy } from './known.js';
import { fittingValue, type ValuePlace, valueCandidate } from './value-offer.js';

/** The values of a field that has fixed ones. */
export function fixedOffers(cursor: Cursor, place: ValuePlace): Offered {
  const { field } = place;
  if (field === 'state') return stateOffers(cursor, place);
  const candidates = [...new Set(valuesOf(cursor, field))].map((value, rank) =>
    valueCandidate(place, value, rank, { detail: valueWords(field, value) }, everydayWordsFor(value)),
  );
  return fittingValue(cursor, place, candidates);
}

/** The values of a field, the likeliest first. */
function valuesOf(cursor: Cursor, field: string): readonly string[] {
  const procedure = procedureAt(cursor);
  const usual = procedure?.kind && kindFields(procedure.kind);
  switch (field) {
    case 'intent':
      if (procedure?.technique?.value === 'intra-articular') return ['therapeutic', 'diagnostic'];
      return [...(usual ? [usual.intent] : []), ...intents];
    case 'series':
      return seriesValues;
    case 'technique':
      if (!usual || usual.techniques.length === 0) return techniques;
      // A block of the nerves finds out, an injection into the joint treats.
      return procedure?.kind === 'facet-injection' && procedure.intent?.value === 'therapeutic'
        ? [...usual.techniques].reverse()
        : usual.techniques;
    case 'guidance':
      return [...guidanceBilled(cursor), ...(usual?.guidances ?? []), ...guidances];
    case 'side':
      return [...sidesTold(cursor), ...sides];
    case 'sex':
      return sexes;
    // What is written is seldom what holds where nothing is.
    case 'claim':
      return ['facility', 'professional'];
    case 'frequency':
      return [...frequencies.slice(1), ...frequencies.slice(0, 1)];
    case 'accident':
      return accidentKinds;
    case 'consent':
      return ['yes', 'no'];
    default:
      return [];
  }
}

/** What the codes on the claim include, or name. */
function guidanceBilled(cursor: Cursor): readonly string[] {
  const { codes } = cursor.world;
  const { lines, date } = cursor.checked.judgment.encounter;
  const kind = procedureAt(cursor)?.kind;
  const rows = lines.flatMap(({ code }) => codes.painCode(code.value, date?.value) ?? []);
  const own = rows.filter(({ kinds }) => kind !== undefined && kinds.includes(kind));
  const imaging = rows.flatMap(({ guidance }) => guidance ?? []);
  if (imaging.length > 0) return imaging;
  return own.flatMap((row) => {
    if (row.imaging === 'includes-ultrasound') return ['ultrasound'];
    if (row.imaging === 'required-fluoro-ct' || row.imaging === 'includes-fluoro-ct') return ['fluoroscopy'];
    // With imaging there is another code, or one for the imaging.
    const isWithout = codes.painCodes.some(
      ({ withoutImaging, group }) => withoutImaging === row.code && group === row.group,
    );
    return isWithout || row.imaging === 'separate' ? ['none'] : [];
  });
}

const sideModifiers: Readonly<Record<string, Side>> = { LT: 'left', RT: 'right', '50': 'bilateral' };

/** The sides that the lines say; then those that the titles of the diagnoses say. */
function sidesTold({ world: { codes }, checked }: Cursor): readonly Side[] {
  const { lines, diagnoses } = checked.judgment.encounter;
  const billed = lines.flatMap(({ modifiers }) => modifiers.flatMap(({ value }) => sideModifiers[value] ?? []));
  const both = new Set(billed);
  const titles = diagnoses.flatMap(({ code }) => (code ? (codes.diagnosisTitle(code.value)?.toLowerCase() ?? []) : []));
  const diagnosed = sides.filter((side) => titles.some((title) => title.includes(side)));
  const isBoth = (some: ReadonlySet<Side>): boolean => some.has('left') && some.has('right');
  return [...(isBoth(both) || isBoth(new Set(diagnosed)) ? (['bilateral'] as const) : []), ...billed, ...diagnosed];
}

function stateOffers(cursor: Cursor, place: ValuePlace): Offered {
  const used = saidBy(cursor.known, ({ state }) => state);
  const letters = [...new Set([...used, ...stateLetters])];
  const candidates = letters.map((each, rank) =>
    valueCandidate(place, each, rank, { detail: stateName(each) }, [stateName(each) ?? '']),
  );
  return fittingValue(cursor, place, candidates);
}
