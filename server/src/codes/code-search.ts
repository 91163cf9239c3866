/**
 * Procedure codes found by plain words: "rfa lumbar". Those that a pain practice bills, by our own explanations and by what coders
 * call them; all others of HCPCS level II by CMS's titles.
 */
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
