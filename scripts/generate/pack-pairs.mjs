/** Packs a quarter of NCCI pairs, in the form that `server/src/tables/packed-pairs.ts` reads. */
import { differences, numbers } from './pack.mjs';

/** A list is compared with so many before it; codes that are next to each other have nearly the same pairs. */
const mostCompared = 300;

/** A list is put together in at most so many steps. */
const mostSteps = 24;

/**
 * The parts of a quarter: what is said (indicator and rationale), the codes of both columns, the column 1 codes, the sizes of their lists,
 * and the lists.
 *
 * @param {ReadonlyMap<string, readonly (readonly [column2: string, indicator: number, rationale: string])[]>} pairs by column 1 code
 */
export function pairParts(pairs) {
  const said = [
    ...new Set([...pairs.values()].flat().map(([, indicator, rationale]) => JSON.stringify([indicator, rationale]))),
  ].sort();
  const kinds = new Map(said.map((each, at) => [each, at]));
  const codes = [
    ...new Set([...pairs].flatMap(([column1, list]) => [column1, ...list.map(([column2]) => column2)])),
  ].sort();
  const places = new Map(codes.map((code, at) => [code, at]));
  const column1 = [...pairs.keys()].sort();
  const lists = column1.map((code) =>
    (pairs.get(code) ?? [])
      .map(
        ([column2, indicator, rationale]) =>
          (places.get(column2) ?? 0) * said.length + (kinds.get(JSON.stringify([indicator, rationale])) ?? 0),
      )
      .sort((one, other) => one - other),
  );
  const packed = written(lists).map(numbers);
  return [
    `[${said.join()}]`,
    numbers(differences(codes.map((code) => Number.parseInt(code, 36)))),
    numbers(differences(column1.map((code) => places.get(code) ?? 0))),
    numbers(packed.map(({ length }) => length)),
    Buffer.concat(packed),
  ];
}

/**
 * Each list as what differs from one before it: how far back that one is, 0 for none, then how many entries are removed and
 * which, how many are added and which.
 *
 * @param {readonly (readonly number[])[]} lists
 */
function written(lists) {
  const sets = lists.map((list) => new Set(list));
  /** @type {number[]} */
  const steps = [];
  return lists.map((list, at) => {
    let best = { back: 0, cost: list.length };
    for (let back = 1; back <= Math.min(at, mostCompared); back += 1) {
      const other = lists[at - back] ?? [];
      if ((steps[at - back] ?? 0) >= mostSteps || Math.abs(other.length - list.length) >= best.cost) continue;
      const cost = distance(other, sets[at] ?? new Set(), list.length, best.cost);
      if (cost < best.cost) best = { back, cost };
    }
    const base = best.back === 0 ? [] : (lists[at - best.back] ?? []);
    steps.push(best.back === 0 ? 0 : (steps[at - best.back] ?? 0) + 1);
    const baseSet = best.back === 0 ? new Set() : (sets[at - best.back] ?? new Set());
    const removed = base.filter((entry) => !sets[at]?.has(entry));
    const added = list.filter((entry) => !baseSet.has(entry));
    return [best.back, removed.length, ...differences(removed), added.length, ...differences(added)];
  });
}

/**
 * How many entries are in one of two lists only; as soon as it is certain that they are `most` or more, that.
 *
 * @param {readonly number[]} list
 * @param {ReadonlySet<number>} other
 * @param {number} size of the other
 * @param {number} most
 */
function distance(list, other, size, most) {
  let shared = 0;
  for (const [at, entry] of list.entries()) {
    if (other.has(entry)) shared += 1;
    // Even if all that are left were shared.
    if (list.length + size - 2 * (shared + list.length - at - 1) >= most) return most;
  }
  return list.length + size - 2 * shared;
}
