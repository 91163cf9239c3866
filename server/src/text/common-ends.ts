/** What two lists have in common, of which one came from the other by a change somewhere in it. */

/** How many items are the same at the start, and of the others at the end. */
export function commonEnds<Item>(
  one: readonly Item[],
  other: readonly Item[],
): { readonly head: number; readonly tail: number } {
  const most = Math.min(one.length, other.length);
  let head = 0;
  while (head < most && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < most - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1;
  return { head, tail };
}
