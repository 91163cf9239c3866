/** NCCI pairs among the pain codes: column 1 is paid, column 2 is not. */
import { pairs } from '../../generated/pairs.js';
import type { Pair } from './codes.js';
import { codesIn, once } from './packed.js';

/** The quarter the table is of; rules.md names it. */
const firstEdition = '2024-07-01';
const edition = 'NCCI 2024 Q3';

const byColumn1 = once(() => {
  const found = new Map<string, Map<string, Omit<Pair, 'isBeforeEdition'>>>();
  for (const [key, joined] of Object.entries(pairs)) {
    const [column1 = '', written = '', ...rationale] = key.split(',');
    const indicator = written === '0' ? 0 : written === '1' ? 1 : 9;
    const row = found.get(column1) ?? new Map();
    for (const column2 of codesIn(joined)) {
      row.set(column2, { column1, column2, indicator, rationale: rationale.join(','), edition });
    }
    found.set(column1, row);
  }
  return found;
});

/** The pair of these two codes, in this order; undefined where none is published. */
export function pairOf(column1: string, column2: string, date: string | undefined): Pair | undefined {
  const pair = byColumn1().get(column1)?.get(column2);
  return pair && { ...pair, isBeforeEdition: date !== undefined && date < firstEdition };
}

/** All pairs with this code in column 1. */
export function pairsOf(column1: string): readonly Pair[] {
  return [...(byColumn1().get(column1)?.values() ?? [])].map((pair) => ({ ...pair, isBeforeEdition: false }));
}

const byColumn2 = once(() => {
  const found = new Map<string, Pair[]>();
  for (const row of byColumn1().values()) {
    for (const pair of row.values()) {
      found.set(pair.column2, [...(found.get(pair.column2) ?? []), { ...pair, isBeforeEdition: false }]);
    }
  }
  return found;
});

/** All pairs with this code in column 2. */
export function pairsUnder(column2: string): readonly Pair[] {
  return byColumn2().get(column2) ?? [];
}
