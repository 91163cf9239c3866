/** The procedures that a note tells of, and which of its sentences are about which. */
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { isOfFacets, kindNamed, type NamedKind, wayIn } from './kinds.js';
import { isDenied } from './negation.js';
import { isTelling, type Sentence } from './sentences.js';
import { jointsIn, musclesIn, nerveSitesIn } from './sites.js';
import type { Decision } from './statements.js';
import { type Statement, unsure } from './statements.js';

/** A procedure of the note. */
export interface NoteProcedure extends NamedKind {
  /** Where it is named. */
  readonly words: string;
  /** The items of the heading that name it. */
  readonly headings: readonly Sentence[];
  /** The other sentences that are about it. */
  readonly told: readonly Sentence[];
  /** It is one of several: what is not said of it by name is not said of it. */
  readonly isOneOfSeveral: boolean;
}

interface NoteProcedures {
  readonly procedures: readonly NoteProcedure[];
  /** Kinds that are not certain. */
  readonly unsure: readonly Decision[];
}

interface Found {
  kind: ProcedureKind | 'ablation';
  named: NamedKind | undefined;
  words: string;
  headings: Sentence[];
}

const performed =
  /\b(?:injections?|blocks?|ablations?|neurotomy|rhizotomy|esis?|epidurals?|tpis?|mbbs?|refill|procedure|trial|kyphoplasty|vertebroplasty|chemodenervation|botox)\b[^.]{0,60}?\b(?:was|were)\b[^.]{0,40}?\b(?:performed|done|completed|carried out|given|administered|undertaken)\b|\b(?:we|i)\s+(?:also |then |next )?(?:performed|did|gave|injected|administered)\b|\bunderwent\b|\b(?:was|were) (?:then |also )?injected\b|\btoday\b/i;
/** Something was done, and not only named. */
const done =
  /\b(?:needles?|injected|inj|advanced|infiltrated|lesion\w*|ablated|performed|tolerated|leads? (?:was|were)|placed|treated)\b/i;
const onlyTalked =
  /\b(?:discuss\w*|consider\w*|offered|recommend\w*|candidate|options?|interested|would like|request\w*|declin\w*|refus\w*|deferred)\b/i;
const halves =
  /\s*;\s*|\s+(?:and|&|\+|with|plus|followed by)\s+|\s*,\s*(?:and\s+)?(?=(?:left|right|bilateral|moderate|conscious|trigger|botox|office)\b)|\s+\+\s*|\.\s+/i;
/** They are said beside others, and take no sentence of theirs. */
const besides: ReadonlySet<ProcedureKind> = new Set<ProcedureKind>(['evaluation', 'sedation', 'drug-test']);
const aborted =
  /\b(?:procedure|injection|block|ablation|it)\s+(?:was|were|had to be|is)\s+(?:\w+\s+)?(?:aborted|cancell?ed|abandoned|not (?:performed|done|completed|carried out)|terminated|postponed|rescheduled|deferred)\b|\bno (?:procedure|injection|block) (?:was )?(?:performed|done|given)\b/i;

