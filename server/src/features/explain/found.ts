/** What plain words find: codes first, then nerves, modifiers, fields, rules and diagnoses; ranked, in lists, as Markdown. */

import { codeVocabulary, levelTwoCodesNamed, painCodesNamed } from '../../codes/code-search.js';
import type { Codes, NerveCodes } from '../../codes/codes.js';
import { diagnosesNamed } from '../../codes/diagnosis-search.js';
import { emptyWords, otherWords } from '../../codes/search-words.js';
import type { Rule } from '../../rules/rule.js';
import { nearest } from '../../text/distance.js';
import { asText } from '../../text/markdown.js';
import { oncePer } from '../../text/once.js';
import { plainWords, type WordIndex, wordIndex } from '../../text/word-search.js';
import { listed, shortTitle } from '../../text/words.js';
import { diagnosisItem } from '../words/diagnosis.js';
import { fieldNames, fieldWords } from '../words/field.js';
import { nerveWords } from '../words/nerve.js';

interface FoundByWords {
  /** Markdown; none where nothing was found. */
  readonly lines: readonly string[];
  /** The codes alone that a pain practice bills. */
  readonly codeLines: readonly string[];
  /** The only thing that was found, by its name. */
  readonly only: string | undefined;
  /** The words with a known one in the place of an unknown one, where that finds something. */
  readonly meant: string | undefined;
}

const mostCodes = 10;
const mostOthers = 5;

/** What the words find among the tables and the rules. */
export function foundByWords(words: string, world: FindWorld): FoundByWords {
  const all = findAll(words, world);
  // "Depo medrol 80": no text has the dose.
  const bare = words.replace(/\b\d{1,4} ?(?:mg|mcg|ml|cc|units?)?(?= |$)/gi, '').trim();
  const found = all.isWhole || bare === '' || bare === words ? all : findAll(bare, world);
  const { isWhole, codesFound, things, diagnoses, nerve } = found.isWhole ? found : all;
  if (isWhole) return listsOf(world, 'Codes', codesFound, things, diagnoses, nerve);
  // "Lumbar kyphoplsty" means kyphoplasty, and not all that is lumbar.
  const meant = correctedWords(words, world.codes);
  if (meant !== undefined || codesFound.length === 0) return { lines: [], codeLines: [], only: undefined, meant };
  const partly = listsOf(world, 'No code has all of the words; these have some of them', codesFound, [], [], undefined);
  return { ...partly, codeLines: [], only: undefined };
}

interface FindWorld {
  readonly codes: Codes;
  readonly rules: readonly Rule[];
  readonly today: string;
}

interface Found {
  /** Whether something has every word. */
  readonly isWhole: boolean;
  readonly codesFound: readonly string[];
  readonly things: readonly Thing[];
  readonly diagnoses: readonly string[];
  readonly nerve: NerveCodes | undefined;
}

function findAll(words: string, { codes, rules }: FindWorld): Found {
  const pain = painCodesNamed(words, codes);
  const levelTwo = pain.areWhole ? undefined : levelTwoCodesNamed(words, codes);
  const others = otherIndex(codes, rules).find(words);
  const wholeCodes = pain.areWhole ? pain.found : levelTwo?.areWhole ? levelTwo.found : [];
  // The titles of hundreds of modifiers have every word; those that a pain practice uses have words of ours.
  const isAsked = (thing: Thing): boolean =>
    thing.kind !== 'modifier' || codes.modifierMeaning(thing.name) !== undefined || wholeCodes.length === 0;
  const things = others.areWhole ? others.found.map(({ key }) => key).filter(isAsked) : [];
  const diagnoses = diagnosesNamed(words, codes, codes.newestDay, mostOthers + 1);
  const nerve = codes.nerve(words)?.nerve;
  const isWhole = wholeCodes.length + things.length + diagnoses.length > 0 || nerve !== undefined;
  const codesFound = (isWhole ? wholeCodes : pain.found).map(({ key }) => key);
  return { isWhole, codesFound, things, diagnoses, nerve };
}

