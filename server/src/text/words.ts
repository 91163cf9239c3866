/** Small words for messages: lists and counts as a coder would say them. */

/** "KX", "KX and 59", "KX, 59 and LT". */
export function listed(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${joint} ${words[words.length - 1]}`;
}

/** "1 level", "2 levels". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The words as a sentence begins. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Of the official titles of a pain practice's diagnoses hardly one is longer; of all of them one in ten. */
const longestTitle = 120;

/** An official title, at most 120 characters of it. What tells two apart is at their end (a region, a side): the middle is left out. */
export function shortTitle(title: string): string {
  if (title.length <= longestTitle) return title;
  const room = longestTitle - 3;
  const half = title.slice(-Math.floor(room / 2));
  const ending = half.slice(half.indexOf(' ') + 1);
  const begun = title.slice(0, room - ending.length);
  const beginning = begun.slice(0, Math.max(begun.lastIndexOf(' '), 0)) || begun;
  return `${beginning.replace(/[ ,;:]+$/, '')} … ${ending}`;
}
