/** What a pain practice's modifiers mean, in our own words: server/data/modifier_words.csv. */
import { modifierWordRows } from '../../generated/modifier-words.js';
import { once } from '../text/once.js';

const meanings = once(() => new Map(modifierWordRows.map(({ modifier, words }) => [modifier, words])));

/** What a modifier says; undefined where we have no words for it. */
export function modifierMeaning(modifier: string): string | undefined {
  return meanings().get(modifier);
}
