/** What is known of a modifier, as Markdown. */
import type { Codes } from '../../codes/codes.js';
import { modifierHelp } from '../../codes/modifier-words.js';
import { asText } from '../../text/markdown.js';
import { withTitle } from './official.js';

/** The lines that explain a modifier on a date of service. */
export function modifierWords(codes: Codes, modifier: string, date: string | undefined): readonly string[] {
  const standing = codes.modifier(modifier, date);
  const said = {
    valid: '',
    ended: `Valid until ${standing.kind === 'ended' ? standing.lastDate : ''}`,
    'not-yet': `Valid from ${standing.kind === 'not-yet' ? standing.firstDate : ''}`,
    unlisted: 'Not on the modifier lists, which are older than the date of service',
    unknown: 'Not on any modifier list',
  }[standing.kind];
  const isListed = standing.kind !== 'unlisted' && standing.kind !== 'unknown';
  const [first, ...more] = withTitle(codes.modifierMeaning(modifier), codes.modifierTitle(modifier));
  const meaning = first || (isListed ? 'Valid, but not explained here' : '');
  const help = modifierHelp(modifier);
  return [
    `**${asText(modifier)}** ${meaning}`.trim(),
    help ? asText(help) : '',
    ...more,
    said,
    `*${asText(codes.editions.modifiers)}*`,
  ];
}
