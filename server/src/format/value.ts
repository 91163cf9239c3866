/** The values of fields as the format writes them: fixed words, levels and nerves in their letter case. Free text is the coder's own. */
import { readLevel } from '../clinical/level-words.js';
import { medialBranches, roots, vertebralBodies } from '../clinical/levels.js';
import { isState } from '../clinical/states.js';
import { fixedValues, type ProcedureKind } from '../syntax/vocabulary.js';

/** A field's value in the format's letter case; as written where it is none of the format's own forms. */
export function writtenValue(name: string, value: string): string {
  if (value.length > longest) return value;
  const lower = value.toLowerCase();
  const words = name === 'discarded' ? ['none'] : fixedValues(name);
  const word = words.find((each) => each.toLowerCase() === lower);
  if (word !== undefined) return word;
  if (name === 'state' && isState(value.toUpperCase())) return value.toUpperCase();
  if (name === 'trial' && /^nct\d{8}$/i.test(value)) return value.toUpperCase();
  if (name === 'ndc' && /^[\d-]{10,15} (?:f2|gr|me|ml|un)\d{1,7}(?:\.\d{1,3})?$/i.test(value))
    return value.toUpperCase();
  return value;
}

/** An item of a list in the format's letter case: `l4-5` is L4-L5. Free text, such as a site, is as written. */
export function writtenItem(name: string, item: string, kind: ProcedureKind | undefined): string {
  if (item.length > longest) return item;
  const upper = item.toUpperCase();
  if (name === 'levels') {
    const level = readLevel(item);
    return level?.isCanonical ? level.canonical : item;
  }
  if (name === 'bodies') return vertebralBodies.includes(upper) ? upper : item;
  if (name === 'nerves') return nervesOf(kind).includes(upper) ? upper : item;
  return item;
}

/** Of other procedures nerves are words. */
function nervesOf(kind: ProcedureKind | undefined): readonly string[] {
  if (kind === 'facet-injection' || kind === 'facet-destruction') return medialBranches;
  return kind === 'transforaminal-epidural' ? roots : [];
}

/** No word of the format is longer. */
const longest = 60;
