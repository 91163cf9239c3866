/** A note's characters as plain ones, so that the readers meet one hyphen, one quotation mark and one kind of space. */
import { withHyphens } from '../text/dashes.js';

/** What is longer than twenty pages is no note, but a chart. */
const mostCharacters = 60_000;

/** The note in plain characters; undefined where it is too long to be one. */
export function plainNote(text: string): string | undefined {
  if (text.length > mostCharacters) return undefined;
  return (
    singleSpaced(withHyphens(text).replace(/\r\n?/g, '\n'))
      .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
      .replace(/[\u200b-\u200f\ufeff]/g, '')
      .replace(/[\u2018\u2019\u201b]/g, "'")
      .replace(/["\u201c\u201d\u201f]/g, '"')
      .replace(/\u00d7/g, 'x')
      .replace(/\(if [^()\n]{1,60}\)/gi, ' ')
      // What a template asks for and nobody filled in: "{RIGHT/LEFT:31240}", "@NAME@".
      .replace(/\{[^{}\n]{0,80}\}[ \t]?/g, '')
      .replace(/@[A-Z]{2,20}@/g, '\u2026')
      .replace(/[^\n\t\P{Cc}]/gu, ' ')
  );
}

/** Text that was copied with an empty line after each line: its paragraphs are three line ends apart. */
function singleSpaced(text: string): string {
  const lines = text.split('\n');
  const full = lines.filter((line) => line.trim() !== '').length;
  const isDouble = full > 8 && !lines.some((line, at) => line.trim() !== '' && (lines[at + 1] ?? '').trim() !== '');
  const isCut = lines.some(
    (line, at) => /[a-z,]$/.test(line) && line.length >= 40 && /^[a-z]/.test(lines[at + 2] ?? ''),
  );
  return isDouble && isCut ? text.replace(/\n[ \t]*\n/g, '\n') : text;
}
