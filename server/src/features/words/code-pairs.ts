/**
 * The NCCI pairs of a code, as Markdown: which column it is in, what that means, which codes, and what separates them. The codes
 * that a pain practice bills come first, in the order of codes.csv.
 */

import type { CodePair, Codes } from '../../codes/codes.js';
import { remembered } from '../../codes/remembered.js';
import { oncePer } from '../../text/once.js';
import { counted, listed } from '../../text/words.js';

/** How much is said: a hover is read in a moment. */
export type Length = 'short' | 'whole';

/** A line a column, and in full what a pair, its indicator and its modifiers mean. */
export function pairsWords(codes: Codes, code: string, date: string | undefined, length: Length): readonly string[] {
  return length === 'short' ? shortWords(codes)(code, date) : pairsFound(codes, code, date, length);
}

/** Kept, because a list of offers is asked for with every letter, and some editors take its words at once. */
const shortWords = oncePer((codes: Codes) => remembered((code, date) => pairsFound(codes, code, date, 'short')));

function pairsFound(codes: Codes, code: string, date: string | undefined, length: Length): readonly string[] {
  // To ask for each code of ours takes a hundredth of going through the thousands that some codes have.
  const ours = codes.painCodes.flatMap(({ code: other }) =>
    other !== code && codes.standing(other, date).kind === 'valid' ? [other] : [],
  );
  const isWhole = length === 'whole';
  const paid = {
    pairs: ours.flatMap((other) => othersOf(other, codes.pair(code, other, date))),
    all: isWhole ? codes.pairsOf(code, date) : [],
  };
  const denied = {
    pairs: ours.flatMap((other) => othersOf(other, codes.pair(other, code, date))),
    all: isWhole ? codes.pairsUnder(code, date) : [],
  };
  const lines = [
    columnWords(`NCCI column 1 (${code} is paid, the other code is not)`, paid, length),
    columnWords(`NCCI column 2 (the other code is paid, ${code} is not)`, denied, length),
  ].filter((line) => line !== '');
  return lines.length > 0 && isWhole ? [...lines, meaning] : lines;
}

/** The codes in this order with three or more in a row as a range: `64490-64495`. */
export function inRanges(list: readonly string[]): readonly string[] {
  const rows: string[][] = [];
  for (const code of list) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (row && last !== undefined && follows(last, code)) row.push(code);
    else rows.push([code]);
  }
  return rows.flatMap((row) => (row.length > 2 ? [`${row[0]}-${row.at(-1)}`] : row));
}

const meaning =
  'A pair is of one patient, day and practitioner. Never: indicator 0, no modifier helps. Only if separate: indicator 1, both are paid where a modifier on one of the two lines says that the services were separate (XS, XE, XP, XU or 59, RT with LT, or 25 on a visit)';

interface Other {
  readonly pair: CodePair;
  readonly other: string;
}

interface Column {
  /** With the codes that a pain practice bills. */
  readonly pairs: readonly Other[];
  /** With every code, where they are counted. */
  readonly all: readonly CodePair[];
}

function othersOf(other: string, pair: CodePair | undefined): readonly Other[] {
  return pair ? [{ pair, other }] : [];
}

function columnWords(title: string, { pairs, all }: Column, length: Length): string {
  const parts = (
    [
      [0, 'never with'],
      [1, 'only if separate with'],
    ] as const
  ).flatMap(([indicator, words]) => {
    const own = pairs.flatMap(({ pair, other }) => (pair.indicator === indicator ? [other] : []));
    const rest = all.filter((pair) => pair.indicator === indicator).length - own.length;
    const said = some(own, Math.max(rest, 0), length);
    return said === '' ? [] : [`${words} ${said}`];
  });
  const editions = [...new Set([...pairs.map(({ pair }) => pair), ...all.slice(0, 1)].map(({ edition }) => edition))];
  return parts.length > 0 ? `${title}: ${parts.join('; ')} (${listed(editions)})` : '';
}

/** In a hover a few of them; else all, and how many other codes there are. */
function some(ours: readonly string[], rest: number, length: Length): string {
  const ranges = inRanges(ours);
  if (length === 'short') {
    return `${ranges.slice(0, mostInHover).join(', ')}${ranges.length > mostInHover ? ', …' : ''}`;
  }
  const others = rest > 0 ? counted(rest, 'other code') : '';
  return [ranges.join(', '), others].filter((part) => part !== '').join(' and ');
}

const mostInHover = 8;

function follows(one: string, other: string): boolean {
  const [first, second] = [one, other].map((code) => Number(code.replace(/\D/g, '')));
  const isSameForm = one.replace(/\d/g, '') === other.replace(/\d/g, '') && /\D$/.test(one) === /\D$/.test(other);
  return isSameForm && second === (first ?? 0) + 1;
}
