/** The nearest known word to a misspelled one. Knows no vocabulary of its own. */

/**
 * The number of letters to insert, remove, change or swap with their neighbor to turn one word into the other;
 * `limit + 1` as soon as it is known to be more than `limit`.
 */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? limit + 1;
}

/** How far a word may lie from what was meant: encounter-format.md, "Near is an edit distance of …". */
export function nearLimit(word: string): number {
  if (word.length <= 4) return 1;
  return word.length <= 7 ? 2 : 3;
}

/** The candidates nearest to the word, all at one distance within the limit; empty where none is near. */
export function nearestAll(word: string, candidates: Iterable<string>): readonly string[] {
  const wanted = word.toLowerCase();
  let limit = nearLimit(wanted);
  let found: string[] = [];
  // A word that differs in every letter is not near, however short it is.
  if (wanted.length <= limit) return found;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), limit);
    if (distance > limit) continue;
    if (distance < limit) found = [];
    limit = distance;
    found.push(candidate);
  }
  return found;
}

/** The one single nearest candidate; undefined where none is near or several are equally near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const found = nearestAll(word, candidates);
  return found.length === 1 ? found[0] : undefined;
}
