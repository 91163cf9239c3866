/**
 * What is documented of which kind of procedure: its fields in the order in which notes tell them, and its techniques, the usual one
 * first. Says what makes sense, not what a payer asks for.
 */
import type {
  Guidance,
  headerFields,
  Intent,
  lineFields,
  ProcedureField,
  ProcedureKind,
  Technique,
} from './vocabulary.js';

/** What a kind's section holds. */
interface KindFields {
  /** In the order in which they are written. */
  readonly fields: readonly ProcedureField[];
  /** The usual one first; none where the kind says it already. */
  readonly techniques: readonly Technique[];
  /** What it is usually done for. */
  readonly intent: Intent;
  /** The usual guidance first; none where none is used. */
  readonly guidances: readonly Guidance[];
}

const reasons = ['indication', 'conservative-care'] as const;
const pain = ['pain-before', 'pain-after', 'relief', 'response'] as const;
const ending = ['complications', 'consent', 'plan', 'note'] as const;
const underXray = ['fluoroscopy', 'ct', 'ultrasound', 'none'] as const;
const bySound = ['ultrasound', 'fluoroscopy', 'none', 'ct'] as const;

const ofKind: Readonly<Record<ProcedureKind, KindFields>> = {
  'facet-injection': {
    fields: [
      ...(['intent', 'series', 'technique', 'levels', 'nerves', 'side', 'guidance', 'agent'] as const),
      ...reasons,
      ...pain,
      ...ending,
      ...(['prior-relief', 'prior-blocks', 'discarded'] as const),
    ],
    techniques: ['medial-branch', 'intra-articular'],
    intent: 'diagnostic',
    guidances: underXray,
  },
  'facet-destruction': {
    fields: [
      ...(['intent', 'technique', 'levels', 'nerves', 'side', 'guidance', 'prior-blocks', 'prior-relief'] as const),
      ...reasons,
      ...pain,
      ...ending,
      ...(['agent', 'discarded'] as const),
    ],
    techniques: ['radiofrequency', 'pulsed-radiofrequency', 'cryoablation', 'chemical'],
    intent: 'therapeutic',
    guidances: underXray,
  },
  epidural: {
    fields: [
      ...(['intent', 'technique', 'levels', 'guidance', 'agent'] as const),
      ...reasons,
      ...pain,
      ...ending,
      ...(['prior-relief', 'side', 'discarded'] as const),
    ],
    techniques: ['interlaminar', 'caudal', 'transforaminal'],
    intent: 'therapeutic',
    guidances: underXray,
  },
  'transforaminal-epidural': {
    fields: [
      ...(['intent', 'levels', 'nerves', 'side', 'guidance', 'agent'] as const),
      ...reasons,
      ...pain,
      ...ending,
      ...(['prior-relief', 'technique', 'discarded'] as const),
    ],
    techniques: ['transforaminal'],
    intent: 'therapeutic',
    guidances: underXray,
  },
  'sacroiliac-injection': {
    fields: [
      ...(['intent', 'side', 'guidance', 'agent', 'prior-blocks'] as const),
      ...reasons,
      ...pain,
      ...ending,
      ...(['series', 'prior-relief', 'technique', 'site', 'discarded'] as const),
    ],
    techniques: ['intra-articular'],
    intent: 'therapeutic',
    guidances: underXray,
  },
  'trigger-point': {
    fields: [
      ...(['site', 'side', 'agent'] as const),
      ...reasons,
      ...pain,
      ...ending,
      ...(['guidance', 'technique', 'intent', 'prior-relief', 'discarded'] as const),
    ],
    techniques: ['dry-needling'],
    intent: 'therapeutic',
    guidances: bySound,
  },
  'nerve-block': {
    fields: [
      ...(['intent', 'site', 'side', 'guidance', 'agent'] as const),
      ...reasons,
      ...pain,
      ...ending,
      ...(['levels', 'nerves', 'series', 'prior-relief', 'prior-blocks', 'discarded'] as const),
    ],
    techniques: [],
    intent: 'therapeutic',
    guidances: bySound,
  },
  'nerve-destruction': {
    fields: [
      ...(['intent', 'technique', 'site', 'side', 'guidance', 'agent'] as const),
      ...reasons,
      ...(['prior-blocks', 'prior-relief'] as const),
      ...pain,
      ...ending,
      ...(['levels', 'nerves', 'discarded'] as const),
    ],
    techniques: ['radiofrequency', 'chemical', 'cryoablation', 'pulsed-radiofrequency'],
    intent: 'therapeutic',
    guidances: ['fluoroscopy', 'ultrasound', 'ct', 'none'],
  },
  'joint-injection': {
    fields: [
      ...(['site', 'side', 'guidance', 'agent'] as const),
      ...reasons,
      ...pain,
      ...ending,
      ...(['discarded', 'intent', 'prior-relief'] as const),
    ],
    techniques: [],
    intent: 'therapeutic',
    guidances: bySound,
  },
  neurostimulator: {
    fields: [
      ...(['intent', 'technique', 'site', 'side', 'levels', 'guidance'] as const),
      ...reasons,
      ...pain,
      ...ending,
      'prior-relief',
    ],
    techniques: ['percutaneous', 'paddle'],
    intent: 'diagnostic',
    guidances: underXray,
  },
  'vertebral-augmentation': {
    fields: [...(['bodies', 'side', 'guidance', 'agent'] as const), ...reasons, ...pain, ...ending, 'site'],
    techniques: [],
    intent: 'therapeutic',
    guidances: underXray,
  },
  'basivertebral-ablation': {
    fields: [...(['technique', 'bodies', 'guidance'] as const), ...reasons, ...pain, ...ending],
    techniques: ['radiofrequency'],
    intent: 'therapeutic',
    guidances: underXray,
  },
  chemodenervation: {
    fields: [
      ...(['site', 'agent', 'discarded'] as const),
      ...reasons,
      ...pain,
      ...ending,
      ...(['side', 'guidance', 'prior-relief'] as const),
    ],
    techniques: [],
    intent: 'therapeutic',
    guidances: ['none', 'ultrasound', 'fluoroscopy', 'ct'],
  },
  pump: {
    fields: [...(['agent'] as const), ...reasons, ...pain, ...ending, 'discarded', 'site', 'guidance'],
    techniques: [],
    intent: 'therapeutic',
    guidances: bySound,
  },
  discography: {
    fields: [...(['levels', 'guidance', 'agent'] as const), ...reasons, ...pain, ...ending, 'intent'],
    techniques: [],
    intent: 'diagnostic',
    guidances: underXray,
  },
  sedation: {
    fields: ['minutes', 'agent', 'indication', ...ending],
    techniques: [],
    intent: 'therapeutic',
    guidances: [],
  },
  evaluation: {
    fields: ['note', 'indication', 'plan', 'minutes', 'site'],
    techniques: [],
    intent: 'therapeutic',
    guidances: [],
  },
  therapy: {
    fields: ['minutes', 'site', 'side', 'indication', 'plan', 'response', 'note'],
    techniques: [],
    intent: 'therapeutic',
    guidances: [],
  },
  'drug-test': {
    fields: ['indication', 'plan', 'note'],
    techniques: [],
    intent: 'diagnostic',
    guidances: [],
  },
  other: {
    fields: [
      ...(['technique', 'levels', 'site', 'side', 'guidance', 'agent'] as const),
      ...reasons,
      ...pain,
      ...ending,
      ...(['intent', 'discarded', 'prior-relief', 'prior-blocks', 'minutes'] as const),
    ],
    techniques: [],
    intent: 'therapeutic',
    guidances: underXray,
  },
};

/** What is documented of a kind. */
export function kindFields(kind: ProcedureKind): KindFields {
  return ofKind[kind];
}

/** Fields whose value only the record, the patient or the payer knows: no kind of procedure and no code speaks for one. */
export const fieldsOfRecord: ReadonlySet<string> = new Set<
  ProcedureField | (typeof headerFields)[number] | (typeof lineFields)[number]
>([
  ...(['series', 'side', 'site', 'agent', 'pain-before', 'pain-after', 'consent'] as const),
  ...(['sex', 'authorization', 'claim-number', 'trial', 'ndc'] as const),
]);

/** Fields of the header in the order in which they are written: what a practice needs often comes before the rest. */
export const headerOrder: readonly (typeof headerFields)[number][] = [
  ...(['patient', 'born', 'sex', 'date', 'payer', 'place', 'provider', 'authorization', 'state', 'referring'] as const),
  ...(['secondary', 'claim', 'frequency', 'accident', 'claim-number', 'trial', 'note'] as const),
];
