import { removeWords } from '../encounter/edits.js';
import type { Encounter, Field } from '../encounter/encounter.js';
import { isFreeText } from '../syntax/vocabulary.js';
import { onceForText } from '../text/once.js';
import { isName, nameInKey, type PrivateKind, privateTexts } from '../text/private-text.js';
import { covered, type Span, shifted } from '../text/span.js';
import { defineRule, type Finding } from './rule.js';

/** The practice's own fields that hold a person's name. */
const ofNames =
  /^x-(?:(?:patient|guarantor|subscriber)-?)?(?:(?:first|last|full)-?)?name$|^x-(?:patient|guarantor|subscriber)$/;

/**
 * An encounter goes into reports, version control and other people's screens: a patient is known there by the practice's key.
 * The message never repeats what was found, since that would spread it further.
 */
export const privateData = defineRule({
  id: 'private-data',
  summary:
    'A field, comment or other text holds what looks like a name, a date of birth, an address or a number of a person',
  severity: 'warning',
  speaksOf: 'encounter',
  readsStrayText: true,

  *check({ encounter }) {
    const { text, id, comments, patient } = encounter;
    // Most texts hold nothing: they are looked through before anything is made to report what is in them.
    if (id && isSuspect(text, id.span)) yield* within(encounter, id.span, 'The encounter id');
    const name = patient && nameInKey(patient.value);
    if (patient && name) yield found(shifted(name, patient.span.start), 'patient', 'name');
    for (const { fields } of [encounter, ...encounter.procedures, ...encounter.lines]) {
      if (fields.size === 0) continue;
      for (const field of fields.values()) if (isSuspectField(encounter, field)) yield* inField(encounter, field);
    }
    for (const { span } of comments) {
      for (const { kind, at } of privateTexts(covered(text, span)))
        yield removable(encounter, shifted(at, span.start), 'This comment', kind);
    }
    if (encounter.problems.length === 0) return;
    for (const line of unreadLines(encounter)) yield* inUnreadLine(encounter, line);
  },
});

/** The lines in no form, and those under an unknown or repeated name: nobody reads them, and they are in the file all the same. */
function unreadLines({ text, problems, comments }: Encounter): readonly Span[] {
  const lines = new Map<number, Span>();
  for (const { rule, at } of problems) {
    if (rule === 'invalid-value') continue;
    const line = linesAround(text, at);
    // A comment at its end is read as one.
    const comment = comments.find(({ span }) => span.start >= line.start && span.end <= line.end);
    lines.set(line.start, comment ? { start: line.start, end: comment.span.start } : line);
  }
  return [...lines.values()];
}

function* inUnreadLine(encounter: Encounter, line: Span): Iterable<Finding> {
  const read = [encounter, ...encounter.procedures, ...encounter.lines].flatMap(({ fields }) => [...fields.values()]);
  const ofFields = read.flatMap(({ text }) => text?.span ?? []);
  for (const { kind, at } of privateTexts(covered(encounter.text, line))) {
    const place = shifted(at, line.start);
    // A day of birth after its own name at a line's start is the field `born`, whatever it is called.
    if (
      kind === 'date of birth' &&
      /^\s*[A-Za-z\u00c0-\u024f. ]{3,15}[:= ]*$/.test(covered(encounter.text, { start: line.start, end: place.start }))
    )
      continue;
    if (ofFields.some(({ start, end }) => start <= place.start && place.end <= end)) continue;
    yield removable(encounter, place, 'This line', kind);
  }
}

function linesAround(text: string, { start, end }: Span): Span {
  const isEnd = (character: string): boolean => character === '\n' || character === '\r';
  let from = start;
  while (from > 0 && !isEnd(text.charAt(from - 1))) from -= 1;
  let to = end;
  while (to < text.length && !isEnd(text.charAt(to))) to += 1;
  return { start: from, end: to };
}

function isSuspect(text: string, span: Span): boolean {
  return holdsPrivate(covered(text, span));
}

const holdsPrivate = onceForText((text) => privateTexts(text).length > 0);

function isSuspectField({ text: whole }: Encounter, { name, text }: Field): boolean {
  return text !== undefined && isFreeText(name) && (name.startsWith('x-') || isSuspect(whole, text.span));
}

function* inField(encounter: Encounter, { name, text }: Field): Iterable<Finding> {
  // An authorization number may have any form.
  if (!text || !isFreeText(name) || name === 'authorization') return;
  if (ofNames.test(name) && isName(text.value)) {
    yield removable(encounter, text.span, name, 'name');
    return;
  }
  yield* within(encounter, text.span, name);
}

function* within(encounter: Encounter, span: Span, holder: string): Iterable<Finding> {
  for (const { kind, at } of privateTexts(covered(encounter.text, span))) {
    const place = shifted(at, span.start);
    // The name in the patient's key has been reported.
    if (holder === 'patient' && kind === 'name') continue;
    const isWhole = place.start === span.start && place.end === span.end;
    // An encounter needs its key or id.
    yield isWhole || holder === 'patient' || !isFreeText(holder)
      ? found(place, holder, kind)
      : removable(encounter, place, holder, kind);
  }
}

function found(at: Span, holder: string, kind: PrivateKind): Finding {
  const right =
    holder === 'patient'
      ? "use the practice's own key for the patient"
      : "identify the patient only by the practice's own key";
  return { at, message: `${holder} appears to contain ${/^[ei]/.test(kind) ? 'an' : 'a'} ${kind}: ${right}` };
}

function removable(encounter: Encounter, at: Span, holder: string, kind: PrivateKind): Finding {
  return {
    ...found(at, holder, kind),
    fixes: [{ title: `Remove the ${kind}`, edits: [removeWords(encounter, at)], applies: 'ask' }],
  };
}
