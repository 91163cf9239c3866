/** The known codes that one typo may have turned into this one. */

const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const mostOffered = 3;

/**
 * At most three codes that differ by one character or by two swapped ones, the practice's codes first.
 *
 * @param isOffered whether a code may be billed, and is therefore worth offering
 * @param isUsual whether a pain practice bills it
 */
export function nearestCodes(
  code: string,
  isOffered: (code: string) => boolean,
  isUsual: (code: string) => boolean,
): readonly string[] {
  const found = [...new Set(slips(code))].filter((each) => each !== code && isOffered(each));
  const usual = found.filter(isUsual);
  return [...usual, ...found.filter((each) => !usual.includes(each))].slice(0, mostOffered);
}

function* slips(code: string): Iterable<string> {
  if (code.length < 4 || code.length > 6) return;
  // Two keys in the wrong order are the most common typo.
  for (let at = 0; at + 1 < code.length; at += 1) {
    yield code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
  }
  if (code.length === 6) for (let at = 0; at < 6; at += 1) yield code.slice(0, at) + code.slice(at + 1);
  for (let at = code.length - 1; at >= 0; at -= 1) {
    for (const character of characters) yield code.slice(0, at) + character + code.slice(at + 1);
  }
  if (code.length !== 4) return;
  for (let at = 4; at >= 0; at -= 1) {
    for (const character of characters) yield code.slice(0, at) + character + code.slice(at);
  }
}
