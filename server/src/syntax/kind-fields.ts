/**
 * What is documented of which kind of procedure: its fields in the order in which notes tell them, and its techniques, the usual one
 * first. Says what makes sense, not what a payer asks for.
 */
import type { Guidance, Intent, ProcedureField, ProcedureKind, Technique } from './vocabulary.js';

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
      ...(['prior-relief', 'prior-blocks', 'discarded'] as const),
      ...ending,
    ],
    techniques: ['medial-branch', 'intra-articular'],
    intent: 'diagnostic',
    guidances: underXray,
  },
  'facet-destruction': {
    fields: [
      ...(['technique', 'levels', 'nerves', 'side', 'guidance', 'agent'] as const),
      ...reasons,
      ...(['prior-blocks', 'prior-relief'] as const),
      ...pain,
      ...(['intent', 'discarded'] as const),
      ...ending,
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
      ...(['prior-relief', 'side', 'discarded'] as const),
      ...ending,
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
      ...(['prior-relief', 'technique', 'discarded'] as const),
      ...ending,
    ],
    techniques: ['transforaminal'],
    intent: 'therapeutic',
    guidances: underXray,
  },
  'sacroiliac-injection': {
    fields: [
      ...(['intent', 'series', 'side', 'guidance', 'agent'] as const),
      ...reasons,
      ...pain,
      ...(['prior-relief', 'prior-blocks', 'technique', 'site', 'discarded'] as const),
      ...ending,
    ],
    techniques: ['intra-articular'],
    intent: 'therapeutic',
    guidances: underXray,
  },
  'trigger-point': {
    fields: [
      ...(['site', 'side', 'agent', 'guidance', 'technique', 'intent'] as const),
      ...reasons,
      ...pain,
      ...(['prior-relief', 'discarded'] as const),
      ...ending,
    ],
    techniques: ['dry-needling'],
    intent: 'therapeutic',
    guidances: bySound,
  },
  'nerve-block': {
    fields: [
      ...(['intent', 'site', 'side', 'guidance', 'agent', 'levels', 'nerves', 'series'] as const),
      ...reasons,
      ...pain,
      ...(['prior-relief', 'prior-blocks', 'discarded'] as const),
      ...ending,
    ],
    techniques: [],
    intent: 'therapeutic',
    guidances: bySound,
  },
  'nerve-destruction': {
    fields: [
      ...(['technique', 'site', 'side', 'guidance', 'agent', 'levels', 'nerves'] as const),
      ...reasons,
      ...(['prior-blocks', 'prior-relief'] as const),
      ...pain,
      ...(['intent', 'discarded'] as const),
      ...ending,
    ],
    techniques: ['radiofrequency', 'chemical', 'cryoablation', 'pulsed-radiofrequency'],
    intent: 'therapeutic',
    guidances: ['fluoroscopy', 'ultrasound', 'ct', 'none'],
  },
  'joint-injection': {
    fields: [
      ...(['site', 'side', 'guidance', 'agent', 'discarded', 'intent'] as const),
      ...reasons,
      ...pain,
      'prior-relief',
      ...ending,
    ],
    techniques: [],
    intent: 'therapeutic',
    guidances: bySound,
  },
  neurostimulator: {
    fields: [
      ...(['technique', 'levels', 'site', 'side', 'guidance', 'intent'] as const),
      ...reasons,
      ...pain,
      'prior-relief',
      ...ending,
    ],
    techniques: ['percutaneous', 'paddle'],
    intent: 'therapeutic',
    guidances: underXray,
  },
  'vertebral-augmentation': {
    fields: [...(['bodies', 'side', 'guidance', 'agent', 'site'] as const), ...reasons, ...pain, ...ending],
    techniques: [],
    intent: 'therapeutic',
    guidances: underXray,
  },
  'basivertebral-ablation': {
    fields: [...(['bodies', 'guidance', 'technique'] as const), ...reasons, ...pain, ...ending],
    techniques: ['radiofrequency'],
    intent: 'therapeutic',
    guidances: underXray,
  },
  chemodenervation: {
    fields: [
      ...(['site', 'side', 'agent', 'discarded', 'guidance'] as const),
      ...reasons,
      ...pain,
      'prior-relief',
      ...ending,
    ],
    techniques: [],
    intent: 'therapeutic',
    guidances: ['none', 'ultrasound', 'fluoroscopy', 'ct'],
  },
  pump: {
    fields: [...(['agent', 'discarded', 'site', 'guidance'] as const), ...reasons, ...pain, ...ending],
    techniques: [],
    intent: 'therapeutic',
    guidances: bySound,
  },
  discography: {
    fields: [...(['levels', 'guidance', 'agent', 'intent'] as const), ...reasons, ...pain, ...ending],
    techniques: [],
    intent: 'diagnostic',
    guidances: underXray,
  },
  sedation: {
    fields: [...(['minutes', 'agent', 'indication'] as const), ...ending],
    techniques: [],
    intent: 'therapeutic',
    guidances: [],
  },
  evaluation: {
    fields: ['indication', 'plan', 'minutes', 'site', 'note'],
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
      ...(['intent', 'technique', 'site', 'side', 'levels', 'guidance', 'agent', 'discarded'] as const),
      ...reasons,
      ...pain,
      ...(['prior-relief', 'prior-blocks', 'minutes'] as const),
      ...ending,
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
