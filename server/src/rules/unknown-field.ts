import { defineRule, foundInReading } from './rule.js';

/** Text under an unknown name is never checked. */
export const unknownField = defineRule({
  id: 'unknown-field',
  summary: 'A field or section name is unknown',
  severity: 'error',
  needs: ['reading'],
  speaksOf: 'encounter',

  check: ({ encounter }) => foundInReading(encounter, 'unknown-field'),
});
