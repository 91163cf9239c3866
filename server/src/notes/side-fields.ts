/** The side of a procedure, or of each of its levels. */
import type { ProcedureKind, Side } from '../syntax/vocabulary.js';
import { whereOf } from './headings.js';
import { isDenied } from './negation.js';
import { groupsIn } from './places.js';
import type { NoteProcedure } from './procedures.js';
import { unique } from './said-lists.js';
import { sidesIn, sidesTogether } from './sides.js';
import { jointsIn, musclesIn, nerveSitesIn } from './sites.js';
import { spread } from './spine-fields.js';
import { type Decision, type Decisions, type Statement, unsure, wordsAround } from './statements.js';
import type { Source } from './where-sources.js';

/** The one side of the whole procedure; where the levels have sides of their own, they carry them. */
export function sideOf(
  procedure: NoteProcedure,
  sources: readonly Source[],
  fields: Decisions<'levels' | 'site'>,
): Decision | undefined {
  const said: { readonly side: Side | 'both'; readonly statement: Statement; readonly isWhole: boolean }[] = [];
  const hasHeadingSide = sources.some(
    ({ sentence, kind }) => kind !== 'text' && sidesIn(sentence.text, true).length > 0,
  );
  for (const { sentence, kind } of sources) {
    const { text, label } = sentence;
    const sides = sidesIn(text, kind !== 'text').filter(({ start, end }) => !isDenied(text, start, end));
    const [first] = sides;
    if (!first) continue;
    // What contradicts the heading counts wherever a needle is; what is lifted from the text alone, only at its target.
    if (kind === 'text' && !hasHeadingSide && !isAtTarget(procedure.kind, text)) continue;
    const isSlashed = slashed.test(text);
    const side = isSlashed ? 'both' : sidesTogether(sides.map((each) => each.side));
    if (!side) continue;
    if (
      label !== undefined &&
      label !== 'side' &&
      sentence.isValue &&
      kind === 'label' &&
      label === 'site' &&
      sides.length > 1
    )
      continue;
    said.push({
      side,
      statement: {
        value: side,
        words: wordsAround(text, first.start, sides.at(-1)?.end ?? first.end),
        where: whereOf(sentence),
      },
      isWhole: kind !== 'text',
    });
  }
  const whole = said.filter(({ isWhole }) => isWhole);
  const text = said.filter(({ isWhole }) => !isWhole);
  const values = unique(whole.map(({ side }) => side));
  const inText = sidesTogether(text.flatMap(({ side }) => (side === 'both' ? (['left', 'right'] as const) : [side])));
  const isOpposite = sources.some(({ sentence }) => /\b(?:opposite|contralateral|other) side\b/i.test(sentence.text));
  const [value] = values;
  const [first] = whole;
  if (whole.some(({ statement }) => slashed.test(statement.words)))
    return unsure(...whole.map(({ statement }) => statement));
  if (value === 'both' || values.length > 1) {
    const perLevel = levelSides(sources, fields);
    if (perLevel) {
      fields.levels = perLevel;
      return undefined;
    }
    if (hasOwnSides(fields.site)) return undefined;
    const isAll = values.length === 2 && values.includes('bilateral') && value !== 'both' && !values.includes('both');
    // The same levels once on the left and once on the right.
    if (values.length === 2 && values.includes('left') && values.includes('right') && isSameOnBothSides(sources)) {
      return {
        kind: 'certain',
        value: 'bilateral',
        words: unique(whole.map(({ statement }) => statement.words)).join(' … '),
      };
    }
    return isAll || values.length > 0 ? unsure(...whole.map(({ statement }) => statement)) : undefined;
  }
  if (first && value) {
    if (value === 'bilateral' && isOtherOnEachSide(sources))
      return unsure(first.statement, ...text.map(({ statement }) => statement));
    const isAgreed =
      inText === undefined || inText === value || (value === 'bilateral' && (inText === 'both' || isOpposite));
    if (hasOwnSides(fields.site)) return undefined;
    return isAgreed
      ? { kind: 'certain', value, words: first.statement.words }
      : unsure(first.statement, ...text.map(({ statement }) => statement));
  }
  const [told] = text;
  if (!told || hasOwnSides(fields.site)) return undefined;
  return inText === 'both' || inText === undefined
    ? unsure(...text.map(({ statement }) => statement))
    : { kind: 'certain', value: inText, words: told.statement.words };
}

