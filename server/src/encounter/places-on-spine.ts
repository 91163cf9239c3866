/** The values of `levels`, `nerves` and `site`: lists whose items may end in their own side. */
import type { Level } from '../clinical/level.js';
import { readLevel } from '../clinical/level-words.js';
import { medialBranches, roots } from '../clinical/levels.js';
import { beforeLastWord } from '../syntax/value-words.js';
import { type ProcedureKind, type Side, sides } from '../syntax/vocabulary.js';
import { nearest } from '../text/distance.js';
import { covered, shifted } from '../text/span.js';
import type { Field, Sided, Written } from './encounter.js';
import { invalid, quoted, replacing } from './problems.js';
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
  { problems }: Reading,
): ReadList<readonly Level[]> {
  let hasUnreadable = false;
  const read = items(field?.text).flatMap((item): readonly Sided<readonly Level[]>[] => {
    const { value: words, span, side, wrongSide } = withoutSide(item);
    if (wrongSide) {
      hasUnreadable = true;
      problems.push(wrongSide);
      return [];
    }
    const level = readLevel(words);
    const takesSacral = kind === undefined || kind === 'transforaminal-epidural';
    if (!level || (!takesSacral && level.levels.some((each) => sacral.has(each)))) {
      hasUnreadable = true;
      const right =
        level && !takesSacral
          ? 'sacral foramina are levels only for a transforaminal epidural'
          : 'use a level such as L4-L5';
      problems.push(invalid(span, `${quoted(words)} is not a level here: ${right}`));
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
    const name = words.replace(/\s+(?:medial\s+branch(?:es)?|dorsal\s+ram(?:us|i))$/i, '').toUpperCase();
    if (!wrongSide && (!known || known.includes(name))) return [{ value: name, span: item.span, side }];
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

/** What was treated, if no level says so. */
export function readSites(field: Field | undefined): readonly Sided<string>[] {
  return items(field?.text).map((item) => {
    const { value, side } = withoutSide(item);
    return { value, span: item.span, side };
  });
}

function nerveFixes(span: Written<string>['span'], words: string, isFacet: boolean) {
  if (isFacet && /^third occipital(?: nerve)?$/i.test(words)) return [replacing(span, 'TON', 'ask')];
  const root = /^([CTLS]\d{1,2})\s+(?:nerve\s+)?root$/i.exec(words)?.[1]?.toUpperCase();
  if (!isFacet && root !== undefined && roots.includes(root)) return [replacing(span, root, 'ask')];
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
