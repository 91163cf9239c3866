import { defineRule, foundInReading } from './rule.js';

/** A line that cannot be read is a line that nobody judges; it must not look like a clean one. */
export const syntax = defineRule({
  id: 'syntax',
  summary: 'A line fits no form of the encounter format',
  severity: 'error',
  readsStrayText: true,
  canBeAllowed: false,

  check: ({ encounter }) => foundInReading(encounter, 'syntax'),
});
