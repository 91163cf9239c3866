/** The joint, the nerves or the muscles of an injection, each with its side where they differ. */
import { whereOf } from './headings.js';
import { isDenied } from './negation.js';
import { groupsIn } from './places.js';
import type { NoteProcedure } from './procedures.js';
import { type Said, together, unique } from './said-lists.js';
import { sidesIn } from './sides.js';
import { type FoundSite, jointsIn, musclesIn, nerveSitesIn } from './sites.js';
import { type Decision, unsure, wordsAround } from './statements.js';
import { acting, type Source } from './where-sources.js';

/** Joint, nerve or muscles, each with its side where they differ. */
export function sitesOf(procedure: NoteProcedure, sources: readonly Source[]): Decision | undefined {
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
    const sites = look(text).filter(
      ({ start, end }) => !isDenied(text, start, end) && !besideIt.test(text.slice(Math.max(0, start - 60), start)),
    );
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

const injecting =
  /\b(?:inject\w*|infiltrat\w*|needl\w*|block\w*|ablat\w*|lesion\w*|units?|deposit\w*|treated|aspirat\w*|entered|advanced)\b/i;
const finding =
  /\btrigger points?\b[^.]{0,80}\b(?:identified|marked|located|palpated|isolated)\b|\b(?:identified|marked|located|palpated|isolated)\b[^.]{0,80}\btrigger points?\b/i;

/** What is only near it, or is not to be hit. */
const besideIt =
  /\b(?:because of|due to|close to|near|proximity (?:to|of)|avoid\w*|away from|spar(?:e[ds]?|ing)|adjacent to|next to|lateral to|medial to)\s+(?:\w+\s+){0,2}$/i;
