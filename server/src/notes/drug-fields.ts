/** What was injected, and what of it was discarded. */
import { drugsIn, drugWords, type FoundDrug, sameAs } from './agents.js';
import { whereOf } from './headings.js';
import { isDenied } from './negation.js';
import type { NoteProcedure } from './procedures.js';
import type { Sentence } from './sentences.js';
import { type Decision, type Decisions, decide, type Statement, unsure, wordsAround } from './statements.js';

type DrugFields = Decisions<'agent' | 'discarded'>;

/** What is said of drugs. */
export function drugFields(procedure: NoteProcedure): DrugFields {
  return { agent: agentOf(procedure), discarded: discardedOf(procedure) };
}

const injecting =
  /\b(?:inject\w*|instill\w*|administ\w*|deposit\w*|infus\w*|deliver\w*|solution|mixture|injectate|given|consist\w*|contain\w*|reconstitut\w*|total (?:dose|of)|placed|introduced|infiltrat\w*|units?|received|inj|instilled)\b/i;
const ofSkin =
  /\b(?:skin|subcutaneous\w*|sub-?q|sc tissues?|wheals?|superficial\w*|local anesthesia|anesthetiz\w*|anesthetis\w*|numb\w*|soft tissues?|needle tract|tracts?|tracks?|topical\w*|entry (?:site|point)s?|dermis|intradermal\w*|prior to (?:needle|lesion|ablation|rf|radio|thermal|introduc|cannula)|before (?:each |the )?(?:lesion|ablation|rf|radio|thermal|burn))/i;
const otherRoute =
  /^\W*(?:tablets?|tabs?|caps?(?:ules)?|patch|po\b|p\.o\.|by mouth|oral|iv\b|im\b|intramuscular|intravenous|daily|bid|tid|qid|qhs|q\d|prn|at bedtime|nightly|twice|once|three times|cream|gel\b|lozenge)/i;
const clauses = /;\s*|,?\s+(?:and )?then\s+|\s+followed by\s+|,\s+after which\s+|\.\s+/i;
const each =
  /\b(?:(?:per|each|every|at each|into each|to each|at all|at every)\s+(?:of the\s+)?(?:\w+\s+){0,2}?(rib|nerve|level|site|joint|side|knee|shoulder|hip|branch|muscle|location|trigger point|point|facet|foramen|target|injection site)s?)\b/i;
/** "10 mg was given, 5 mg per level": an amount for each place, apart from the drug's own. */
const share = new RegExp(`(\\d+(?:\\.\\d+)?)\\s*(mg|mcg|ml|cc|units?)\\s+(?:was |were |went )?(?=${each.source})`, 'i');
const mixed = /\b(?:solution|mixture|injectate|cocktail|combination|total)\b/i;

