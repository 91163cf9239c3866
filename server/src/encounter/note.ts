/** A note pasted among an encounter's lines: many lines that are not the format's, reported once and not read. */
import { lineScanner, skipSpace, type TextLine, trimmedEnd } from '../text/lines.js';
import { insertAt, type Span } from '../text/span.js';
import type { Draft } from './draft.js';
import { fixOf } from './problems.js';

/** Lines that are plainly a note's: at least so many, with at least one sentence among them. */
const fewestLines = 3;
const wordsOfSentence = 6;
/** So many lines of a note may look like the format's own: "DATE OF SERVICE: 11/16/2026". */
const mostBetween = 8;

/** Where there are notes, each from its first line's start to its last line's end. */
export function notesIn({ text, unread, isForeign }: Draft): readonly Span[] {
  if (isForeign || unread.length < fewestLines) return [];
  return runsOf(text, unread).flatMap((run): readonly Span[] => {
    const [first] = run;
    const last = run.at(-1);
    const isNote = run.length >= fewestLines && run.some((line) => isSentence(text, line));
    return first && last && isNote ? [{ start: first.start, end: last.end }] : [];
  });
}

/** One problem a note, which offers to comment it out. */
export function reportNotes({ text, heading, problems }: Draft, notes: readonly Span[]): void {
  for (const note of notes) {
    const start = skipSpace(text, note.start, note.end);
    const isBefore = heading === undefined || note.start < heading.start;
    const form = isBefore
      ? 'a claim starts with the word encounter and its id'
      : 'an encounter has one fact a line, such as levels: L4-L5';
    const edits = linesOf(text, note).map((line) => insertAt(skipSpace(text, line.start, line.end), '# '));
    problems.push({
      rule: 'syntax',
      at: { start, end: Math.max(start + 1, trimmedEnd(text, start, note.end)) },
      message: `This is a note and is ignored: ${form}`,
      fixes: [fixOf('Comment it out', edits)],
    });
  }
}

/** `A: M47.816`, in the form of a diagnosis and in no note's. */
const isDiagnosis = /^\s*[A-Z]\s*:\s*[A-TV-Z]\d[\dA-Z](?:\.?[\dA-Z]{1,4})?\s*$/i;

/** The ignored lines that belong together: between them only blank lines, or names in capitals as notes have them. */
function runsOf(text: string, unread: Draft['unread']): readonly (readonly TextLine[])[] {
  const runs: TextLine[][] = [];
  for (const line of unread) {
    const run = runs.at(-1);
    const above = run?.at(-1);
    if (run && above && isOfNote(text, above.next, line.start)) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

function isOfNote(text: string, start: number, end: number): boolean {
  const between = linesOf(text, { start, end });
  return (
    between.length <= mostBetween &&
    between.every((line) => {
      const written = text.slice(line.start, Math.min(line.end, line.start + 100));
      return /^\s*[A-Z][\w /'()#.-]{0,60}:/.test(written) && !isDiagnosis.test(written);
    })
  );
}

/** The lines of a part of the text that are not blank; more than a note has are not looked at. */
function linesOf(text: string, { start, end }: Span): readonly TextLine[] {
  const found: TextLine[] = [];
  const next = lineScanner(text.slice(start, end));
  for (let line = next(); line; line = next()) {
    const at = { start: start + line.start, end: start + line.end, next: start + line.next };
    if (skipSpace(text, at.start, at.end) < at.end) found.push(at);
  }
  return found;
}

/** Words are told by their letters and digits: formatting writes spaces behind a colon or comma, and a note stays one. */
function isSentence(text: string, { start, end }: TextLine): boolean {
  const words = text.slice(start, Math.min(end, start + 400)).split(/[\s:,;]+/);
  return words.filter((word) => /[A-Za-z\d]/.test(word)).length >= wordsOfSentence;
}
