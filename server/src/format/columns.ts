/** The cells of a service line and the columns that lines below each other share. */
import type { ServicePart, ServiceWords } from '../syntax/service-words.js';
import { covered, type Span } from '../text/span.js';

/** A service line in the order of the format: code and modifiers, units, pointers, charge. */
export interface Cells {
  /** One for each column, from the line's first word; undefined where the line leaves it out. */
  readonly spans: readonly (Span | undefined)[];
  /** As they are written when formatted. */
  readonly texts: readonly string[];
}

/** Where each column starts, from the line's first word. */
export type Columns = readonly number[];

const between = 2;

/** No code with its modifiers is longer: what is takes the others' columns with it. */
const widestCell = 24;

/**
 * The cells of a line; undefined where its words are in another order, or some of them belong nowhere: such a line is left as it is.
 */
export function cellsOf(text: string, { head, parts }: ServiceWords): Cells | undefined {
  const order = parts.map(({ kind }) => letterOf[kind]).join('');
  if (!/^u?p*c?$/.test(order) || !/^[ \t]*$/.test(gapsOf(text, head, parts))) return undefined;
  const units = parts.find((part) => part.kind === 'units');
  if (units && !units.hasX) return undefined;
  const charge = parts.find((part) => part.kind === 'charge');
  const named = parts.filter((part) => part.kind === 'pointers' || part.kind === 'diagnoses');
  const pointers = pointersCell(text, named);
  if (pointers === undefined) return undefined;
  const [first] = named;
  const last = named.at(-1);
  return {
    spans: [head, units?.span, first && last && { start: first.span.start, end: last.span.end }, charge?.span],
    texts: [
      upper(covered(text, head)),
      units ? covered(text, units.span).replace('X', 'x') : '',
      pointers,
      charge ? covered(text, charge.span) : '',
    ],
  };
}

/** The columns of lines that share them. */
export function columnsOf(lines: readonly Cells[]): Columns {
  const widths = [0, 1, 2, 3].map((column) =>
    lines.reduce((widest, { texts }) => {
      const { length } = texts[column] ?? '';
      return length <= widestCell ? Math.max(widest, length) : widest;
    }, 0),
  );
  let at = 0;
  return widths.map((width) => {
    const start = at;
    at += width > 0 ? width + between : 0;
    return start;
  });
}

/** The white space before a cell, of a line that is so long already. */
export function blanksBefore(columns: Columns, column: number, length: number): string {
  return ' '.repeat(Math.max(between, (columns[column] ?? 0) - length));
}

/** ASCII letters in upper case; others may be more than one letter then. */
export function upper(text: string): string {
  // A name in capitals before a colon is a note's.
  if (text.includes(':')) return text;
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

const letterOf: Readonly<Record<ServicePart['kind'], string>> = {
  units: 'u',
  pointers: 'p',
  diagnoses: 'p',
  charge: 'c',
  modifiers: '?',
  stray: '?',
};

function gapsOf(text: string, head: Span, parts: readonly ServicePart[]): string {
  return parts.map(({ span }, at) => text.slice((parts[at - 1]?.span ?? head).end, span.start)).join('');
}

/** Pointers with a comma and nothing else between them; undefined where they are written in another way. */
function pointersCell(text: string, parts: readonly ServicePart[]): string | undefined {
  const [first, ...others] = parts;
  if (!first) return '';
  if (first.kind === 'diagnoses' && others.length === 0) return covered(text, first.span);
  if (!parts.every((part) => part.kind === 'pointers' && part.isInPlace)) return undefined;
  const joined = upper(parts.map(({ span }) => covered(text, span)).join(''));
  return others.length === 0 || /^(?=.{1,24}$)[A-Z0-9]{1,3}(?:,[A-Z0-9]{1,3})*,?$/.test(joined) ? joined : undefined;
}
