/** Opens encounters and sections, and collects the lines that fit no form. */

import { everydayKind, plainWord } from '../syntax/everyday.js';
import { foreignFormat } from '../syntax/foreign.js';
import type { EncounterLine, SectionLine } from '../syntax/line-form.js';
import { procedureKinds } from '../syntax/vocabulary.js';
import type { TextLine } from '../text/lines.js';
import { covered, insertAt, removeAt, replaceAt, type Span } from '../text/span.js';
import type { Draft, OpenBlock } from './draft.js';
import { fixOf, quoted } from './problems.js';

/** The encounter's own heading. */
export function openEncounter(draft: Draft, form: EncounterLine, line: TextLine): void {
  const { text, problems } = draft;
  const { word, colon, id, rest } = form.words;
  const written = covered(text, word);
  if (written.toLowerCase() !== 'encounter') {
    problems.push({
      rule: 'syntax',
      at: word,
      message: `${quoted(written)} is read as encounter: write encounter`,
      fixes: [fixOf('Change to encounter', [replaceAt(word, 'encounter')])],
    });
  }
  if (colon !== undefined) {
    problems.push({
      rule: 'syntax',
      at: { start: word.start, end: colon + 1 },
      message: 'Remove the colon after encounter: only a space and the id follow it',
      fixes: [
        fixOf('Remove the colon', [
          replaceAt({ start: word.end, end: colon + 1 }, text.charCodeAt(colon + 1) === 32 ? '' : ' '),
        ]),
      ],
    });
  }
  if (id) draft.id = { value: covered(text, id), span: id };
  else
    problems.push({
      rule: 'syntax',
      at: word,
      message: 'The encounter has no id: add a unique word after encounter',
    });
  if (rest) {
    problems.push({
      rule: 'syntax',
      at: rest,
      message: 'An id is one word: the text after it is ignored',
    });
  }
  draft.heading = { start: word.start, end: id?.end ?? form.content.end };
  open(draft, { kind: 'encounter', heading: word, start: line.start, headingEnd: line.end });
  draft.headerEnd = line.end;
}

/** A section's heading. */
export function openSection(draft: Draft, form: SectionLine, line: TextLine): void {
  const { text, problems } = draft;
  const { name, word, colon, isMisspelled, lacksKeyword, procedureKind, rest } = form.words;
  if (lacksKeyword) {
    problems.push({
      rule: 'syntax',
      at: word,
      message: `${quoted(covered(text, word))} is read as a procedure: write procedure before it`,
      about: name,
      fixes: [fixOf('Write procedure before it', [insertAt(word.start, 'procedure ')], 'safe')],
    });
  } else if (isMisspelled || colon !== undefined) {
    const at = { start: word.start, end: colon === undefined ? word.end : colon + 1 };
    const what = isMisspelled
      ? `${quoted(text.slice(word.start, word.end))} is read as ${name}: write ${name}`
      : `Remove the colon after ${name}: a section heading has none`;
    const right = colon !== undefined && procedureKind?.start === colon + 1 ? `${name} ` : name;
    problems.push({
      rule: 'syntax',
      at,
      message: what,
      about: name,
      fixes: [fixOf(`Change to ${name}`, [replaceAt(at, right)])],
    });
  }
  const first = draft.sections.find((section) => section.name === name);
  if (first && name !== 'procedure') {
    const previous = draft.sections.at(-1);
    problems.push({
      rule: 'duplicate-field',
      at: word,
      message: `Second ${name} section: its lines are read as part of the first`,
      related: { at: first.span, message: 'The first is here' },
      // The heading can be removed, with its lines left in place, only directly below the first section.
      fixes:
        previous?.name === name
          ? [fixOf('Remove the second heading', [removeAt({ start: line.start, end: line.next })])]
          : [],
    });
  }
  const block: OpenBlock = { kind: name, heading: word, start: line.start, headingEnd: line.end };
  draft.sections.push({ name, span: word });
  open(draft, block);
  if (name === 'lines') draft.linesEnd ??= line.end;
  if (name === 'procedure') {
    const span = procedureKind && rest ? whole(text, procedureKind, rest) : procedureKind;
    const kind = span && { value: covered(text, span), span };
    draft.procedures.push({ block, kind, fields: new Map(), end: line.end });
    if (span && span !== procedureKind) return;
  }
  if (rest) {
    const message =
      name === 'procedure'
        ? 'A procedure has one kind: the text after it is ignored'
        : `The ${name} heading is one word: the text after it is ignored`;
    problems.push({ rule: 'syntax', at: rest, message });
  }
}

/** A kind in several words, `medial branch block`, where they are one; else its first word. */
function whole(text: string, first: Span, rest: Span): Span {
  const span = { start: first.start, end: rest.end };
  const words = covered(text, span);
  const isKind = everydayKind(words) !== undefined || procedureKinds.some((kind) => kind === plainWord(words));
  return isKind && words.length <= 60 ? span : first;
}

/** A line that fits no form, joined with the one directly above it if that fits none either. */
export function strayText(draft: Draft, { start, end }: Span, line: TextLine): void {
  if (draft.unreadable) {
    draft.unreadable.end = end;
    draft.unread.push(line);
    return;
  }
  const forms: Readonly<Record<OpenBlock['kind'], string>> = {
    encounter: 'expected a field such as payer: medicare',
    diagnoses: 'expected a diagnosis such as A: M47.816',
    procedure: 'expected a field such as levels: L4-L5',
    lines: 'expected a service line such as 64493-50 x1 A,B',
  };
  if (draft.isForeign) return;
  const message = draft.heading
    ? `This line is not in the encounter format and is ignored: ${forms[draft.open.kind]}`
    : withoutHeading(draft, start);
  draft.unreadable = { start, end };
  draft.problems.push({ rule: 'syntax', at: draft.unreadable, message });
  draft.unread.push(line);
}

/** The message for text without a heading above it; for another program's file only once, since all of it is that file. */
function withoutHeading(draft: Draft, start: number): string {
  const form = 'an encounter starts with the word encounter and its id';
  const foreign = draft.problems.length === 0 ? foreignFormat(draft.text, start) : undefined;
  if (foreign === undefined) return `Text before the first encounter is ignored: ${form}`;
  draft.isForeign = true;
  return `This is ${foreign}, not an encounter file, and is ignored: ${form}`;
}

function open(draft: Draft, block: OpenBlock): void {
  draft.blocks.push(block);
  draft.open = block;
}
