/** Opens encounters and sections, and takes the lines that fit no form. */
import type { HeadingLine } from '../syntax/section-heading.js';
import { skipSpace, type TextLine, wordEnd } from '../text/lines.js';
import { removeAt, replaceAt } from '../text/span.js';
import type { Draft, OpenBlock } from './draft.js';
import { fixOf, quoted } from './problems.js';

/** The encounter's own heading. */
export function openEncounter(draft: Draft, start: number, keywordEnd: number, end: number, line: TextLine): void {
  const { text, problems } = draft;
  const word = { start, end: keywordEnd };
  draft.unreadable = undefined;
  if (text.slice(start, keywordEnd).toLowerCase() !== 'encounter') {
    problems.push({
      rule: 'syntax',
      at: word,
      message: `${quoted(text.slice(start, keywordEnd))} is read as encounter: write it so`,
      fixes: [fixOf('Change to encounter', [replaceAt(word, 'encounter')])],
    });
  }
  let at = skipSpace(text, keywordEnd, end);
  if (text.charCodeAt(at) === 58 && at < end) {
    problems.push({
      rule: 'syntax',
      at: { start, end: at + 1 },
      message: 'A colon stands behind encounter, where a space and the id would be right',
      fixes: [
        fixOf('Remove the colon', [
          replaceAt({ start: keywordEnd, end: at + 1 }, text.charCodeAt(at + 1) === 32 ? '' : ' '),
        ]),
      ],
    });
    at = skipSpace(text, at + 1, end);
  }
  const idEnd = wordEnd(text, at, end);
  if (idEnd > at) draft.id = { value: text.slice(at, idEnd), span: { start: at, end: idEnd } };
  else
    problems.push({
      rule: 'syntax',
      at: word,
      message: 'The encounter has no id: a word of its own stands behind encounter',
    });
  const behind = skipSpace(text, idEnd, end);
  if (behind < end) {
    problems.push({
      rule: 'syntax',
      at: { start: behind, end },
      message: 'An id is one word: what stands behind it is not read',
    });
  }
  draft.heading = { start, end: Math.max(idEnd, keywordEnd) };
  open(draft, { kind: 'encounter', heading: { start, end: keywordEnd }, start: line.start });
  draft.headerEnd = line.end;
}

/** A section's heading. */
export function openSection(draft: Draft, heading: HeadingLine, line: TextLine, end: number): void {
  const { text, problems } = draft;
  const { name, word, colon, rest } = heading;
  draft.unreadable = undefined;
  if (heading.isMisspelt || colon !== undefined) {
    const at = { start: word.start, end: colon === undefined ? word.end : colon + 1 };
    const what = heading.isMisspelt
      ? `${quoted(text.slice(word.start, word.end))} is read as ${name}: write it so`
      : `A colon stands behind ${name}: the heading is ${name} without it`;
    const right = name === 'procedure' && rest && colon !== undefined && rest.start === colon + 1 ? `${name} ` : name;
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
      message: `A second section ${name}: its lines are read as part of the first`,
      related: { at: first.span, message: 'The first stands here' },
      // Only directly below the first may the heading go and its lines stay where they are.
      fixes:
        previous?.name === name
          ? [fixOf('Remove the second heading', [removeAt({ start: line.start, end: line.next })])]
          : [],
    });
  }
  const block: OpenBlock = { kind: name, heading: word, start: line.start };
  draft.sections.push({ name, span: word });
  open(draft, block);
  if (name === 'lines') draft.linesEnd ??= line.end;
  if (name === 'procedure') {
    const kindEnd = rest ? wordEnd(text, rest.start, rest.end) : 0;
    const kind = rest && { value: text.slice(rest.start, kindEnd), span: { start: rest.start, end: kindEnd } };
    draft.procedures.push({ block, kind, fields: new Map(), end: line.end });
    const behind = rest ? skipSpace(text, kindEnd, end) : end;
    if (behind < end) stray(draft, behind, end, 'A procedure has one kind: what stands behind it is not read');
  } else if (rest) {
    stray(draft, rest.start, rest.end, `Nothing stands behind ${name} on its line: what does is not read`);
  }
}

/** A line that fits no form, joined with the one directly above it where that fits none either. */
export function strayText(draft: Draft, start: number, end: number): void {
  if (draft.unreadable) {
    draft.unreadable.end = end;
    return;
  }
  const forms: Readonly<Record<OpenBlock['kind'], string>> = {
    encounter: 'a field such as payer: medicare would be right',
    diagnoses: 'a diagnosis such as A: M47.816 would be right',
    procedure: 'a field such as levels: L4-L5 would be right',
    lines: 'a service line such as 64493-50 x1 A,B would be right',
  };
  const message = draft.heading
    ? `This fits no form of the format and is not read: ${forms[draft.open.kind]}`
    : 'Text before the first encounter is not read: an encounter begins with encounter and its id';
  draft.unreadable = { start, end };
  draft.problems.push({ rule: 'syntax', at: draft.unreadable, message });
}

function stray(draft: Draft, start: number, end: number, message: string): void {
  draft.problems.push({ rule: 'syntax', at: { start, end }, message });
}

function open(draft: Draft, block: OpenBlock): void {
  draft.blocks.push(block);
  draft.open = block;
}
