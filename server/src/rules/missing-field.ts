import { insertHeaderField, insertSections } from '../encounter/edits.js';
import type { Encounter } from '../encounter/encounter.js';
import { requiredHeaderFields, type SectionName } from '../syntax/vocabulary.js';
import { listed } from '../text/words.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/** A claim without these is rejected before anyone reads it (837P: subscriber, date, payer, place, rendering provider). */
export const missingField = defineRule({
  id: 'missing-field',
  summary: 'A required field or section is missing',
  severity: 'error',
  offersAllow: false,
  speaksOf: 'encounter',
  silences: ['dangling-pointer'],

  *check({ encounter }): Iterable<Finding> {
    const { heading, fields, sections } = encounter;
    if (!heading) return;
    // An empty field is already there: the coder only has to fill it in.
    for (const name of requiredHeaderFields) {
      const field = fields.get(name);
      if (field && !field.text) yield { at: field.span, message: `${name} is missing: add ${what[name]}` };
    }
    const names = requiredHeaderFields.filter((name) => !fields.has(name));
    const absent = requiredSections.filter((name) => !sections.some((section) => section.name === name));
    const all = [...names, ...absent];
    const [only] = all;
    if (only === undefined) return;
    const about = absent.includes('diagnoses') ? { everywhere: true } : undefined;
    const message =
      all.length === 1
        ? `${names.length === 1 ? only : `The ${only} section`} is missing: ${names.length === 1 ? 'add' : 'list'} ${what[only]}`
        : `${listed(all)} are missing: add ${all.length === 2 ? 'both' : 'each'}`;
    yield { at: heading, message, fixes: fixesFor(encounter, names, absent), about };
  },
});

const requiredSections = ['diagnoses', 'lines'] satisfies SectionName[];

/** All that is missing at once, then each. */
function fixesFor(encounter: Encounter, names: readonly string[], absent: readonly SectionName[]): readonly Fix[] {
  const fix = (fields: readonly string[], sections: readonly SectionName[], title: string): Fix => ({
    title,
    edits: [
      ...(fields.length > 0 ? [insertHeaderField(encounter, ...fields)] : []),
      ...(sections.length > 0 ? [insertSections(encounter, sections)] : []),
    ],
    applies: 'ask',
    leavesBlank: fields.length > 0,
  });
  const single = [
    ...names.map((name) => fix([name], [], `Insert ${name}`)),
    ...absent.map((name) => fix([], [name], `Insert ${name}`)),
  ];
  if (single.length < 2) return single;
  return [fix(names, absent, 'Insert all that is missing'), ...single];
}

const what: Readonly<Record<string, string>> = {
  patient: "the practice's own key for the patient",
  date: 'the date of service, such as 2026-11-16',
  payer: "a payer policy's id or alias, such as medicare-noridian",
  place: 'a two-digit place-of-service code, such as 11',
  provider: "the rendering provider's NPI",
  diagnoses: 'each diagnosis with its letter',
  lines: 'each billed code',
};
