/** Where a field belongs: the header, a procedure or nowhere; and what a misspelled name means. */
import type { FieldWords } from '../syntax/field-words.js';
import { headerFields, procedureFields } from '../syntax/vocabulary.js';
import { nearest } from '../text/distance.js';
import type { TextLine } from '../text/lines.js';
import { covered, insertAt, removeAt, replaceAt } from '../text/span.js';
import type { Draft } from './draft.js';
import type { Field } from './encounter.js';
import { fixOf, quoted } from './problems.js';

const isHeaderName = (name: string): boolean => (headerFields as readonly string[]).includes(name);
const isProcedureName = (name: string): boolean => (procedureFields as readonly string[]).includes(name);
const isOwnName = (name: string): boolean => /^x-[a-z0-9-]{1,38}$/.test(name);

/** Adds a field's line to the header or the open procedure. */
export function takeField(draft: Draft, line: FieldWords, at: TextLine): void {
  const kind = draft.open.kind;
  const procedure = kind === 'procedure' ? draft.procedures.at(-1) : undefined;
  const belongsHere = (name: string): boolean =>
    isOwnName(name) || (procedure ? isProcedureName(name) : isHeaderName(name));
  const name = belongsHere(line.name) || isHeaderName(line.name) ? line.name : meantName(draft, line);
  if (name === undefined) return;
  if (line.colon === undefined) {
    draft.problems.push({
      rule: 'syntax',
      at: line.nameSpan,
      message: `Add a colon after ${name}`,
      about: name,
      fixes: [fixOf('Add the colon', [insertAt(line.nameSpan.end, ':')])],
    });
  }
  const field = fieldOf(draft.text, name, line);
  if (procedure && (isProcedureName(name) || isOwnName(name))) {
    procedure.end = at.end;
    add(draft, procedure.fields, field, at);
    return;
  }
  if (kind !== 'encounter') {
    // With its comment, which may be an `allow` and its reason.
    const behindName = draft.text.slice(line.colon === undefined ? line.nameSpan.end : line.colon + 1, at.end).trim();
    const inserted = `${draft.lineEnd}${name}: ${behindName}`.trimEnd();
    draft.problems.push({
      rule: 'syntax',
      at: line.nameSpan,
      message: `${name} is an encounter field: move it above the first section`,
      about: name,
      fixes: [
        fixOf('Move it below the encounter heading', [
          insertAt(draft.headerEnd, inserted),
          removeAt({ start: at.start, end: at.next }),
        ]),
      ],
    });
  } else {
    draft.headerEnd = at.end;
  }
  add(draft, draft.fields, field, at);
}

/** The name that a misspelled one clearly means; undefined, with a problem, if the field is ignored. */
function meantName(draft: Draft, line: FieldWords): string | undefined {
  const { open, problems } = draft;
  const procedure = open.kind === 'procedure' ? draft.procedures.at(-1) : undefined;
  if (isProcedureName(line.name)) {
    problems.push({
      rule: 'unknown-field',
      at: line.nameSpan,
      message: `${line.name} is a procedure field and is ignored here: move it under procedure and its kind`,
    });
    return undefined;
  }
  const absent = [
    ...(procedure ? procedureFields.filter((name) => !procedure.fields.has(name)) : []),
    ...headerFields.filter((name) => !draft.fields.has(name)),
  ];
  const all = [...(procedure ? procedureFields : []), ...headerFields];
  const meant = nearest(line.name.replace(/[\s_]+/g, '-'), [...new Set(all)]);
  const isRead = meant !== undefined && (absent as readonly string[]).includes(meant);
  const where = open.kind === 'procedure' ? 'a procedure field' : 'an encounter field';
  const written = quoted(covered(draft.text, line.nameSpan));
  const right = isRead
    ? `; did you mean ${meant}?`
    : meant
      ? ` and is ignored: the closest, ${meant}, is already here`
      : ` and is ignored: start the practice's own fields with x-`;
  const takesFields = open.kind === 'procedure' || open.kind === 'encounter';
  problems.push({
    rule: 'unknown-field',
    at: line.nameSpan,
    message: `${written} is not ${where}${right}`,
    about: meant,
    fixes: isRead ? [fixOf(`Change to ${meant}`, [replaceAt(line.nameSpan, meant)])] : takesFields ? ownFix(line) : [],
  });
  return isRead ? meant : undefined;
}

function ownFix(line: FieldWords) {
  const own = `x-${line.name.replace(/[\s_]+/g, '-').replace(/^x-*/, '')}`;
  return isOwnName(own) ? [fixOf(`Keep it as the practice's own field, ${own}`, [replaceAt(line.nameSpan, own)])] : [];
}

function fieldOf(text: string, name: string, line: FieldWords): Field {
  const value = line.value;
  return {
    name,
    nameSpan: line.nameSpan,
    text: value && { value: text.slice(value.start, value.end), span: value },
    span: {
      start: line.nameSpan.start,
      end: Math.max(value?.end ?? 0, line.colon === undefined ? line.nameSpan.end : line.colon + 1),
    },
  };
}

function add(draft: Draft, fields: Map<string, Field>, field: Field, at: TextLine): void {
  const first = fields.get(field.name);
  if (!first) {
    fields.set(field.name, field);
    return;
  }
  // The practice's own fields are never checked: encounter-format.md, "Header fields".
  if (isOwnName(field.name)) return;
  draft.problems.push({
    rule: 'duplicate-field',
    at: field.nameSpan,
    message: `${field.name} is entered twice: only the first counts`,
    related: { at: first.nameSpan, message: 'The first is here' },
    fixes: [fixOf(`Remove the second ${field.name}`, [removeAt({ start: at.start, end: at.next })])],
  });
}
