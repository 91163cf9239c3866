/** What is known of a diagnosis, as Markdown. */

import type { Codes } from '../../codes/codes.js';
import { asText } from '../../text/markdown.js';
import { listed } from '../../text/words.js';

/** The lines that explain a diagnosis on a date of service. */
export function diagnosisWords(codes: Codes, code: string, date: string | undefined): readonly string[] {
  const standing = codes.diagnosis(code, date);
  const edition = codes.diagnosisEdition(date);
  const meaning = codes.diagnosisMeaning(code);
  const said = {
    valid: meaning ? '' : 'Billable, but not explained here',
    impossible: 'Not a valid ICD-10-CM format',
    header: `Needs more characters: ${standing.kind === 'header' ? listed(standing.children, 'or') : ''}`,
    'not-yet': `Valid from ${standing.kind === 'not-yet' ? standing.firstDate : ''}`,
    ended: `Valid until ${standing.kind === 'ended' ? standing.lastDate : ''}`,
    unknown: `Not a billable code in ${asText(edition)}`,
  }[standing.kind];
  return [`**${code}** ${meaning ?? ''}`.trim(), said, `*${asText(edition)}*`];
}
