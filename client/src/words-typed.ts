/** Finds choices by words in any order: the editor's own search wants one text after the other, so that "knee injection" finds no joint injection. */

/** Whether each word that is typed begins one of the words, which are in small letters. */
export function isFoundBy(typed: string, words: readonly string[]): boolean {
  const asked = typed
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return asked.length > 0 && asked.every((word) => words.some((each) => each.startsWith(word)));
}
