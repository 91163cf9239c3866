/** A line's words in order, each with its kind: used by coloring, completion and formatting. */
import { skipSpace, wordEnd } from '../text/lines.js';
import { covered, type Span } from '../text/span.js';
import type { FieldWords } from './field-words.js';
import type { ContentLine, LineForm } from './line-form.js';
import type { ServicePart, ServiceWords } from './service-words.js';
import { beforeLastWord, itemsOf } from './value-words.js';
import { listFields, sidedFields, sides } from './vocabulary.js';

type WordKind =
  | 'heading'
  | 'id'
  | 'procedure-kind'
  | 'letter'
  | 'diagnosis'
  | 'name'
  | 'value'
  /** An item of a list. */
  | 'item'
  /** The side at the end of an item. */
  | 'side'
  | 'code'
  | 'modifier'
  | 'units'
  | 'pointer'
  | 'charge'
  | 'colon'
  | 'hyphen'
  /** A comma, or what is written instead. */
  | 'separator'
  /** Text that does not belong where it is. */
  | 'stray'
  | 'comment';

interface Word {
  readonly kind: WordKind;
  /** Never empty. */
  readonly span: Span;
}

/** The words of a line in order. There is only white space between them, and none begins or ends with it. */
export function wordsOf(text: string, form: LineForm): readonly Word[] {
  if (form.kind === 'blank') return [];
  if (form.kind === 'comment') return [{ kind: 'comment', span: form.comment }];
  const words = contentWords(text, form);
  return form.comment ? [...words, { kind: 'comment', span: form.comment }] : words;
}

function contentWords(text: string, form: ContentLine): readonly Word[] {
  switch (form.kind) {
    case 'encounter':
      return present(
        ['heading', form.words.word],
        colon(form.words.colon),
        ['id', form.words.id],
        ['stray', form.words.rest],
      );
    case 'section': {
      const { word, procedureKind } = form.words;
      // A kind alone is read as the heading that it lacks: it is one word all the same.
      const isKindAlone = procedureKind?.start === word.start;
      return present(
        ['heading', isKindAlone ? undefined : word],
        colon(form.words.colon),
        ['procedure-kind', procedureKind],
        ['stray', form.words.rest],
      );
    }
    case 'diagnosis':
      return present(
        ['letter', form.words.letter],
        colon(form.words.colon),
        ['separator', form.words.separator],
        ['diagnosis', form.words.code],
        ['stray', form.words.rest],
      );
    case 'service':
      return serviceWords(text, form.words);
    case 'field':
      return [...present(['name', form.words.nameSpan], colon(form.words.colon)), ...valueWords(text, form.words)];
    case 'stray':
      return [{ kind: 'stray', span: form.content }];
  }
}

function serviceWords(text: string, { head, code, modifiers, parts }: ServiceWords): readonly Word[] {
  const named = present(['code', code], ...modifiers.map((span) => ['modifier', span] as const));
  return [...withBetween(text, head, named, 'hyphen'), ...parts.flatMap((part) => partWords(text, part))];
}

function partWords(text: string, part: ServicePart): readonly Word[] {
  switch (part.kind) {
    case 'modifiers':
      return withBetween(
        text,
        part.span,
        present(...part.modifiers.map((span) => ['modifier', span] as const)),
        'hyphen',
      );
    case 'pointers':
      return withBetween(
        text,
        part.span,
        present(...part.pointers.map((span) => ['pointer', span] as const)),
        'separator',
      );
    case 'diagnoses':
      return withBetween(
        text,
        part.span,
        present(...part.codes.map((span) => ['diagnosis', span] as const)),
        'separator',
      );
    default:
      return [{ kind: part.kind, span: part.span }];
  }
}

function valueWords(text: string, { name, value }: FieldWords): readonly Word[] {
  if (!value) return [];
  if (!listFields.has(name)) return [{ kind: 'value', span: value }];
  const isSided = sidedFields.has(name);
  const words = itemsOf(text, value).flatMap((item) => itemWords(text, item, isSided));
  return withBetween(text, value, words, 'separator');
}

function itemWords(text: string, item: Span, isSided: boolean): readonly Word[] {
  const split = isSided ? beforeLastWord(text, item) : undefined;
  const last = split && covered(text, split.last).toLowerCase();
  return split && sides.some((side) => side === last)
    ? present(['item', split.name], ['side', split.last])
    : present(['item', item]);
}

/** The words, plus anything else written between them as words of one kind. */
function withBetween(text: string, whole: Span, words: readonly Word[], kind: WordKind): readonly Word[] {
  const found: Word[] = [];
  let from = whole.start;
  for (const word of [...words, undefined]) {
    const to = word?.span.start ?? whole.end;
    for (let start = skipSpace(text, from, to); start < to; start = skipSpace(text, start, to)) {
      const end = wordEnd(text, start, to);
      found.push({ kind, span: { start, end } });
      start = end;
    }
    if (!word) break;
    found.push(word);
    from = word.span.end;
  }
  return found;
}

function colon(at: number | undefined): readonly [WordKind, Span | undefined] {
  return ['colon', at === undefined ? undefined : { start: at, end: at + 1 }];
}

function present(...words: readonly (readonly [WordKind, Span | undefined])[]): readonly Word[] {
  return words.flatMap(([kind, span]) => (span && span.end > span.start ? [{ kind, span }] : []));
}
