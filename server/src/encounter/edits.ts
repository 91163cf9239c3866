/**
 * The edits that fixes are made of, in the words of a claim: units, modifiers, pointers, lines, fields. Each keeps what the coder
 * wrote around it (indentation, comments, line ends). Offsets count in the encounter's own text.
 */
import type { ProcedureField, SectionName } from '../syntax/vocabulary.js';
import { wholeLine } from '../text/lines.js';
import { type Edit, insertAt, removeAt, replaceAt, type Span } from '../text/span.js';
import type { Allow, Diagnosis, Encounter, Procedure, ServiceLine, Written } from './encounter.js';

type Text = Pick<Encounter, 'text' | 'lineEnd'>;

/** Replaces a written value with another: a code, a modifier, a pointer, a field's text. */
export function replaceValue({ span }: Pick<Written<unknown>, 'span'>, text: string): Edit {
  return replaceAt(span, text);
}

/** Rewrites the line's code and modifiers; units, pointers, charge and comment stay. */
export function replaceService({ code, modifiersEnd }: ServiceLine, service: string): Edit {
  return replaceAt({ start: code.span.start, end: modifiersEnd }, service);
}

/** Changes the line's code; of the new code's modifiers it adds those that the line lacks. */
export function changeCode(line: ServiceLine, code: string, modifiers: readonly string[] = []): readonly Edit[] {
  const lacking = modifiers.filter((modifier) => !line.modifiers.some(({ value }) => value === modifier));
  return [replaceValue(line.code, code), ...(lacking.length > 0 ? [addModifier(line, ...lacking)] : [])];
}

/** Sets the line's units. */
export function setUnits({ unitsSpan, modifiersEnd }: ServiceLine, units: number): Edit {
  return unitsSpan ? replaceAt(unitsSpan, `x${units}`) : insertAt(modifiersEnd, `  x${units}`);
}

/** The charge of a line into which others are merged: the sum, where each of them has one. */
export function mergeCharges(line: ServiceLine, others: readonly ServiceLine[]): readonly Edit[] {
  const charges = [line, ...others].flatMap(({ charge }) => charge ?? []);
  if (!line.charge || others.length === 0 || charges.length <= others.length) return [];
  const cents = charges.reduce((sum, { value }) => sum + Math.round(value * 100), 0);
  return [replaceValue(line.charge, `$${(cents / 100).toFixed(2)}`)];
}

/** Adds modifiers after those that the line carries. */
export function addModifier({ modifiersEnd }: ServiceLine, ...modifiers: readonly string[]): Edit {
  return insertAt(modifiersEnd, modifiers.map((modifier) => `-${modifier}`).join(''));
}

/** Adds a modifier before those that the line carries: one that affects payment, such as a side or 26, goes before informational ones. */
export function addFirstModifier({ code }: ServiceLine, modifier: string): Edit {
  return insertAt(code.span.end, `-${modifier}`);
}

/** Removes a modifier with the hyphen that joins it. */
export function removeModifier({ span }: Pick<Written<string>, 'span'>): Edit {
  return removeAt({ start: span.start - 1, end: span.end });
}

/** Removes a service line with its indentation, comment and line end. */
export function removeLine({ lineSpan }: ServiceLine): Edit {
  return removeAt(lineSpan);
}

/** A service line's text without indentation and line end: code and modifiers, units, pointers. */
export function lineText(service: readonly string[], units: number, pointers: readonly string[]): string {
  return [service.join('-'), `x${units}`, ...(pointers.length > 0 ? [pointers.join(',')] : [])].join('  ');
}

/** Inserts service lines above this one, indented as it is. */
export function insertLinesAbove({ text, lineEnd }: Text, line: ServiceLine, rows: readonly string[]): Edit {
  return insertRowsAt({ text, lineEnd }, line.lineSpan.start, indented(text, line, rows));
}

/** Inserts service lines below this one, indented as it is. */
export function insertLinesBelow({ text, lineEnd }: Text, line: ServiceLine, rows: readonly string[]): Edit {
  return insertRowsAt({ text, lineEnd }, line.lineSpan.end, indented(text, line, rows));
}

/** Inserts service lines below all others; undefined where there is no section for them. */
export function appendLines({ text, lineEnd, linesEnd }: Encounter, rows: readonly string[]): Edit | undefined {
  if (linesEnd === undefined) return undefined;
  return insertAt(endOfLine(text, linesEnd), rows.map((row) => `${lineEnd}  ${row}`).join(''));
}

/** Adds a pointer after those that the line has. */
export function addPointer({ pointers, unitsSpan, modifiersEnd }: ServiceLine, letter: string): Edit {
  const last = pointers.at(-1);
  return last ? insertAt(last.span.end, `,${letter}`) : insertAt(unitsSpan?.end ?? modifiersEnd, `  ${letter}`);
}

/** Points the line to a diagnosis ahead of all others, and keeps only as many of those as make at most `most` pointers. */
export function pointFirstTo(line: ServiceLine, letter: string, most: number): Edit {
  const [first] = line.pointers;
  const last = line.pointers.at(-1);
  if (!first || !last) return addPointer(line, letter);
  if (line.pointers.length < most) return insertAt(first.span.start, `${letter},`);
  const kept = line.pointers.slice(0, most - 1).map(({ value }) => value);
  return replaceAt({ start: first.span.start, end: last.span.end }, [letter, ...kept].join(','));
}

/** Points a pointer at another diagnosis; if the line already points there, the pointer is dropped. */
export function repoint(line: Pick<ServiceLine, 'pointers'>, pointer: Written<string>, letter: string): Edit {
  const isThere = line.pointers.some(({ value }) => value === letter);
  return isThere ? dropPointer(line, pointer) : replaceValue(pointer, letter);
}

