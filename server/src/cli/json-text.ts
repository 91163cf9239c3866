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