function hasOwnSides(site: Decision | undefined): boolean {
  return site?.kind === 'certain' && / (?:left|right|bilateral)(?:,|$)/.test(site.value);
}

/** "Right: the needle was brought into the L4 foramen. Left: into the S1 foramen." */
function isOtherOnEachSide(sources: readonly Source[]): boolean {
  const places = (side: Side): readonly string[] =>
    sources.flatMap(({ sentence: { text } }) => {
      const sides = unique(sidesIn(text, true).map((each) => each.side));
      return sides.length === 1 && sides[0] === side
        ? groupsIn(text).flatMap(({ levels, vertebrae }) => [...levels, ...vertebrae])
        : [];
    });
  const [left, right] = [places('left'), places('right')];
  return left.length > 0 && right.length > 0 && !left.some((each) => right.includes(each));
}

/** Two items of the heading that say the same levels, once for each side. */
function isSameOnBothSides(sources: readonly Source[]): boolean {
  const said = sources.flatMap(({ sentence, kind }) => {
    if (kind !== 'heading') return [];
    const sides = sidesIn(sentence.text, true);
    const places = groupsIn(sentence.text).flatMap(({ levels, vertebrae }) => [...levels, ...vertebrae]);
    return sides.length === 1 && places.length > 0 ? [{ side: sides[0]?.side, places: spread(places).join() }] : [];
  });
  const [first, second] = said;
  return said.length === 2 && first?.places === second?.places && first?.side !== second?.side;
}

/** "Right L4-L5 and left L5-S1": each level with its side. */
function levelSides(sources: readonly Source[], { levels }: Decisions<'levels'>): Decision | undefined {
  if (levels?.kind !== 'certain') return undefined;
  const named = levels.value.split(', ');
  const found = new Map<string, Set<Side>>();
  let words = '';
  for (const { sentence, kind } of sources) {
    if (kind === 'text') continue;
    const { text } = sentence;
    const sides = sidesIn(text, true);
    const groups = single(text);
    const [first] = sides;
    if (!first || groups.length === 0) continue;
    words = words || sentence.text;
    const isBefore = first.start < (groups[0]?.start ?? 0);
    for (const [at, group] of groups.entries()) {
      const next = groups[at + 1]?.start ?? text.length;
      const side = isBefore
        ? sides.filter((each) => each.end <= group.start).at(-1)
        : sides.find((each) => each.start >= group.end && each.start < next);
      if (!side) return undefined;
      found.set(group.level, (found.get(group.level) ?? new Set()).add(side.side));
    }
  }
  const sided = named.map((level) => {
    const own = sidesTogether([...(found.get(level) ?? [])]);
    return own && `${level} ${own === 'both' ? 'bilateral' : own}`;
  });
  return sided.every((each) => each !== undefined) ? { kind: 'certain', value: sided.join(', '), words } : undefined;
}

/** Each level by itself. */
function single(text: string): readonly { readonly level: string; readonly start: number; readonly end: number }[] {
  const found: { level: string; start: number; end: number }[] = [];
  for (const { 0: words, index } of text.matchAll(/\b[CTLS]\d{1,2} ?[-/] ?[CTLS]?\d{1,2}\b/g)) {
    const [level] = groupsIn(words).flatMap(({ levels }) => levels);
    if (level) found.push({ level, start: index, end: index + words.length });
  }
  return found;
}

/** A side in the text counts where the sentence is about what the kind treats. */
function isAtTarget(kind: ProcedureKind, text: string): boolean {
  if (groupsIn(text).length > 0 || /\brepeated\b|\bin the same (?:manner|fashion)\b|\bidentical\w*/i.test(text))
    return true;
  const target: Partial<Record<ProcedureKind, RegExp>> = {
    'sacroiliac-injection': /\bsacro-?iliac|\bsi[- ]joint|\bsij\b|\bjoint\b/i,
    'facet-injection': /\bfacet|\bmedial branch|\bdorsal ram/i,
    'facet-destruction': /\bfacet|\bmedial branch|\bdorsal ram/i,
    'transforaminal-epidural': /\bforam|\bnerve root/i,
    epidural: /\bepidural|\binterlaminar|\blamina/i,
  };
  const form = target[kind];
  if (form) return form.test(text);
  return jointsIn(text).length + musclesIn(text).length + nerveSitesIn(text).length > 0;
}

/** A template of which nothing was struck out. */
const slashed = /\bleft ?\/ ?right\b|\bright ?\/ ?left\b|\bl ?\/ ?r\b/i;