function agentOf(procedure: NoteProcedure): Decision | undefined {
  const { kind, told, headings } = procedure;
  if (kind === 'evaluation' || kind === 'neurostimulator') return undefined;
  const isAblation =
    kind === 'facet-destruction' ||
    kind === 'nerve-destruction' ||
    kind === 'basivertebral-ablation' ||
    kind === 'vertebral-augmentation';
  const said: { drug: FoundDrug; per: string; sentence: Sentence; isUnclear: boolean }[] = [];
  const doubtful: Statement[] = [];
  for (const sentence of [...headings, ...told]) {
    const { label, isValue, section, time, text } = sentence;
    const isLabel = isValue && label === 'agent';
    const isHeading = headings.includes(sentence) && isValue;
    const isHouse = label === 'homeDrugs' && isOnlyInjected(text);
    if (
      !isLabel &&
      !isHouse &&
      (section !== 'text' ||
        time !== 'today' ||
        (isValue &&
          !isHeading &&
          label !== 'procedure' &&
          label !== 'levels' &&
          label !== 'site' &&
          label !== 'nerves'))
    )
      continue;
    if (time === 'planned' || time === 'past' || /\ballerg/i.test(text)) continue;
    if (isAblation && !isLabel) continue;
    const isTold = isLabel || isHouse || isHeading || isValue;
    if (!isTold && !injecting.test(text)) continue;
    const parts = text.split(clauses);
    for (const clause of parts) {
      if (!isTold && !injecting.test(clause) && parts.length > 1 && !injecting.test(text)) continue;
      if (!isLabel && ofSkin.test(clause)) continue;
      if (isLabel && /\b(?:skin|wheal|subcutaneous)\b/i.test(clause)) continue;
      if (isLabel && /^\W*(?:none|no|n\/a)\b/i.test(clause)) continue;
      const drugs = drugsIn(clause).filter(({ role, start, end }) => {
        if (role === 'contrast' || (role === 'sedative' && kind !== 'pump')) return false;
        return !isDenied(clause, start, end) && !otherRoute.test(clause.slice(end));
      });
      if (drugs.length === 0 || (/\b(?:reconstitut|dilut)/i.test(clause) && drugs.every(isDiluent))) continue;
      if (/\btest dose\b/i.test(clause)) {
        doubtful.push({ value: '', words: clause.slice(0, 100), where: whereOf(sentence) });
        continue;
      }
      const place = each.exec(clause) ?? each.exec(text);
      const perLabel = /\bper (rib|level|nerve|site|joint|side)\b/i.exec(sentence.labelText);
      const isMixed = mixed.test(clause);
      const unitWord = (place?.[1] ?? perLabel?.[1] ?? '').toLowerCase();
      const per = unitWord !== '' && !isMixed && !isApportioned(clause, drugs) ? `per ${unitWord}` : '';
      // What a mixture holds is not what each place was given.
      const isShared = place !== null && /\bof (?:a|the|this) (?:\w+ ){0,2}(?:mixture|solution)\b/i.test(clause);
      for (const named of drugs) {
        const drug = isShared ? { ...named, amounts: [] } : named;
        const isRange =
          /^\s*(?:-|to)\s*\d/.test(clause.slice(drug.end)) || /\d\s*(?:-|to)\s*$/.test(clause.slice(0, drug.start));
        said.push({
          drug,
          per: drug.amounts.length > 0 ? per : '',
          sentence,
          isUnclear: isRange,
        });
      }
    }
  }
  if (said.length === 0) return doubtful.length > 0 ? unsure(...doubtful) : undefined;
  const statements = said.map(({ sentence }): Statement => {
    return { value: '', words: drugQuote(sentence.text), where: whereOf(sentence) };
  });
  if (doubtful.length > 0 || said.some(({ isUnclear }) => isUnclear))
    return unsure(...doubtful, ...statements.slice(0, 3));
  const byDrug = new Map<string, typeof said>();
  for (const one of said) byDrug.set(sameAs(one.drug), [...(byDrug.get(sameAs(one.drug)) ?? []), one]);
  const words: string[] = [];
  for (const group of byDrug.values()) {
    const best = fullest(group);
    if (!best)
      return unsure(
        ...group.map(({ sentence }) => ({ value: '', words: drugQuote(sentence.text), where: whereOf(sentence) })),
      );
    const own = best.drug.amounts.length > 0 ? undefined : amountElsewhere(procedure, byDrug.size);
    // Of a toxin the units are the dose; without them the drug says too little.
    if (kind === 'chemodenervation' && !own && best.drug.amounts.length === 0 && !isDiluent(best.drug))
      return unsure({ value: '', words: drugQuote(best.sentence.text), where: whereOf(best.sentence) });
    words.push(own ? drugWords({ ...best.drug, amounts: [own.amount] }, own.per) : drugWords(best.drug, best.per));
  }
  // Saline alone is no agent.
  if ([...byDrug.keys()].every((name) => /saline|bicarbonate|alcohol/.test(name)) && !/\balcohol/i.test(words.join()))
    return undefined;
  const sentences = [...new Set(said.map(({ sentence }) => sentence))];
  const quoted = sentences.map((sentence) => {
    const own = said.filter((one) => one.sentence === sentence);
    const found = drugsIn(sentence.text).filter((drug) => own.some((one) => one.drug.name === drug.name));
    return wordsAround(sentence.text, found[0]?.start ?? 0, found.at(-1)?.end ?? sentence.text.length);
  });
  return { kind: 'certain', value: words.join(', '), words: quoted.join(' … ') };
}

