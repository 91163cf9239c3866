import { insertHeaderField, insertSection } from '../encounter/edits.js';
import { requiredHeaderFields, type SectionName } from '../syntax/vocabulary.js';
import { defineRule, type Finding } from './rule.js';

/** A claim without these is rejected before anyone reads it (837P: subscriber, date, payer, place, rendering provider). */
export const missingField = defineRule({
  id: 'missing-field',
  summary: 'A required field or section is missing',
  severity: 'error',
  silences: ['dangling-pointer'],

  *check({ encounter }): Iterable<Finding> {
    const { heading, fields, sections } = encounter;
    if (!heading) return;
    for (const name of requiredHeaderFields) {
      const field = fields.get(name);
      if (field?.text) continue;
      const message = `${name} is missing: add ${what[name]}`;
      // An empty field is already there: the coder only has to fill it in.
      if (field) yield { at: field.span, message };
      else {
        const edits = [insertHeaderField(encounter, name)];
        yield { at: heading, message, fixes: [{ title: `Insert ${name}`, edits, applies: 'ask', leavesBlank: true }] };
      }
    }
    for (const name of ['diagnoses', 'lines'] satisfies SectionName[]) {
      if (sections.some((section) => section.name === name)) continue;
      const edits = [insertSection(encounter, name)];
      yield {
        at: heading,
        message: `The ${name} section is missing: list ${what[name]}`,
        fixes: [{ title: `Insert ${name}`, edits, applies: 'ask' }],
        about: name === 'diagnoses' ? { everywhere: true } : undefined,
      };
    }
  },
});

const what: Readonly<Record<string, string>> = {
  patient: "the practice's own key for the patient",
  date: 'the date of service, such as 2026-11-16',
  payer: "a payer policy's id or alias, such as medicare-noridian",
  place: 'a two-digit place-of-service code, such as 11',
  provider: "the rendering provider's NPI",
  diagnoses: 'each diagnosis with its letter',
  lines: 'each billed code',
};
