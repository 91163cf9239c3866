/** The values of `levels`, `nerves`, `bodies` and `site`: lists, whose items may have their own side. */
import type { Level } from '../clinical/level.js';
import { joiner, readLevel, readLevelsInRow } from '../clinical/level-words.js';
import { levelsAtVertebra, medialBranches, roots, vertebralBodies } from '../clinical/levels.js';
import { sidedWords } from '../clinical/side-words.js';
import { beforeLastWord } from '../syntax/value-words.js';
import { type ProcedureKind, type Side, sides } from '../syntax/vocabulary.js';
import { nearest } from '../text/distance.js';
import { covered, shifted } from '../text/span.js';
import { listed } from '../text/words.js';
import type { Field, Problem, Sided, Written } from './encounter.js';
import { invalid, quoted, readAs, replacing } from './problems.js';
import { items, type Reading } from './values.js';

/** The items read from a list, and whether any could not be read. */
interface ReadList<Value> {
  readonly items: readonly Sided<Value>[];
  readonly hasUnreadable: boolean;
}

/** No name of a site is longer. */
const mostCharacters = 200;
const sacral: ReadonlySet<Level> = new Set(['S1-S2', 'S2-S3', 'S3-S4']);

/** Spinal levels; a wider span means every level in it. The sacral foramina are levels of the transforaminal kind only. */
export function readLevels(
  field: Field | undefined,
  kind: ProcedureKind | undefined,
  { problems, fields }: Reading & { readonly fields: ReadonlyMap<string, Field> },
): ReadList<readonly Level[]> {
  let hasUnreadable = false;
  const all = sideOfAll(items(field?.text), fields.get('side'));
  // What is said of the whole list says this too.
  const told = all ? [] : problems;
  const read = items(field?.text).flatMap((item): readonly Sided<readonly Level[]>[] => {
    const { value: words, span, side, reported, wrongSide } = withoutSide(item);
    if (reported) told.push(reported);
    if (wrongSide) {
      hasUnreadable = true;
      problems.push(wrongSide);
      return [];
    }
    const before = side || wrongSide ? undefined : sideBefore(item);
    const together = before && readLevelsInRow(before.words);
    if (together) {
      const right = together.map(({ canonical }) => `${canonical} ${before.side.value}`).join(', ');
      problems.push(readAs(item.span, item.value, right, 'ask'));
      return together.map(({ levels }) => ({ value: levels, span: item.span, side: before.side }));
    }
    const row = readLevelsInRow(words);
    if (row && !side) {
      const right = row.map(({ canonical }) => canonical).join(', ');
      told.push(readAs(span, words, right));
      return row.map(({ levels }) => ({ value: levels, span: item.span, side }));
    }
    const level = readLevel(words);
    const takesSacral = kind === undefined || kind === 'transforaminal-epidural';
    if (!level || (!takesSacral && level.levels.some((each) => sacral.has(each)))) {
      hasUnreadable = true;
      problems.push(notALevel({ value: words, span }, fields, kind, level !== undefined && !takesSacral, row, side));
      return [];
    }
    if (!level.isCanonical) {
      told.push(readAs(span, words, level.canonical));
    }
    return [{ value: level.levels, span: item.span, side }];
  });
  if (!all || hasUnreadable) return { items: read, hasUnreadable };
  problems.push(
    ofAll(
      field,
      read.flatMap(({ value }) => value),
      all,
    ),
  );
  return { items: read.map((each) => ({ ...each, side: all })), hasUnreadable };
}

