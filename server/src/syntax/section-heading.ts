/** The headings within an encounter, even if misspelled but clearly meant. */
import { nearest } from '../text/distance.js';
import { isSpace, skipSpace, wordEnd } from '../text/lines.js';
import type { Span } from '../text/span.js';
import { headerFields, procedureFields, procedureKinds, type SectionName, sections } from './vocabulary.js';

export interface SectionHeadingWords {
  readonly name: SectionName;
  /** The word as written. */
  readonly word: Span;
  /** Where a colon follows the word, which it should not. */
  readonly colon: number | undefined;
  readonly isMisspelled: boolean;
  /** Only the kind is written, and not the word before it. */
  readonly lacksKeyword?: boolean;
  /** The word after `procedure`. */
  readonly procedureKind: Span | undefined;
  /** What follows and is ignored. */
  readonly rest: Span | undefined;
}

const words = [...sections, ...headerFields, ...procedureFields, 'encounter'];
const known: ReadonlySet<string> = new Set(words);
/** What people write for a section's name, apart from typos. */
const alsoMeant: Readonly<Record<string, SectionName>> = {
  line: 'lines',
  services: 'lines',
  charges: 'lines',
  billing: 'lines',
  cpt: 'lines',
  diagnosis: 'diagnoses',
  dx: 'diagnoses',
  procedures: 'procedure',
};

/** The section heading from `start` to `end`, without the line's comment; undefined if there is none. */
export function readSectionHeading(text: string, start: number, end: number): SectionHeadingWords | undefined {
  let at = start;
  while (at < end && at - start <= 14 && isLetter(text.charCodeAt(at))) at += 1;
  const kind = text.charCodeAt(at) === 45 ? kindAlone(text, start, end) : undefined;
  if (kind) return kind;
  if (at === start || at - start > 14) return undefined;
  const after = skipSpace(text, at, end);
  const colon = text.charCodeAt(after) === 58 && after < end ? after : undefined;
  if (colon === undefined && at < end && !isSpace(text.charCodeAt(at))) return undefined;
  const restStart = skipSpace(text, colon === undefined ? at : colon + 1, end);
  const rest = restStart < end ? { start: restStart, end } : undefined;
  const written = text.slice(start, at).toLowerCase();
  const exact = sections.find((section) => section === written);
  const name = exact ?? alsoMeant[written] ?? misspelled(written);
  if (!name) return undefined;
  const word = { start, end: at };
  const isMisspelled = exact === undefined;
  if (name !== 'procedure') {
    // Only a procedure has a word after it; a misspelled word with more after it is more likely a field.
    if (rest && (isMisspelled || colon !== undefined)) return undefined;
    return { name, word, colon, isMisspelled, procedureKind: undefined, rest };
  }
  const kindEnd = wordEnd(text, restStart, end);
  if (isMisspelled && (!rest || kindEnd < end)) return undefined;
  // "PROCEDURE PERFORMED: …" and "Procedure: the patient was placed prone …" are lines of a note.
  if (text.charCodeAt(kindEnd - 1) === 58 && kindEnd > restStart) return undefined;
  if (colon !== undefined && wordCount(text, restStart, end) > 4) return undefined;
  if (noteWords.test(text.slice(restStart, kindEnd))) return undefined;
  const restAt = skipSpace(text, kindEnd, end);
  return {
    name,
    word,
    colon,
    isMisspelled,
    procedureKind: rest && { start: restStart, end: kindEnd },
    rest: restAt < end ? { start: restAt, end } : undefined,
  };
}

function misspelled(word: string): SectionName | undefined {
  // Nearly every line begins with a known word.
  if (word.length < 4 || known.has(word)) return undefined;
  const meant = nearest(word, words);
  return sections.find((section) => section === meant);
}

/** A kind on a line of its own, without the word before it: `facet-injection`. */
function kindAlone(text: string, start: number, end: number): SectionHeadingWords | undefined {
  if (end - start > 30 || !kinds.has(text.slice(start, end).toLowerCase())) return undefined;
  const word = { start, end };
  const none = { colon: undefined, rest: undefined };
  return { ...none, name: 'procedure', word, isMisspelled: true, lacksKeyword: true, procedureKind: word };
}

/** Words that are also said in a note, such as "therapy", are none. */
const kinds: ReadonlySet<string> = new Set(procedureKinds.filter((kind) => kind.includes('-')));

/** "PROCEDURE NOTE" is a note's own heading. */
const noteWords = /^(?:note|notes|report|performed|details|description|summary|in|was)$/i;

/** How many words there are, counted up to ten. */
function wordCount(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end && count < 10; at = skipSpace(text, wordEnd(text, at, end), end)) count += 1;
  return count;
}

function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}
