/**
 * Text that goes into Markdown. What a file holds (a policy's name, an id, a path) is text and never markup: a name must not become
 * a link that runs a command, or a picture that the window fetches.
 */

/** The text, to be read as it is written and on one line. */
export function asText(text: string): string {
  return text.replace(/[\\`*_[\]<>&~]/g, '\\$&').replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
}

/**
 * A link where the address can be one, else the words alone. Of the web an address that its author wrote, of the editor one that
 * we made: a path escapes what would end the link.
 *
 * @param words Markdown
 */
export function linkTo(words: string, address: string | undefined): string {
  if (address === undefined || !/^(?:https?|file|command|vscode-[a-z-]+|encounter-scrubber):[^\s<>]*$/i.test(address)) {
    return words;
  }
  return `[${words}](${address.replace(/[()\\]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)})`;
}

/** A link to a published source; the words alone where what its author wrote is no address of the web. */
export function sourceLink(words: string, source: string): string {
  return linkTo(words, /^https?:/i.test(source) ? source : undefined);
}
