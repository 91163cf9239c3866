import { removeWords } from '../encounter/edits.js';
import type { Encounter, Field } from '../encounter/encounter.js';
import { isFreeText } from '../syntax/vocabulary.js';
import { isName, type PrivateKind, privateTexts } from '../text/private-text.js';
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
    'A field or comment holds what looks like a name, social security number, telephone number or e-mail address',
  severity: 'warning',
  speaksOf: 'encounter',

  *check({ encounter }) {
    const { text, id, comments, patient } = encounter;
    if (id) yield* within(encounter, id.span, 'The encounter id');
    if (patient && isName(patient.value)) yield found(patient.span, 'patient', 'name');
    for (const fields of [encounter.fields, ...encounter.procedures.map((procedure) => procedure.fields)]) {
      for (const field of fields.values()) yield* inField(encounter, field);
    }
    for (const { span } of comments) {
      for (const { kind, at } of privateTexts(covered(text, span)))
        yield removable(encounter, shifted(at, span.start), 'This comment', kind);
    }
  },
});

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
  return { at, message: `${holder} appears to contain ${kind === 'e-mail address' ? 'an' : 'a'} ${kind}: ${right}` };
}

function removable(encounter: Encounter, at: Span, holder: string, kind: PrivateKind): Finding {
  return {
    ...found(at, holder, kind),
    fixes: [{ title: `Remove the ${kind}`, edits: [removeWords(encounter, at)], applies: 'ask' }],
  };
}