/** What is wrong with an item of `levels`, and what may be meant. */
function notALevel(
  { value, span }: Written<string>,
  fields: ReadonlyMap<string, Field>,
  kind: ProcedureKind | undefined,
  isSacral: boolean,
  row: ReturnType<typeof readLevelsInRow>,
  side: Written<Side> | undefined,
): Problem {
  const shown = quoted(value);
  if (isSacral) {
    return invalid(span, `${shown} is not a level here: sacral foramina are levels only for a transforaminal epidural`);
  }
  if (row && side) {
    const right = row.map(({ canonical }) => `${canonical} ${side.value}`).join(', ');
    const whole = { start: span.start, end: side.span.end };
    return invalid(span, `${shown} has one side: name the side of each level`, [replacing(whole, right, 'ask')]);
  }
  if (kind === 'epidural' && /\b(?:hiatus|caudal|sacrum|sacral)\b/i.test(value.slice(0, 80))) {
    const field = fields.get('levels');
    const isAlone = field?.text?.value === value && !fields.has('site');
    const fixes = field && isAlone ? [replacing(field.nameSpan, 'site', 'ask', 'Write it under site')] : [];
    return invalid(span, `${shown} is a site, not a level: a caudal injection needs no level`, fixes);
  }
  const vertebra = value.toUpperCase();
  const levels = levelsAtVertebra(vertebra).filter((level) => kind === 'transforaminal-epidural' || !sacral.has(level));
  if (levels.length === 0) return invalid(span, `${shown} is not a level here: use a level such as L4-L5`);
  const isOfBodies = kind === 'vertebral-augmentation' || kind === 'basivertebral-ablation';
  const rightField = isOfBodies ? 'bodies' : 'nerves';
  const what = `${shown} is a nerve, a vertebral body or half of a level`;
  const named = isOfBodies ? 'name the body under bodies' : 'name the nerve under nerves';
  const levelFixes = levels.map((level) => replacing(span, level, 'ask'));
  return invalid(span, `${what}: ${named}, or the level, ${listed(levels, 'or')}`, [
    ...renamedField(fields, rightField),
    ...levelFixes,
  ]);
}

/** `levels` under the name of the field for vertebrae, where all its items are one each. */
function renamedField(fields: ReadonlyMap<string, Field>, name: 'nerves' | 'bodies') {
  const field = fields.get('levels');
  if (!field || fields.has(name)) return [];
  const isAll = items(field.text).every((item) => levelsAtVertebra(withoutSide(item).value.toUpperCase()).length > 0);
  return isAll ? [replacing(field.nameSpan, name, 'ask', `Name them under ${name}`)] : [];
}

/** Medial branches for the facet kinds, roots for the transforaminal one, any names for the others. */
export function readNerves(
  field: Field | undefined,
  kind: ProcedureKind | undefined,
  { problems, fields }: Reading & { readonly fields: ReadonlyMap<string, Field> },
): ReadList<string> {
  const isFacet = kind === 'facet-injection' || kind === 'facet-destruction';
  const known = isFacet ? medialBranches : kind === 'transforaminal-epidural' ? roots : undefined;
  if (!known) {
    const named = readSites(field).map((each) => ({ ...each, value: each.value.toUpperCase() }));
    return { items: named, hasUnreadable: false };
  }
  let hasUnreadable = false;
  const all = sideOfAll(items(field?.text), fields.get('side'));
  // What is said of the whole list says this too.
  const told = all ? [] : problems;
  const read = items(field?.text).flatMap((item): readonly Sided<string>[] => {
    const { value: words, span, side, reported, wrongSide } = withoutSide(item);
    if (reported) told.push(reported);
    const name = words.replace(/\s+(?:medial\s+branch(?:es)?|dorsal\s+ram(?:us|i))$/i, '').toUpperCase();
    if (!wrongSide && known.includes(name)) return [{ value: name, span: item.span, side }];
    const before = side || wrongSide ? undefined : sideBefore(item);
    const together = before && plainNerves(before.words, known, isFacet);
    if (together) {
      const right = together.map((each) => `${each} ${before.side.value}`).join(', ');
      problems.push(readAs(item.span, item.value, right, 'ask'));
      return together.map((value) => ({ value, span: item.span, side: before.side }));
    }
    const plain = wrongSide ? undefined : plainNerves(words, known, isFacet);
    if (plain && (plain.length === 1 || !side)) {
      told.push(readAs(span, words, plain.join(', ')));
      return plain.map((value) => ({ value, span: item.span, side }));
    }
    hasUnreadable = true;
    if (wrongSide) {
      problems.push(wrongSide);
      return [];
    }
    const what = isFacet ? 'medial branch' : 'nerve root name';
    const right = isFacet ? 'TON, C2 to C8, T1 to T12, L1 to L5 or S1' : 'a root such as L5 or S1';
    problems.push(invalid(span, `${quoted(words)} is not a ${what}: use ${right}`, nerveFixes(span, words, isFacet)));
    return [];
  });
  if (!all || hasUnreadable) return { items: read, hasUnreadable };
  problems.push(
    ofAll(
      field,
      read.map(({ value }) => value),
      all,
    ),
  );
  return { items: read.map((each) => ({ ...each, side: all })), hasUnreadable };
}

