/** Where a field belongs: the header, a procedure, a service line or nowhere; and what an everyday or misspelled name means. */

import { everydayField } from '../syntax/everyday.js';
import type { FieldWords } from '../syntax/field-words.js';
import { headerFields, isFreeText, lineFields, procedureFields } from '../syntax/vocabulary.js';
import { withHyphens } from '../text/dashes.js';
import { nearest } from '../text/distance.js';
import type { TextLine } from '../text/lines.js';
import { covered, insertAt, removeAt, replaceAt, type Span } from '../text/span.js';
import { takeDiagnosesField } from './diagnoses-field.js';
import type { Draft } from './draft.js';
import type { Field } from './encounter.js';
import { fixOf, quoted } from './problems.js';

const headerNames: ReadonlySet<string> = new Set(headerFields);
const procedureNames: ReadonlySet<string> = new Set(procedureFields);
const lineNames: ReadonlySet<string> = new Set(lineFields);
/** Those that are only a line's: the others may be the encounter's too. */
const linesAlone: ReadonlySet<string> = new Set(lineFields.filter((name) => !headerNames.has(name)));

const isHeaderName = (name: string): boolean => headerNames.has(name);
const isProcedureName = (name: string): boolean => procedureNames.has(name);
const isOwnName = (name: string): boolean => name.startsWith('x-') && /^x-[a-z0-9-]{1,38}$/.test(name);

/** Whose field a line in this block is, if not the encounter's. */
interface Owner {
  readonly what: string;
  readonly names: ReadonlySet<string>;
  readonly fields: Map<string, Field>;
  /** Takes the field's line to its own. */
  readonly extendTo: (line: TextLine) => void;
}

/** Whether a service line may have a field of this name, or of the everyday name, below it. */
export function isLinesOwn(name: string): boolean {
  return isOwnName(name) || lineNames.has(everydayField(name) ?? name);
}

