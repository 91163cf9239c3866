/** The nerves that have their own codes, and the codes for all others: server/data/nerves.csv. */
import { nerveRows } from '../../generated/nerves.js';
import { plainSite } from '../clinical/site-words.js';
import { once } from '../text/once.js';
import type { NerveCodes, NervePair } from './codes.js';

/** The row for a nerve without its own codes; no site has this name. */
const anyOther = 'any other';

const nerves = once(() => nerveRows.map((row) => ({ row, codes: codesOf(row) })));

/** A name must match all of a site's words; a branch or approach that is written out may have a different code. */
const byName = once(
  () =>
    new Map(
      nerves().flatMap(({ row: { nerve = '', other_names }, codes }) =>
        nerve === anyOther ? [] : [nerve, ...values(other_names, '; ')].map((name) => [name, codes] as const),
      ),
    ),
);

const byCode = once(
  () =>
    new Map(
      nerves().flatMap(({ codes }) =>
        codes.isOfJoint ? [] : [...codes.block, ...codes.destruction].map((code) => [code, codes] as const),
      ),
    ),
);

const pairs = once(
  () =>
    new Map(
      nerves().flatMap(({ row }) => pairOf(row).flatMap((pair) => Object.values(pair).map((code) => [code, pair]))),
    ),
);

/** The nerves whose destruction includes their block on the same day. */
export const destructionsWithBlock = once((): readonly NervePair[] =>
  nerves().flatMap(({ row }) => (row.destruction_includes_block ? pairOf(row) : [])),
);

/** The codes for a nerve without its own codes. */
export const otherNerve = once((): NerveCodes => codesOf(nerveRows.find(({ nerve }) => nerve === anyOther) ?? {}));

/** The codes of the nerve that a site names; undefined where its words may mean one without its own code. */
export function nerveNamed(site: string): NerveCodes | undefined {
  const words = plainSite(site).replace(/^t\d{1,2}(?: t?\d{1,2})? /, '');
  return byName().get(words) ?? byName().get(words.replace(/ nerves?$/, ''));
}

/** The nerve that a code is for; a facet joint's nerve is billed as the joint and does not count. */
export function nerveOf(code: string): NerveCodes | undefined {
  return byCode().get(code);
}

/** Block and destruction of the nerve that the code is for, where it has one code for each. */
export function nervePairOf(code: string): NervePair | undefined {
  return pairs().get(code);
}

function codesOf(row: Readonly<Record<string, string>>): NerveCodes {
  return {
    name: row.nerve ?? '',
    block: values(`${row.block ?? ''} ${row.block_each_further ?? ''}`),
    destruction: values(row.destruction),
    isOfJoint: row.is_facet_joint === 'yes',
  };
}

/** Where a nerve has more than one code for a service, only the coder knows which is meant. */
function pairOf({
  block = '',
  destruction = '',
  is_facet_joint,
}: Readonly<Record<string, string>>): readonly NervePair[] {
  const isPair = values(block).length === 1 && values(destruction).length === 1 && !is_facet_joint;
  return isPair ? [{ block, destruction }] : [];
}

function values(written = '', separator = ' '): readonly string[] {
  return written.split(separator).filter(Boolean);
}
