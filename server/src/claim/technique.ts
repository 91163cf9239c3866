/**
 * Which service a documented procedure was, by its technique, and which service a code bills: an injection or a destruction,
 * an interlaminar or caudal epidural or a transforaminal one. Knows no payer.
 */
import type { Procedure } from '../encounter/encounter.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import type { BilledLine } from './billed.js';

/** What was done, as far as codes distinguish it; `unlisted` has only 64999. */
export type Service =
  | 'facet-injection'
  | 'facet-destruction'
  | 'epidural'
  | 'transforaminal-epidural'
  | 'nerve-block'
  | 'sacroiliac-injection'
  | 'nerve-destruction'
  | 'unlisted';

/**
 * The service that a procedure's kind and technique describe; undefined if they do not say.
 *
 * Pulsed radiofrequency destroys nothing, and the facet destruction codes are for thermal destruction only (domain facts,
 * section 2; section 4, 64999).
 */
export function serviceDone({ kind, technique: written }: Procedure): Service | undefined {
  const technique = written?.value;
  if (technique === 'pulsed-radiofrequency') return mayBePulsed.has(kind ?? '') ? 'unlisted' : undefined;
  switch (kind) {
    case 'facet-injection':
      if (technique === 'radiofrequency') return 'facet-destruction';
      return technique === 'cryoablation' || technique === 'chemical' ? 'unlisted' : 'facet-injection';
    case 'facet-destruction':
      // A destruction targets the medial branch, too; only an injection goes into the joint.
      if (technique === 'intra-articular') return 'facet-injection';
      return technique === 'cryoablation' || technique === 'chemical' ? 'unlisted' : 'facet-destruction';
    case 'epidural':
    case 'transforaminal-epidural':
      if (technique === undefined) return kind;
      if (technique === 'interlaminar' || technique === 'caudal') return 'epidural';
      return technique === 'transforaminal' ? 'transforaminal-epidural' : undefined;
    case 'nerve-block':
    case 'sacroiliac-injection':
      return technique && destructive.has(technique) ? 'nerve-destruction' : kind;
    case 'nerve-destruction':
      return kind;
    default:
      return undefined;
  }
}

/** The service that a code bills; undefined if it is not one of those that can be confused. */
export function serviceBilled({ facts }: Pick<BilledLine, 'facts'>): Service | undefined {
  if (!facts) return undefined;
  if (facts.family) return leveled.find((kind) => facts.kinds.includes(kind));
  const [kind] = facts.kinds;
  switch (facts.group) {
    case 'epidural':
    case 'epidural-catheter':
      return 'epidural';
    case 'nerve-block':
    case 'sympathetic-block':
      return 'nerve-block';
    case 'sacroiliac-injection':
    case 'nerve-destruction':
      return kind === 'sacroiliac-injection' || kind === 'nerve-destruction' ? kind : undefined;
    default:
      return undefined;
  }
}

/** Whether a code for one service is wrong if the other was done. */
export function isMistakenFor(billed: Service, done: Service): boolean {
  if (done === 'unlisted') return billed !== 'epidural';
  return mistaken.some((pair) => pair.includes(billed) && pair.includes(done) && billed !== done);
}

/** Whether a procedure of the kind is what a line for the service may be meant to bill. */
export function mayMean(billed: BilledLine, service: Service, kind: ProcedureKind | undefined): boolean {
  switch (service) {
    case 'facet-injection':
    case 'facet-destruction':
      return kind === 'facet-injection' || kind === 'facet-destruction';
    case 'epidural':
    case 'transforaminal-epidural':
      return kind === 'epidural' || kind === 'transforaminal-epidural';
    case 'nerve-destruction':
      return kind === 'nerve-block' || (kind === 'sacroiliac-injection' && isOfSacroiliacNerves(billed));
    case 'nerve-block':
      return kind === 'nerve-destruction';
    case 'sacroiliac-injection':
      return kind === 'nerve-destruction' && isOfSacroiliacNerves(billed);
    case 'unlisted':
      return false;
  }
}

/** The nerves to the sacroiliac joint, injected or destroyed. */
function isOfSacroiliacNerves({ facts }: BilledLine): boolean {
  return facts?.nerve === 'sacroiliac joint';
}

const mistaken: readonly (readonly [Service, Service])[] = [
  ['facet-injection', 'facet-destruction'],
  ['epidural', 'transforaminal-epidural'],
  ['nerve-block', 'nerve-destruction'],
  ['sacroiliac-injection', 'nerve-destruction'],
];
const mayBePulsed: ReadonlySet<string> = new Set([
  'facet-injection',
  'facet-destruction',
  'transforaminal-epidural',
  'nerve-block',
  'sacroiliac-injection',
  'nerve-destruction',
]);
const destructive: ReadonlySet<string> = new Set(['radiofrequency', 'cryoablation', 'chemical']);
const leveled = ['facet-injection', 'facet-destruction', 'transforaminal-epidural'] as const;
