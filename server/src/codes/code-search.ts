/**
 * Procedure codes found by plain words: "rfa lumbar". Those that a pain practice bills, by our own explanations and by what coders
 * call them; all others of HCPCS level II by CMS's titles.
 */
import type { IsoDate } from '../clinical/dates.js';
import { once, oncePer } from '../text/once.js';
import { type Findable, type WordIndex, type WordSearchResult, wordIndex } from '../text/word-search.js';
import type { Codes, PainCode } from './codes.js';
import { alsoCalled, emptyWords, otherWords } from './search-words.js';

/** The codes that a pain practice bills, the best first. */
export function painCodesNamed(words: string, codes: Codes): WordSearchResult<string> {
  return painIndex(codes).find(words);
}

/** The other codes of HCPCS level II that are in force on the newest day, by CMS's titles. */
export function levelTwoCodesNamed(words: string, codes: Codes): WordSearchResult<string> {
  return levelTwoIndex(codes).find(words);
}

/** Every word by which a pain practice's code is found. */
export function codeVocabulary(codes: Codes): Iterable<string> {
  return painIndex(codes).vocabulary;
}

const painIndex = oncePer((codes: Codes): WordIndex<string> => {
  const things = codes.painCodes
    .filter(({ code }) => codes.standing(code, codes.newestDay).kind !== 'deleted')
    .map((row): Findable<string> => ({ key: row.code, texts: textsOf(row, codes) }));
  return wordIndex(things, otherWords(), emptyWords);
});

const levelTwoIndex = oncePer((codes: Codes): WordIndex<string> => {
  const titled = once(() =>
    [...new Set(codes.known())].flatMap((code): readonly Findable<string>[] => {
      if (codes.painCode(code)) return [];
      const title = codes.levelTwoTitle(code);
      if (title === undefined || codes.standing(code, codes.newestDay).kind !== 'valid') return [];
      return [{ key: code, texts: [title.slice(0, longestTitle)] }];
    }),
  );
  return wordIndex(titled(), otherWords(), emptyWords);
});

/** Some titles are pages long; what a code is for stands at the beginning. */
const longestTitle = 300;

/** The explanation, then what coders call it, then what it is not, and what it is documented and billed as. */
function textsOf(row: PainCode, codes: Codes): readonly string[] {
  const { code, explanation, kinds, group, note, nerve } = row;
  const nerves = nerve === undefined ? undefined : codes.nerveCalled(nerve);
  const isOwn = nerves !== undefined && nerves !== codes.otherNerve;
  const names = isOwn ? [nerves.name, ...nerves.otherNames, ...nerves.branches] : [];
  const drugs = codes.drug(code)?.names.map(({ name }) => name) ?? [];
  // "Without ultrasound" is not found by "ultrasound" before the code that is with it.
  const positive = explanation.replace(/,? (?:without|not) [^:;]*/g, '');
  return [
    [positive, ...drugs].join(' '),
    [code, ...alsoCalled(code), ...names].join(' '),
    [explanation, ...kinds, group, note, codes.levelTwoTitle(code) ?? '', codes.descriptor(code)?.text ?? ''].join(' '),
  ];
}

/** What is meant by the beginning of a number, or by words of which the last may be half typed. */
export function codesFor(
  typed: string,
  codes: Codes,
  date: IsoDate | undefined,
): { readonly found: readonly string[]; readonly deleted: readonly string[] } {
  return /^[A-Za-z]?\d/.test(typed) ? codesFrom(typed.toUpperCase(), codes, date) : codesByWords(typed, codes, date);
}

function codesFrom(beginning: string, codes: Codes, date: IsoDate | undefined): ReturnType<typeof codesFor> {
  const ours = codes.painCodes.flatMap(({ code }) => (code.startsWith(beginning) ? [code] : []));
  const isValid = (code: string): boolean => codes.standing(code, date).kind === 'valid';
  const deleted = codes.deletedCodes.filter((code) => code.startsWith(beginning) && !isValid(code));
  const successors = deleted.flatMap((code) => {
    const standing = codes.standing(code, date);
    return standing.kind === 'deleted' ? standing.successors.map((each) => each.code) : [];
  });
  const others = beginning.length >= fewestCharacters ? begunBy(everyCode(codes), beginning) : [];
  const found = [...new Set([...ours.sort(), ...(beginning.length >= almostWhole ? successors : []), ...others])];
  return { found: found.slice(0, mostFound).filter(isValid), deleted: deleted.slice(0, mostDeleted) };
}

/** In order: of ten thousands, those that begin alike are next to each other. */
const everyCode = oncePer((codes: Codes): readonly string[] => [...new Set(codes.known())].sort());

function begunBy(sorted: readonly string[], beginning: string): readonly string[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < beginning) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (let at = low; sorted[at]?.startsWith(beginning); at += 1) found.push(sorted[at] ?? '');
  return found;
}

function codesByWords(words: string, codes: Codes, date: IsoDate | undefined): ReturnType<typeof codesFor> {
  if (words.replace(/[^A-Za-z]/g, '').length < 2) return { found: [], deleted: [] };
  const isValid = (code: string): boolean => codes.standing(code, date).kind === 'valid';
  const whole = painCodesNamed(words, codes);
  const found = whole.areWhole ? whole : lastWordBegun(words, codes);
  const ours = found?.found.map(({ key }) => key) ?? [];
  const more = found || words.length < fewestLetters ? [] : levelTwoCodesNamed(words, codes);
  const others = 'areWhole' in more && more.areWhole ? more.found.map(({ key }) => key) : [];
  // Some of the words are better than nothing.
  const some = ours.length + others.length > 0 ? [] : whole.found.slice(0, mostInPart).map(({ key }) => key);
  return { found: [...ours, ...others, ...some].slice(0, mostFound).filter(isValid), deleted: [] };
}

/** What the words find with one of the words that the last one begins in its place; undefined where none finds anything. */
function lastWordBegun(words: string, codes: Codes): WordSearchResult<string> | undefined {
  const [, before = '', last = ''] = /^(.*?)([^\s]*)$/.exec(words.trim().toLowerCase()) ?? [];
  if (last.length < 2) return undefined;
  const candidates = [...otherWords().keys(), ...codeVocabulary(codes)].filter((word) => word.startsWith(last));
  return [...new Set(candidates)]
    .sort((one, other) => one.length - other.length)
    .slice(0, mostBegun)
    .map((word) => painCodesNamed(`${before}${word}`, codes))
    .find(({ areWhole }) => areWhole);
}

const fewestCharacters = 3;
const almostWhole = 4;
const fewestLetters = 4;
const mostFound = 60;
const mostInPart = 8;
const mostDeleted = 10;
const mostBegun = 4;
