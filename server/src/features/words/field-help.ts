/** What is said about a field wherever it is explained: hover, completion, the page about the format. */
import { fixedValues } from '../../syntax/vocabulary.js';
import { fieldWords } from './field.js';
import { valueWords } from './value.js';

/** A field explained, with what each of its fixed values means: Markdown; undefined if there is no such field. */
export function fieldHelp(field: string): string | undefined {
  const words = fieldWords(field);
  const values = fixedValues(field).map((value) => `- \`${value}\`: ${valueWords(field, value) ?? ''}`);
  return words === undefined || values.length === 0 ? words : `${words}\n\n${values.join('\n')}`;
}
