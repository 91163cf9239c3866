/** Packs large tables small: codes by what is said of them, and sorted words by what they share. */

/**
 * The codes of five characters that share a key, joined.
 *
 * @param {readonly (readonly (string | undefined)[])[]} pairs of key and code
 * @returns {Record<string, string>}
 */
export function grouped(pairs) {
  /** @type {Map<string, string>} */
  const groups = new Map();
  for (const [key = '', code = ''] of pairs) {
    if (code.length !== 5) throw new Error(`${code} is no code of five characters`);
    groups.set(key, (groups.get(key) ?? '') + code);
  }
  return Object.fromEntries(groups);
}

/**
 * Sorted words, each as the number of characters it shares with the one before and the rest.
 *
 * @param {readonly string[]} words of less than ten characters
 */
export function frontCoded(words) {
  let before = '';
  return words
    .map((word) => {
      let shared = 0;
      while (shared < before.length && before[shared] === word[shared]) shared += 1;
      before = word;
      return `${shared}${word.slice(shared)}`;
    })
    .join(' ');
}
