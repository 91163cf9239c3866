/** A file of encounters as the format writes it: which edits make it so, in the whole file or in some of its lines. */
import type { Codes } from '../codes/codes.js';
import type { Encounter } from '../encounter/encounter.js';
import { readEncounter } from '../encounter/read.js';
import { cut } from '../syntax/cut.js';
import { skipSpace, wholeLine } from '../text/lines.js';
import { applyEdits, type Edit, insertAt, replaceAt, type Span, shifted } from '../text/span.js';
import { formatEncounter } from './encounter.js';

/** An encounter and where its slice starts in its file. */
interface PlacedEncounter {
  readonly start: number;
  readonly encounter: Encounter;
}

/** The edits that format a file, in order; none where two versions of it are still to be merged. */
export function formatFile(text: string, encounters: readonly PlacedEncounter[]): readonly Edit[] {
  if (isConflict(text)) return [];
  const edits: Edit[] = [];
  encounters.forEach(({ start, encounter }, index) => {
    const { edits: inside, atEnd } = formatEncounter(encounter);
    const ends = index === encounters.length - 1 ? atEnd.ofFile : atEnd.ofOther;
    for (const { span, text: right } of inside) edits.push(replaceAt(shifted(span, start), right));
    for (const { span, text: right } of ends) edits.push(replaceAt(shifted(span, start), right));
  });
  const last = encounters.at(-1)?.encounter;
  const lastLine = lineStart(text, text.length);
  const isOpen = last?.heading && skipSpace(text, lastLine, text.length) < text.length;
  return isOpen ? [...edits, insertAt(text.length, last.lineEnd)] : edits;
}

/** The edits of the lines that a span is in; the line at whose start it ends is not one of them. */
export function editsInLines(text: string, edits: readonly Edit[], span: Span): readonly Edit[] {
  const first = lineStart(text, span.start);
  const isBefore = span.end > span.start && span.end < text.length && lineStart(text, span.end) === span.end;
  const next = isBefore ? span.end : wholeLine(text, { start: span.end, end: span.end }).end;
  return edits.filter(
    ({ span: { start, end } }) => start >= first && end <= next && (start < next || next === text.length),
  );
}

/** A file's text as the format writes it. */
export function formattedText(text: string, codes: Pick<Codes, 'isPlace'>): string {
  const encounters = cut(text).map(({ start, end }) => ({
    start,
    encounter: readEncounter(text.slice(start, end), codes),
  }));
  return applyEdits(text, formatFile(text, encounters));
}

/** A version-control system's marks of what two versions have. */
function isConflict(text: string): boolean {
  const mayBe = text.includes('<<<<<<<') || text.includes('>>>>>>>');
  return mayBe && /(?:^|[\r\n])(?:<{7}|>{7})(?: |\r|\n|$)/.test(text);
}

function lineStart(text: string, offset: number): number {
  return wholeLine(text, { start: offset, end: offset }).start;
}