/** The procedures of the note. */
export function proceduresOf(sentences: readonly Sentence[]): NoteProcedures {
  const stopped = sentences.find(
    ({ text, section, time }) => section === 'text' && time !== 'planned' && aborted.test(text),
  );
  if (stopped) return { procedures: [], unsure: [unsure(statementOf(stopped, ''))] };
  const titles = sentences.filter(isHeading);
  const bodyIsOfFacets = sentences.some((each) => isToday(each) && isOfFacets(each.text));
  const bodyWays = new Set(sentences.flatMap((each) => (isToday(each) ? (wayIn(each.text) ?? []) : [])));
  const found: Found[] = [];
  const undecided: Decision[] = [];
  const add = (sentence: Sentence, text: string, named: NamedKind | 'ablation'): void => {
    const resolved: NamedKind | 'ablation' =
      named === 'ablation' && bodyIsOfFacets ? { kind: 'facet-destruction', technique: ablated(text) } : named;
    const kind = resolved === 'ablation' ? 'ablation' : resolved.kind;
    const piece: Sentence = { ...sentence, text };
    const same = found.find((each) => isSame(each, kind, text));
    if (same) {
      same.headings.push(piece);
      if (same.named && resolved !== 'ablation' && !same.named.technique) same.named = { ...same.named, ...resolved };
      return;
    }
    found.push({ kind, named: resolved === 'ablation' ? undefined : resolved, words: text, headings: [piece] });
  };
  for (const sentence of titles) {
    const items = itemsOf(sentence.text);
    if (items.length === 0 && sentence.label === 'procedure') {
      // What only says more of the item above it: "under fluoroscopic guidance".
      const last = found.at(-1);
      if (last) last.headings.push(sentence);
    }
    for (const item of items) add(sentence, item.text, item.named);
  }
  // "Epidural steroid injection" in a title is what the heading calls transforaminal.
  for (const open of found.filter(({ named }) => named?.isOpen)) {
    const closer = found.find(
      (each) =>
        each !== open && (each.kind === 'transforaminal-epidural' || (each.kind === 'epidural' && !each.named?.isOpen)),
    );
    if (!closer) continue;
    closer.headings.push(...open.headings);
    found.splice(found.indexOf(open), 1);
  }
  const isDone = sentences.some((each) => isToday(each) && done.test(each.text) && !onlyTalked.test(each.text));
  const isNamed = found.some(({ kind }) => kind === 'ablation' || !besides.has(kind));
  for (const sentence of sentences) {
    if (!isToday(sentence) || sentence.isValue || isHeading(sentence)) continue;
    if (isNamed && !performed.test(sentence.text)) continue;
    if (!isNamed && (!isDone || onlyTalked.test(sentence.text))) continue;
    const named = kindNamed(sentence.text);
    if (!named || named === 'ablation' || besides.has(named.kind)) continue;
    if (/\b(?:skin|subcutaneous|wheal|anesthetiz|contrast)\b/i.test(sentence.text)) continue;
    const at = sentence.text.search(/\b(?:injection|block|ablation|esi|epidural|radiofrequency|mbb|tpi|trigger)/i);
    if (isDenied(sentence.text, Math.max(0, at), Math.max(0, at) + 5)) continue;
    if (isNamed && found.some((each) => isFamily(each.kind, named.kind))) {
      continue;
    }
    if (isNamed && !/\b(?:injections?|blocks?|ablations?|esis?|tpis?|mbbs?|injected)\b/i.test(sentence.text)) continue;
    const family = found.find((each) => isFamily(each.kind, named.kind));
    if (family) {
      if (family.named?.isOpen && !named.isOpen) Object.assign(family, { kind: named.kind, named });
      if (!family.headings.includes(sentence)) continue;
    } else found.push({ kind: named.kind, named, words: sentence.text, headings: [] });
  }
  // In prose without a heading, what is only named beside what is done is not done.
  const certain: Found[] = [];
  for (const each of found) {
    if (each.named?.isOpen && bodyWays.size === 1) {
      const [technique] = bodyWays;
      each.named = { kind: technique === 'transforaminal' ? 'transforaminal-epidural' : 'epidural', technique };
    }
    if (each.named) certain.push(each);
    else undecided.push(unsure(...each.headings.map((heading) => statementOf(heading, ''))));
  }
  const main = certain.filter(({ named }) => named && !besides.has(named.kind));
  const assigned = assign(main, sentences);
  return {
    procedures: certain.flatMap((each): readonly NoteProcedure[] => {
      if (!each.named) return [];
      const told = besides.has(each.named.kind) ? sentences : (assigned.get(each) ?? []);
      return [{ ...each.named, words: each.words, headings: each.headings, told, isOneOfSeveral: main.length > 1 }];
    }),
    unsure: undecided,
  };
}

/** A statement of what a whole sentence says. */
function statementOf(sentence: Sentence, value: string): Statement {
  return { value, words: sentence.text.slice(0, 120), where: whereOf(sentence) };
}

