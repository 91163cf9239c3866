/** CMS's own titles of HCPCS codes and modifiers, as Markdown. CPT's descriptors have none here. */
import { asText } from '../../text/markdown.js';

/** What is shown first, and CMS's title after our own words; as what is shown where we have none, or where it says the same. */
export function withTitle(ours: string | undefined, title: string | undefined): readonly [string, ...string[]] {
  if (title === undefined) return [asText(ours ?? '')];
  if (ours === undefined || same(ours) === same(title)) return [asText(ours ?? title)];
  return [asText(ours), `${asText(title)} *(CMS)*`];
}

function same(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
