/** Completion of levels, nerves and vertebral bodies: those that continue what is there, in the part of the spine that the diagnoses name. */
import { regionWords } from '../../../clinical/level.js';
import {
  allLevels,
  completedJoints,
  diagnosisRegionsOf,
  foramenOf,
  medialBranches,
  nervesOf,
  regionOf,
  regionOfLetter,
  rootOf,
  roots,
  vertebralBodies,
} from '../../../clinical/levels.js';
import { spinePartOf } from '../../../codes/diagnosis-places.js';
import { type ProcedureKind, sides } from '../../../syntax/vocabulary.js';
import { listed } from '../../../text/words.js';
import type { Offer, Offered } from '../../offer.js';
import { type Cursor, type Place, procedureAt } from './cursor.js';
import { ranks } from './ranks.js';

type At = Extract<Place, { kind: 'value' }>;

/** What the places are called in one field, from the head down. */
interface Scale {
  readonly names: readonly string[];
  /** Where one begins where neither the list nor a diagnosis says it: the lower back first. */
  readonly usual: readonly string[];
  /** The ICD-10 regions that agree with one, the best first. */
  readonly regions: (name: string) => readonly string[];
  /** Sets of several that are treated together, in the order of the usual ones. */
  readonly sets: readonly (readonly string[])[];
  /** The ICD-10 regions that a set is for. */
  readonly setRegions: (set: readonly string[]) => readonly string[];
  readonly detail: (name: string, all: readonly string[]) => string;
  readonly isSided: boolean;
}

/** Above what is there is a little less likely than below it. */
const upward = 1.5;
const most = 40;

/** The levels, nerves or bodies that may come next; none that is there already. */
export function spineOffers(cursor: Cursor, place: At): Offered {
  const procedure = procedureAt(cursor);
  const scale = scaleOf(place.field, procedure?.kind);
  const typed = cursor.text.slice(place.typed.start, cursor.offset).trimStart();
  const there = [...place.before, ...place.after].flatMap((item) => nameIn(scale, item) ?? []);
  const withSide = scale.isSided ? sideOffers(scale, place, typed) : [];
  if (withSide.length > 0) return { offers: withSide, isIncomplete: true };
  const likely = likelyCharacters(cursor);
  const ordered = there.length > 0 ? continuing(scale, there) : beginning(scale, likely);
  const names = ordered.filter((name) => !there.includes(name) && isMeant(name, typed));
  const sets =
    there.length > 0
      ? []
      : setsFor(scale, likely, typed).filter((set) => isMeant(set[0] ?? '', typed) || isSetMeant(set, typed));
  const filter = typed === '' ? undefined : typed;
  const single = names.slice(0, most).map(
    (name, index): Offer => ({
      label: name,
      kind: 'spine',
      detail: scale.detail(name, there),
      text: name,
      filter,
      rank: index === 0 ? ranks.oneProcedure : ranks.known,
    }),
  );
  const several = sets.map(
    (set): Offer => ({
      label: set.join(', '),
      kind: 'spine',
      detail: setDetail(scale, set),
      text: set.join(', '),
      filter,
      // Diagnoses of two regions are of levels in both; `l345` means three nerves.
      rank:
        likely.size > 1 || (!isMeant(set[0] ?? '', typed) && isSetMeant(set, typed)) ? ranks.lines : ranks.documented,
    }),
  );
  return { offers: [...single, ...several], isIncomplete: true };
}

/** `L4-L5`, then its side. */
function sideOffers(scale: Scale, place: At, typed: string): readonly Offer[] {
  const [, written = '', begun = ''] = /^(\S+)\s+([a-z]*)$/i.exec(typed) ?? [];
  const name = scale.names.find((each) => each.toLowerCase() === written.toLowerCase());
  if (!name || place.after.length + written.length === 0) return [];
  return sides
    .filter((side) => side.startsWith(begun.toLowerCase()) || sideShort[side].startsWith(begun.toLowerCase()))
    .map((side) => ({
      label: `${name} ${side}`,
      kind: 'spine' as const,
      text: `${name} ${side}`,
      filter: typed,
      rank: ranks.documented,
    }));
}

const sideShort = { left: 'lt', right: 'rt', bilateral: 'both' } as const;