/** Where a sentence is, in words. */
export function whereOf({ label, labelText, isValue, section, text }: Sentence): string {
  if (label === 'procedure' || (label === undefined && isTitle(text))) return 'in the heading';
  if (isValue && labelText !== '') return `under ${labelText.slice(0, 40)}`;
  return section === 'history' ? 'in the history' : section === 'plan' ? 'in the plan' : 'in the text';
}

function isToday({ section, time, label }: Sentence): boolean {
  return section === 'text' && time === 'today' && !(label && unread.has(label));
}

const unread: ReadonlySet<string> = new Set([
  'name',
  'identity',
  'other',
  'skin',
  'diagnosis',
  'care',
  'priorBlocks',
  'priorRelief',
  'provider',
  'referring',
]);

/** A heading, or a title without a label. */
export function isHeading(sentence: Sentence): boolean {
  const { label, text, isValue, section, time, line } = sentence;
  if (time === 'planned') return false;
  if (label === 'procedure' && isValue) return text.length < 260;
  if (label === 'visit' && isValue) return true;
  return section === 'text' && (label === undefined || label === 'text') && line < 14 && isTitle(text);
}

function isTitle(text: string): boolean {
  return text.length < 120 && !/[.]$/.test(text) && !isTelling(text) && text.split(/\s+/).length <= 16;
}

/** The parts of a heading that each name a kind. */
function itemsOf(text: string): readonly { readonly text: string; readonly named: NamedKind | 'ablation' }[] {
  const all = kindNamed(text);
  // "L5 dorsal ramus and S1, S2 and S3 lateral branch block" is one.
  if (all && /\blateral branch/i.test(text)) return [{ text, named: all }];
  const pieces: { text: string; named: NamedKind | 'ablation' | undefined }[] = [];
  let at = 0;
  for (const piece of text.split(halves)) {
    const start = text.indexOf(piece, at);
    at = start + piece.length;
    const found = kindNamed(piece);
    const named = found && isDenied(text, start, at) ? undefined : found;
    const last = pieces.at(-1);
    const isMore = !named || (last?.named && kindKey(last.named) === kindKey(named) && !isOtherSite(last.text, piece));
    if (last && isMore) {
      const from = text.lastIndexOf(last.text, start);
      last.text = text.slice(Math.max(0, from), at);
      // "Radiofrequency ablation of L3, L4" "and L5 medial branches".
      const together = kindNamed(last.text);
      const isCloser =
        !last.named || last.named === 'ablation' || (together && kindKey(together) === kindKey(last.named));
      if (isCloser) last.named = together ?? last.named;
    } else if (last && !last.named && named) {
      const from = text.lastIndexOf(last.text, start);
      last.text = text.slice(Math.max(0, from), at);
      last.named = named;
    } else pieces.push({ text: piece, named });
  }
  const whole = kindNamed(text);
  const named = pieces.flatMap((piece) => (piece.named ? [{ text: piece.text.trim(), named: piece.named }] : []));
  if (named.length > 0) return named;
  return whole && !isDenied(text, 0, 1) ? [{ text, named: whole }] : [];
}

function kindKey(named: NamedKind | 'ablation'): string {
  return named === 'ablation' ? named : named.kind;
}

function isOtherSite(one: string, other: string): boolean {
  const sites = (text: string) => [...jointsIn(text), ...nerveSitesIn(text)].map(({ name }) => name);
  const [first, second] = [sites(one), sites(other)];
  return first.length > 0 && second.length > 0 && !second.some((name) => first.includes(name));
}

function isSame(each: Found, kind: Found['kind'], text: string): boolean {
  if (each.kind !== kind) return false;
  if (kind !== 'joint-injection' && kind !== 'nerve-block') return true;
  return !isOtherSite(each.headings.map((heading) => heading.text).join(', '), text);
}

function isFamily(one: Found['kind'], other: Found['kind']): boolean {
  return one === other || familyOf(one) === familyOf(other);
}

function familyOf(kind: Found['kind']): string {
  if (kind === 'epidural' || kind === 'transforaminal-epidural') return 'epidural';
  if (kind === 'facet-injection' || kind === 'facet-destruction' || kind === 'ablation') return 'facet';
  if (kind === 'nerve-block' || kind === 'nerve-destruction') return 'nerve';
  return kind;
}

