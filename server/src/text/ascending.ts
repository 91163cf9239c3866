/** Places in ascending numbers, such as where the lines of a text start. */

/**
 * The index of the last number that is at most this; -1 where there is none.
 *
 * @param count how many numbers there are
 * @param numberAt each of them, none smaller than the one before
 */
export function lastAtMost(count: number, numberAt: (index: number) => number, most: number): number {
  let low = -1;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (numberAt(middle) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}
