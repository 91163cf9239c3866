import { defineRule, foundInReading } from './rule.js';

/** What stands under a name nobody knows is judged by nobody. */
export const unknownField = defineRule({
  id: 'unknown-field',
  summary: 'A field or section name is not known here',
  severity: 'error',

  check: ({ encounter }) => foundInReading(encounter, 'unknown-field'),
});
