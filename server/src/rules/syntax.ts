import { defineRule, foundInReading } from './rule.js';

/** A line that cannot be read is a line that is never checked; it must not look like a clean one. */
export const syntax = defineRule({
  id: 'syntax',
  summary: 'A line does not match any form in the encounter format',
  severity: 'error',
  speaksOf: 'encounter',
  readsStrayText: true,
  canBeAllowed: false,

  check: ({ encounter }) => foundInReading(encounter, 'syntax'),
});
