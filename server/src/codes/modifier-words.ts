/** What a pain practice's modifiers mean, in our own words: server/data/modifier_words.csv. */
import { modifierWordRows } from '../../generated/modifier-words.js';
import { once } from '../text/once.js';

const rows = once(() => new Map(modifierWordRows.map((row) => [row.modifier ?? '', row])));

/** What a modifier says, as a claim that carries it would; undefined where we have no words for it. */
export function modifierMeaning(modifier: string): string | undefined {
  return rows().get(modifier)?.words;
}

/** What a claim states by adding it that only the record can bear out, to follow "attests"; undefined where it only describes. */
export function modifierAttests(modifier: string): string | undefined {
  return rows().get(modifier)?.attests || undefined;
}

/** Where it goes and what it does not go with; undefined where no source says. */
export function modifierHelp(modifier: string): string | undefined {
  const { more, confidence } = rows().get(modifier) ?? {};
  return more && `${more}${confidence === 'verified' ? '' : ' (second-hand)'}`;
}
