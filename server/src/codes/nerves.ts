/** The nerves that have codes of their own: domain facts, section 4. Every other peripheral nerve is 64450, destroyed 64640. */
import { plainSite } from '../clinical/site-words.js';

export interface NerveCodes {
  /** Its injection; of several codes each may be right, by how it was done. */
  readonly block: readonly string[];
  /** Its destruction; empty where no code of its own is known. */
  readonly destruction: readonly string[];
  /** It is billed as the facet joint that it supplies. */
  readonly isOfJoint?: boolean;
}

/** The codes for a peripheral nerve without one of its own. */
export const anyNerve = { block: '64450', destruction: '64640' } as const;

/** A name is the whole of a site's words; a branch or an approach that is written out may have another code. */
const nerves: readonly (NerveCodes & { readonly names: readonly string[] })[] = [
  { names: ['trigeminal'], block: ['64400'], destruction: ['64600', '64605', '64610'] },
  { names: ['greater occipital'], block: ['64405'], destruction: [] },
  // Domain facts, section 1: it is the joint C2-C3, neither 64405 nor 64640.
  { names: ['third occipital'], block: ['64490'], destruction: ['64633'], isOfJoint: true },
  { names: ['vagus'], block: ['64408'], destruction: [] },
  { names: ['brachial plexus'], block: ['64415', '64416'], destruction: [] },
  { names: ['axillary nerve'], block: ['64417'], destruction: [] },
  { names: ['suprascapular'], block: ['64418'], destruction: [] },
  { names: ['intercostal'], block: ['64420', '64421'], destruction: ['64620'] },
  { names: ['ilioinguinal', 'iliohypogastric'], block: ['64425'], destruction: [] },
  { names: ['pudendal'], block: ['64430'], destruction: ['64630'] },
  { names: ['paracervical'], block: ['64435'], destruction: [] },
  { names: ['sciatic'], block: ['64445', '64446'], destruction: [] },
  { names: ['femoral'], block: ['64447', '64448'], destruction: [] },
  { names: ['genicular'], block: ['64454'], destruction: ['64624'] },
  { names: ['plantar common digital', 'common plantar digital'], block: ['64455'], destruction: ['64632'] },
  { names: ['sacroiliac joint'], block: ['64451'], destruction: ['64625'] },
  { names: ['sphenopalatine', 'sphenopalatine ganglion'], block: ['64505'], destruction: [] },
  { names: ['stellate', 'stellate ganglion'], block: ['64510'], destruction: [] },
  { names: ['superior hypogastric plexus'], block: ['64517'], destruction: ['64681'] },
  { names: ['celiac plexus', 'coeliac plexus'], block: ['64530'], destruction: ['64680'] },
];

const byName = new Map(nerves.flatMap((nerve) => nerve.names.map((name) => [name, nerve] as const)));
const codesOfNerves: ReadonlySet<string> = new Set([
  ...nerves.flatMap(({ block, destruction, isOfJoint }) => (isOfJoint ? [] : [...block, ...destruction])),
  anyNerve.block,
  anyNerve.destruction,
]);

/** The codes of the nerve that a site names; undefined where its words may mean one without a code of its own. */
export function nerveCodesOf(site: string): NerveCodes | undefined {
  const words = plainSite(site).replace(/^t\d{1,2}(?: t?\d{1,2})? /, '');
  return byName.get(words) ?? byName.get(words.replace(/ nerves?$/, ''));
}

/** Whether a code is for one nerve, or for any without a code of its own. */
export function isNerveCode(code: string): boolean {
  return codesOfNerves.has(code);
}