function listsOf(
  { codes, today }: FindWorld,
  title: string,
  codesFound: readonly string[],
  things: readonly Thing[],
  diagnoses: readonly string[],
  nerve: NerveCodes | undefined,
): FoundByWords {
  const of = (kind: Thing['kind']): readonly string[] => things.filter((thing) => thing.kind === kind).map(thingItem);
  const lists: readonly (readonly [string, readonly string[], number])[] = [
    [title, codesFound.map((code) => codeItem(codes, code)), mostCodes],
    ['Deleted codes', deletedItems(codes, codesFound.slice(0, mostCodes)), mostOthers],
    ['Modifiers', of('modifier'), mostOthers],
    ['Fields', of('field'), mostOthers],
    ['Rules', of('rule'), mostOthers],
    ['Diagnoses', diagnoses.map((code) => diagnosisItem(codes, code)), mostOthers],
  ];
  const names = [...codesFound, ...things.map(({ name }) => name), ...diagnoses];
  const [only] = names;
  const ours = codesFound.filter((code) => codes.painCode(code)).map((code) => codeItem(codes, code));
  return {
    lines: [
      ...(nerve ? nerveWords(codes, nerve, today).slice(0, 1) : []),
      ...lists.flatMap(([head, items, most]) => (items.length > 0 ? [`${head}:`, cut(items, most)] : [])),
    ],
    codeLines: ours.length > 0 ? ['Codes:', cut(ours, mostOthers)] : [],
    only: names.length === 1 ? only : undefined,
    meant: undefined,
  };
}

interface Thing {
  readonly kind: 'modifier' | 'field' | 'rule';
  readonly name: string;
  readonly words: string;
}

/** By the rules they were made for, of each set of tables. */
const indexes = oncePer((_: Codes) => new WeakMap<readonly Rule[], WordIndex<Thing>>());

function otherIndex(codes: Codes, rules: readonly Rule[]): WordIndex<Thing> {
  const byRules = indexes(codes);
  const known = byRules.get(rules);
  if (known) return known;
  const things: readonly Thing[] = [
    ...codes.modifiers.map((name) => ({
      kind: 'modifier' as const,
      name,
      words: codes.modifierMeaning(name) ?? codes.modifierTitle(name) ?? '',
    })),
    ...fieldNames.map((name) => ({ kind: 'field' as const, name, words: fieldWords(name) ?? '' })),
    ...rules.map(({ id, summary }) => ({ kind: 'rule' as const, name: id, words: summary })),
  ];
  const made = wordIndex(
    things
      .filter(({ words }) => words !== '')
      .map((thing) => ({ key: thing, texts: [`${thing.name} ${thing.kind}`, thing.words] })),
    otherWords(),
    emptyWords,
  );
  byRules.set(rules, made);
  return made;
}

function thingItem({ name, words }: Thing): string {
  return `- ${name} ${asText(shortTitle(words))}`;
}

function codeItem(codes: Codes, code: string): string {
  return `- ${code} ${asText(shortTitle(codes.painCode(code)?.explanation ?? codes.levelTwoTitle(code) ?? ''))}`.trimEnd();
}

/** What was billed before for what was found: those who read old records look for it. */
function deletedItems(codes: Codes, found: readonly string[]): readonly string[] {
  return codes.deletedCodes.flatMap((code) => {
    const standing = codes.standing(code, codes.newestDay);
    if (standing.kind !== 'deleted') return [];
    const successors = standing.successors.map((each) => each.code);
    if (!successors.some((each) => found.includes(each))) return [];
    return [`- ${code}${standing.lastDate ? ` until ${standing.lastDate}` : ''}, now ${listed(successors, 'or')}`];
  });
}

function cut(items: readonly string[], most: number): string {
  const more = items.length - most;
  return [...items.slice(0, most), ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n');
}

/** The words with the nearest known one for each that finds nothing; undefined where there is none, or where that finds nothing either. */
function correctedWords(words: string, codes: Codes): string | undefined {
  const known = new Set([...codeVocabulary(codes), ...[...otherWords().keys()].flatMap((each) => each.split(' '))]);
  const corrected = plainWords(words)
    .slice(0, mostCorrected)
    .map((word) => {
      if (known.has(word) || emptyWords.has(word) || word.length > longestWord) return word;
      return nearest(word, known) ?? word;
    })
    .join(' ');
  return corrected !== plainWords(words).join(' ') && painCodesNamed(corrected, codes).areWhole ? corrected : undefined;
}

const mostCorrected = 12;
const longestWord = 30;