/** The words that name drugs. */
function drugQuote(text: string): string {
  const drugs = drugsIn(text);
  const [first] = drugs;
  const last = drugs.at(-1);
  return first && last ? wordsAround(text, first.start, Math.min(last.end, first.start + 100)) : '';
}

function isDiluent(drug: FoundDrug): boolean {
  return /saline|water/i.test(drug.name);
}

/** The amount of a drug that is named without one: a toxin's total, or the volume under a label of its own. */
function amountElsewhere(
  { kind, headings, told }: NoteProcedure,
  drugs: number,
): { readonly amount: string; readonly per: string } | undefined {
  if (drugs !== 1) return undefined;
  const volumes = told.filter(({ label, isValue, isRow }) => label === 'volume' && isValue && !isRow);
  const [volume] = volumes;
  const [, count, unit] = new RegExp(`^\\W*${amount}\\W*$`, 'i').exec(volume?.text ?? '') ?? [];
  if (volume && volumes.length === 1 && count) {
    const place = /\bper (nerve|level|site|joint)\b/i.exec(volume.labelText)?.[1]?.toLowerCase();
    return { amount: amountWords(count, unit), per: place ? `per ${place}` : '' };
  }
  if (kind !== 'chemodenervation') return undefined;
  const totals = [...headings, ...told].flatMap((sentence) => {
    const { text, time, section, isValue } = sentence;
    const isHeading = headings.includes(sentence);
    if (!isHeading && (section !== 'text' || time !== 'today' || isValue || !/\btotal\b|\binjected\b/i.test(text)))
      return [];
    if (/\b(?:each|per|every)\b/i.test(text)) return [];
    return [...text.matchAll(/(?<![\d-])(\d{1,4}) ?(?:units?|u)\b(?![^.;]{0,20}\b(?:vials?|discard|wast))/gi)].map(
      ([, units = '']) => units,
    );
  });
  const [only] = totals;
  return only !== undefined && new Set(totals).size === 1 ? { amount: `${only} units`, per: '' } : undefined;
}

/** Whether each place is told its share of what was given in all: an amount that is none of the drugs'. */
function isApportioned(clause: string, drugs: readonly FoundDrug[]): boolean {
  const [, count, unit] = share.exec(clause) ?? [];
  if (count === undefined || unit === undefined) return false;
  const told = amountWords(count, unit);
  const amounts = drugs.flatMap((drug) => drug.amounts);
  return amounts.length > 0 && !amounts.includes(told);
}

interface SaidDrug {
  readonly drug: FoundDrug;
  readonly per: string;
  readonly sentence: Sentence;
}

/**
 * Of what is said of one drug the fullest, where the rest says no other strength or amount; undefined where it does. Where the text gives several
 * amounts, each at its place, the drug and its strength are certain and no amount is.
 */
function fullest<Said extends SaidDrug>(group: readonly Said[]): SaidDrug | undefined {
  const strengths = new Set(group.map(({ drug }) => drug.strength).filter(Boolean));
  if (strengths.size > 1) return undefined;
  const [strength = ''] = strengths;
  const [first] = group;
  if (!first) return undefined;
  const plain = { ...first, per: '', drug: { ...first.drug, strength, amounts: [] } };
  const rows = group.filter(({ sentence }) => sentence.isRow);
  const amountsOf = ({ drug }: SaidDrug): string => drug.amounts.join('/');
  const amounts = new Set(group.map(amountsOf).filter(Boolean));
  if (rows.length > 1 && rows.length === group.length) {
    const [only] = rows;
    return amounts.size === 1 && only ? { ...only, per: 'per level', drug: { ...only.drug, strength } } : plain;
  }
  if (amounts.size > 1) {
    const [one, other] = [...amounts];
    // "40 mg" and "1 mL (40 mg)" are one.
    const isOne = amounts.size === 2 && one?.split('/').some((part) => other?.split('/').includes(part));
    const isOfText = group.every(({ sentence }) => !sentence.isValue);
    if (!isOne) return isOfText ? plain : undefined;
  }
  const [best = first] = [...group].sort((one, other) => other.drug.amounts.length - one.drug.amounts.length);
  const per = group.find((one) => one.per !== '' && amountsOf(one) === amountsOf(best))?.per ?? best.per;
  return { ...best, per, drug: { ...best.drug, strength } };
}

