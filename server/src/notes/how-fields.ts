/** How a procedure was done: intent, series, technique, guidance. */
import type { ProcedureKind, Technique } from '../syntax/vocabulary.js';
import { whereOf } from './headings.js';
import { ablationIn, facetTechnique, isOfSeveralWays, leadIn, wayIn } from './kinds.js';
import { isDenied } from './negation.js';
import type { NoteProcedure } from './procedures.js';
import type { Sentence } from './sentences.js';
import { type Decision, type Decisions, decide, type Statement, unsure, wordsAround } from './statements.js';

type HowFields = Decisions<'intent' | 'series' | 'technique' | 'guidance'>;

/** What is said of how. */
export function howFields(procedure: NoteProcedure): HowFields {
  return {
    intent: intentOf(procedure),
    series: seriesOf(procedure),
    technique: techniqueOf(procedure),
    guidance: guidanceOf(procedure),
  };
}

const isInjection: ReadonlySet<ProcedureKind> = new Set<ProcedureKind>([
  ...([
    'facet-injection',
    'epidural',
    'transforaminal-epidural',
    'sacroiliac-injection',
    'nerve-block',
    'joint-injection',
  ] as const),
]);
const intentBefore =
  /\b(?:this|an?|today's|her|his|their|for|first|second|undergo|the|of)\s+(?:\w+\s+){0,2}?(diagnostic|therapeutic)(\s*(?:and|\/|&)\s*(?:diagnostic|therapeutic))?\s+(?:[\w-]+\s+){0,5}?(?:blocks?|injections?|mbbs?|esis?|epidurals?)\b/i;

function intentOf({ kind, headings, told }: NoteProcedure): Decision | undefined {
  const said: Statement[] = [];
  const add = (sentence: Sentence, words: readonly string[]): void => {
    const all = new Set(words.map((word) => word.toLowerCase()));
    const value = all.size === 1 ? ([...all][0] ?? '') : all.size > 1 ? [...all].sort().join(' and ') : undefined;
    const at = sentence.text.search(/\b(?:diagnostic|therapeutic)\b/i);
    if (value) said.push({ value, words: wordsAround(sentence.text, at, at + 10), where: whereOf(sentence) });
  };
  for (const sentence of headings) add(sentence, sentence.text.match(/\b(?:diagnostic|therapeutic)\b/gi) ?? []);
  for (const sentence of told) {
    if (sentence.time !== 'today' || sentence.section !== 'text') continue;
    if (sentence.label === 'intent' && sentence.isValue)
      add(sentence, sentence.text.match(/\b(?:diagnostic|therapeutic)\b/gi) ?? []);
    else if (!sentence.isValue && isInjection.has(kind)) {
      const match = intentBefore.exec(sentence.text);
      if (match?.[1])
        add(sentence, [
          match[1],
          ...(match[2] ? match[2].split(/\W+/).filter((word) => /^(?:dia|ther)/i.test(word)) : []),
        ]);
    }
  }
  const decision = decide(said);
  return decision?.kind === 'certain' && decision.value.includes(' ') ? unsure(...said) : decision;
}

const inSeries =
  /\b(first|second|1st|2nd)\s+(?:of (?:2|two)\s+|in a series of (?:2|two)\s+)?(?:[\w-]+[\s,]+){0,5}?(?:blocks?|mbbs?|injections?|set of)\b|(?:\b(?:block|mbb|mbbs|blocks|injection|series|set)\b[^.;]{0,20}?|^)(?:#|\bno\.?|\bnumber)\s?([12])\b(?!\d)(?:\s*(?:of|\/)\s*(\d|two|three))?|\b([12])\s*(?:of|\/)\s*(2|two)\b(?!\s*(?:mL|cc|mg))|\b(first|second) of (two|2)\b/i;
const ofNow = /\b(?:this (?:is|was)|today|today's|presents? for|here for|returns? for|undergo|performed)\b/i;

function seriesOf({ kind, headings, told }: NoteProcedure): Decision | undefined {
  if (kind !== 'facet-injection') return undefined;
  const said: (Statement | undefined)[] = headings.map((sentence) => seriesIn(sentence));
  for (const sentence of told) {
    if (sentence.time !== 'today' || sentence.section !== 'text') continue;
    if (sentence.label === 'series' && sentence.isValue) {
      const word = /^(?:\W*)(?:(first|1st|#?1|one)\b|(second|2nd|#?2|two)\b)(?!\s*(?:of|\/)\s*(?:[3-9]|three))/i.exec(
        sentence.text,
      );
      if (word) said.push({ value: word[1] ? 'first' : 'second', words: sentence.text, where: whereOf(sentence) });
    } else if (!sentence.isValue && ofNow.test(sentence.text)) said.push(seriesIn(sentence));
  }
  return decide(said);
}

function seriesIn(sentence: Sentence): Statement | undefined {
  const match = inSeries.exec(sentence.text);
  if (!match) return undefined;
  const [words, named, numbered, of, counted, , spoken] = match;
  if (of && !/^(?:2|two)$/i.test(of)) return undefined;
  const value = named ?? numbered ?? counted ?? spoken ?? '';
  return {
    value: /^(?:first|1)/i.test(value) ? 'first' : 'second',
    words: wordsAround(sentence.text, match.index, match.index + words.length),
    where: whereOf(sentence),
  };
}

function techniqueOf(procedure: NoteProcedure): Decision | undefined {
  const { kind, headings, told } = procedure;
  const read = readers[kind];
  if (!read) return undefined;
  const said: Statement[] = [];
  for (const sentence of [...headings, ...told]) {
    const isHeading = headings.includes(sentence);
    const { text, time, section, isValue, label } = sentence;
    if (!isHeading && (time !== 'today' || section !== 'text')) continue;
    if (!isHeading && isValue && label !== 'technique' && label !== 'procedure') continue;
    if (kind === 'epidural' && isOfSeveralWays(text)) continue;
    const value = read(text);
    if (!value) continue;
    const at = text.search(techniqueWords);
    if (at >= 0 && isDenied(text, at, at + 8)) continue;
    said.push({ value, words: wordsAround(text, Math.max(0, at), Math.max(0, at) + 20), where: whereOf(sentence) });
  }
  return decide(said);
}

const techniqueWords =
  /\b(?:medial|mbb|intra|radio|rf|pulsed|cryo|phenol|alcohol|chemical|inter-?lam|intralam|translam|caudal|trans-?for|tfesi|selective|dry|percut|paddle|il ?esi|thermal)/i;

const readers: Partial<Record<ProcedureKind, (text: string) => Technique | undefined>> = {
  'facet-injection': facetTechnique,
  'facet-destruction': ablationIn,
  'nerve-destruction': ablationIn,
  epidural: wayIn,
  'trigger-point': (text) => (/\bdry[- ]needling\b/i.test(text) ? 'dry-needling' : undefined),
  neurostimulator: leadIn,
};

const forms = [
  [
    'fluoroscopy',
    /\b(?:fl(?:uo|ou|u|o)ro(?:scop\w+)?|c-?arm|x-?ray guid\w+)\b(?!\s*(?:time|table|suite|room|unit was|machine|technologist|dose))/gi,
  ],
  ['ct', /\b(?:ct[- ]?(?:guid\w+|fluoro\w*)|under ct\b|computed tomograph\w+ guid\w+)/gi],
  [
    'ultrasound',
    /\b(?:ultra-?sound|sonograph\w*|ultrasonograph\w*|us[- ]guid\w+)\b(?!\s*(?:therapy|treatment|showed|revealed|of the (?:liver|abdomen)))/gi,
  ],
  [
    'none',
    /\b(?:without (?:the use of |any )?(?:image|imaging|fluoro\w*|ultrasound|radiographic) guidance|no (?:image|imaging|radiographic) guidance|no (?:ultrasound|x-?ray|fluoro\w*|imaging)(?: guidance)? (?:or|and|nor) (?:ultrasound|x-?ray|fluoro\w*|imaging)(?: guidance)?(?: (?:was|were))? used|landmark[- ]?(?:guided|guidance|based|technique)|(?:by|using|with|via|per) (?:anatomic(?:al)? |surface |palpated )*landmarks?(?! guid))/gi,
  ],
] as const;

function guidanceOf({ headings, told }: NoteProcedure): Decision | undefined {
  const said: Statement[] = [];
  for (const sentence of [...headings, ...told]) {
    const isHeading = headings.includes(sentence);
    const { text, time, section, isValue, label } = sentence;
    if (!isHeading && (section !== 'text' || time === 'past' || time === 'planned')) continue;
    if (!isHeading && isValue && label !== 'guidance' && label !== 'procedure' && label !== 'technique') continue;
    if (label === 'guidance' && isValue && /^\W*(?:none|no|not used)\b\W*$/i.test(text)) {
      said.push({ value: 'none', words: `${sentence.labelText}: ${text}`, where: whereOf(sentence) });
      continue;
    }
    if (label === 'guidance' && isValue && /^\W*(?:ct|us)\W*$/i.test(text)) {
      said.push({
        value: /ct/i.test(text) ? 'ct' : 'ultrasound',
        words: `${sentence.labelText}: ${text}`,
        where: whereOf(sentence),
      });
      continue;
    }
    for (const [value, form] of forms) {
      for (const match of text.matchAll(form)) {
        const end = match.index + match[0].length;
        if (value !== 'none' && isDenied(text, match.index, end)) continue;
        if (
          value === 'ultrasound' &&
          !isHeading &&
          label !== 'guidance' &&
          !/\bguid|\bunder\b|\bprobe|\btransducer|\bvisuali|\breal[- ]time|\busing\b|\bwith\b/i.test(text)
        )
          continue;
        said.push({ value, words: wordsAround(text, match.index, end), where: whereOf(sentence) });
      }
    }
  }
  return decide(said);
}