/**
 * The side of a whole list: the only one in it, before its first item or in words of its own after its last, as notes write it
 * ("right L3, L4 and L5", "L4-L5, L5-S1 (right)"). Where `side` says one too, or in the format's own form, it is that item's alone.
 */
function sideOfAll(list: readonly Written<string>[], field: Field | undefined): Written<Side> | undefined {
  if (list.length < 2 || field?.text) return undefined;
  const sided = list.map((item) => ({ item, ...withoutSide(item) })).filter(({ side }) => side);
  const [only] = sided;
  if (!only?.reported || sided.length > 1) return undefined;
  const isFirst = !/^(?:[ctls]\d|ton\b)/i.test(only.item.value);
  return only.item === (isFirst ? list[0] : list.at(-1)) ? only.side : undefined;
}

function ofAll(field: Field | undefined, names: readonly string[], side: Written<Side>): Problem {
  const { value = '', span = side.span } = field?.text ?? {};
  return readAs(span, value, names.map((name) => `${name} ${side.value}`).join(', '), 'ask');
}

/** Vertebral bodies, each of which is one. */
export function readBodies(
  field: Field | undefined,
  { problems }: Reading,
): { readonly items: readonly Written<string>[]; readonly hasUnreadable: boolean } {
  let hasUnreadable = false;
  const read = items(field?.text).flatMap(({ value, span }): readonly Written<string>[] => {
    const name = value.toUpperCase();
    if (vertebralBodies.includes(name)) return [{ value: name, span }];
    const plain = name.replace(/\s+(?:VERTEBRA|VERTEBRAL\s+BODY|BODY)$/, '');
    if (vertebralBodies.includes(plain)) {
      problems.push(readAs(span, value, plain));
      return [{ value: plain, span }];
    }
    hasUnreadable = true;
    const named = bodiesBetween(name);
    const fixes = named ? [replacing(span, named.join(', '), 'ask', `Name each body: ${named.join(', ')}`)] : [];
    problems.push(invalid(span, `${quoted(value)} is not a vertebral body: name each one, such as T12 or L1`, fixes));
    return [];
  });
  return { items: read, hasUnreadable };
}

/** The bodies from one to the other, `T12-L2`; undefined for anything else. */
function bodiesBetween(text: string): readonly string[] | undefined {
  const [, letter = '', first = '', lastLetter = letter, last = ''] =
    /^([CTLS])(\d{1,2})\s*[-\u2013]\s*([CTLS])?(\d{1,2})$/.exec(text) ?? [];
  const from = vertebralBodies.indexOf(`${letter}${first}`);
  const to = vertebralBodies.indexOf(`${lastLetter}${last}`);
  return from >= 0 && to > from ? vertebralBodies.slice(from, to + 1) : undefined;
}

/**
 * What was treated, if no level says so. An item may begin or end with its side; one that is only a side (`knee, right`) belongs to
 * the one before, and `right knee and left hip` are two.
 */
export function readSites(field: Field | undefined): readonly Sided<string>[] {
  const read: Sided<string>[] = [];
  for (const item of items(field?.text).flatMap(bothSided)) {
    const { words, side: named } = sidedWords(item.value);
    const side = named && { value: named, span: item.span };
    const before = read.at(-1);
    if (words !== '' || !side) read.push({ value: words || item.value, span: item.span, side });
    else if (before?.side) read.push({ ...before, span: item.span, side });
    else if (before) read[read.length - 1] = { ...before, side };
    else read.push({ value: item.value, span: item.span, side });
  }
  return read;
}

