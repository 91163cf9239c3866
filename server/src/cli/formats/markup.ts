/** Text inside XML and HTML: what could be markup is none, and what XML cannot hold is a mark. */

/** The text, escaped for content and for attributes in double quotes. */
export function escapedMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replace(/[\p{Cs}\u{fffe}\u{ffff}\u2028\u2029\u202a-\u202e\u2066-\u2069]|(?![\t\n\r])\p{Cc}/gu, '\uFFFD');
}
