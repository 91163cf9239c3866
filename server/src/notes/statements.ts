/** What a note says of one field, each time that it says it, and whether all of it is one. */

/** One saying. */
export interface Statement {
  /** In the encounter format's own form. */
  readonly value: string;
  /** The words that it was taken from. */
  readonly words: string;
  /** `in the heading`, `under Levels`, `in the text`. */
  readonly where: string;
}

/** What is certain of a field, or what is not. */
export type Decision =
  | { readonly kind: 'certain'; readonly value: string; readonly words: string }
  | { readonly kind: 'unsure'; readonly said: readonly Statement[] };

/** What is decided of several fields. */
export type Decisions<Field extends string> = { [Each in Field]?: Decision | undefined };

/** One value in all statements is certain; several are not. */
export function decide(statements: readonly (Statement | undefined)[]): Decision | undefined {
  const said = statements.filter((each): each is Statement => each !== undefined);
  const [first] = said;
  if (!first) return undefined;
  const isOne = said.every(({ value }) => value.toLowerCase() === first.value.toLowerCase());
  return isOne && first.value !== ''
    ? { kind: 'certain', value: first.value, words: first.words }
    : { kind: 'unsure', said };
}

/** What cannot be decided. */
export function unsure(...said: readonly (Statement | undefined)[]): Decision {
  return { kind: 'unsure', said: said.filter((each): each is Statement => each !== undefined) };
}

const most = 90;

/** The words from `start` to `end`, with as much around them as a reader needs. */
export function wordsAround(text: string, start: number, end: number): string {
  if (text.length <= most) return text;
  const spare = Math.max(10, Math.floor((most - (end - start)) / 2));
  let from = Math.max(0, start - spare);
  let until = Math.min(text.length, Math.max(end + spare, from + most));
  if (end - start > most) until = Math.min(text.length, end);
  while (from > 0 && /\S/.test(text.charAt(from - 1)) && from < start) from += 1;
  while (until < text.length && /\S/.test(text.charAt(until)) && until > end) until -= 1;
  return text.slice(from, until).trim();
}
