/** An example does not have to name its payer: it is in that payer's own file. */
import { readEncounter } from '../encounter/read.js';
import { cut } from '../syntax/cut.js';
import { applyEdits, type Edit, insertAt, type Span } from '../text/span.js';

interface NamedText {
  /** The text in which every encounter names a payer. */
  readonly text: string;
  /** Where a place of it is in the text as it was written. */
  readonly written: (place: Span) => Span;
  /** Where an offset of the text as it was written is in this text. */
  readonly named: (offset: number) => number;
}

/** The encounters with a `payer` line under each heading that has none. */
export function namingPayer(text: string, payer: string): NamedText {
  const lines: { readonly heading: Span; readonly edit: Edit }[] = [];
  for (const { start, end } of cut(text)) {
    // Places of service do not matter here.
    const { heading, fields, lineEnd } = readEncounter(text.slice(start, end), { isPlace: () => true });
    if (!heading || fields.has('payer')) continue;
    const behind = start + heading.end + text.slice(start + heading.end, end).search(/\r|\n|$/);
    const edit = insertAt(behind, `${lineEnd}payer: ${payer}`);
    lines.push({ heading: { start: start + heading.start, end: start + heading.end }, edit });
  }
  if (lines.length === 0) return { text, written: (place) => place, named: (offset) => offset };
  return {
    text: applyEdits(
      text,
      lines.map(({ edit }) => edit),
    ),
    named: (offset) =>
      lines.filter(({ edit }) => edit.span.start < offset).reduce((sum, { edit }) => sum + edit.text.length, offset),
    written(place) {
      let added = 0;
      for (const { heading, edit } of lines) {
        const from = edit.span.start + added;
        // What is on an added line is shown on the heading.
        if (place.start > from && place.start < from + edit.text.length) return heading;
        if (place.start <= from) break;
        added += edit.text.length;
      }
      return { start: place.start - added, end: Math.max(place.start, place.end) - added };
    },
  };
}