/** Removes a pointer with the comma that separates it from its neighbor. */
export function dropPointer({ pointers }: Pick<ServiceLine, 'pointers'>, pointer: Written<string>): Edit {
  const index = pointers.indexOf(pointer);
  return removeItem(pointers, index, index);
}

/** Removes all pointers but the line's first ones. */
export function keepPointers({ pointers }: ServiceLine, count: number): Edit {
  return removeItem(pointers, count, pointers.length - 1);
}

/** Removes a diagnosis and its entire line. */
export function removeDiagnosis({ text }: Text, { span }: Diagnosis): Edit {
  return removeAt(wholeLine(text, span));
}

/** Removes a diagnosis that stands under another letter too, and points its lines there. */
export function mergeDiagnosis(
  text: Text,
  lines: readonly Pick<ServiceLine, 'pointers'>[],
  removed: Diagnosis,
  kept: Diagnosis,
): readonly Edit[] {
  const pointers = lines.flatMap((line) =>
    line.pointers
      .filter(({ value }) => value === removed.letter.value)
      .map((pointer) => repoint(line, pointer, kept.letter.value)),
  );
  return [removeDiagnosis(text, removed), ...pointers];
}

/** Inserts a diagnosis below this one, indented as it is. */
export function insertDiagnosisBelow(
  { text, lineEnd }: Text,
  { letter, code, span }: Diagnosis,
  added: { readonly letter: string; readonly code: string },
): Edit {
  const indentation = indentationBefore(text, letter.span.start);
  const end = endOfLine(text, code?.span.end ?? span.end);
  return insertAt(end, `${lineEnd}${indentation}${added.letter}: ${added.code}`);
}

/** Inserts empty header fields for the coder to fill, in the order given. */
export function insertHeaderField({ headerEnd, lineEnd }: Encounter, ...names: readonly string[]): Edit {
  return insertAt(headerEnd, names.map((name) => `${lineEnd}${name}: `).join(''));
}

/** Inserts empty fields at a procedure's end for the coder to fill, in the order given, indented as its own are. */
export function insertFields({ text, lineEnd }: Text, procedure: Procedure, names: readonly ProcedureField[]): Edit {
  const [first] = procedure.fields.values();
  const indentation = first ? indentationBefore(text, first.nameSpan.start) : '  ';
  return insertAt(procedure.end, names.map((name) => `${lineEnd}${indentation}${name}: `).join(''));
}

/** Inserts the headings of sections at the encounter's end, in the order given. */
export function insertSections({ end, lineEnd }: Encounter, names: readonly SectionName[]): Edit {
  return insertAt(end, names.map((name) => `${lineEnd}${lineEnd}${name}`).join(''));
}

/** Inserts a section's rows above the service lines, or at the encounter's end if it has none. */
export function insertAboveLines({ blocks, text, end, lineEnd }: Encounter, rows: readonly string[]): Edit {
  const lines = blocks.find(({ kind }) => kind === 'lines');
  return lines
    ? insertAt(lines.span.start, `${rows.join(lineEnd)}${lineEnd}${lineEnd}`)
    : insertAt(endOfLine(text, end), `${lineEnd}${lineEnd}${rows.join(lineEnd)}`);
}

/** Appends a comment to the line at this offset. */
export function appendComment(text: string, place: number, comment: string): Edit {
  return insertAt(endOfLine(text, place), `  # ${comment}`);
}

/** Removes an `allow` comment; where it is alone on its line, the line too. */
export function removeAllow({ text }: Text, { span }: Allow): Edit {
  const indentation = indentationBefore(text, span.start);
  const start = span.start - indentation.length;
  const isAlone = start === 0 || isLineEnd(text.charAt(start - 1));
  return removeAt({ start, end: isAlone ? wholeLine(text, span).end : span.end });
}

/** Removes one rule from an `allow` comment that names several. */
export function dropAllowedRule({ rules }: Allow, rule: Written<string>): Edit {
  const index = rules.indexOf(rule);
  return removeItem(rules, index, index);
}

/** Removes words from free text, with the space before them where that would be left over. */
export function removeWords({ text }: Text, { start, end }: Span): Edit {
  const isSpaceLeft = text[start - 1] === ' ' && /[ \r\n]|^$/.test(text[end] ?? '');
  return removeAt({ start: isSpaceLeft ? start - 1 : start, end });
}

/** Some items of a comma-separated list: with the comma before them, or the one after if they come first. */
function removeItem(items: readonly Pick<Written<unknown>, 'span'>[], from: number, to: number): Edit {
  const before = items[from - 1];
  const first = items[from];
  const last = items[to];
  const next = items[to + 1];
  const start = before?.span.end ?? first?.span.start ?? 0;
  const end = last?.span.end ?? start;
  return removeAt({ start, end: before ? end : (next?.span.start ?? end) });
}

function indented(text: string, { lineSpan, code }: ServiceLine, rows: readonly string[]): readonly string[] {
  const indentation = text.slice(lineSpan.start, code.span.start);
  return rows.map((row) => `${indentation}${row}`);
}

/** Entire lines at an offset between two lines; at the end of a text without a final line end, they add one. */
function insertRowsAt({ text, lineEnd }: Text, at: number, rows: readonly string[]): Edit {
  const isBetweenLines = at === 0 || isLineEnd(text.charAt(at - 1));
  return insertAt(at, rows.map((row) => (isBetweenLines ? `${row}${lineEnd}` : `${lineEnd}${row}`)).join(''));
}

function indentationBefore(text: string, at: number): string {
  let start = at;
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start, at);
}

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charAt(at))) at += 1;
  return at;
}

function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r';
}
