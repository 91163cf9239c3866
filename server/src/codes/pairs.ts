/**
 * NCCI pairs: column 1 is paid, column 2 is not. Which quarter answers for a date, and how sure it is: a quarter without the
 * days of its pairs only tells what was in force when it began.
 */

import type { CodePair } from './codes.js';
import { newerThanClaim } from './edition-words.js';
import type { PairEdition, PairRow } from './editions.js';

interface Pairs {
  /** The pair of these two codes, in this order; undefined where none is in force. */
  of(column1: string, column2: string, date: string | undefined): CodePair | undefined;
  /** All pairs with this code in column 1. */
  ofColumn1(column1: string, date: string | undefined): readonly CodePair[];
  /** All pairs with this code in column 2. */
  ofColumn2(column2: string, date: string | undefined): readonly CodePair[];
}

/** The questions to these quarters, from the oldest to the newest. */
export function pairsOf(editions: readonly PairEdition[]): Pairs {
  const listed = (date: string | undefined, rowsOf: (edition: PairEdition, day: string) => readonly PairRow[]) => {
    const inForce = editions.filter(({ from }) => date === undefined || from <= date).reverse();
    for (const edition of inForce.length > 0 ? inForce : editions.slice(0, 1)) {
      const rows = rowsOf(edition, date ?? edition.from);
      if (rows.length > 0) return rows.map((row) => listedPair(row, edition, date));
    }
    return [];
  };
  return {
    of: (column1, column2, date) => pairOn(editions, column1, column2, date),
    ofColumn1: (column1, date) =>
      listed(date, ({ parts }, day) => parts.flatMap((part) => [...part.ofColumn1(column1, day)])),
    ofColumn2: (column2, date) =>
      listed(date, ({ parts }, day) => parts.flatMap((part) => [...part.ofColumn2(column2, day)])),
  };
}

/** What one quarter says about two codes: their pair, or that it has none. */
interface Said {
  readonly edition: PairEdition;
  readonly row: PairRow | undefined;
  /** By the pair's own days, which hold for dates before the quarter too. */
  readonly isByDay: boolean;
}

/**
 * The newest quarter in force answers, and the pairs' own days where a newer one has them. Of a date between two quarters without
 * days, what only one of them says is not certain: the day of the change is not known.
 */
function pairOn(
  editions: readonly PairEdition[],
  column1: string,
  column2: string,
  date: string | undefined,
): CodePair | undefined {
  let later: Said | undefined;
  for (let at = editions.length - 1; at >= 0; at -= 1) {
    const edition = editions[at];
    const said = edition && saidBy(edition, column1, column2, date ?? edition.from);
    if (!said) continue;
    if (said.isByDay) return certain(said);
    if (date === undefined || edition.from <= date) return later ? betweenQuarters(said, later) : certain(said);
    // A quarter with days no longer lists what ended long before it.
    if (!edition.isDated) later = said;
  }
  return later?.row && doubtful(later.row, later.edition, newerThanClaim);
}

/** Undefined where the quarter does not know these codes, or one of its files is missing. */
function saidBy(edition: PairEdition, column1: string, column2: string, day: string): Said | undefined {
  let isCovered = false;
  for (const part of edition.parts) {
    const found = part.on(column1, column2, day);
    if (found === 'ended') return { edition, row: undefined, isByDay: true };
    if (found) return { edition, row: found, isByDay: edition.isDated };
    isCovered ||= part.covers(column1, column2);
  }
  return isCovered ? { edition, row: undefined, isByDay: false } : undefined;
}

function betweenQuarters(now: Said, later: Said): CodePair | undefined {
  if (now.row?.indicator === later.row?.indicator) return certain(now);
  if (!later.row) return now.row && doubtful(now.row, now.edition, `no longer in ${later.edition.name}`);
  if (!now.row) {
    return doubtful(later.row, later.edition, `${newerThanClaim}; not in ${now.edition.name}`);
  }
  // Of two indicators the one that no modifier answers: it may have been in force.
  const [strict, other] = now.row.indicator === 0 ? [now, later] : [later, now];
  return (
    strict.row && doubtful(strict.row, strict.edition, `indicator ${other.row?.indicator} in ${other.edition.name}`)
  );
}

function certain({ row, edition }: Said): CodePair | undefined {
  return row && undoubted(row, edition);
}

function undoubted(row: PairRow, edition: PairEdition): CodePair {
  return { ...row, edition: edition.name, isBeforeEdition: false, doubt: undefined };
}

function doubtful(row: PairRow, edition: PairEdition, doubt: string): CodePair {
  return { ...row, edition: edition.name, isBeforeEdition: true, doubt };
}

/** A pair as hovers list it: for a date before the quarter it is not certain. */
function listedPair(row: PairRow, edition: PairEdition, date: string | undefined): CodePair {
  const isBefore = date !== undefined && date < edition.from;
  return isBefore ? doubtful(row, edition, newerThanClaim) : undoubted(row, edition);
}
