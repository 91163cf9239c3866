/** The values of the encounter's own fields. */
import type { Codes } from '../codes/codes.js';
import { claimKinds, frequencies, sexes } from '../syntax/vocabulary.js';
import type { Encounter, Field } from './encounter.js';
import { accidentOf, dateOf, npiOf, placeOf, type Reading, stateOf, trialOf, wordOf } from './values.js';

type HeaderValues = Pick<
  Encounter,
  | 'patient'
  | 'born'
  | 'sex'
  | 'date'
  | 'payer'
  | 'place'
  | 'provider'
  | 'referring'
  | 'claim'
  | 'state'
  | 'secondary'
  | 'accident'
  | 'frequency'
  | 'trial'
  | 'authorization'
>;

/** What people write where there is no number. */
const noNumber =
  /^(?:none|no|n\/?a|not (?:required|needed|applicable|obtained)|pending|requested|submitted|denied|tbd|unknown|\?+|-+)\.?$/i;

/** The number of a prior authorization; a word for its absence is none. */
function numberOf(field: Field | undefined): Encounter['authorization'] {
  return field?.text && noNumber.test(field.text.value) ? undefined : field?.text;
}

/** Reads them; problems are pushed. */
export function headerValues(
  fields: ReadonlyMap<string, Field>,
  codes: Pick<Codes, 'isPlace'>,
  reading: Reading,
): HeaderValues {
  return {
    patient: fields.get('patient')?.text,
    born: dateOf(fields.get('born'), reading),
    sex: wordOf(fields.get('sex'), sexes, reading),
    date: dateOf(fields.get('date'), reading),
    payer: fields.get('payer')?.text,
    place: placeOf(fields.get('place'), codes.isPlace, reading),
    provider: npiOf(fields.get('provider'), reading),
    referring: npiOf(fields.get('referring'), reading),
    claim: wordOf(fields.get('claim'), claimKinds, reading)?.value ?? 'professional',
    state: stateOf(fields.get('state'), reading),
    secondary: fields.get('secondary')?.text,
    accident: accidentOf(fields.get('accident'), reading),
    frequency: wordOf(fields.get('frequency'), frequencies, reading)?.value ?? 'original',
    trial: trialOf(fields.get('trial'), reading),
    authorization: numberOf(fields.get('authorization')),
  };
}
