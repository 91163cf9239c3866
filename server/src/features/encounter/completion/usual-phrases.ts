/** Phrases for fields of free text, with a place for each figure: they say nothing that the coder does not read in the record. */
import type { Region } from '../../../clinical/level.js';
import type { ProcedureField, ProcedureKind } from '../../../syntax/vocabulary.js';

interface UsualPhrase {
  readonly field: ProcedureField;
  /** Undefined: for any. */
  readonly kinds?: readonly ProcedureKind[];
  readonly region?: Region;
  /** `…` is a place to fill. */
  readonly text: string;
}

const facets: readonly ProcedureKind[] = ['facet-injection', 'facet-destruction'];
const epidurals: readonly ProcedureKind[] = ['epidural', 'transforaminal-epidural'];

/** In the order in which they are offered. */
export const usualPhrases: readonly UsualPhrase[] = [
  {
    field: 'indication',
    kinds: facets,
    region: 'lumbar-sacral',
    text: 'axial low back pain for … months',
  },
  {
    field: 'indication',
    kinds: facets,
    region: 'cervical-thoracic',
    text: 'axial neck pain for … months',
  },
  { field: 'indication', kinds: epidurals, region: 'lumbar-sacral', text: 'lumbar radicular pain for … weeks' },
  {
    field: 'indication',
    kinds: epidurals,
    region: 'cervical-thoracic',
    text: 'cervical radicular pain for … weeks',
  },
  { field: 'indication', kinds: ['sacroiliac-injection'], text: 'sacroiliac joint pain for … months' },
  { field: 'indication', kinds: ['trigger-point'], text: 'myofascial pain for … months' },
  { field: 'indication', kinds: ['joint-injection'], text: 'osteoarthritis for … years' },
  { field: 'indication', kinds: ['chemodenervation'], text: 'chronic migraine for … months' },
  { field: 'indication', kinds: ['vertebral-augmentation'], text: 'painful compression fracture for … weeks' },
  { field: 'indication', kinds: ['basivertebral-ablation'], text: 'chronic low back pain for … months' },
  { field: 'indication', text: 'pain for … months' },
  { field: 'conservative-care', text: '… weeks of physical therapy' },
  { field: 'conservative-care', text: 'home exercise for … weeks' },
  { field: 'conservative-care', text: 'NSAIDs' },
  { field: 'conservative-care', text: 'acetaminophen' },
  { field: 'conservative-care', text: 'chiropractic care for … weeks' },
  { field: 'response', text: 'able to … without pain' },
  { field: 'response', text: 'walks and sits longer without pain' },
  { field: 'complications', text: 'none' },
  {
    field: 'plan',
    kinds: ['facet-injection'],
    text: 'second block, then radiofrequency ablation if relief is …% or more',
  },
  { field: 'plan', text: 'follow-up in … weeks' },
  { field: 'plan', text: 'continue home exercise' },
];
