/** JSON that may be shown in a terminal: JSON itself escapes only the first 32 characters. */

const leftAsIs = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** The value as JSON in one line. */
export function jsonText(value: unknown): string {
  return shownJson(JSON.stringify(value));
}

/** The same JSON, with escapes for what a terminal would obey. */
export function shownJson(text: string): string {
  return text.replace(leftAsIs, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Writes a list that is too long for one text: what comes before each item, and what closes the list, on a line of its own where
 * there are any items.
 *
 * @param between a comma and a line end with the items' indentation
 */
export function jsonList(between: string) {
  let isEmpty = true;
  return {
    *add(items: string): Iterable<string> {
      yield isEmpty ? between.slice(1) : between;
      yield items;
      isEmpty = false;
    },
    closed: (lineEnd: string): string => `${isEmpty ? '' : lineEnd}]`,
  };
}