/** `45`, `l45` and `L4-5` mean L4-L5, `c56` means C5-C6. */
function isMeant(name: string, typed: string): boolean {
  const begun = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (begun === '') return true;
  const whole = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const [first = '', second = ''] = name.toLowerCase().split('-');
  const digits = (part: string): string => part.replace(/[^0-9]/g, '');
  const short = second === '' ? [] : [`${first}${digits(second)}`, `${digits(first)}${digits(second)}`];
  return [whole, digits(name), ...short].some((form) => form !== '' && form.startsWith(begun));
}

/** `l345` and `345` mean L3, L4, L5. */
function isSetMeant(set: readonly string[], typed: string): boolean {
  const begun = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  const digits = set.map((name) => name.replace(/[^0-9]/g, '')).join('');
  const letter = set[0]?.[0]?.toLowerCase() ?? '';
  return begun !== '' && (digits.startsWith(begun) || `${letter}${digits}`.startsWith(begun));
}

/** What the item names, without its side. */
function nameIn(scale: Scale, item: string): string | undefined {
  const [word = ''] = item.toUpperCase().split(/\s+/);
  const [, region = '', upper = '', lower = ''] = /^([CTLS])(\d+)-(\d+)$/.exec(word) ?? [];
  const meant = region === '' ? word : `${region}${upper}-${region}${lower}`;
  return scale.names.find((name) => name.toUpperCase() === meant);
}

/** The nearest to what is there, those below before those above. */
function continuing({ names }: Scale, there: readonly string[]): readonly string[] {
  const places = there.map((name) => names.indexOf(name));
  const [top, bottom] = [Math.min(...places), Math.max(...places)];
  const cost = (at: number): number => (at > bottom ? at - bottom : at < top ? upward + (top - at) : 0);
  return [...names].sort((one, other) => cost(names.indexOf(one)) - cost(names.indexOf(other)));
}

/** Those that agree with the diagnoses first, from below. */
function beginning({ usual, regions }: Scale, likely: ReadonlySet<string>): readonly string[] {
  const distance = (name: string): number => {
    const [best, ...others] = regions(name);
    if (best !== undefined && likely.has(best)) return 0;
    return others.some((each) => likely.has(each)) ? 1 : 2;
  };
  return likely.size === 0 ? usual : [...usual].sort((one, other) => distance(one) - distance(other));
}

function setsFor(
  { sets, regions, setRegions }: Scale,
  likely: ReadonlySet<string>,
  typed: string,
): readonly (readonly string[])[] {
  const named = sets.filter((set) => typed.length > 2 && isSetMeant(set, typed));
  if (named.length > 0) return named;
  if (likely.size === 0) return sets.slice(0, 4);
  const isLikely = (name: string): boolean => regions(name).some((each) => likely.has(each));
  const has = (set: readonly string[]): number =>
    [...likely].filter((character) => setRegions(set).includes(character)).length;
  return sets
    .filter((set) => set.every(isLikely))
    .sort((one, other) => has(other) - has(one) || one.length - other.length)
    .slice(0, 6);
}

function setDetail(scale: Scale, set: readonly string[]): string {
  const { joints } = completedJoints(set);
  return scale.names === medialBranches && joints.length > 0 ? `complete ${listed(joints)}` : `${set.length} together`;
}

/** The regions of the spine that the encounter's diagnoses name. */
function likelyCharacters({ checked }: Cursor): ReadonlySet<string> {
  return new Set(
    checked.judgment.encounter.diagnoses.flatMap(({ code }) => (code && spinePartOf(code.value)?.character) || []),
  );
}

function scaleOf(field: string, kind: ProcedureKind | undefined): Scale {
  if (field === 'bodies') return bodies(kind);
  if (field === 'nerves') return kind === 'transforaminal-epidural' ? rootScale : branchScale;
  return kind === 'transforaminal-epidural' ? foramina : joints;
}

/** Sacral foramina are for roots alone. */
const jointNames = allLevels.filter((level) => !level.startsWith('S'));

