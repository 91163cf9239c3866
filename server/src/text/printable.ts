/** Text of files where a terminal or another program's log shows it: nothing in it can move the cursor or turn the order of letters. */

/** Control characters of both sets, line and paragraph separators, and what embeds, overrides or isolates a direction of writing. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const unprintableInLines = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** The text in one line, with a mark for each character that cannot be shown. */
export function printable(text: string): string {
  return text.replace(unprintable, '\uFFFD');
}

/** The same of a text of several lines. */
export function printableLines(text: string): string {
  return text.replace(unprintableInLines, '\uFFFD');
}
