/**
 * One encounter as the format writes it: what is to be changed of its text. White space, letter case, the point of an ICD-10 code and
 * commas only: what reading reports is left to its fix, and what fits no form is left as it is.
 */
import { withPoint } from '../codes/diagnosis-form.js';
import type { Encounter } from '../encounter/encounter.js';
import type { ContentLine } from '../syntax/line-form.js';
import { wordsOf } from '../syntax/line-words.js';
import { isFreeText, listFields, procedureKinds, sections, sides } from '../syntax/vocabulary.js';
import { oncePer } from '../text/once.js';
import { covered, type Edit, removeAt, replaceAt, type Span } from '../text/span.js';
import { blanksBefore, type Cells, type Columns, cellsOf, columnsOf, upper } from './columns.js';
import { contentStart, type LaidOut, layoutOf } from './layout.js';
import { type Owned, type OwnedField, ownedFields } from './owned.js';
import { writtenItem, writtenValue } from './value.js';

/** What formatting changes of an encounter; offsets count in its own text. */
interface Formatting {
  /** In order; none overlaps. */
  readonly edits: readonly Edit[];
  /** What becomes of the blank lines at its end: all go at the end of a file, one stays above another encounter. */
  readonly atEnd: { readonly ofFile: readonly Edit[]; readonly ofOther: readonly Edit[] };
}

/** What is to be changed; nothing of text above a file's first heading, which may be anything. */
export const formatEncounter: (encounter: Encounter) => Formatting = oncePer((encounter) => {
  if (!encounter.heading) return { edits: [], atEnd: { ofFile: [], ofOther: [] } };
  const { text } = encounter;
  const owned = ownedFields(encounter);
  const lines = layoutOf(encounter, owned);
  const cells = lines.map(({ form }) => (form.kind === 'service' ? cellsOf(text, form.words) : undefined));
  const columns = columnsByRun(lines, cells);
  let last = lines.length;
  for (let end = text.length; last > 0; last -= 1) {
    const above = lines[last - 1];
    if (above?.form.kind !== 'blank' || above.line.next !== end) break;
    end = above.line.start;
  }
  const atEnd = lines.slice(last);
  const edits = lines.slice(0, last).flatMap((each, at) => {
    if (each.form.kind !== 'blank') {
      return lineEdits(encounter, owned, each, cells[at], columns.get(each.run) ?? []);
    }
    const isAfterBlank = lines[at - 1]?.form.kind === 'blank' && lines[at - 1]?.line.next === each.line.start;
    return at === 0 || isAfterBlank ? [wholly(each)] : emptied(each);
  });
  return {
    edits: edits.filter(clearOf(encounter)),
    atEnd: {
      ofFile: atEnd.map(wholly),
      ofOther: atEnd.flatMap((each, at) => (at === 0 ? emptied(each) : [wholly(each)])),
    },
  };
});

function columnsByRun(lines: readonly LaidOut[], cells: readonly (Cells | undefined)[]): ReadonlyMap<number, Columns> {
  const runs = new Map<number, Cells[]>();
  lines.forEach(({ run }, at) => {
    const each = cells[at];
    if (!each) return;
    const others = runs.get(run);
    if (others) others.push(each);
    else runs.set(run, [each]);
  });
  return new Map([...runs].map(([run, each]) => [run, columnsOf(each)]));
}

/** A blank line goes. */
function wholly({ line }: LaidOut): Edit {
  return removeAt({ start: line.start, end: line.next });
}

/** A blank line stays, and nothing is on it. */
function emptied({ line }: LaidOut): readonly Edit[] {
  return line.end > line.start ? [removeAt({ start: line.start, end: line.end })] : [];
}

function lineEdits(
  encounter: Encounter,
  owned: Owned,
  { line, form, indentation }: LaidOut,
  cells: Cells | undefined,
  columns: Columns,
): readonly Edit[] {
  if (form.kind === 'stray' || form.kind === 'blank') return [];
  const { text } = encounter;
  const start = contentStart(text, line);
  const edits: Edit[] = [];
  const put = (at: Span, right: string): void => {
    if (covered(text, at) !== right) edits.push(replaceAt(at, right));
  };
  if (indentation !== undefined) put({ start: line.start, end: start }, ' '.repeat(indentation));
  if (form.kind === 'comment') {
    put({ start: form.comment.end, end: line.end }, '');
    return edits;
  }
  if (form.kind === 'service') {
    if (cells) putCells(text, cells, columns, put);
    else if (form.words.parts.every(({ kind }) => kind !== 'stray')) {
      put(form.words.head, upper(covered(text, form.words.head)));
    }
  } else putWords(encounter, owned, form, put);
  const { end } = form.content;
  if (form.comment) put({ start: end, end: form.comment.start }, '  ');
  put({ start: form.comment?.end ?? end, end: line.end }, '');
  return edits;
}

