/** The words of the encounter format: sections, fields, procedure kinds and fixed values. Knows no codes and no payers. */

export const procedureKinds = [
  'facet-injection',
  'facet-destruction',
  'epidural',
  'transforaminal-epidural',
  'sacroiliac-injection',
  'trigger-point',
  'nerve-block',
  'nerve-destruction',
  'joint-injection',
  'neurostimulator',
  'vertebral-augmentation',
  'basivertebral-ablation',
  'chemodenervation',
  'pump',
  'discography',
  'sedation',
  'evaluation',
  'therapy',
  'drug-test',
  'other',
] as const;
export type ProcedureKind = (typeof procedureKinds)[number];

export const headerFields = [
  'patient',
  'born',
  'sex',
  'date',
  'payer',
  'place',
  'provider',
  'referring',
  'claim',
  'state',
  'secondary',
  'accident',
  'claim-number',
  'frequency',
  'trial',
  'authorization',
  'note',
] as const;

export const requiredHeaderFields = ['patient', 'date', 'payer', 'place', 'provider'] as const;

export const procedureFields = [
  'intent',
  'technique',
  'levels',
  'nerves',
  'bodies',
  'site',
  'side',
  'guidance',
  'agent',
  'discarded',
  'indication',
  'conservative-care',
  'response',
  'complications',
  'plan',
  'pain-before',
  'pain-after',
  'relief',
  'prior-relief',
  'prior-blocks',
  'series',
  'consent',
  'minutes',
  'note',
] as const;
export type ProcedureField = (typeof procedureFields)[number];

/** The fields of a single service line, written below it. */
export const lineFields = ['description', 'date', 'provider', 'place', 'ndc', 'minutes', 'note'] as const;

/** In these (and in `x-…`) a `#` is text, except before `allow`. */
const freeTextFields: ReadonlySet<string> = new Set([
  'patient',
  'authorization',
  'description',
  'note',
  'site',
  'agent',
  'indication',
  'conservative-care',
  'response',
  'complications',
  'plan',
]);

/** Whether a field's value is the practice's own text, which no message may repeat (except `site`). */
export function isFreeText(field: string): boolean {
  return freeTextFields.has(field) || field.startsWith('x-');
}

/** Fields whose value is a comma-separated list. */
export const listFields: ReadonlySet<string> = new Set(['levels', 'nerves', 'bodies', 'site', 'prior-blocks']);

/** List fields each item of which may end in its own side. */
export const sidedFields: ReadonlySet<string> = new Set(['levels', 'nerves', 'site']);

export const sections = ['diagnoses', 'procedure', 'lines'] as const;
export type SectionName = (typeof sections)[number];

export const intents = ['diagnostic', 'therapeutic'] as const;
export type Intent = (typeof intents)[number];

export const techniques = [
  'intra-articular',
  'medial-branch',
  'radiofrequency',
  'pulsed-radiofrequency',
  'cryoablation',
  'chemical',
  'interlaminar',
  'caudal',
  'transforaminal',
  'dry-needling',
  'percutaneous',
  'paddle',
] as const;
export type Technique = (typeof techniques)[number];

export const guidances = ['fluoroscopy', 'ct', 'ultrasound', 'none'] as const;
export type Guidance = (typeof guidances)[number];

export const sides = ['left', 'right', 'bilateral'] as const;
export type Side = (typeof sides)[number];

export const sexes = ['F', 'M', 'X', 'U'] as const;
export type Sex = (typeof sexes)[number];

export const claimKinds = ['professional', 'facility'] as const;
export type ClaimKind = (typeof claimKinds)[number];

export const frequencies = ['original', 'replacement', 'void'] as const;
/** Whether the claim is a new one, takes the place of an earlier one, or takes it back. */
export type Frequency = (typeof frequencies)[number];

export const accidentKinds = ['work', 'auto', 'other'] as const;
export type AccidentKind = (typeof accidentKinds)[number];

export const seriesValues = ['first', 'second'] as const;
export type Series = (typeof seriesValues)[number];

const valuesOf: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['sex', sexes],
  ['claim', claimKinds],
  ['accident', accidentKinds],
  ['frequency', frequencies],
  ['intent', intents],
  ['technique', techniques],
  ['side', sides],
  ['guidance', guidances],
  ['series', seriesValues],
  ['consent', ['yes', 'no']],
]);

/** The fixed values of a field; none where it takes others. */
export function fixedValues(field: string): readonly string[] {
  return valuesOf.get(field) ?? [];
}
