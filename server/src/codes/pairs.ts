/** NCCI pairs: column 1 is paid, column 2 is not. Pairs of pain codes are bundled; whole quarters come from the user. */

import { pairTables } from '../../generated/pairs.js';
import { addTo } from '../text/grouped.js';
import { once } from '../text/once.js';
import { bundledEditions } from './bundled-editions.js';
import type { CodePair } from './codes.js';
import { inForceOn, type PairEdition } from './editions.js';
import { codesIn } from './packed.js';
import { dayNumber, hasColumn1, pairOn, rowsOf, rowsUnder } from './pair-rows.js';

/** The bundled quarters, each unpacked when first used. */
const bundled = bundledEditions('pairs').map(({ from, name, table }) => {
  const byColumn1 = once(() => pairsByColumn1(pairTables[table], name));
  return { from, byColumn1, byColumn2: once(() => pairsByColumn2(byColumn1())) };
});

type ByColumn1 = ReadonlyMap<string, ReadonlyMap<string, CodePair>>;

function pairsByColumn1(groups: Readonly<Record<string, string>> = {}, edition: string): ByColumn1 {
  const found = new Map<string, Map<string, CodePair>>();
  for (const [key, joined] of Object.entries(groups)) {
    const [column1 = '', written = '', ...rationale] = key.split(',');
    const indicator = written === '0' ? 0 : written === '1' ? 1 : 9;
    const row = found.get(column1) ?? new Map();
    for (const column2 of codesIn(joined)) {
      const pair: CodePair = {
        column1,
        column2,
        indicator,
        rationale: rationale.join(','),
        edition,
        isBeforeEdition: false,
      };
      row.set(column2, pair);
    }
    found.set(column1, row);
  }
  return found;
}

function pairsByColumn2(byColumn1: ByColumn1): ReadonlyMap<string, readonly CodePair[]> {
  const found = new Map<string, CodePair[]>();
  for (const row of byColumn1.values()) {
    for (const pair of row.values()) addTo(found, pair.column2, pair);
  }
  return found;
}

/** The bundled quarter in force on the date; before the first, the first. */
function bundledOn(date: string | undefined) {
  return inForceOn(bundled, date) ?? bundled[0];
}

/** The bundled pair of these two codes, in this order; undefined where none is published. */
function bundledPair(column1: string, column2: string, date: string | undefined): CodePair | undefined {
  const quarter = bundledOn(date);
  const pair = quarter?.byColumn1().get(column1)?.get(column2);
  return pair && quarter && date !== undefined && date < quarter.from ? { ...pair, isBeforeEdition: true } : pair;
}

interface Pairs {
  /** The pair of these two codes, in this order; undefined where none is in force. */
  of(column1: string, column2: string, date: string | undefined): CodePair | undefined;
  /** All pairs with this code in column 1. */
  from(column1: string, date: string | undefined): readonly CodePair[];
  /** All pairs with this code in column 2. */
  under(column2: string, date: string | undefined): readonly CodePair[];
}

/**
 * The bundled quarters and a user's own. The newest one that has the pair answers by the days in its row, which
 * hold for older dates of service too; a pair's absence from a quarter counts only from its first day, and only where it has
 * the column 1 code: one of a quarter's several files may be missing.
 */
export function pairsOf(own: readonly PairEdition[]): Pairs {
  const newestFirst = [...own].reverse();
  return {
    of(column1, column2, date) {
      if (own.length === 0) return bundledPair(column1, column2, date);
      for (const quarter of newestFirst) {
        const day = dayNumber(date ?? quarter.from);
        let isSilent = false;
        for (const rows of quarter.parts) {
          const found = pairOn(rows, column1, column2, day);
          if (found === 'ended') return undefined;
          if (found) return { ...found, edition: quarter.name, isBeforeEdition: false };
          isSilent ||= hasColumn1(rows, column1);
        }
        if (isSilent && (date === undefined || quarter.from <= date)) return undefined;
      }
      return bundledPair(column1, column2, date);
    },
    from(column1, date) {
      const quarter = ownOn(own, date);
      const found = quarter ? listed(quarter, date, (rows, day) => rowsOf(rows, column1, day)) : [];
      if (found.length > 0) return found;
      return [...(bundledOn(date)?.byColumn1().get(column1)?.values() ?? [])];
    },
    under(column2, date) {
      const quarter = ownOn(own, date);
      const found = quarter ? listed(quarter, date, (rows, day) => rowsUnder(rows, column2, day)) : [];
      return found.length > 0 ? found : (bundledOn(date)?.byColumn2().get(column2) ?? []);
    },
  };
}

function ownOn(own: readonly PairEdition[], date: string | undefined): PairEdition | undefined {
  const quarter = inForceOn(own, date);
  const from = inForceOn(bundled, date)?.from;
  return quarter && (from === undefined || quarter.from >= from) ? quarter : undefined;
}

function listed(
  quarter: PairEdition,
  date: string | undefined,
  rowsIn: (rows: PairEdition['parts'][number], day: number) => ReturnType<typeof rowsOf>,
): readonly CodePair[] {
  const day = dayNumber(date ?? quarter.from);
  return quarter.parts.flatMap((rows) =>
    [...rowsIn(rows, day)].map((row) => ({ ...row, edition: quarter.name, isBeforeEdition: false })),
  );
}
