/** Text inside XML and HTML: what could be markup is none, and what XML cannot hold is a mark. */

/** The text, escaped for content and for attributes in double quotes. */
export function escapedMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replace(/[\p{Cs}\u{fffe}\u{ffff}]|(?![\t\n\r])\p{Cc}/gu, '\uFFFD');
}
