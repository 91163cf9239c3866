/** The values of `levels`, `nerves`, `bodies` and `site`: lists, whose items may have their own side. */
import type { Level } from '../clinical/level.js';
import { joiner, readLevel, readLevelsInRow } from '../clinical/level-words.js';
import { levelsAtVertebra, medialBranches, roots, vertebralBodies } from '../clinical/levels.js';
import { beforeLastWord } from '../syntax/value-words.js';
import { type ProcedureKind, type Side, sides } from '../syntax/vocabulary.js';
import { nearest } from '../text/distance.js';
import { covered, shifted } from '../text/span.js';
import { listed } from '../text/words.js';
import type { Field, Problem, Sided, Written } from './encounter.js';
import { invalid, quoted, readAs, replacing } from './problems.js';
import { items, type Reading, sideMeant } from './values.js';

/** The items read from a list, and whether any could not be read. */
interface ReadList<Value> {
  readonly items: readonly Sided<Value>[];
  readonly hasUnreadable: boolean;
}

const sacral: ReadonlySet<Level> = new Set(['S1-S2', 'S2-S3', 'S3-S4']);

/** Spinal levels; a wider span means every level in it. The sacral foramina are levels of the transforaminal kind only. */
export function readLevels(
  field: Field | undefined,
  kind: ProcedureKind | undefined,
  { problems, fields }: Reading & { readonly fields: ReadonlyMap<string, Field> },
): ReadList<readonly Level[]> {
  let hasUnreadable = false;
  const read = items(field?.text).flatMap((item): readonly Sided<readonly Level[]>[] => {
    const { value: words, span, side, wrongSide } = withoutSide(item);
    if (wrongSide) {
      hasUnreadable = true;
      problems.push(wrongSide);
      return [];
    }
    const row = readLevelsInRow(words);
    if (row && !side) {
      const right = row.map(({ canonical }) => canonical).join(', ');
      problems.push(readAs(span, words, right));
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
      problems.push(
        invalid(span, `${quoted(words)} is read as ${level.canonical}: write it that way`, [
          replacing(span, level.canonical, 'safe'),
        ]),
      );
    }
    return [{ value: level.levels, span: item.span, side }];
  });
  return { items: read, hasUnreadable };
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
  const vertebra = value.toUpperCase();
  const levels = levelsAtVertebra(vertebra);
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
  { problems }: Reading,
): ReadList<string> {
  const isFacet = kind === 'facet-injection' || kind === 'facet-destruction';
  const known = isFacet ? medialBranches : kind === 'transforaminal-epidural' ? roots : undefined;
  let hasUnreadable = false;
  const read = items(field?.text).flatMap((item): readonly Sided<string>[] => {
    const { value: words, span, side, wrongSide } = withoutSide(item);
    // Of other kinds L5 dorsal ramus is a nerve of its own, and L5 alone could be any.
    const bare = known ? words.replace(/\s+(?:medial\s+branch(?:es)?|dorsal\s+ram(?:us|i))$/i, '') : words;
    const name = bare.toUpperCase();
    if (!wrongSide && (!known || known.includes(name))) return [{ value: name, span: item.span, side }];
    const plain = !wrongSide && known ? plainNerves(words, known, isFacet) : undefined;
    if (plain && (plain.length === 1 || !side)) {
      problems.push(readAs(span, words, plain.join(', ')));
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
  return { items: read, hasUnreadable };
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
      problems.push(
        invalid(span, `${quoted(value)} is read as ${plain}: write it that way`, [replacing(span, plain, 'safe')]),
      );
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

/** What was treated, if no level says so. */
export function readSites(field: Field | undefined): readonly Sided<string>[] {
  return items(field?.text).map((item) => {
    const { value, side } = withoutSide(item);
    return { value, span: item.span, side };
  });
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

function withoutSide(item: Written<string>) {
  const split = beforeLastWord(item.value, { start: 0, end: item.value.length });
  if (!split) return { ...item, side: undefined, wrongSide: undefined };
  const words = covered(item.value, split.name);
  const last = covered(item.value, split.last);
  const { start, end } = shifted(split.last, item.span.start);
  const found = sides.find((side): side is Side => side === last.toLowerCase());
  const rest = { value: words, span: shifted(split.name, item.span.start) };
  if (found) return { ...rest, side: { value: found, span: { start, end } }, wrongSide: undefined };
  const meant = sideMeant[last.toLowerCase()] ?? (last.length > 2 ? nearest(last, sides) : undefined);
  const isNamed = readLevel(words) !== undefined || medialBranches.includes(words.toUpperCase());
  // Only after a level or nerve is an extra word clearly a side.
  if (!meant || !isNamed) return { ...item, side: undefined, wrongSide: undefined };
  const message = `${quoted(last)} is not a side: use left, right or bilateral`;
  return {
    ...rest,
    side: undefined,
    wrongSide: invalid({ start, end }, message, [replacing({ start, end }, meant, 'ask')]),
  };
}
