/**
 * One encounter's text → the typed encounter, every value beside its span, with what is wrong as problems. Reads line by
 * line; no faulty line costs another its meaning, and nothing throws.
 */
import type { Codes } from '../codes/codes.js';
import { commentStart } from '../syntax/comment.js';
import { encounterKeywordEnd } from '../syntax/encounter-heading.js';
import { readFieldLine } from '../syntax/field-line.js';
import { readSectionHeading } from '../syntax/section-heading.js';
import { headerFields, procedureFields } from '../syntax/vocabulary.js';
import { lineScanner, skipSpace, type TextLine, trimmedEnd, wordEnd } from '../text/lines.js';
import { allowAt } from './allow.js';
import { readDiagnosis } from './diagnosis-line.js';
import { type Draft, newDraft, type OpenBlock } from './draft.js';
import { duplicateDiagnoses } from './duplicates.js';
import type { Encounter } from './encounter.js';
import { takeField } from './fields.js';
import { headerValues } from './header.js';
import { openEncounter, openSection, strayText } from './headings.js';
import { readProcedure } from './procedure.js';
import { readServiceLine } from './service-line.js';

/** Reads one slice of a file; `cut` says which. */
export function readEncounter(text: string, codes: Pick<Codes, 'isPlace'>): Encounter {
  const draft = newDraft(text);
  const nextLine = lineScanner(text);
  for (let line = nextLine(); line; line = nextLine()) readLine(draft, line);
  // No line follows for these to speak for: they allow nothing, and are reported.
  draft.pendingAllows.push(...draft.waitingAllows);
  const procedures = draft.procedures.map((raw, index) => readProcedure(raw, index, draft));
  duplicateDiagnoses(draft);
  const encounter: Encounter = {
    text,
    lineEnd: draft.lineEnd,
    heading: draft.heading,
    id: draft.id,
    fields: draft.fields,
    ...headerValues(draft.fields, codes, draft),
    diagnoses: draft.diagnoses,
    procedures,
    lines: draft.lines,
    sections: draft.sections,
    comments: draft.comments,
    allows: draft.pendingAllows.map(({ allow, target }) => ({ ...allow, speaksFor: speaksFor(draft, target) })),
    problems: draft.problems,
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

function readLine(draft: Draft, line: TextLine): void {
  const { text } = draft;
  let start = skipSpace(text, line.start, line.end);
  // A mark that the editor may leave at the start of a file is no character of it.
  if (text.charCodeAt(start) === 0xfeff) start = skipSpace(text, start + 1, line.end);
  if (start === line.end) {
    draft.unreadable = undefined;
    return;
  }
  if (text.charCodeAt(start) === 35) {
    draft.unreadable = undefined;
    takeComment(draft, line, start, undefined);
    return;
  }
  const contentEnd = readContent(draft, line, start);
  if (contentEnd < line.end) takeComment(draft, line, contentEnd, start);
  draft.end = trimmedEnd(text, start, line.end);
  for (const waiting of draft.waitingAllows) {
    waiting.target = targetOf(draft, line, start);
    draft.pendingAllows.push(waiting);
  }
  draft.waitingAllows.length = 0;
}

/** Reads what stands on the line and gives the offset at which its comment starts. */
function readContent(draft: Draft, line: TextLine, start: number): number {
  const { text } = draft;
  const plainEnd = commentStart(text, start, line.end);
  const end = trimmedEnd(text, start, plainEnd);
  const keyword = encounterKeywordEnd(text, start, line.end);
  if (keyword >= 0 && !draft.heading) {
    openEncounter(draft, start, keyword, end, line);
    return plainEnd;
  }
  if (!draft.heading) {
    strayText(draft, start, trimmedEnd(text, start, line.end));
    return line.end;
  }
  const heading = readSectionHeading(text, start, end);
  if (heading) {
    openSection(draft, heading, line, end);
    return plainEnd;
  }
  const block = draft.open;
  if (block.kind === 'lines' && /\d/.test(text.slice(start, Math.min(wordEnd(text, start, end), start + 200)))) {
    draft.unreadable = undefined;
    const lineSpan = { start: line.start, end: line.next };
    draft.lines.push(readServiceLine(text, start, end, lineSpan, draft.lines.length, draft.problems));
    draft.linesEnd = line.end;
    return plainEnd;
  }
  if (block.kind === 'diagnoses' && readDiagnosis(draft, start, end, line)) return plainEnd;
  const field = readFieldLine(text, start, line.end, (name) => isKnownName(name, block));
  if (field && !(block.kind === 'diagnoses' && isNoDiagnosisLetter(field.name))) {
    draft.unreadable = undefined;
    takeField(draft, field, line);
    return field.contentEnd;
  }
  strayText(draft, start, end);
  return plainEnd;
}

/** `AA: M54.2` and `1: M54.2` are diagnoses whose letter is none, and no fields. */
function isNoDiagnosisLetter(name: string): boolean {
  return /^(?:[a-z]{2}|\d{1,2})$/.test(name);
}

/** Names that are fields even without their colon: those that may stand here, and the header's anywhere. */
function isKnownName(name: string, block: OpenBlock): boolean {
  const isHeader = (headerFields as readonly string[]).includes(name);
  return isHeader || (block.kind === 'procedure' && (procedureFields as readonly string[]).includes(name));
}

function takeComment(draft: Draft, line: TextLine, start: number, content: number | undefined): void {
  const span = { start, end: trimmedEnd(draft.text, start, line.end) };
  draft.comments.push({ span });
  const allow = allowAt(draft.text, span);
  if (!allow) return;
  if (content === undefined) {
    draft.waitingAllows.push({ allow, target: { start: line.start, end: line.end } });
  } else {
    draft.pendingAllows.push({ allow, target: targetOf(draft, line, content) });
  }
}

/** The line, or the block whose heading stands on it. */
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
