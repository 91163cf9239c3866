import { defineRule, foundInReading } from './rule.js';

/** A value that cannot be read is left out of every check that depends on it. */
export const invalidValue = defineRule({
  id: 'invalid-value',
  summary: 'A value is not in the form that its field requires',
  severity: 'error',
  speaksOf: 'encounter',

  check: ({ encounter }) => foundInReading(encounter, 'invalid-value'),
});
