import { defineRule, foundInReading } from './rule.js';

/** Of two values for one thing only one goes onto the claim, and the reader cannot tell which. */
export const duplicateField = defineRule({
  id: 'duplicate-field',
  summary: 'A field, letter, section or diagnosis is entered twice',
  severity: 'error',

  check: ({ encounter }) => foundInReading(encounter, 'duplicate-field'),
});
