/**
 * Where the cursor is in an encounter, as far as writing is concerned: at the start of a line, in a field's value, in one of the words of a
 * service line. Says what an offer would replace; knows nothing of what may be written.
 */

import type { Procedure } from '../../../encounter/encounter.js';
import type { CheckedEncounter, CheckedFile } from '../../../engine/check.js';
import type { World } from '../../../engine/judgment.js';
import { everydayField } from '../../../syntax/everyday.js';
import { type Block, blockAfter, type ContentLine, lineForm } from '../../../syntax/line-form.js';
import type { ServiceWords } from '../../../syntax/service-words.js';
import { listFields } from '../../../syntax/vocabulary.js';
import { isSpace, lineScanner, skipSpace, type TextLine, trimmedEnd } from '../../../text/lines.js';
import type { Span } from '../../../text/span.js';
import type { Known } from './known.js';

/** The cursor: what is known of the encounter around it, and where in it something is written. Offsets count in the encounter's slice. */
export interface Cursor {
  readonly world: World;
  readonly checked: CheckedEncounter;
  /** The encounter's slice, as in `checked`. */
  readonly text: string;
  readonly offset: number;
  /** The line that the cursor is on, without its line end. */
  readonly line: Span;
  /** The block that the line is in; undefined before the heading. */
  readonly block: Block | undefined;
  /** Which of the encounter's procedures the line is in. */
  readonly procedure: number | undefined;
  /** Which of the encounter's service lines the line is, or belongs to. */
  readonly service: number | undefined;
  readonly place: Place;
  /** What the workspace's other encounters tell. */
  readonly known: Known;
  /** The file that the encounter is in, where it is one. */
  readonly file?: CheckedFile | undefined;
}

/** What is written at the cursor; `typed` is what an offer replaces, and holds the cursor. */
export type Place =
  /** The first word of a line: a heading, a field's name, a diagnosis letter or a code. */
  | { readonly kind: 'start'; readonly typed: Span }
  /** Behind the word `encounter`. */
  | { readonly kind: 'id'; readonly typed: Span }
  /** Behind the word `procedure`. */
  | { readonly kind: 'kind'; readonly typed: Span }
  | {
      readonly kind: 'value';
      /** The field as the format calls it. */
      readonly field: string;
      /** Whose field it is. */
      readonly of: 'encounter' | 'procedure' | 'line';
      /** The whole value; empty at the cursor if there is none. */
      readonly value: Span;
      /** The other items of a list, as written, in their order. */
      readonly before: readonly string[];
      readonly after: readonly string[];
      readonly typed: Span;
    }
  /** The code behind a diagnosis letter, or the words in its place. */
  | { readonly kind: 'diagnosis'; readonly letter: string; readonly typed: Span }
  /** Behind a hyphen of a service line's first word. */
  | {
      readonly kind: 'modifier';
      readonly code: string;
      /** The others on the line, upper case. */
      readonly others: readonly string[];
      readonly typed: Span;
    }
  /** Behind a service line's first word: units, pointers, charge. */
  | { readonly kind: 'service'; readonly words: ServiceWords; readonly typed: Span }
  | { readonly kind: 'nothing' };

/** Where an offset of an encounter's slice is. */
export function cursorAt(world: World, checked: CheckedEncounter, offset: number, known: Known): Cursor {
  const { text } = checked.judgment.encounter;
  const next = lineScanner(text);
  let block: Block | undefined;
  let procedure = -1;
  let service = -1;
  let line: TextLine = { start: 0, end: 0, next: 0 };
  for (;;) {
    const scanned = next();
    if (!scanned) {
      // Behind the last line end there is one more line, which is empty.
      if (offset > line.end || line.next > line.end) line = { start: text.length, end: text.length, next: text.length };
      break;
    }
    line = scanned;
    if (offset <= line.end) break;
    const form = lineForm(text, line, block);
    block = blockAfter(form, block);
    if (form.kind === 'section' && form.words.name === 'procedure') procedure += 1;
    if (form.kind === 'service') service += 1;
  }
  const form = lineForm(text, line, block);
  if (form.kind === 'service') service += 1;
  const inBlock = form.kind === 'encounter' ? 'encounter' : block;
  const place =
    form.kind === 'comment'
      ? ({ kind: 'nothing' } as const)
      : form.kind === 'blank'
        ? ({ kind: 'start', typed: { start: offset, end: offset } } as const)
        : placeIn(text, form, offset, inBlock, service);
  return {
    world,
    checked,
    text,
    offset,
    line: { start: line.start, end: line.end },
    block: inBlock,
    procedure: inBlock === 'procedure' && procedure >= 0 ? procedure : undefined,
    service: inBlock === 'lines' && service >= 0 ? service : undefined,
    place,
    known,
  };
}

