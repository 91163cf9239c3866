/** Where a procedure was done: levels, nerves, bodies, site and side. Heading and text must agree. */
import { compareLevels, completedJoints, foramenOf, levelsBetween } from '../clinical/levels.js';
import type { ProcedureKind, Side } from '../syntax/vocabulary.js';
import { isDenied } from './negation.js';
import { type Group, groupsIn, meaningOf } from './places.js';
import { type NoteProcedure, whereOf } from './procedures.js';
import type { Sentence } from './sentences.js';
import { sidesIn, sidesTogether } from './sides.js';
import { type FoundSite, jointsIn, musclesIn, nerveSitesIn } from './sites.js';
import { type Decision, type Decisions, type Statement, unsure, wordsAround } from './statements.js';

type WhereFields = Decisions<'levels' | 'nerves' | 'bodies' | 'site' | 'side'>;

/** A list, as one source says it. */
interface Said {
  readonly items: readonly string[];
  readonly statement: Statement;
  /** Heading or label: it says all of them. */
  readonly isWhole: boolean;
}

const ofLevels: ReadonlySet<ProcedureKind> = new Set<ProcedureKind>([
  ...(['facet-injection', 'facet-destruction', 'epidural', 'transforaminal-epidural', 'discography'] as const),
]);
const ofBodies: ReadonlySet<ProcedureKind> = new Set<ProcedureKind>([
  'vertebral-augmentation',
  'basivertebral-ablation',
]);
const ofSites: ReadonlySet<ProcedureKind> = new Set<ProcedureKind>([
  ...(['joint-injection', 'nerve-block', 'nerve-destruction', 'trigger-point', 'chemodenervation'] as const),
]);
const acting =
  /\b(?:needles?|inject\w*|advanc\w*|plac\w*|target\w*|block\w*|lesion\w*|ablat\w*|enter\w*|access\w*|introduc\w*|treated|cannula\w*|probes?|electrodes?|contact\w*|performed|infiltrat\w*|deposit\w*|instill\w*|directed|positioned|inserted|docked|cannulat\w*|delivered|addressed|repeated|attention|identified|localized|visualized|marked)\b/i;
/** What was done, and not how it is done. */
const happened = /\b(?:was|were|i|we|then|presents?|comes?|here|returns?|underwent)\b/i;
const besideThePoint =
  /\b(?:mri|x-?rays?|imaging (?:show|reveal|demonstrat)\w*|stenosis|hernia\w*|protrusion|arthropathy|spondyl\w*|degenerat\w*|fusion|fused|laminectomy|tender\w*|hardware|spread|epidurogram|flow(?:ed)?|pain (?:at|over|in|on)|counted|identified as)\b/i;
const repeated =
  /\b(?:repeat(?:ed)?|same (?:procedure|technique|manner|fashion|steps|process)|similar(?:ly)?|identical|remaining|other levels?|each (?:level|joint|nerve|site)|all levels|above[- ](?:mentioned|named|noted|listed|stated)|aforementioned)\b/i;

/** What is said of where. */
export function whereFields(procedure: NoteProcedure): WhereFields {
  const fields: WhereFields = {};
  const { kind } = procedure;
  const sources = sourcesOf(procedure);
  if (ofBodies.has(kind)) fields.bodies = bodiesOf(sources);
  if (ofLevels.has(kind)) Object.assign(fields, spineOf(kind, sources));
  if (ofSites.has(kind)) fields.site = sitesOf(procedure, sources);
  if (!ofBodies.has(kind) && !besidesSides.has(kind)) fields.side = sideOf(procedure, sources, fields);
  return fields;
}

const besidesSides: ReadonlySet<ProcedureKind> = new Set<ProcedureKind>([
  'neurostimulator',
  'pump',
  'discography',
  'sedation',
  'evaluation',
  'therapy',
  'drug-test',
  'other',
]);

interface Source {
  readonly sentence: Sentence;
  readonly kind: 'heading' | 'label' | 'text';
}

/** The sentences that may say where: headings, labels of places, and what the text tells of today's needles. */
function sourcesOf({ headings, told }: NoteProcedure): readonly Source[] {
  const labels = new Set(['levels', 'nerves', 'side', 'site', 'bodies']);
  return [
    ...headings.map((sentence) => ({
      sentence,
      kind: sentence.label === undefined || sentence.isValue ? ('heading' as const) : ('text' as const),
    })),
    ...told.flatMap((sentence): readonly Source[] => {
      if (sentence.time === 'planned' || sentence.time === 'past') return [];
      if (sentence.isValue && sentence.label && labels.has(sentence.label)) return [{ sentence, kind: 'label' }];
      if (sentence.isValue && sentence.label === 'procedure') return [{ sentence, kind: 'text' }];
      const isText = sentence.section === 'text' && !sentence.isValue && sentence.time === 'today';
      return isText && acting.test(sentence.text) && happened.test(sentence.text) && !besideThePoint.test(sentence.text)
        ? [{ sentence, kind: 'text' }]
        : [];
    }),
  ];
}

