/** What is said about a field wherever it is explained: hover, completion, the page about the format. */
import {
  accidentKinds,
  claimKinds,
  frequencies,
  guidances,
  intents,
  seriesValues,
  sexes,
  sides,
  techniques,
} from '../../syntax/vocabulary.js';
import { fieldWords } from './field.js';
import { valueWords } from './value.js';

const valuesOf: Readonly<Record<string, readonly string[]>> = {
  sex: sexes,
  claim: claimKinds,
  accident: accidentKinds,
  frequency: frequencies,
  intent: intents,
  technique: techniques,
  side: sides,
  guidance: guidances,
  series: seriesValues,
  consent: ['yes', 'no'],
};

/** The fixed values of a field; none where it takes others. */
export function fixedValues(field: string): readonly string[] {
  return Object.hasOwn(valuesOf, field) ? (valuesOf[field] ?? []) : [];
}

/** A field explained, with what each of its fixed values means: Markdown; undefined if there is no such field. */
export function fieldHelp(field: string): string | undefined {
  const words = fieldWords(field);
  const values = fixedValues(field).map((value) => `- \`${value}\`: ${valueWords(field, value) ?? ''}`);
  return words === undefined || values.length === 0 ? words : `${words}\n\n${values.join('\n')}`;
}
