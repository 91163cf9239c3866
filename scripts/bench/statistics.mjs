/** Medians and the like of a few runs. */

/** @param {readonly number[]} list */
export function median(list) {
  const sorted = sortedOf(list);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
}

/**
 * The value that a part of them is at most.
 *
 * @param {readonly number[]} list
 * @param {number} part 0.95: the 95th percentile
 */
export function percentile(list, part) {
  const sorted = sortedOf(list);
  return at(sorted, Math.min(sorted.length - 1, Math.floor(sorted.length * part)));
}

/**
 * The least and the greatest.
 *
 * @param {readonly number[]} list
 * @returns {readonly [number, number]}
 */
export function rangeOf(list) {
  return [Math.min(...list), Math.max(...list)];
}

/** @param {readonly number[]} list */
function sortedOf(list) {
  return [...list].sort((one, other) => one - other);
}

/** @param {readonly number[]} list @param {number} index */
function at(list, index) {
  return list[index] ?? Number.NaN;
}