function ablated(text: string): NamedKind['technique'] {
  const named = kindNamed(`facet ${text}`);
  return named && named !== 'ablation' ? named.technique : undefined;
}

/** Of one procedure everything is told; of several, each sentence of the one that it names, until another is named. */
function assign(main: readonly Found[], sentences: readonly Sentence[]): ReadonlyMap<Found, readonly Sentence[]> {
  const [only] = main;
  if (only && main.length === 1) {
    return new Map([[only, sentences.filter((each) => !isHeading(each) || each.label !== 'procedure')]]);
  }
  const of = new Map<Found, Sentence[]>(main.map((each) => [each, []]));
  let current: Found | undefined;
  let row = -1;
  const isInTurn = isEachWithItsOwn(main, sentences);
  for (const sentence of sentences) {
    if (isHeading(sentence)) {
      const named = main.filter(({ headings }) =>
        headings.some(({ part, line }) => part === sentence.part && line === sentence.line),
      );
      current = named.length === 1 ? named[0] : undefined;
      row = sentence.line;
      continue;
    }
    const numbered = /^(?:procedure|injection|block)\s*(?:#|no\.?|number)?\s*([1-3])\b/i.exec(sentence.text)?.[1];
    if (numbered) current = main[Number(numbered) - 1];
    if (/\b(?:both (?:procedures|injections|blocks)|overall)\b/i.test(sentence.text)) continue;
    const mentioned = main.filter((each) => isMentioned(each, sentence.text));
    if (mentioned.length === 1) [current] = mentioned;
    else if (mentioned.length > 1 || sentence.section !== 'text') current = undefined;
    else if (!isInTurn && sentence.isValue && sentence.label && shared.has(sentence.label) && sentence.line !== row)
      continue;
    if (current) of.get(current)?.push(sentence);
  }
  return of;
}

/** Whether each heading is followed by values of its own: "PROCEDURE #1", its drug, its guidance, then "PROCEDURE #2". */
function isEachWithItsOwn(main: readonly Found[], sentences: readonly Sentence[]): boolean {
  const lines = main.map(({ headings }) => headings.at(-1)?.line ?? -1).sort((one, other) => one - other);
  return lines.every((line, at) => {
    const next = lines[at + 1] ?? Number.POSITIVE_INFINITY;
    return sentences.some(
      ({ line: own, isValue, label }) =>
        own > line &&
        own < next &&
        isValue &&
        (label === 'agent' || label === 'homeDrugs' || label === 'guidance' || label === 'painBefore'),
    );
  });
}

/** What is said once for all of a session. */
const shared: ReadonlySet<string> = new Set([
  'consent',
  'complication',
  'indication',
  'care',
  'diagnosis',
  'relief',
  'painBefore',
  'painAfter',
  'painBoth',
  'anesthesia',
  'dateOfService',
  'place',
]);

function isMentioned({ kind, headings }: Found, text: string): boolean {
  const named = kindNamed(text);
  if (named && named !== 'ablation' && isFamily(named.kind, kind)) {
    return kind !== 'joint-injection' && kind !== 'nerve-block' ? true : isSiteOf(headings, text);
  }
  switch (familyOf(kind)) {
    case 'facet':
      return isOfFacets(text);
    case 'epidural':
      return /\bepidural|\btransforaminal|\binterlaminar|\bforamen|\btuohy/i.test(text);
    case 'sacroiliac-injection':
      return /\bsacro-?iliac|\bsi[- ]joint|\bsij\b/i.test(text);
    case 'trigger-point':
      return /\btrigger/i.test(text) || musclesIn(text).length > 0;
    case 'joint-injection':
    case 'nerve':
      return isSiteOf(headings, text);
    default:
      return false;
  }
}

function isSiteOf(headings: readonly Sentence[], text: string): boolean {
  const sites = (each: string) => [...jointsIn(each), ...nerveSitesIn(each)].map(({ name }) => name);
  const own = new Set(headings.flatMap((heading) => sites(heading.text)));
  return sites(text).some((name) => own.has(name));
}
