/** Fixes that add modifiers to lines: their titles say what the modifiers attest, which only the coder can know of the record. */
import { modifierAttests } from '../codes/modifier-words.js';
import { addModifier, replaceValue } from '../encounter/edits.js';
import type { ServiceLine, Written } from '../encounter/encounter.js';
import type { Edit } from '../text/span.js';
import { listed } from '../text/words.js';

interface Adding {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly applies: 'ask';
  readonly attests: string | undefined;
}

/** Adds the modifiers to each of the lines; `attests` where it is more than the modifiers say themselves. */
export function addingModifiers(
  lines: readonly ServiceLine[],
  modifiers: readonly string[],
  attests = attestedBy(modifiers),
): Adding {
  return {
    title: withAttested(`Add modifier ${listed(modifiers)}`, attests),
    edits: lines.map((line) => addModifier(line, ...modifiers)),
    applies: 'ask',
    attests,
  };
}

/** Writes another modifier in the place of one, which may attest something too. */
export function changingModifier({ value, span }: Written<string>, modifier: string): Adding {
  const attests = attestedBy([modifier]);
  return {
    title: withAttested(`Change ${value} to ${modifier}`, attests),
    edits: [replaceValue({ span }, modifier)],
    applies: 'ask',
    attests,
  };
}

/** What adding the modifiers attests; undefined where they only describe. */
export function attestedBy(modifiers: readonly string[]): string | undefined {
  const said = modifiers.flatMap((modifier) => modifierAttests(modifier) ?? []);
  return said.length > 0 ? listed(said) : undefined;
}

/** A title that ends in what its fix attests. */
export function withAttested(title: string, attests: string | undefined): string {
  return attests === undefined ? title : `${title} (attests ${attests})`;
}
