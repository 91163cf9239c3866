import { insertHeaderField, insertSection } from '../encounter/edits.js';
import { requiredHeaderFields, type SectionName } from '../syntax/vocabulary.js';
import { defineRule, type Finding } from './rule.js';

/** A claim without these is rejected before anybody reads it (837P: subscriber, date, payer, place, rendering provider). */
export const missingField = defineRule({
  id: 'missing-field',
  summary: 'A required field or section is absent',
  severity: 'error',
  silences: ['dangling-pointer'],

  *check({ encounter }): Iterable<Finding> {
    const { heading, fields, sections } = encounter;
    if (!heading) return;
    for (const name of requiredHeaderFields) {
      const field = fields.get(name);
      if (field?.text) continue;
      const message = `The encounter has no ${name}: ${what[name]}`;
      // An empty field is there already: the coder has but to fill it.
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
        message: `The encounter has no section ${name}: ${what[name]}`,
        fixes: [{ title: `Insert ${name}`, edits, applies: 'ask' }],
        about: name === 'diagnoses' ? { everywhere: true } : undefined,
      };
    }
  },
});

const what: Readonly<Record<string, string>> = {
  patient: "the practice's own key for the patient is wanted",
  date: 'the date of service is wanted, such as 2026-11-16',
  payer: "a payer policy's id or alias is wanted, such as medicare-noridian",
  place: 'a two-digit place of service is wanted, such as 11',
  provider: "the rendering provider's NPI is wanted",
  diagnoses: 'each diagnosis stands there with its letter',
  lines: 'each billed code stands there',
};
