/**
 * One encounter's text → the typed encounter, every value with its span, and what is wrong as problems. Reads line by
 * line; a bad line never affects how another is read, and nothing throws.
 */
import type { Codes } from '../codes/codes.js';
import { type Block, blockAfter, type ContentLine, type LineForm, lineForm } from '../syntax/line-form.js';
import { lineScanner, type TextLine, trimmedEnd } from '../text/lines.js';
import type { Span } from '../text/span.js';
import { allowAt } from './allow.js';
import { readDiagnosesField } from './diagnoses-field.js';
import { readDiagnosis } from './diagnosis-line.js';
import { type Draft, newDraft } from './draft.js';
import { duplicateDiagnoses } from './duplicates.js';
import type { Allow, Encounter } from './encounter.js';
import { isLinesOwn, takeField } from './fields.js';
import { headerValues } from './header.js';
import { openEncounter, openSection, strayText } from './headings.js';
import { notesIn, reportNotes } from './note.js';
import { readProcedure } from './procedure.js';
import { openServiceLine, readServiceLine } from './service-line.js';
import { reportWordSpaces, takeWordSpaces } from './word-spaces.js';

/** Reads one slice of a file; `cut` says which. */
export function readEncounter(text: string, codes: Pick<Codes, 'isPlace'>): Encounter {
  const first = linesRead(text, []);
  // What a note says in the format's words is not the encounter's: the rest is read again without it.
  const notes = notesIn(first);
  const draft = notes.length > 0 ? linesRead(text, notes) : first;
  reportNotes(draft, notes);
  // No line follows for these to apply to: they allow nothing, and are reported.
  draft.pendingAllows.push(...draft.waitingAllows);
  const procedures = draft.procedures.map((raw, index) => readProcedure(raw, index, draft));
  readDiagnosesField(draft);
  duplicateDiagnoses(draft);
  reportWordSpaces(draft);
  const encounter: Encounter = {
    kept: [],
    text,
    lineEnd: draft.lineEnd,
    heading: draft.heading,
    id: draft.id,
    fields: draft.fields,
    ...headerValues(draft.fields, codes, draft),
    diagnoses: draft.diagnoses,
    procedures,
    lines: draft.lines.map((raw) => readServiceLine(raw, codes, draft)),
    sections: draft.sections,
    comments: draft.comments,
    allows: draft.pendingAllows.map(({ allow, target }) => ({ ...allow, speaksFor: speaksFor(draft, target) })),
    problems: draft.problems,
    notes,
    linesEnd: draft.linesEnd,
    headerEnd: draft.headerEnd,
    end: draft.end,
    blocks: draft.blocks.map(({ kind, heading, start }, index) => ({
      kind,
      heading,
      span: { start, end: kind === 'encounter' ? text.length : (draft.blocks[index + 1]?.start ?? text.length) },
    })),
  };
  return encounter;
}

/** All lines but those of the notes. */
function linesRead(text: string, notes: readonly Span[]): Draft {
  const draft = newDraft(text);
  const nextLine = lineScanner(text);
  let block: Block | undefined;
  for (let line = nextLine(); line; line = nextLine()) {
    const { start, end } = line;
    if (notes.some((note) => note.start <= start && end <= note.end)) {
      draft.end = Math.max(draft.end, trimmedEnd(text, start, end));
      continue;
    }
    const form = lineForm(text, line, block);
    block = blockAfter(form, block);
    readLine(draft, form, line);
  }
  return draft;
}

function readLine(draft: Draft, form: LineForm, line: TextLine): void {
  // What is below an unreadable service line is its own, and neither the encounter's nor another line's.
  if (form.kind === 'field' && draft.unreadable && draft.open.kind === 'lines' && isLinesOwn(form.words.name)) {
    if (form.comment) draft.comments.push({ span: form.comment });
    strayText(draft, form.content, line);
    draft.end = (form.comment ?? form.content).end;
    return;
  }
  if (form.kind !== 'stray') draft.unreadable = undefined;
  if (form.kind === 'blank') {
    draft.isAfterBlank = true;
    return;
  }
  if (form.kind === 'comment') {
    const allow = takeComment(draft, form.comment);
    if (allow) draft.waitingAllows.push({ allow, target: { start: line.start, end: line.end } });
    return;
  }
  readContent(draft, form, line);
  draft.isAfterBlank = false;
  if (draft.hasWordSpaces) takeWordSpaces(draft, form);
  draft.end = (form.comment ?? form.content).end;
  const allow = form.comment && takeComment(draft, form.comment);
  if (!allow && draft.waitingAllows.length === 0) return;
  const target = targetOf(draft, line, form.content.start);
  if (allow) draft.pendingAllows.push({ allow, target });
  for (const waiting of draft.waitingAllows) draft.pendingAllows.push({ ...waiting, target });
  draft.waitingAllows.length = 0;
}

function readContent(draft: Draft, form: ContentLine, line: TextLine): void {
  switch (form.kind) {
    case 'encounter':
      openEncounter(draft, form, line);
      return;
    case 'section':
      openSection(draft, form, line);
      return;
    case 'diagnosis':
      readDiagnosis(draft, form, line);
      return;
    case 'service':
      openServiceLine(draft, form, line);
      draft.linesEnd = line.end;
      return;
    case 'field':
      takeField(draft, form.words, line);
      return;
    case 'stray':
      strayText(draft, form.content, line);
  }
}

function takeComment(draft: Draft, span: Span): Omit<Allow, 'speaksFor'> | undefined {
  draft.comments.push({ span });
  return allowAt(draft.text, span);
}

/** The line, or the block whose heading is on it. */
function targetOf(draft: Draft, line: TextLine, start: number): Draft['pendingAllows'][number]['target'] {
  const block = draft.blocks.findLast(({ heading }) => heading.start === start);
  return block ?? { start: line.start, end: line.end };
}

function speaksFor(draft: Draft, target: Draft['pendingAllows'][number]['target']) {
  if (!('kind' in target)) return target;
  if (target.kind === 'encounter') return { start: 0, end: draft.text.length };
  const next = draft.blocks[draft.blocks.indexOf(target) + 1];
  return { start: target.start, end: next?.start ?? draft.text.length };
}
