/**
 * What each line of an encounter is, and the words in it: worked out once, for reading, completion, formatting and coloring
 * alike. Loses nothing: the words plus the white space between them make up the line. Checks nothing: callers decide which letter is
 * taken, which code exists and what a message says.
 */
import { skipSpace, trimmedEnd, wordEnd } from '../text/lines.js';
import type { Span } from '../text/span.js';
import { commentStart } from './comment.js';
import { type DiagnosisWords, readDiagnosisWords } from './diagnosis-words.js';
import { type EncounterHeadingWords, encounterKeywordEnd, readEncounterHeading } from './encounter-heading.js';
import { everydayField } from './everyday.js';
import { type FieldWords, readFieldWords } from './field-words.js';
import { readSectionHeading, type SectionHeadingWords } from './section-heading.js';
import { readServiceWords, type ServiceWords } from './service-words.js';
import { headerFields, lineFields, procedureFields, type SectionName } from './vocabulary.js';

/** The block a line is in: the header, named after its heading, or a section. */
export type Block = 'encounter' | SectionName;

interface BlankLine {
  readonly kind: 'blank';
}

interface CommentLine {
  readonly kind: 'comment';
  readonly comment: Span;
}

/** A line that holds more than a comment. */
interface Content<Kind extends string, Words> {
  readonly kind: Kind;
  readonly words: Words;
  /** From the first character to the last, without indentation and comment. */
  readonly content: Span;
  /** From its `#` to its last character. */
  readonly comment: Span | undefined;
}

/** The heading of an encounter. */
export type EncounterLine = Content<'encounter', EncounterHeadingWords>;
/** The heading of a section. */
export type SectionLine = Content<'section', SectionHeadingWords>;
export type DiagnosisLine = Content<'diagnosis', DiagnosisWords>;
export type ServiceLineForm = Content<'service', ServiceWords>;
type FieldLine = Content<'field', FieldWords>;
/** A line that fits no form. */
type StrayLine = Content<'stray', undefined>;

/** A line that is neither blank nor only a comment. */
export type ContentLine = EncounterLine | SectionLine | DiagnosisLine | ServiceLineForm | FieldLine | StrayLine;

export type LineForm = BlankLine | CommentLine | ContentLine;

/**
 * The form of one line of an encounter's slice.
 *
 * @param line its span, line end left out
 * @param block the one that the line is in, as {@link blockAfter} returns it for the line above; undefined before the slice's
 *   heading. A slice has one heading: only there can a line be an encounter's heading
 */
export function lineForm(text: string, line: Span, block: Block | undefined): LineForm {
  const start = skipSpace(text, line.start, line.end);
  if (start === line.end) return { kind: 'blank' };
  const lineEnd = trimmedEnd(text, start, line.end);
  if (text.charCodeAt(start) === 35) return { kind: 'comment', comment: { start, end: lineEnd } };
  const keyword = block === undefined ? encounterKeywordEnd(text, start, lineEnd) : -1;
  // Before the heading nothing has a form, so a pasted note is one block of text.
  if (keyword < 0 && block === undefined) {
    return { kind: 'stray', words: undefined, content: { start, end: lineEnd }, comment: undefined };
  }
  const hash = commentStart(text, start, lineEnd);
  const end = trimmedEnd(text, start, hash);
  const content = { start, end };
  const comment = hash < lineEnd ? { start: hash, end: lineEnd } : undefined;
  if (keyword >= 0) {
    return { kind: 'encounter', words: readEncounterHeading(text, start, keyword, end), content, comment };
  }

  const heading = readSectionHeading(text, start, end);
  if (heading) return { kind: 'section', words: heading, content, comment };
  if (block === 'lines' && beginsWithCode(text, start, end)) {
    return { kind: 'service', words: readServiceWords(text, start, end), content, comment };
  }
  const diagnosis = block === 'diagnoses' ? readDiagnosisWords(text, start, end) : undefined;
  if (diagnosis) return { kind: 'diagnosis', words: diagnosis, content, comment };
  const field = readFieldWords(text, start, lineEnd, hash, (name) => isKnownName(name, block));
  if (!field || (block === 'diagnoses' && isNoDiagnosisLetter(field.name)))
    return { kind: 'stray', words: undefined, content, comment };
  return {
    kind: 'field',
    words: field,
    content: { start, end: trimmedEnd(text, start, field.contentEnd) },
    comment: field.contentEnd < lineEnd ? { start: field.contentEnd, end: lineEnd } : undefined,
  };
}

/** The block that the line after this one is in. */
export function blockAfter(form: LineForm, block: Block | undefined): Block | undefined {
  if (form.kind === 'encounter') return 'encounter';
  return form.kind === 'section' ? form.words.name : block;
}

/** Whatever a line's first word is, a digit in it means the line bills something; `minutes:30` is a field without its blank. */
function beginsWithCode(text: string, start: number, end: number): boolean {
  const word = text.slice(start, Math.min(wordEnd(text, start, end), start + 200));
  return /\d/.test(word) && !/^[a-z][a-z-]+:/i.test(word);
}

/** `AA: M54.2` and `1: M54.2` are diagnoses with an invalid letter, not fields. */
function isNoDiagnosisLetter(name: string): boolean {
  return /^(?:[a-z]{2}|\d{1,2})$/.test(name);
}

const headerNames: ReadonlySet<string> = new Set(headerFields);
const procedureNames: ReadonlySet<string> = new Set(procedureFields);
const lineNames: ReadonlySet<string> = new Set(lineFields);

/** Names that are fields even without a colon: those allowed in this block, and header names anywhere. */
function isKnownName(name: string, block: Block | undefined): boolean {
  if (headerNames.has(name)) return true;
  if (block === 'procedure') return procedureNames.has(name);
  if (block === 'lines') return lineNames.has(name);
  // "DOS 11/16/2026": longer everyday names may begin a sentence.
  return block === 'encounter' && name.length <= 3 && everydayField(name) !== undefined;
}
