/** The nerves that a pain practice treats, the names that notes use for them and their codes: server/data/nerves.csv. */
import { nerveRows } from '../../generated/nerves.js';
import { nerveWords } from '../clinical/nerve-words.js';
import { once } from '../text/once.js';
import type { NamedNerve, NerveCodes, NervePair } from './codes.js';

type Row = Readonly<Record<string, string>>;

/** The row for a nerve without its own codes; no site has this name. */
const anyOther = 'any other';
/** No name of a site is longer. */
const longest = 200;
/** The row for what only the unlisted code bills; the code is for much else, so that it says no nerve. */
const unlisted = 'unlisted';

const nerves = once((): ReadonlyMap<string, NerveCodes> => {
  const rows = new Map(nerveRows.map((row) => [row.nerve ?? '', row]));
  const wholes = new Map(
    nerveRows.flatMap(({ nerve, branches }) => values(branches, '; ').map((branch) => [branch, nerve] as const)),
  );
  return new Map(
    [...rows].map(([name, row]) => [name, codesOf(row, rows.get(row.billed_as ?? '') ?? row, wholes.get(name))]),
  );
});

/** A name must match all of a site's words; a branch or approach that is written out may have a different code. */
const byName = once(
  () =>
    new Map(
      [...nerves().values()].flatMap((nerve) =>
        nerve.name === anyOther || nerve.name === unlisted
          ? []
          : [nerve.name.toLowerCase(), ...nerve.otherNames].map((name) => [name, nerve] as const),
      ),
    ),
);

const byCode = once(
  () =>
    new Map(
      [...nerves().values()].flatMap((nerve) =>
        nerve.isOfJoint || nerve.billedAs !== undefined || nerve.name === unlisted
          ? []
          : [...nerve.block, ...nerve.destruction].map((code) => [code, nerve] as const),
      ),
    ),
);

const pairs = once(
  () =>
    new Map(nerveRows.flatMap((row) => pairOf(row).flatMap((pair) => Object.values(pair).map((code) => [code, pair])))),
);

/** The nerves whose destruction includes their block on the same day. */
export const destructionsWithBlock = once((): readonly NervePair[] =>
  nerveRows.flatMap((row) => (row.destruction_includes_block ? pairOf(row) : [])),
);

/** The codes for a nerve without its own codes. */
export const otherNerve = once((): NerveCodes => nerves().get(anyOther) ?? codesOf({}, {}, undefined));

/** The row of that name. */
export function nerveCalled(name: string): NerveCodes | undefined {
  return nerves().get(name);
}

/** Every nerve that a site may name, by the name of its row; a facet joint's nerves have a field of their own. */
export function siteNerves(): readonly NerveCodes[] {
  return [...nerves().values()].filter(({ name, isOfJoint }) => name !== anyOther && name !== unlisted && !isOfJoint);
}

/** The nerve that a site names; undefined where its words may mean one that the table does not have. */
export function nerveNamed(site: string): NamedNerve | undefined {
  const [, outside = '', inside] = /^([^()]+)\(([^()]+)\)\s*$/.exec(site.slice(0, longest)) ?? [];
  // "Greater occipital (GON)" is one name twice, "genicular (SLGN)" a branch.
  if (inside !== undefined && /[a-z]{3}/i.test(inside)) {
    const [first, second] = [nerveNamed(outside), nerveNamed(inside)];
    const isOne = !first || first.nerve === second?.nerve || first.nerve.name === second?.nerve.branchOf;
    if (second && isOne) return second;
  }
  const { words, withoutNumbers, numbers } = nerveWords(site);
  const whole = found(words);
  if (whole) return { nerve: whole, numbers: [] };
  const nerve = numbers.length > 0 ? found(withoutNumbers) : undefined;
  return nerve && { nerve, numbers };
}

/** The row whose codes bill what a site names, by a published source: a branch is its nerve, one without codes of its own is any other. */
export function nerveBilledFor(site: string): string | undefined {
  let nerve = nerveNamed(site)?.nerve;
  while (nerve?.branchOf !== undefined) nerve = nerves().get(nerve.branchOf);
  return nerve?.isCertain ? (nerve.billedAs ?? nerve.name) : undefined;
}

/** The nerve that a code is for; a facet joint's nerve is billed as the joint and does not count. */
export function nerveOf(code: string): NerveCodes | undefined {
  return byCode().get(code);
}

/** Block and destruction of the nerve that the code is for, where it has one code for each. */
export function nervePairOf(code: string): NervePair | undefined {
  return pairs().get(code);
}

/** "Nerve", "all three" and "of the knee" are left out where no name has them, and a plural is its singular. */
function found(words: string): NerveCodes | undefined {
  const bare = words
    .replace(/\b(?:nerves?|branch(?:es)?|all|three|x ?3|3)\b/g, ' ')
    .replace(/ (?:of )?knees? *$/, '')
    .replace(/ +/g, ' ')
    .trim();
  const names = byName();
  for (const name of [words, words.replace(/ nerves?$/, ''), bare, bare.replace(/s$/, '')]) {
    const nerve = names.get(name);
    if (nerve) return nerve;
  }
  return undefined;
}

function codesOf(row: Row, billed: Row, branchOf: string | undefined): NerveCodes {
  return {
    name: row.nerve ?? '',
    otherNames: values(row.other_names, '; '),
    branches: values(row.branches, '; '),
    branchOf,
    billedAs: row.billed_as || undefined,
    block: values(`${billed.block ?? ''} ${billed.block_each_further ?? ''} ${billed.block_both_sides ?? ''}`),
    blockEachFurther: billed.block_each_further || undefined,
    blockBothSides: values(billed.block_both_sides),
    destruction: values(billed.destruction),
    unit: row.one_unit === 'side' || row.one_unit === 'nerve' ? row.one_unit : undefined,
    isBlockOfAnyOtherBefore: row.block_once_as_any_other_before === 'yes',
    isOfJoint: row.is_facet_joint === 'yes',
    isCertain: row.confidence === 'verified',
    confidence: row.confidence ?? '',
    source: row.source ?? '',
  };
}

/** Where a nerve has more than one code for a service, only the coder knows which is meant. */
function pairOf({ block = '', destruction = '', is_facet_joint }: Row): readonly NervePair[] {
  const isPair = values(block).length === 1 && values(destruction).length === 1 && !is_facet_joint;
  return isPair ? [{ block, destruction }] : [];
}

function values(written = '', separator = ' '): readonly string[] {
  return written.split(separator).filter(Boolean);
}
