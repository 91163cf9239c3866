/**
 * Which offers fit the letters typed, the best first. Decided here and not by the editor, which compares letters in their order and
 * reads no more than 128 of them: payers have longer names, and everyday words come in any order.
 */
import type { Span } from '../../../text/span.js';
import type { Offer, Offered } from '../../offer.js';
import type { Cursor } from './cursor.js';

/** An offer, and what else it may be called. */
export interface Candidate {
  readonly offer: Offer;
  /** Besides its label. */
  readonly words?: readonly string[] | undefined;
}

export const noOffers: Offered = { offers: [], isIncomplete: false };

/** What is typed of what an offer would replace: up to the cursor. */
export function typedText({ text, offset }: Pick<Cursor, 'text' | 'offset'>, { start }: Span): string {
  return text.slice(Math.min(start, offset), offset);
}

/**
 * The candidates that fit what is typed; with nothing typed all of them, by their ranks. None where what is typed is one of them as it
 * is written: Enter is then a new line.
 */
export function fitting(typed: string, candidates: readonly Candidate[]): Offered {
  const asked = typed.trim().toLowerCase();
  if (asked === '') return { offers: candidates.map(({ offer }) => offer), isIncomplete: candidates.length > 0 };
  if (candidates.some(({ offer }) => offer.text.toLowerCase() === asked)) return noOffers;
  const query = queryOf(asked);
  const fits = candidates.flatMap((candidate) => {
    const fit = fitOf(query, candidate);
    return fit === undefined ? [] : [{ offer: candidate.offer, fit }];
  });
  const best = fits.some(({ fit }) => fit < loose) ? fits.filter(({ fit }) => fit < loose) : fits;
  return {
    offers: best.map(({ offer, fit }) => {
      return { ...offer, filter: typed, rank: fit * ranksPerFit + Math.min(offer.rank, ranksPerFit - 1) };
    }),
    isIncomplete: true,
  };
}

const ranksPerFit = 1000;
/** From here on only letters fit. */
const loose = 5;

interface Query {
  readonly words: readonly string[];
  /** Without what is between the words. */
  readonly letters: string;
}

function queryOf(text: string): Query {
  const words = wordsOf(text);
  return { words, letters: words.join('') };
}

/** How well a candidate fits, the best being 0; undefined where it does not. */
function fitOf({ words, letters }: Query, { offer, words: others = [] }: Candidate): number | undefined {
  if (letters === '') return undefined;
  const label = queryOf(offer.label.toLowerCase());
  const also = others.map((each) => queryOf(each.toLowerCase()));
  if (label.letters === letters || also.some((each) => each.letters === letters)) return 0;
  if (label.letters.startsWith(letters)) return 1;
  if (also.some((each) => each.letters.startsWith(letters))) return 2;
  const all = [...label.words, ...also.flatMap((each) => each.words)];
  if (words.every((word) => all.some((each) => each.startsWith(word)))) return also.length > 0 ? 3 : 2;
  if (letters.length < 2) return undefined;
  if (label.letters.includes(letters)) return loose;
  return label.letters[0] === letters[0] && isWithin(letters, label.letters) ? loose + 1 : undefined;
}

function wordsOf(text: string): readonly string[] {
  return text
    .slice(0, 200)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Whether the letters are in the text in their order. */
function isWithin(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
