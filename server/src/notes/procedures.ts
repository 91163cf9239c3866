/** The procedures that a note tells of, and which of its sentences are about which. */
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { isOtherSite, itemsOf } from './heading-items.js';
import { isHeading, whereOf } from './headings.js';
import { isOfFacets, kindAt, kindNamed, type NamedKind, wayIn } from './kinds.js';
import { isDenied } from './negation.js';
import type { Sentence } from './sentences.js';
import { type Decision, type Statement, unsure, wordsAround } from './statements.js';
import { assign, type Found, isFamily } from './told-of.js';

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

const performed =
  /\b(?:injections?|blocks?|ablations?|neurotomy|rhizotomy|esis?|epidurals?|tpis?|mbbs?|refill|procedure|trial|kyphoplasty|vertebroplasty|chemodenervation|botox)\b[^.]{0,60}?\b(?:was|were)\b[^.]{0,40}?\b(?:performed|done|completed|carried out|given|administered|undertaken)\b|\b(?:we|i)\s+(?:also |then |next )?(?:performed|did|gave|injected|administered)\b|\bunderwent\b|\b(?:was|were) (?:then |also )?injected\b|\btoday\b/i;
/** Something was done, and not only named. */
const done =
  /\b(?:needles?|injected|inj|advanced|infiltrated|lesion\w*|ablated|performed|tolerated|leads? (?:was|were)|placed|treated)\b/i;
const onlyTalked =
  /\b(?:discuss\w*|consider\w*|offered|recommend\w*|candidate|options?|interested|would like|request\w*|declin\w*|refus\w*|deferred|referr\w*|fail(?:s|ed|ing|ure)|tried|despite|refractory)\b/i;
/** Where an epidural of which the note says no more may be a transforaminal one. */
const foraminal =
  /\b(?:intervertebral|neural|neuro-?|epidural)?\s*foram(?:en|ina|inal)\b|\bnerve roots?\b|\bkambin\w*|\bpedicles?\b/i;
/** They are said beside others, and take no sentence of theirs. */
const besides: ReadonlySet<ProcedureKind> = new Set<ProcedureKind>(['evaluation', 'sedation', 'drug-test']);
const aborted =
  /\b(?:procedure|injection|block|ablation|it)\s+(?:was|were|had to be|is)\s+(?:\w+\s+)?(?:aborted|cancell?ed|abandoned|not (?:performed|done|completed|carried out)|terminated|postponed|rescheduled|deferred)\b|\b(?:procedure|injection|block|ablation|case)\s+(?:cancell?ed|aborted|abandoned)\b|\bno needles? (?:was|were) (?:placed|inserted|introduced)\b|\bno (?:procedure|injection|block) (?:was )?(?:performed|done|given)\b/i;

/** The procedures of the note. */
export function proceduresOf(sentences: readonly Sentence[]): NoteProcedures {
  const stopped = sentences.find(
    ({ text, section, time }) => section === 'text' && time !== 'planned' && aborted.test(text),
  );
  if (stopped) return { procedures: [], unsure: [] };
  const titles = sentences.filter(isHeading);
  const bodyIsOfFacets = sentences.some((each) => isToday(each) && isOfFacets(each.text));
  const bodyWays = new Set(
    sentences.flatMap((each) => (isToday(each) && !onlyTalked.test(each.text) ? (wayIn(each.text) ?? []) : [])),
  );
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
    const at = kindAt(text);
    const words = at ? wordsAround(text, at.start, at.end) : text;
    found.push({ kind, named: resolved === 'ablation' ? undefined : resolved, words, headings: [piece] });
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
    } else {
      const words = wordsAround(sentence.text, Math.max(0, at), Math.max(0, at) + 5);
      found.push({ kind: named.kind, named, words, headings: [] });
    }
  }
  // In prose without a heading, what is only named beside what is done is not done.
  const certain: Found[] = [];
  for (const each of found) {
    if (each.named?.isOpen && bodyWays.size === 1) {
      const [technique] = bodyWays;
      each.named = { kind: technique === 'transforaminal' ? 'transforaminal-epidural' : 'epidural', technique };
    }
    const isEither = each.named?.isOpen && sentences.some((one) => isToday(one) && foraminal.test(one.text));
    if (each.named && !isEither) certain.push(each);
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

function isToday({ section, time, label }: Sentence): boolean {
  return section === 'text' && time === 'today' && !(label && unread.has(label));
}

const unread: ReadonlySet<string> = new Set([
  'name',
  'identity',
  'payer',
  'other',
  'skin',
  'diagnosis',
  'care',
  'priorBlocks',
  'priorRelief',
  'provider',
  'referring',
]);

function isSame(each: Found, kind: Found['kind'], text: string): boolean {
  if (each.kind !== kind) return false;
  if (kind !== 'joint-injection' && kind !== 'nerve-block') return true;
  return !isOtherSite(each.headings.map((heading) => heading.text).join(', '), text);
}

function ablated(text: string): NamedKind['technique'] {
  const named = kindNamed(`facet ${text}`);
  return named && named !== 'ablation' ? named.technique : undefined;
}
