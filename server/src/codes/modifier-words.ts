/** What a pain practice's modifiers mean, in our own words: server/data/modifier_words.csv. */
import { modifierWordRows } from '../../generated/modifier-words.js';
import { once } from '../text/once.js';

const rows = once(() => new Map(modifierWordRows.map((row) => [row.modifier ?? '', row])));

/** What a modifier says, as a claim that carries it would; undefined where we have no words for it. */
export function modifierMeaning(modifier: string): string | undefined {
  return rows().get(modifier)?.words;
}

/** Where it goes and what it does not go with; undefined where no source says. */
export function modifierHelp(modifier: string): string | undefined {
  const { more, confidence } = rows().get(modifier) ?? {};
  return more && `${more}${confidence === 'verified' ? '' : ' (second-hand)'}`;
}
