/** The headings within an encounter, also where they are misspelt but plainly meant. */
import { nearest } from '../text/distance.js';
import { isSpace, skipSpace, trimmedEnd } from '../text/lines.js';
import type { Span } from '../text/span.js';
import { headerFields, procedureFields, type SectionName, sections } from './vocabulary.js';

export interface HeadingLine {
  readonly name: SectionName;
  /** The word as written. */
  readonly word: Span;
  /** Where a colon stands behind the word that has no place there. */
  readonly colon: number | undefined;
  readonly isMisspelt: boolean;
  /** What stands behind it: the kind of a procedure. */
  readonly rest: Span | undefined;
}

const words = [...sections, ...headerFields, ...procedureFields, 'encounter'];
const known: ReadonlySet<string> = new Set(words);
/** What people write for a section's name, beside slips of the finger. */
const alsoMeant: Readonly<Record<string, SectionName>> = {
  line: 'lines',
  services: 'lines',
  diagnosis: 'diagnoses',
  dx: 'diagnoses',
  procedures: 'procedure',
};

/** The section heading that stands from `start` to `end`, comment left out; undefined where none does. */
export function readSectionHeading(text: string, start: number, end: number): HeadingLine | undefined {
  let at = start;
  while (at < end && at - start <= 14 && isLetter(text.charCodeAt(at))) at += 1;
  if (at === start || at - start > 14) return undefined;
  const behind = skipSpace(text, at, end);
  const colon = text.charCodeAt(behind) === 58 && behind < end ? behind : undefined;
  if (colon === undefined && at < end && !isSpace(text.charCodeAt(at))) return undefined;
  const rest = trimmed(text, colon === undefined ? at : colon + 1, end);
  const word = text.slice(start, at).toLowerCase();
  const exact = sections.find((section) => section === word);
  const name = exact ?? alsoMeant[word] ?? misspelt(word);
  if (!name) return undefined;
  // Only a procedure has a word behind it; a misspelt word with more behind it is rather a field.
  if (name !== 'procedure' && rest && (exact === undefined || colon !== undefined)) return undefined;
  if (
    name === 'procedure' &&
    exact === undefined &&
    (!rest || /\s/.test(text.slice(rest.start, Math.min(rest.end, rest.start + 60))))
  ) {
    return undefined;
  }
  return { name, word: { start, end: at }, colon, isMisspelt: exact === undefined, rest };
}

function misspelt(word: string): SectionName | undefined {
  // Nearly every line begins with a word that is known.
  if (word.length < 4 || known.has(word)) return undefined;
  const meant = nearest(word, words);
  return sections.find((section) => section === meant);
}

function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}

function trimmed(text: string, start: number, end: number): Span | undefined {
  const from = skipSpace(text, start, Math.max(start, end));
  const to = trimmedEnd(text, from, Math.max(from, end));
  return to > from ? { start: from, end: to } : undefined;
}
