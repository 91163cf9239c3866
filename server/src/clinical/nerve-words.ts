/** The words that a note uses for a nerve, and the numbers of the nerves among them: "T5-T7", "5th and 6th rib". Knows no codes. */
import { plainSite } from './site-words.js';

interface NerveWords {
  /** As `plainSite` gives them. */
  readonly words: string;
  /** Without the numbers. */
  readonly withoutNumbers: string;
  /** `T5`, `S1`, each once and in order; of ribs and ordinals the thoracic ones. */
  readonly numbers: readonly string[];
}

const most: Readonly<Record<string, number>> = { c: 8, t: 12, l: 5, s: 5 };
const joint = String.raw`(?:-|\u2013|to|through|thru|and|&|\/)`;
/** T5, T5-T7, T5 to 7. */
const lettered = new RegExp(String.raw`\b([ctls])(\d{1,2})(?:\s*(${joint})\s*(?:\1)?(\d{1,2})(?![\d%]))?\b`, 'g');
/** 5th, 5th to 7th, rib 5, ribs 5-7. */
const ordinal = new RegExp(
  String.raw`(?:\bribs?\s+(\d{1,2})|\b(\d{1,2})(?:st|nd|rd|th))(?:\s*(${joint})\s*(\d{1,2})(?:st|nd|rd|th)?)?(?:\s+ribs?\b)?`,
  'g',
);

/** The words and the numbers of a site. */
export function nerveWords(site: string): NerveWords {
  const text = site.slice(0, 200).toLowerCase();
  const numbers = new Set<string>();
  const taken = (letter: string, first: string, by: string | undefined, last: string | undefined): string => {
    for (const number of numbersFrom(letter, Number(first), by, last)) numbers.add(number);
    return ' ';
  };
  const rest = text
    .replace(lettered, (_, letter: string, first: string, by?: string, last?: string) => taken(letter, first, by, last))
    .replace(ordinal, (_, rib?: string, nth?: string, by?: string, last?: string) =>
      taken('t', rib ?? nth ?? '', by, last),
    );
  return {
    words: plainSite(site),
    withoutNumbers: plainSite(rest)
      .replace(/^(?:at|of|and) | (?:at|of|and)$|\blevels?\b/g, ' ')
      .replace(/ +/g, ' ')
      .trim(),
    numbers: [...numbers],
  };
}

/** T5 to T7 are three, T5 and T7 two. */
function numbersFrom(
  letter: string,
  first: number,
  by: string | undefined,
  last: string | undefined,
): readonly string[] {
  const highest = most[letter] ?? 0;
  const end = last === undefined ? first : Number(last);
  if (first < 1 || first > highest || end < 1 || end > highest) return [];
  const isSpan = by !== undefined && by !== 'and' && by !== '&' && by !== '/';
  const all = isSpan
    ? Array.from({ length: Math.max(0, end - first + 1) }, (_, index) => first + index)
    : [first, ...(last === undefined ? [] : [end])];
  return all.map((each) => `${letter.toUpperCase()}${each}`);
}
