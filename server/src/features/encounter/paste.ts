/**
 * Text pasted from Word, a web page or a spreadsheet, as the encounter format has it: its spaces, hyphens, quotes, tabs and bullets. No
 * word of it changes, free text and comments stay as they are, and so does what is in front of an encounter, which may be a note.
 */
import { encounterKeywordEnd } from '../../syntax/encounter-heading.js';
import { everydayField } from '../../syntax/everyday.js';
import { type Block, blockAfter, type LineForm, lineForm } from '../../syntax/line-form.js';
import { headerFields, isFreeText, lineFields, procedureFields } from '../../syntax/vocabulary.js';
import { withHyphens } from '../../text/dashes.js';
import { lineScanner, skipSpace } from '../../text/lines.js';
import type { Span } from '../../text/span.js';

/** More is no claim that somebody copied. */
const mostCharacters = 200_000;

/**
 * The pasted text as it is to be inserted; undefined where it is as it should be.
 *
 * @param text the encounter in which it is pasted, or the text before the first
 * @param place what it takes the place of
 */
export function cleanPaste(text: string, place: Span, pasted: string): string | undefined {
  if (pasted.length > mostCharacters) return undefined;
  const { line: prefix, block } = lineBefore(text, place.start);
  const [suffix = ''] = /^[^\r\n]*/.exec(text.slice(place.end)) ?? [];
  const written = pasted.replace(/\r\n?/g, '\n');
  const lines = written.split(/[\n\v\u2028\u2029]/);
  const isOwnText = isInOwnText(prefix, suffix, block);
  if (isOwnText && lines.length === 1) return undefined;
  if (isOwnText && isOneText(lines, block))
    return lines
      .map((line) => line.trim())
      .filter(Boolean)
      .join(' ');
  const cleaned = cleanLines(lines, prefix, block, isOwnText).join('\n');
  return cleaned === written ? undefined : cleaned;
}

function cleanLines(
  lines: readonly string[],
  prefix: string,
  before: Block | undefined,
  isOwnText: boolean,
): readonly string[] {
  let block = before;
  return lines.map((line, index) => {
    const start = index === 0 ? prefix : '';
    const cleaned = index === 0 && isOwnText ? line : cleanLine(start, line, block);
    block = blockAfter(formOf(start + cleaned, block), block);
    return cleaned;
  });
}

/** The part of the line in front of a place, and the block that the line is in. */
function lineBefore(text: string, at: number): { readonly line: string; readonly block: Block | undefined } {
  const next = lineScanner(text);
  let block: Block | undefined;
  for (let line = next(); line; line = next()) {
    if (line.end >= at) return { line: text.slice(line.start, at), block };
    block = blockAfter(formOf(text.slice(line.start, line.end), block), block);
  }
  return { line: '', block };
}

/** A heading begins an encounter, whatever is above it. */
function formOf(line: string, block: Block | undefined): LineForm {
  const start = skipSpace(line, 0, line.length);
  const isHeading = encounterKeywordEnd(line, start, line.length) >= 0;
  return lineForm(line, { start: 0, end: line.length }, isHeading ? undefined : block);
}

/** Whether what is pasted continues a coder's own words: a free text, a comment. */
function isInOwnText(prefix: string, suffix: string, block: Block | undefined): boolean {
  const form = formOf(`${prefix}x${suffix}`, block);
  return form.kind !== 'stray' && prefix.length >= ownTextStart(form);
}

/** A paragraph that somebody else's lines were broken in. */
function isOneText([, ...others]: readonly string[], block: Block | undefined): boolean {
  return others.every((line) => ['blank', 'stray'].includes(formOf(line, block).kind));
}

/** Where the coder's own words begin in a line. */
function ownTextStart(form: LineForm): number {
  if (form.kind === 'blank') return Number.POSITIVE_INFINITY;
  if (form.kind === 'comment') return form.comment.start;
  if (form.kind === 'stray') return form.content.start;
  if (form.kind === 'field' && isFreeText(everydayField(form.words.name) ?? form.words.name))
    return form.words.value?.start ?? form.content.end;
  return form.comment?.start ?? Number.POSITIVE_INFINITY;
}

/** A pasted line, or the part of one that comes after `prefix`. */
function cleanLine(prefix: string, line: string, block: Block | undefined): string {
  const plain = line.replace(invisible, '');
  const tidy = prefix.trim() === '' ? withColon(withoutBullet(plain), block) : plain;
  const form = formOf(prefix + tidy, block);
  if (form.kind === 'stray' && block === undefined) return line;
  const end = Math.max(0, Math.min(tidy.length, ownTextStart(form) - prefix.length));
  return cleanWords(tidy.slice(0, end), form.kind === 'service') + tidy.slice(end);
}

/** Characters that are there for the layout alone: soft hyphens, joiners, marks of the byte order. */
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** What Word writes in front of the items of a list; a tab after it is Word's own, and it needs one after a letter. */
const bullet = /^(\s*)(?:[\u2022\u2023\u2043\u25aa-\u25ac\u25a0\u25a1\u25cb\u25cf\u25e6\u00b7\uf0b7\u2013-]\s+|o\t+)/;

function withoutBullet(line: string): string {
  return line.replace(bullet, '$1').replace(/^\s+/, (indent) => indent.replace(/\t/g, '  ').replace(/\s/g, ' '));
}

/** A row of a table whose first cell is a field's name: `Payer<tab>Medicare`. */
function withColon(line: string, block: Block | undefined): string {
  const [, indent = '', name = '', value = ''] = /^(\s*)([^\t:]{1,40}?)\s*\t\s*(\S.*)$/.exec(line) ?? [];
  const word = name.toLowerCase();
  const isName = block !== undefined && (fieldNames.has(word) || everydayField(word) !== undefined);
  return isName ? `${indent}${name}: ${value}` : line;
}

const fieldNames: ReadonlySet<string> = new Set([...headerFields, ...procedureFields, ...lineFields]);

/** Columns of a table stay columns in a service line. */
function cleanWords(words: string, isService: boolean): string {
  return withHyphens(words)
    .replace(/\t+/g, isService ? '  ' : ' ')
    .replace(/[^\S\n ]/g, ' ')
    .replace(/[\u2018\u2019\u201a\u201b]/g, "'")
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/\u00d7(?=\s*\d)/g, 'x');
}
