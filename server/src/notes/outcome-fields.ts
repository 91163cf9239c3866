/** Pain before and after, relief, and what earlier sessions brought. */

import { whereOf } from './headings.js';
import { kindNamed, wayIn } from './kinds.js';
import { isDenied } from './negation.js';
import { groupsIn } from './places.js';
import type { NoteProcedure } from './procedures.js';
import { reliefsIn, scoreOfValue, scoresIn } from './scores.js';
import type { Sentence } from './sentences.js';
import { sidesIn } from './sides.js';
import { type Decision, type Decisions, decide, type Statement, unsure, wordsAround } from './statements.js';
import { isLater } from './times.js';

type OutcomeFields = Decisions<'pain-before' | 'pain-after' | 'relief' | 'prior-relief' | 'prior-blocks'>;

/** What is said of outcomes. */
export function outcomeFields(procedure: NoteProcedure): OutcomeFields {
  const { told } = procedure;
  return { ...scoresOf(told), relief: reliefOf(told), ...priorOf(procedure) };
}

function scoresOf(told: readonly Sentence[]): OutcomeFields {
  const before: Statement[] = [];
  const after: Statement[] = [];
  for (const sentence of told) {
    const { text, label, labelText, isValue, section, time } = sentence;
    if (section === 'copied' || section === 'plan' || time === 'past' || time === 'planned' || time === 'supposed')
      continue;
    const where = whereOf(sentence);
    const add = (to: Statement[], value: string | undefined, words: string): void => {
      if (value !== undefined) to.push({ value, words, where });
    };
    if (isValue && (label === 'painBefore' || label === 'painAfter')) {
      const value = scoreOfValue(text);
      const to = label === 'painBefore' ? before : after;
      const words = `${labelText}: ${text}`;
      // "Pre: 8/10, post: 2/10".
      const both = value === 'unclear' ? scoresIn(`pain ${labelText}: ${text}`) : undefined;
      if (both?.before && both.after) {
        add(before, both.before.value, words);
        add(after, both.after.value, words);
      } else add(to, value === 'unclear' ? '' : value, words);
      continue;
    }
    if (section !== 'text' || isLater(text)) continue;
    const isScores = isValue && label === 'painBoth';
    if (isScores && /\bpre\b.*\bpost\b/i.test(labelText)) {
      const pair = /^\W*(\d{1,2})(?:\s*\/\s*10)?\s*(?:\/|->|=>|,|to|and)\s*(\d{1,2})(?:\s*\/\s*10)?\W*$/i.exec(text);
      if (pair && Number(pair[1]) <= 10 && Number(pair[2]) <= 10) {
        add(before, pair[1], `${labelText}: ${text}`);
        add(after, pair[2], `${labelText}: ${text}`);
        continue;
      }
    }
    const whole = isScores ? `pain ${text}` : text;
    const found = scoresIn(whole);
    const words = wordsAround(
      whole,
      found.before?.start ?? found.after?.start ?? 0,
      found.after?.end ?? found.before?.end ?? 0,
    );
    add(before, found.before?.value, words);
    add(after, found.after?.value, words);
    if (found.unclear.includes('before')) add(before, '', numbersOf(text));
    if (found.unclear.includes('after')) add(after, '', numbersOf(text));
  }
  return { 'pain-before': decide(before), 'pain-after': decide(after) };
}

/** The words around its numbers. */
function numbersOf(text: string): string {
  const numbers = [...text.matchAll(/\d+(?:\/10)?/g)];
  const [first] = numbers;
  const last = numbers.at(-1);
  return first && last ? wordsAround(text, first.index, Math.min(last.index + last[0].length, first.index + 80)) : '';
}

const afterwards =
  /\b(?:post|after(?:ward)?s?|following|recovery|immediate(?:ly)?|minutes? (?:later|after)|at discharge|on discharge|re-?assess\w*|re-?evaluat\w*|today|currently|prior to discharge|upon standing|provocative)\b/i;

function reliefOf(told: readonly Sentence[]): Decision | undefined {
  const said: Statement[] = [];
  for (const sentence of told) {
    const { text, label, isValue, section, time } = sentence;
    if (section !== 'text' || time !== 'today') continue;
    const isLabel = isValue && (label === 'relief' || label === 'painAfter' || label === 'painBoth');
    if (isValue && !isLabel) continue;
    if (!isLabel && !afterwards.test(text)) continue;
    const reliefs = reliefsIn(text, isLabel && label === 'relief');
    for (const { value, start, end, isUnclear } of reliefs) {
      if (isDenied(text, start, end)) continue;
      const isOther =
        /\b(?:function|adl|rom|range|mobility|strength|flow|opacif|confiden|stenosis|loss|height|saturation|spo2)\b/i.test(
          text.slice(Math.max(0, start - 25), end + 30),
        ) && !/\brelief|\bpain\b/i.test(text);
      if (isOther) continue;
      said.push({ value: isUnclear ? '' : value, words: wordsAround(text, start, end), where: whereOf(sentence) });
    }
  }
  return oneRelief(said);
}