/** `right knee and left hip`: the two, if each has its own side. */
function bothSided(item: Written<string>): readonly Written<string>[] {
  const joint = /\s+(?:and|&)\s+/i.exec(item.value.slice(0, mostCharacters));
  if (!joint) return [item];
  const end = joint.index + joint[0].length;
  const parts = [
    { value: item.value.slice(0, joint.index), span: { start: item.span.start, end: item.span.start + joint.index } },
    { value: item.value.slice(end), span: { start: item.span.start + end, end: item.span.end } },
  ];
  const isSided = parts.every(({ value }) => {
    const { words, side } = sidedWords(value);
    return side !== undefined && words !== '';
  });
  return isSided ? parts : [item];
}

/** The nerves that other words clearly mean: `L4 MB`, `L5 DR`, `third occipital nerve`, `S1 root`, `L3 & L4`. */
function plainNerves(words: string, known: readonly string[], isFacet: boolean): readonly string[] | undefined {
  const behind = isFacet
    ? /\s+(?:mbb?s?|mbn|dp?rs?|medial\s+branch(?:es)?(?:\s+nerves?)?|dorsal\s+ram(?:us|i)|nerves?)$/i
    : /\s+(?:nerve\s+)?(?:roots?|nerves?)$/i;
  const names = words
    .slice(0, 80)
    .replace(behind, '')
    .split(joiner)
    .map((part) => {
      const name = part.trim().replace(behind, '');
      return isFacet && /^third\s+occipital$/i.test(name) ? 'TON' : name.toUpperCase();
    });
  return names.every((name) => known.includes(name)) ? names : undefined;
}

function nerveFixes(span: Written<string>['span'], words: string, isFacet: boolean) {
  const [, letter = '', first, last] = /^([CTLS])(\d{1,2})\s*-\s*[CTLS]?(\d{1,2})$/i.exec(words) ?? [];
  if (!isFacet || first === undefined || last === undefined) return [];
  const names = Array.from(
    { length: Math.max(0, Math.min(12, Number(last) - Number(first) + 1)) },
    (_, index) => `${letter.toUpperCase()}${Number(first) + index}`,
  );
  return names.length > 1 && names.every((name) => medialBranches.includes(name))
    ? [replacing(span, names.join(', '), 'ask', `Name each nerve: ${names.join(', ')}`)]
    : [];
}

/** An item and the side it ends in. */
interface SidedItem extends Sided<string> {
  /** The side in other words or in another place, read as meant. */
  readonly reported?: Problem | undefined;
  /** A word that is no side, where one belongs: the item is not read. */
  readonly wrongSide?: Problem | undefined;
}

function withoutSide(item: Written<string>): SidedItem {
  const split = beforeLastWord(item.value, { start: 0, end: item.value.length });
  const last = split && { value: covered(item.value, split.last), span: shifted(split.last, item.span.start) };
  const side = last && sides.find((each): each is Side => each === last.value.toLowerCase());
  const rest = split && { value: covered(item.value, split.name), span: shifted(split.name, item.span.start) };
  if (rest && side) return { ...rest, side: { value: side, span: last.span } };
  const meant = sidedWords(item.value);
  const named = meant.side && placeNamed(meant.words);
  if (meant.side && named !== undefined) {
    const right = `${named} ${meant.side}`;
    const reported = readAs(item.span, item.value, right);
    return { value: named, span: item.span, side: { value: meant.side, span: item.span }, reported };
  }
  // Only after a level or nerve is an extra word clearly a side.
  const near = last && last.value.length > 2 ? nearest(last.value, sides) : undefined;
  if (!rest || !near || placeNamed(rest.value) === undefined) return item;
  const message = `${quoted(last?.value ?? '')} is not a side: use left, right or bilateral`;
  const at = last?.span ?? item.span;
  return { ...rest, wrongSide: invalid(at, message, [replacing(at, near, 'ask')]) };
}

/** "Left L4 and L5 nerve roots": the side once, and what it is said of. */
function sideBefore(item: Written<string>): { readonly words: string; readonly side: Written<Side> } | undefined {
  const { words, side } = sidedWords(item.value);
  const isBefore = /^\(?[a-z]+[)\s]/i.test(item.value);
  return side && isBefore ? { words, side: { value: side, span: item.span } } : undefined;
}

/** A level or nerve in the format's own words; undefined for anything else. */
function placeNamed(words: string): string | undefined {
  const name = words.toUpperCase();
  return readLevel(words)?.canonical ?? (medialBranches.includes(name) || roots.includes(name) ? name : undefined);
}
