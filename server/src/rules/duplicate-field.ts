import { defineRule, foundInReading } from './rule.js';

/** Only one of two values can go on the claim, and the reader cannot tell which. */
export const duplicateField = defineRule({
  id: 'duplicate-field',
  summary: 'A field, letter, section or diagnosis is entered twice',
  severity: 'error',
  needs: ['reading'],
  speaksOf: 'encounter',

  check: ({ encounter }) => foundInReading(encounter, 'duplicate-field'),
});