/** Adds a field's line to the header, the open procedure or the service line above it. */
export function takeField(draft: Draft, line: FieldWords, at: TextLine): void {
  const owner = ownerOf(draft);
  const isOwners = (name: string): boolean => owner?.names.has(name) === true || isOwnName(name);
  const isKnown = isHeaderName(line.name) || isOwners(line.name);
  if (!isKnown && takeDiagnosesField(draft, line, at)) return;
  const name = isKnown ? line.name : meantName(draft, line, at, owner);
  if (name === undefined) return;
  if (line.colon === undefined && isKnown) {
    draft.problems.push({
      rule: 'syntax',
      at: line.nameSpan,
      message: `Add a colon after ${name}`,
      about: name,
      fixes: [fixOf('Add the colon', [insertAt(line.nameSpan.end, ':')])],
    });
  }
  const field = fieldOf(draft, name, line);
  if (owner && isOwners(name)) {
    owner.extendTo(at);
    add(draft, owner.fields, field, at);
    return;
  }
  if (draft.open.kind !== 'encounter') {
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

function ownerOf(draft: Draft): Owner | undefined {
  const procedure = draft.open.kind === 'procedure' ? draft.procedures.at(-1) : undefined;
  if (procedure) {
    const extendTo = ({ end }: TextLine) => {
      procedure.end = end;
    };
    return { what: 'a procedure field', names: procedureNames, fields: procedure.fields, extendTo };
  }
  const line = draft.open.kind === 'lines' ? draft.lines.at(-1) : undefined;
  // A second lines section starts anew: what is above its first line is no field of the line before.
  if (!line || line.start < draft.open.start) return undefined;
  const extendTo = ({ end, next }: TextLine) => {
    line.next = next;
    draft.linesEnd = end;
  };
  // "Directly under": after a blank line, what may be the encounter's is not taken for the last line's.
  const names = draft.isAfterBlank ? linesAlone : lineNames;
  return { what: 'a field of a service line', names, fields: line.fields, extendTo };
}

/** The name that an everyday or misspelled one clearly means; undefined, with a problem, if the field is ignored. */
function meantName(draft: Draft, line: FieldWords, at: TextLine, owner: Owner | undefined): string | undefined {
  const { open, problems } = draft;
  const isBehind = open.kind !== 'procedure' && isProcedureName(line.name);
  if (isBehind) {
    problems.push({
      rule: 'unknown-field',
      at: line.nameSpan,
      message: `${line.name} is a procedure field and is ignored here: move it under procedure and its kind`,
    });
    // In capitals, as a note's own heading.
    if (/^[A-Z]/.test(covered(draft.text, line.nameSpan))) draft.unread.push(at);
    return undefined;
  }
  const all = [...new Set([...(owner?.names ?? []), ...headerFields])];
  const isAbsent = (name: string): boolean =>
    owner?.names.has(name) ? !owner.fields.has(name) : !draft.fields.has(name);
  const hyphened = line.name.replace(/[\s_]+/g, '-');
  const everyday = all.includes(hyphened) ? hyphened : everydayField(line.name);
  const isEveryday = everyday !== undefined && all.includes(everyday);
  const meant = isEveryday ? everyday : nearest(hyphened, all);
  const isRead = meant !== undefined && isAbsent(meant);
  const where = owner?.what ?? 'an encounter field';
  const shown = quoted(covered(draft.text, line.nameSpan));
  const written = (name: string): string => (line.colon === undefined ? `${name}:` : name);
  const right = isRead
    ? isEveryday
      ? `: it is read as ${meant}`
      : `; did you mean ${meant}?`
    : meant
      ? ` and is ignored: the closest, ${meant}, is already here`
      : ` and is ignored: start the practice's own fields with x-`;
  const takesFields = owner !== undefined || open.kind === 'encounter';
  problems.push({
    rule: 'unknown-field',
    at: line.nameSpan,
    message: `${shown} is not ${where}${right}`,
    about: meant,
    fixes: isRead
      ? [
          fixOf(
            `Change to ${meant}`,
            [replaceAt(line.nameSpan, written(meant))],
            isEveryday && open.kind !== 'lines' ? 'safe' : 'ask',
          ),
        ]
      : takesFields && !ofTheLineItself.test(line.name)
        ? ownFix(line)
        : [],
  });
  if (!isRead) draft.unread.push(at);
  return isRead ? meant : undefined;
}

/** They belong on a service line, and are no field. */
const ofTheLineItself =
  /^(?:units?|qty|quantity|charges?|amount|fee|price|modifiers?|mods?|codes?|cpt|hcpcs|pointers?|dx|diagnos[ei]s)$/;

function ownFix(line: FieldWords) {
  const own = `x-${line.name.replace(/[\s_]+/g, '-').replace(/^x-*/, '')}`;
  return isOwnName(own) ? [fixOf(`Keep it as the practice's own field, ${own}`, [replaceAt(line.nameSpan, own)])] : [];
}

function fieldOf(draft: Draft, name: string, line: FieldWords): Field {
  const { text } = draft;
  const isOfWord = name === 'patient' || !isFreeText(name);
  const value = line.value && (isOfWord ? withoutQuotes(draft, name, line.value) : line.value);
  return {
    name,
    nameSpan: line.nameSpan,
    text: value && { value: name === 'patient' ? plainKey(draft, value) : covered(text, value), span: value },
    span: {
      start: line.nameSpan.start,
      end: Math.max(value?.end ?? 0, line.colon === undefined ? line.nameSpan.end : line.colon + 1),
    },
  };
}

/** A patient's key with plain hyphens: Word's would make it another patient's. Never repeated in a message. */
function plainKey({ text, problems }: Draft, span: Span): string {
  const written = covered(text, span);
  const plain = withHyphens(written);
  if (plain !== written) {
    problems.push({
      rule: 'syntax',
      at: span,
      message: "The patient's key has Word's dashes: write it with hyphens",
      fixes: [fixOf('Change to hyphens', [replaceAt(span, plain)], 'safe')],
    });
  }
  return plain;
}

function isQuotation(unit: number): boolean {
  return unit === 34 || unit === 39 || (unit >= 0x2018 && unit <= 0x201d);
}

/** A value without the quotation marks around it, which are reported. */
function withoutQuotes({ text, problems }: Draft, name: string, value: Span): Span {
  if (!isQuotation(text.charCodeAt(value.start))) return value;
  const written = covered(text, value);
  if (
    written.length > 200 ||
    !/^(?:"[^"]*"|'[^']*'|[\u2018\u2019\u201c\u201d][^\u2018\u2019\u201c\u201d]*[\u2018\u2019\u201c\u201d])$/.test(
      written,
    )
  ) {
    return value;
  }
  const inner = { start: value.start + 1, end: value.end - 1 };
  const first = { start: value.start, end: inner.start };
  const last = { start: inner.end, end: value.end };
  if (covered(text, inner).trim() !== covered(text, inner) || inner.end <= inner.start) return value;
  problems.push({
    rule: 'syntax',
    at: value,
    message: `Remove the quotation marks around the value of ${name}`,
    fixes: [fixOf('Remove the quotation marks', [removeAt(first), removeAt(last)], 'safe')],
  });
  return inner;
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