/** "80%" and "80% for 4 hours" are one, and the second says more. */
function oneRelief(said: readonly Statement[]): Decision | undefined {
  const percents = new Set(said.map(({ value }) => value.split(' ')[0]));
  const timed = said.filter(({ value }) => value.includes(' for '));
  return percents.size === 1 && timed.length > 0 ? decide(timed) : decide(said);
}

const ofBlocks = /\b(?:diagnostic|mbbs?|medial branch blocks?|blocks?)\b/i;
const ofAblation = /\b(?:rfas?|rf|radio-?frequency|ablat\w+|neurotom(?:y|ies)|rhizotom(?:y|ies))\b/i;
const ofLast = /\b(?:last|previous|prior|most recent|first|initial)\b/i;

function priorOf({ kind, technique, told, headings }: NoteProcedure): OutcomeFields {
  const isAblation = kind === 'facet-destruction' || kind === 'nerve-destruction';
  const blocks: Statement[] = [];
  const relief: Statement[] = [];
  for (const sentence of told) {
    const { text, label, labelText, isValue, section, time } = sentence;
    if (
      section === 'copied' ||
      section === 'plan' ||
      section === 'ignored' ||
      time === 'planned' ||
      time === 'supposed'
    )
      continue;
    const isBlocks = isValue && label === 'priorBlocks';
    const isPrior = isValue && label === 'priorRelief';
    if (!isBlocks && !isPrior && time !== 'past') continue;
    const reliefs = reliefsIn(text, isBlocks || isPrior);
    if (reliefs.length === 0) continue;
    const words = `${isValue ? `${labelText}: ` : ''}${wordsAround(text, reliefs[0]?.start ?? 0, reliefs.at(-1)?.end ?? 0)}`;
    const where = whereOf(sentence);
    const all = `${isValue ? labelText : ''} ${text}`;
    const isUnclear =
      isOfOtherPlace(all, headings) ||
      reliefs.some((each) => each.isUnclear) ||
      /\b(?:each|both|respectively)\b/i.test(text);
    const statement: Statement = { value: isUnclear ? '' : reliefs.map(({ value }) => value).join(', '), words, where };
    const saysAblation = ofAblation.test(all);
    const saysBlocks = ofBlocks.test(all) && !saysAblation;
    if (isAblation) {
      if (isBlocks || saysBlocks) blocks.push(statement);
      else if (saysAblation && (ofLast.test(all) || isPrior))
        relief.push(reliefs.length > 1 ? { ...statement, value: '' } : statement);
      else if (isPrior) relief.push({ ...statement, value: '' });
      continue;
    }
    const named = kindNamed(all);
    const way = wayIn(all);
    const isOtherWay =
      way !== undefined && way !== technique && (kind === 'epidural' || kind === 'transforaminal-epidural');
    const isOther = saysAblation || (named !== undefined && named !== 'ablation' && named.kind !== kind);
    if (isOther || isOtherWay) continue;
    const isOwnValue = isPrior && (/^\W*\d{1,3}\s?%/.test(text) || /\brelief\b/i.test(labelText));
    const isThis =
      isOwnValue ||
      isBlocks ||
      (named !== undefined && named !== 'ablation' && named.kind === kind && ofLast.test(all));
    if (!isThis && !ofLast.test(text)) continue;
    relief.push(!isThis || reliefs.length > 1 || isOther ? { ...statement, value: '' } : statement);
  }
  return { 'prior-relief': decide(relief), 'prior-blocks': blocksOf(blocks) };
}

/** Whether the words name a side or a spine's part and the heading another. */
function isOfOtherPlace(text: string, headings: readonly Sentence[]): boolean {
  const heading = headings.map((each) => each.text).join(', ');
  const vertebrae = (of: string): readonly string[] =>
    groupsIn(of).flatMap(({ levels, vertebrae: single }) => [
      ...levels.flatMap((level) => level.split('-')),
      ...single,
    ]);
  const sides = (of: string): readonly string[] => sidesIn(of, true).map(({ side }) => side);
  const areApart = (own: readonly string[], others: readonly string[]): boolean =>
    own.length > 0 && others.length > 0 && !own.some((each) => others.includes(each));
  const [own, others] = [sides(text), sides(heading)];
  return (
    areApart(vertebrae(text), vertebrae(heading)) ||
    (areApart(own, others) && ![...own, ...others].includes('bilateral'))
  );
}

/** One value a block; said twice, the note may mean the same blocks. */
function blocksOf(said: readonly Statement[]): Decision | undefined {
  const [first, second, ...more] = said;
  if (!first) return undefined;
  if (said.some(({ value }) => value === '')) return unsure(...said);
  if (!second) return { kind: 'certain', value: first.value, words: first.words };
  const isPair = more.length === 0 && !first.value.includes(',') && !second.value.includes(',');
  const isFirst = /\b(?:first|1st|#\s?1|mbb 1|block 1|initial)\b/i.test(first.words);
  const isSecond = /\b(?:second|2nd|#\s?2|mbb 2|block 2|confirmatory|repeat)\b/i.test(second.words);
  return isPair && isFirst && isSecond
    ? { kind: 'certain', value: `${first.value}, ${second.value}`, words: `${first.words} … ${second.words}` }
    : decide(said);
}