function putCells(
  text: string,
  { spans, texts }: Cells,
  columns: Columns,
  put: (at: Span, right: string) => void,
): void {
  let length = 0;
  let before: Span | undefined;
  spans.forEach((span, column) => {
    if (!span) return;
    if (before) {
      const blanks = blanksBefore(columns, column, length);
      put({ start: before.end, end: span.start }, blanks);
      length += blanks.length;
    }
    const right = texts[column] ?? covered(text, span);
    put(span, right);
    length += right.length;
    before = span;
  });
}

/** The words of a line other than a service line, and what is between them. */
function putWords(
  encounter: Encounter,
  owned: Owned,
  form: Exclude<ContentLine, { readonly kind: 'service' | 'stray' }>,
  put: (at: Span, right: string) => void,
): void {
  const { text } = encounter;
  const own = form.kind === 'field' ? owned.fieldAt(form.words.nameSpan.start) : undefined;
  const name = own?.field.name ?? '';
  const isList = own !== undefined && listFields.has(name) && !isFreeText(name);
  const words = wordsOf(text, { ...form, comment: undefined });
  words.forEach(({ kind, span }, at) => {
    const written = covered(text, span);
    const before = words[at - 1];
    if (before) {
      const gap = { start: before.span.end, end: span.start };
      const blanks = between(before.kind, kind, isList);
      // A value that begins with # would be a comment after a blank; spaces that are no blanks are reported.
      const isFixed = blanks === undefined || (gap.end === gap.start && written.startsWith('#'));
      if (!isFixed && /^[ \t]*$/.test(covered(text, gap))) put(gap, blanks);
    }
    put(span, rightWord(kind, written, own, isList));
  });
}

type Kind = ReturnType<typeof wordsOf>[number]['kind'];

/** What the format has between two words; undefined where it has no say. */
function between(before: Kind, kind: Kind, isList: boolean): string | undefined {
  if (kind === 'stray' || before === 'stray') return undefined;
  if (kind === 'colon') return '';
  if (before === 'colon') return ' ';
  if (before === 'heading') return ' ';
  if (!isList) return undefined;
  if (kind === 'separator') return before === 'separator' ? undefined : '';
  return before === 'separator' || kind === 'side' ? ' ' : undefined;
}

function rightWord(kind: Kind, written: string, own: OwnedField | undefined, isList: boolean): string {
  switch (kind) {
    case 'heading':
      return headings.find((each) => each === written.toLowerCase()) ?? written;
    case 'procedure-kind':
      return procedureKinds.find((each) => each === written.toLowerCase()) ?? written;
    case 'letter':
      return upper(written);
    case 'diagnosis':
      return icd10.test(written) ? withPoint(upper(written)) : written;
    case 'name':
      // A name that was only meant is reported, and its fix writes it.
      return own && own.field.name === written.toLowerCase() ? own.field.name : written;
    case 'value':
      return own ? writtenValue(own.field.name, written) : written;
    case 'item':
      return own && isList ? writtenItem(own.field.name, written, own.procedure?.kind) : written;
    case 'side':
      return (isList && sides.find((each) => each === written.toLowerCase())) || written;
    default:
      return written;
  }
}

const headings: readonly string[] = ['encounter', ...sections];
const icd10 = /^[a-tv-z]\d[\da-z](?:\.?[\da-z]{1,4})?$/i;

/** Whether an edit leaves alone what reading reports: the message repeats it, and the fix replaces it. */
function clearOf({ problems }: Encounter): (edit: Edit) => boolean {
  const reported: Span[] = [];
  for (const { at } of [...problems].sort((one, other) => one.at.start - other.at.start)) {
    const last = reported.at(-1);
    if (last && at.start < last.end)
      reported[reported.length - 1] = { start: last.start, end: Math.max(last.end, at.end) };
    else reported.push(at);
  }
  let next = 0;
  return ({ span }) => {
    while ((reported[next]?.end ?? Number.POSITIVE_INFINITY) <= span.start) next += 1;
    const at = reported[next];
    return !at || at.start >= span.end;
  };
}
