/** Of when the bundled tables are: server/data/README.md. */
import type { Edition } from './editions.js';

/** By kind, the newest one that is bundled. */
export const bundledEditions: Readonly<Record<'feeSchedules' | 'mues' | 'pairs' | 'addOns' | 'diagnoses', Edition>> = {
  feeSchedules: { from: '2025-10-01', name: 'CMS fee schedule of 2025-10', file: '' },
  mues: { from: '2026-04-01', name: 'CMS practitioner MUE table, 2026-04-01', file: '' },
  pairs: { from: '2024-07-01', name: 'NCCI 2024 Q3', file: '' },
  addOns: { from: '2024-06-03', name: 'CMS add-on code file of 2024-06-03', file: '' },
  diagnoses: { from: '2025-10-01', name: 'ICD-10-CM FY2026', file: '' },
};