function spineOf(kind: ProcedureKind, sources: readonly Source[]): WhereFields {
  const isFacet = kind === 'facet-injection' || kind === 'facet-destruction';
  const isForaminal = kind === 'transforaminal-epidural';
  const levels: Said[] = [];
  const nerves: Said[] = [];
  const open: Statement[] = [];
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
      if (isNerves || isRoots) nerves.push(said(group.vertebrae));
      // S1 is no disc's level: what is in a row with it are roots too.
      else if (isForaminal && group.vertebrae.includes('S1')) nerves.push(said(group.vertebrae));
      else if (group.levels.length > 0 && isClearLevel(kind, group, meaning, text)) levels.push(said(group.levels));
      else if (isWhole || group.levels.length > 0) open.push({ value: '', words, where });
    }
  }
  const isRepeated = sources.some(({ sentence }) => repeated.test(sentence.text));
  // A second try at another level is no second level.
  const inText = unique(levels.flatMap((each) => (each.isWhole ? [] : each.items)));
  const isTriedTwice = kind === 'epidural' && inText.length > 1;
  const level = isTriedTwice
    ? unsure(...levels.map(({ statement }) => statement))
    : together(levels, isRepeated, spread);
  const nerve = together(nerves, isRepeated, (items) => [...items].sort());
  const fields: WhereFields = {};
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

/** What heading, labels and text say together: the same, or what the text repeats of it. */
function together(
  said: readonly Said[],
  isRepeated: boolean,
  canonical: (items: readonly string[]) => readonly string[],
): Decision | undefined {
  const [first] = said;
  if (!first) return undefined;
  const byWhere = new Map<string, Said[]>();
  for (const each of said) {
    const key = each.isWhole ? each.statement.where : 'in the text';
    byWhere.set(key, [...(byWhere.get(key) ?? []), each]);
  }
  const sources = [...byWhere.values()].map((group) => ({
    isWhole: group[0]?.isWhole ?? false,
    items: unique(group.flatMap(({ items }) => items)),
    group,
  }));
  const whole = sources.filter(({ isWhole }) => isWhole);
  const [base = sources[0]] = whole;
  if (!base) return undefined;
  const all = canonical(base.items);
  const isAgreed = sources.every(({ items, isWhole }) => {
    const own = canonical(items);
    const isSame = own.length === all.length && own.every((each) => all.includes(each));
    return isSame || (!isWhole && isRepeated && own.every((each) => all.includes(each)));
  });
  if (!isAgreed) return unsure(...sources.map(({ group }) => group[0]?.statement));
  const statement = base.group[0]?.statement;
  const words = unique(base.group.map((each) => each.statement.words)).join(' … ');
  return statement && { kind: 'certain', value: base.items.join(', '), words };
}

