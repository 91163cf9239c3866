/** Rows of pairs put in order: column 1 once each, with where its rows begin. CMS's files are in order already. */

import type { PairColumns } from './growing.js';
import type { PairRows } from './pair-rows.js';

/** The same rows, sorted and in arrays of their size. */
export function sortedRows(columns: PairColumns, rationales: readonly string[]): PairRows {
  const { size } = columns;
  const order = isSorted(columns) ? undefined : sortedOrder(columns);
  const firsts: number[] = [];
  const starts: number[] = [];
  let last = -1;
  for (let at = 0; at < size; at += 1) {
    const first = columns.column1[order ? (order[at] ?? 0) : at] ?? 0;
    if (first === last) continue;
    firsts.push(first);
    starts.push(at);
    last = first;
  }
  const put = <Numbers extends Uint8Array | Uint16Array | Uint32Array>(from: Numbers, to: Numbers): Numbers => {
    if (!order) to.set(from.subarray(0, size));
    else for (let at = 0; at < size; at += 1) to[at] = from[order[at] ?? 0] ?? 0;
    return to;
  };
  return {
    column1: Uint32Array.from(firsts),
    starts: Uint32Array.from([...starts, size]),
    column2: put(columns.column2, new Uint32Array(size)),
    from: put(columns.from, new Uint16Array(size)),
    until: put(columns.until, new Uint16Array(size)),
    said: put(columns.said, new Uint8Array(size)),
    rationales,
  };
}

function isSorted({ size, column1, column2 }: PairColumns): boolean {
  for (let at = 1; at < size; at += 1) {
    const [before = 0, now = 0] = [column1[at - 1], column1[at]];
    if (now < before || (now === before && (column2[at] ?? 0) < (column2[at - 1] ?? 0))) return false;
  }
  return true;
}

/** Which row stands where: sorted by numbers alone, the code's places first and the row's own behind them. */
function sortedOrder({ size, column1, column2 }: PairColumns): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, at) => at);
  return order.sort(
    (one, other) =>
      (column1[one] ?? 0) - (column1[other] ?? 0) || (column2[one] ?? 0) - (column2[other] ?? 0) || one - other,
  );
}