/** The procedure that the cursor's line is in. */
export function procedureAt({ checked, procedure }: Pick<Cursor, 'checked' | 'procedure'>): Procedure | undefined {
  return procedure === undefined ? undefined : checked.judgment.encounter.procedures[procedure];
}

function placeIn(text: string, form: ContentLine, offset: number, block: Block | undefined, service: number): Place {
  const { content, comment } = form;
  if (comment && offset > comment.start) return { kind: 'nothing' };
  if (offset < content.start) return { kind: 'nothing' };
  switch (form.kind) {
    case 'encounter': {
      const { word, id, rest } = form.words;
      if (offset <= word.end) return { kind: 'start', typed: word };
      if (rest && offset >= rest.start) return { kind: 'nothing' };
      return { kind: 'id', typed: around(offset, id) };
    }
    case 'section': {
      const { word, name, procedureKind, rest, lacksKeyword } = form.words;
      if (offset <= word.end || lacksKeyword) return { kind: 'start', typed: word };
      if (name !== 'procedure') return { kind: 'nothing' };
      // A kind in everyday words has several: all of it is replaced.
      const written = procedureKind && rest ? { start: procedureKind.start, end: rest.end } : procedureKind;
      return { kind: 'kind', typed: around(offset, written) };
    }
    case 'diagnosis': {
      const { letter, code, rest, colon } = form.words;
      const written = code && rest ? { start: code.start, end: rest.end } : (code ?? rest);
      if (offset <= (colon ?? letter.end - 1)) return { kind: 'start', typed: letter };
      return {
        kind: 'diagnosis',
        letter: text.slice(letter.start, letter.end).toUpperCase(),
        typed: around(offset, written),
      };
    }
    case 'service':
      return placeInService(text, form.words, offset);
    case 'field': {
      const { name, nameSpan, colon, value } = form.words;
      if (offset <= nameSpan.end) return { kind: 'start', typed: nameSpan };
      if (colon !== undefined && offset <= colon) return { kind: 'nothing' };
      const field = everydayField(name) ?? name;
      const of =
        block === 'procedure'
          ? 'procedure'
          : block === 'lines' && service >= 0
            ? ('line' as const)
            : ('encounter' as const);
      const whole = around(offset, value);
      return { kind: 'value', field, of, value: whole, ...itemAt(text, field, whole, offset) };
    }
    case 'stray': {
      // Words of a diagnosis or of a code that is being searched for reach to the line's end; elsewhere a line begins with one word.
      const all = block === 'lines' || block === 'diagnoses';
      const end = all ? content.end : firstWordEnd(text, content);
      return offset <= end ? { kind: 'start', typed: { start: content.start, end } } : { kind: 'nothing' };
    }
  }
}

function placeInService(text: string, words: ServiceWords, offset: number): Place {
  const { head, code, modifiers, parts } = words;
  if (offset <= code.end) return { kind: 'start', typed: code };
  const at = modifiers.find((each) => offset >= each.start && offset <= each.end);
  if (offset <= head.end && at) {
    const others = modifiers
      .filter((each) => each !== at)
      .map((each) => text.slice(each.start, each.end).toUpperCase());
    const billed = text.slice(code.start, code.end).toUpperCase();
    return { kind: 'modifier', code: billed, others: others.filter((each) => each !== ''), typed: at };
  }
  if (offset <= head.end) return { kind: 'nothing' };
  const part = parts.find(({ span }) => offset >= span.start && offset <= span.end);
  return { kind: 'service', words, typed: part?.span ?? { start: offset, end: offset } };
}

/** The item of a value that the cursor is in, and those around it; all of it where the field is no list. */
function itemAt(
  text: string,
  field: string,
  value: Span,
  offset: number,
): { readonly before: readonly string[]; readonly after: readonly string[]; readonly typed: Span } {
  if (!listFields.has(field)) return { before: [], after: [], typed: value };
  const from = text.lastIndexOf(',', Math.max(value.start, offset) - 1) + 1;
  const comma = text.indexOf(',', offset);
  const to = comma < 0 || comma > value.end ? value.end : comma;
  const start = Math.min(offset, skipSpace(text, Math.max(from, value.start), to));
  const end = Math.max(offset, trimmedEnd(text, start, to));
  const items = (part: string): readonly string[] =>
    part
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  return {
    before: items(text.slice(value.start, Math.max(value.start, from))),
    after: items(text.slice(to, value.end)),
    typed: { start, end },
  };
}

/** A written value with the cursor in it or next to it; nothing at the cursor where it is elsewhere on the line. */
function around(offset: number, written: Span | undefined): Span {
  if (!written || offset < written.start) return { start: offset, end: offset };
  return { start: written.start, end: Math.max(written.end, offset) };
}

function firstWordEnd(text: string, { start, end }: Span): number {
  let at = start;
  while (at < end && !isSpace(text.charCodeAt(at))) at += 1;
  return at;
}
