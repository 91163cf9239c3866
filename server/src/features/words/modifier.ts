/** What is known of a modifier, as Markdown. */
import type { Codes } from '../../codes/codes.js';

/** The lines that explain a modifier on a date of service. */
export function modifierWords(codes: Codes, modifier: string, date: string | undefined): readonly string[] {
  const meaning = codes.modifierMeaning(modifier);
  const standing = codes.modifier(modifier, date);
  const known = standing.kind === 'valid' ? 'A modifier without an explanation here' : 'On no list of modifiers';
  return [`**${modifier}** ${meaning ?? known}`, `*${codes.editions.modifiers}*`];
}
