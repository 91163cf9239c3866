/** The lines of an encounter: each field with the words that it was taken from, and below them what is not certain. */
import { isFreeText } from '../syntax/vocabulary.js';
import type { Decision } from './statements.js';

/** A field's lines; what is not certain of it, in a comment. */
interface PrintedFields {
  readonly lines: readonly string[];
  readonly unsure: readonly string[];
}

/** The fields in the order given. */
export function printedFields(
  fields: readonly (readonly [string, Decision | undefined])[],
  indent: string,
  clean: (words: string) => string,
): PrintedFields {
  const lines: string[] = [];
  const unsure: string[] = [];
  for (const [name, decision] of fields) {
    if (!decision) continue;
    if (decision.kind === 'unsure') {
      unsure.push(notCertain(name, decision, indent, clean));
      continue;
    }
    const isText = isFreeText(name);
    const value = isText && name !== 'patient' ? clean(decision.value) : decision.value;
    if (value === '' || value === '\u2026') continue;
    const comment = from(decision.words, clean);
    // In free text a # is text.
    if (isText) lines.push(`${indent}${comment}`, `${indent}${name}: ${value}`);
    else lines.push(`${indent}${name}: ${value}  ${comment}`);
  }
  return { lines, unsure };
}

/** `# from: "…"`. */
export function from(words: string, clean: (words: string) => string): string {
  return `# from: "${quotable(clean(words))}"`;
}

/** `# not certain: levels: "L4-L5" in the heading, "L4 and L5 foramen" in the text`. */
export function notCertain(name: string, decision: Decision, indent: string, clean: (words: string) => string): string {
  if (decision.kind === 'certain') return '';
  const said = new Map<string, string>();
  for (const { words, where } of decision.said) {
    const quoted = quotable(clean(words));
    if (quoted !== '' && said.size < 4) said.set(quoted, where);
  }
  return `${indent}# not certain: ${name}: ${[...said].map(([words, where]) => `"${words}" ${where}`).join(', ')}`;
}

const longest = 160;

function quotable(words: string): string {
  const plain = words.replace(/"/g, "'").replace(/\s+/g, ' ').trim();
  if (plain.length <= longest) return plain;
  return `${plain.slice(0, Math.max(plain.lastIndexOf(' ', longest - 2), longest / 2)).trim()} \u2026`;
}