const joints: Scale = {
  names: jointNames,
  usual: fromBelow(jointNames),
  regions: diagnosisRegionsOf,
  sets: runsOf(jointNames, 2, 3),
  setRegions: bestRegions,
  detail: (level) => {
    const nerves = nervesOf(level);
    return `${regionWords[regionOf(level) ?? 'lumbar-sacral']}${nerves.length > 0 ? `; supplied by ${listed(nerves)}` : ''}`;
  },
  isSided: true,
};

const foramina: Scale = {
  ...joints,
  names: allLevels,
  usual: fromBelow(jointNames, allLevels),
  detail: (level) => `the ${rootOf(level) ?? ''} root exits here`,
};

/** The branches that complete one joint, and two joints next to each other. */
const branchSets = [...runsOf(jointNames, 2), ...runsOf(jointNames, 1), ...runsOf(jointNames, 3)]
  .filter((run) => run.every((level) => nervesOf(level).length > 0))
  .map((run) => medialBranches.filter((nerve) => run.some((level) => nervesOf(level).includes(nerve))))
  .filter((set) => set.length > 1);

const branchScale: Scale = {
  names: medialBranches,
  usual: [...new Set(fromBelow(jointNames).flatMap(nervesOf)), ...medialBranches].filter(isFirst),
  regions: (nerve) => jointNames.filter((level) => nervesOf(level).includes(nerve)).flatMap(diagnosisRegionsOf),
  sets: branchSets,
  setRegions: (set) => bestRegions(completedJoints(set).joints),
  detail: (nerve, all) => {
    const before = completedJoints(all).joints;
    const now = completedJoints([...all, nerve]).joints.filter((joint) => !before.includes(joint));
    const supplied = jointNames.filter((level) => nervesOf(level).includes(nerve));
    return now.length > 0 ? `completes ${listed(now)}` : supplied.length > 0 ? `helps supply ${listed(supplied)}` : '';
  },
  isSided: true,
};

const rootScale: Scale = {
  names: roots,
  usual: fromBelow(jointNames, allLevels).flatMap((level) => rootOf(level) ?? []),
  regions: (root) => diagnosisRegionsOf(foramenOf(root) ?? ''),
  sets: runsOf(roots, 2),
  setRegions: (set) => bestRegions(set.flatMap((root) => foramenOf(root) ?? [])),
  detail: (root) => {
    const foramen = foramenOf(root);
    return foramen ? `exits at ${foramen}` : '';
  },
  isSided: true,
};

function bodies(kind: ProcedureKind | undefined): Scale {
  const isAblation = kind === 'basivertebral-ablation';
  // The ablation's codes are for L3 to S1.
  const names = isAblation ? vertebralBodies.filter((name) => /^(?:L[345]|S1)$/.test(name)) : vertebralBodies;
  const middle = names.indexOf(isAblation ? 'L5' : 'L1');
  return {
    names,
    usual: [...names].sort(
      (one, other) => Math.abs(names.indexOf(one) - middle) - Math.abs(names.indexOf(other) - middle),
    ),
    regions: (body) =>
      allLevels.filter((level) => level.split('-').includes(body)).flatMap((level) => diagnosisRegionsOf(level)),
    sets: isAblation ? runsOf(names, 2, 3) : [],
    setRegions: () => [],
    detail: (body) => regionWords[regionOfLetter(body)],
    isSided: false,
  };
}

function bestRegions(levels: readonly string[]): readonly string[] {
  return levels.flatMap((level) => diagnosisRegionsOf(level).slice(0, 1));
}

/** The low back from its lowest joint up, then the neck, then what is between. */
function fromBelow(names: readonly string[], all = names): readonly string[] {
  const up = [...names].reverse();
  const part = (letter: string): readonly string[] => up.filter((name) => name.startsWith(letter));
  return [...part('L'), ...all.filter((name) => name.startsWith('S')), ...part('C'), ...part('T')];
}

/** Neighbors, from below. */
function runsOf(names: readonly string[], ...lengths: readonly number[]): readonly (readonly string[])[] {
  return lengths.flatMap((length) =>
    names
      .map((_, at) => names.slice(at, at + length))
      .filter((run) => run.length === length)
      .reverse(),
  );
}

function isFirst(name: string, at: number, all: readonly string[]): boolean {
  return all.indexOf(name) === at;
}
