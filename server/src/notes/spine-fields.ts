/** The levels and nerves of a procedure at the spine's joints, and the levels or roots of an epidural. */
import { compareLevels, completedJoints, foramenOf, levelsBetween } from '../clinical/levels.js';
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { whereOf } from './headings.js';
import { isDenied } from './negation.js';
import { type Group, groupsIn, meaningOf } from './places.js';
import { type Said, together, unique } from './said-lists.js';
import { type Decisions, type Statement, unsure, wordsAround } from './statements.js';
import type { Source } from './where-sources.js';

/** The levels and nerves that the sources say. */
export function spineOf(kind: ProcedureKind, sources: readonly Source[]): Decisions<'levels' | 'nerves'> {
  const isFacet = kind === 'facet-injection' || kind === 'facet-destruction';
  const isForaminal = kind === 'transforaminal-epidural';
  const levels: Said[] = [];
  const nerves: Said[] = [];
  const open: Statement[] = [];
  const foramina: Statement[] = [];
  for (const { sentence, kind: source } of sources) {
    const { text, label } = sentence;
    const isWhole = source !== 'text';
    for (const group of groupsIn(text)) {
      if (isDenied(text, group.start, group.end)) continue;
      const words = wordsAround(text, group.start, group.end);
      const where = whereOf(sentence);
      const said = (items: readonly string[]): Said => ({
        items,
        statement: { value: items.join(', '), words, where },
        isWhole,
      });
      const meaning = meaningOf(text, group);
      if (group.isUnreadable || meaning === 'bodies') {
        if (group.isUnreadable && isWhole) open.push({ value: '', words, where });
        continue;
      }
      if (meaning === 'landmark') continue;
      const isNerves = isFacet && (meaning === 'nerves' || label === 'nerves') && group.vertebrae.length > 0;
      const isRoots =
        isForaminal &&
        (meaning === 'roots' || (label === 'nerves' && meaning !== 'foramina')) &&
        group.vertebrae.length > 0;
      // "The L4 foramen" may be L4-L5 or the root of L4.
      if (isForaminal && !isWhole && meaning === 'foramina' && group.vertebrae.some((each) => each !== 'S1'))
        foramina.push({ value: '', words, where });
      if (isNerves || isRoots) nerves.push(said(group.vertebrae));
      // S1 is no disc's level: what is in a row with it are roots too.
      else if (isForaminal && group.vertebrae.includes('S1')) nerves.push(said(group.vertebrae));
      else if (group.levels.length > 0 && isClearLevel(kind, group, meaning, text)) levels.push(said(group.levels));
      else if (isWhole || group.levels.length > 0) open.push({ value: '', words, where });
    }
  }
  if (foramina.length > 0 && ![...levels, ...nerves].some(({ isWhole }) => isWhole))
    return { nerves: unsure(...foramina, ...nerves.map(({ statement }) => statement)) };
  const isRepeated = sources.some(({ sentence }) => repeated.test(sentence.text));
  // A second try at another level is no second level.
  const inText = unique(levels.flatMap((each) => (each.isWhole ? [] : each.items)));
  const isTriedTwice = kind === 'epidural' && inText.length > 1;
  const level = isTriedTwice
    ? unsure(...levels.map(({ statement }) => statement))
    : together(levels, isRepeated, spread);
  const nerve = together(nerves, isRepeated, (items) => [...items].sort());
  const fields: Decisions<'levels' | 'nerves'> = {};
  if (level?.kind === 'unsure') fields.levels = level;
  if (nerve?.kind === 'unsure') fields.nerves = nerve;
  if (level?.kind === 'certain' && nerve?.kind === 'certain' && !agree(kind, level.value, nerve.value)) {
    fields.levels = unsure(levels[0]?.statement, nerves[0]?.statement);
  } else if (level?.kind === 'unsure' || nerve?.kind === 'unsure') {
    // One of them alone would say less than the note.
  } else {
    if (level) fields.levels = level;
    if (nerve) fields.nerves = nerve;
    const isOpen = open.filter(({ where }) => where !== 'in the text');
    if (!level && !nerve && open.length > 0) fields.levels = unsure(...(isOpen.length > 0 ? isOpen : open).slice(0, 3));
  }
  return fields;
}

/** "L4-L5 medial branches" are two nerves or those of one joint; a wider span of branches may be either too. */
function isClearLevel(
  kind: ProcedureKind,
  { isSpan, levels }: Group,
  meaning: ReturnType<typeof meaningOf>,
  text: string,
): boolean {
  if (kind === 'transforaminal-epidural' || kind === 'epidural')
    return !isSpan && meaning !== 'nerves' && meaning !== 'roots';
  if (meaning === 'nerves' || meaning === 'roots' || meaning === 'foramina') return false;
  if (levels.some((level) => level.startsWith('S'))) return false;
  if (!isSpan) return true;
  return (
    !/\bmedial branch|\bmbbs?\b|\bmbrfa\b|\bnerves?\b|\bdorsal ram/i.test(text) && /\bfacet|\bjoint|\bzyg/i.test(text)
  );
}

/** Single joints, from the uppermost down. */
export function spread(levels: readonly string[]): readonly string[] {
  const all = levels.flatMap((level) => {
    const [upper = '', lower = ''] = level.split('-');
    return levelsBetween(upper, lower) ?? [level];
  });
  return [...unique(all)].sort(compareLevels);
}

function agree(kind: ProcedureKind, levels: string, nerves: string): boolean {
  const wanted = spread(levels.split(', '));
  const named = nerves.split(', ');
  if (kind === 'transforaminal-epidural') {
    const foramina = named.map((name) => foramenOf(name) ?? '');
    const isWithin = foramina.every((each) => wanted.includes(each)) && wanted.every((each) => foramina.includes(each));
    return isWithin || named.every((name) => name === 'S1');
  }
  const { joints, incomplete } = completedJoints(named);
  return incomplete.length === 0 && joints.length === wanted.length && joints.every((joint) => wanted.includes(joint));
}

const repeated =
  /\b(?:repeat(?:ed)?|same (?:procedure|technique|manner|fashion|steps|process)|similar(?:ly)?|identical|remaining|other levels?|each (?:level|joint|nerve|site)|all levels|above[- ](?:mentioned|named|noted|listed|stated)|aforementioned)\b/i;