function spread(levels: readonly string[]): readonly string[] {
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

function bodiesOf(sources: readonly Source[]): Decision | undefined {
  const said: Said[] = [];
  const open: Statement[] = [];
  for (const { sentence, kind } of sources) {
    for (const group of groupsIn(sentence.text)) {
      const { text } = sentence;
      if (isDenied(text, group.start, group.end)) continue;
      const statement = { value: '', words: wordsAround(text, group.start, group.end), where: whereOf(sentence) };
      const isClear = kind !== 'text' || meaningOf(text, group) === 'bodies';
      if (group.isUnreadable || group.levels.length > 0) {
        if (kind !== 'text') open.push(statement);
      } else if (isClear) said.push({ items: group.vertebrae, statement, isWhole: kind !== 'text' });
    }
  }
  if (open.length > 0) return unsure(...open, ...said.map(({ statement }) => statement));
  return together(said, false, (items) => [...items].sort());
}

const injecting =
  /\b(?:inject\w*|infiltrat\w*|needl\w*|block\w*|ablat\w*|lesion\w*|units?|deposit\w*|treated|aspirat\w*|entered|advanced)\b/i;
const finding =
  /\btrigger points?\b[^.]{0,80}\b(?:identified|marked|located|palpated|isolated)\b|\b(?:identified|marked|located|palpated|isolated)\b[^.]{0,80}\btrigger points?\b/i;

/** Joint, nerve or muscles, each with its side where they differ. */
function sitesOf(procedure: NoteProcedure, sources: readonly Source[]): Decision | undefined {
  const { kind } = procedure;
  const look =
    kind === 'joint-injection'
      ? jointsIn
      : kind === 'trigger-point' || kind === 'chemodenervation'
        ? musclesIn
        : nerveSitesOf;
  const said: Said[] = [];
  const sentences: readonly Source[] = [
    ...sources,
    ...procedure.told.flatMap((sentence): readonly Source[] => {
      const { text, time, section, isValue, label } = sentence;
      const isMuscle = kind === 'chemodenervation' && /\bunits?\b|\d\s*u\b/i.test(text) && !acting.test(text);
      const isFound = kind === 'trigger-point' && finding.test(text);
      const isLabel = isValue && label !== undefined && label !== 'agent';
      return section === 'text' && time === 'today' && !isLabel && (isMuscle || isFound)
        ? [{ sentence, kind: 'text' }]
        : [];
    }),
  ];
  for (const { sentence, kind: source } of sentences) {
    const { text } = sentence;
    if (source === 'text' && !injecting.test(text) && !finding.test(text)) continue;
    const sites = look(text).filter(({ start, end }) => !isDenied(text, start, end));
    const [first] = sites;
    const last = sites.at(-1);
    if (!first || !last) continue;
    const sided = withSides(text, sites, source !== 'text');
    const statement = { value: '', words: wordsAround(text, first.start, last.end), where: whereOf(sentence) };
    said.push({ items: unique(sided ?? sites.map(({ name }) => name)), statement, isWhole: source !== 'text' });
  }
  if (said.length === 0) return undefined;
  // The side may be said elsewhere: the same site with and without it is one.
  const plain = (items: readonly string[]) =>
    unique(items.map((item) => item.replace(/ (?:left|right|bilateral)$/, '')));
  const decision = together(said, true, plain);
  if (decision?.kind !== 'certain') return decision;
  const isJoint = kind === 'joint-injection' || kind === 'nerve-block' || kind === 'nerve-destruction';
  const items = said.flatMap((each) => each.items);
  const names = plain(decision.value.split(', '));
  const value = names.map((name) => sidedName(name, items));
  if (value.includes('')) return unsure(...said.map(({ statement }) => statement));
  const named = new Set(value.map((each) => / (left|right|bilateral)$/.exec(each)?.[1]));
  // One side of all is the field of that name.
  const isUniform = named.size === 1;
  return { ...decision, value: isUniform && (isJoint || !named.has(undefined)) ? names.join(', ') : value.join(', ') };
}

/** A site with the one side that is said of it; empty where two sides are said that are not both sides. */
function sidedName(name: string, items: readonly string[]): string {
  const sides = unique(
    items.filter((item) => item.startsWith(`${name} `)).map((item) => item.slice(name.length + 1)),
  ).filter((side) => /^(?:left|right|bilateral)$/.test(side));
  const [side, other] = sides;
  return other ? '' : side ? `${name} ${side}` : name;
}

function nerveSitesOf(text: string): readonly FoundSite[] {
  const named = nerveSitesIn(text);
  if (/\blateral branch/i.test(text)) {
    return groupsIn(text).flatMap(({ vertebrae, start, end }) => {
      const isDorsal = /^\W*(?:dorsal|primary)/i.test(text.slice(end, end + 20));
      return vertebrae.map((each) => ({ name: `${each} ${isDorsal ? 'dorsal ramus' : 'lateral branch'}`, start, end }));
    });
  }
  if (!named.some(({ name }) => name === 'intercostal')) return named;
  const numbered = groupsIn(text).flatMap(({ vertebrae, levels, start, end }) =>
    levels.length > 0 ? [] : vertebrae.map((each) => ({ name: `intercostal ${each}`, start, end })),
  );
  return numbered.length > 0 ? numbered : named;
}

/** Each site with the side next to it; undefined where the sentence names none, or one for some only. */
function withSides(text: string, sites: readonly FoundSite[], takesLetters: boolean): readonly string[] | undefined {
  const sides = sidesIn(text, takesLetters);
  const [first] = sides;
  if (!first || sites.length === 0) return undefined;
  if (sides.every(({ side }) => side === first.side)) return sites.map(({ name }) => `${name} ${first.side}`);
  const isBefore = first.start < (sites[0]?.start ?? 0);
  const sided = sites.map(({ name, start, end }, at) => {
    const next = sites[at + 1]?.start ?? text.length;
    const side = isBefore
      ? sides.filter((each) => each.end <= start + 1).at(-1)
      : sides.find((each) => each.start >= end && each.start < next);
    return side ? `${name} ${side.side}` : undefined;
  });
  return sided.every((each) => each !== undefined) ? sided : undefined;
}

/** A template of which nothing was struck out. */
const slashed = /\bleft ?\/ ?right\b|\bright ?\/ ?left\b|\bl ?\/ ?r\b/i;

/** The one side of the whole procedure; where the levels have sides of their own, they carry them. */
function sideOf(procedure: NoteProcedure, sources: readonly Source[], fields: WhereFields): Decision | undefined {
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
function levelSides(sources: readonly Source[], { levels }: WhereFields): Decision | undefined {
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

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