/** A list of "medications" whose every item is a drug that is injected, with an amount. */
function isOnlyInjected(text: string): boolean {
  const drugs = drugsIn(text);
  if (drugs.length === 0 || /\b(?:daily|bid|tid|qid|prn|po|tablets?|tabs?|nightly|weekly|bedtime)\b/i.test(text))
    return false;
  const rest = drugs.reduceRight((left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`, text);
  return (
    drugs.every(({ amounts, strength }) => amounts.length > 0 || strength !== '') &&
    !/[a-z]{5,}/i.test(rest.replace(/\b(?:acetate|acetonide|injected|total|preservative|mixture|level|nerve)\b/gi, ''))
  );
}

const amount = String.raw`(\d{1,4}(?:\.\d{1,3})?)\s*-?\s*(units?|u|mg|mcg|mL|cc)`;
const behind = new RegExp(
  String.raw`\b${amount}\b(?:(?!\d)[^.;,]){0,40}?\b(?:discarded|wasted|thrown away|disposed)`,
  'gi',
);
const ahead = new RegExp(
  String.raw`\b(?:discard(?:ed)?|wast(?:ed|e|age)|wastage)\b(?:\s+(?:of|was|were|amount|drug))*\s*[:=]?\s*${amount}\b`,
  'gi',
);
const none =
  /\b(?:no|without|zero|nothing|none)\b[^.;]{0,30}\b(?:waste|wastage|wasted|discarded|discard)\b|\b(?:waste|wastage|wasted|discarded)\b\s*[:=-]?\s*(?:none|nil|zero|0(?:\.0)?\b(?!\.))/gi;
const rest = /\b(?:remainder|remaining|rest|residual|leftover|unused)\b[^.;]{0,60}\b(?:discarded|wasted|thrown)/i;

function discardedOf({ told, headings }: NoteProcedure): Decision | undefined {
  const said: Statement[] = [];
  for (const sentence of [...headings, ...told]) {
    const { text, label, isValue, section, time } = sentence;
    if (section !== 'text' || time === 'past' || time === 'planned') continue;
    const where = whereOf(sentence);
    if (label === 'discarded' && isValue && sentence.isFirst) {
      const only = new RegExp(`^\\W*${amount}\\b`, 'i').exec(text);
      if (only) said.push({ value: amountWords(only[1], only[2]), words: text, where });
      else if (/^\W*(?:none|no\b|nil|0\b|zero|nothing)/i.test(text))
        said.push({ value: 'none', words: `${sentence.labelText}: ${text}`, where });
      else said.push({ value: '', words: wordsAround(text, 0, 20), where });
      continue;
    }
    // What is drawn from a pump's reservoir is no rest of a vial.
    if (!/\b(?:discard|wast|thrown|dispos)/i.test(text) || /\b(?:residual|withdrawn|reservoir)\b/i.test(text)) continue;
    const found = [...text.matchAll(behind), ...text.matchAll(ahead)];
    const nothing = [...text.matchAll(none)];
    for (const match of found) {
      // "Units injected, 45 units discarded": the one next to the word.
      const inner = [...match[0].matchAll(new RegExp(amount, 'gi'))].at(-1);
      said.push({
        value: amountWords(inner?.[1] ?? match[1], inner?.[2] ?? match[2]),
        words: wordsAround(text, match.index, match.index + match[0].length),
        where,
      });
    }
    if (found.length === 0 && nothing[0])
      said.push({
        value: 'none',
        words: wordsAround(text, nothing[0].index, nothing[0].index + nothing[0][0].length),
        where,
      });
    if (found.length === 0 && nothing.length === 0 && rest.test(text)) {
      const at = text.search(rest);
      said.push({ value: '', words: wordsAround(text, at, at + 20), where });
    }
  }
  return decide(said);
}

function amountWords(count = '', unit = ''): string {
  const plain = unit.toLowerCase();
  const name = plain === 'u' || plain.startsWith('unit') ? 'units' : plain === 'cc' || plain === 'ml' ? 'mL' : plain;
  return Number(count) === 0 ? 'none' : `${count} ${name}`;
}
