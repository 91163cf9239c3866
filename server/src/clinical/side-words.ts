/** The side that the words of a site name, wherever in them it is: "right knee", "knee (R)", "both knees". Knows no sites. */
import type { Side } from '../syntax/vocabulary.js';
import { onceForText } from '../text/once.js';

interface SidedWords {
  /** Without the words for the side; empty where there are no others. */
  readonly words: string;
  /** Undefined where none is named, or where two of them disagree. */
  readonly side: Side | undefined;
}

const sideOf: Readonly<Record<string, Side>> = {
  left: 'left',
  lt: 'left',
  l: 'left',
  right: 'right',
  rt: 'right',
  r: 'right',
  bilateral: 'bilateral',
  bilaterally: 'bilateral',
  bilat: 'bilateral',
  bil: 'bilateral',
  'b/l': 'bilateral',
  both: 'bilateral',
  'left and right': 'bilateral',
  'right and left': 'bilateral',
};
const phrase = String.raw`(left and right|right and left|left|right|bilateral(?:ly)?|bilat|bil|b\/l|both|lt|rt)`;
const sided = String.raw`(?:[\s-]sided?)?`;
/** One letter is a side only next to a word: "L spine" is the low back, "L 5" a level. */
const first = new RegExp(
  String.raw`^\(?(?:${phrase}${sided}\)?\.?(?=[\s-]|$)|([lr])\)?\.?(?=\s+(?!spine)[a-z]|$))[\s-]*(?:of\s+)?`,
  'i',
);
const last = new RegExp(
  String.raw`(?:^|[\s-]+|\s*(?=\())(?:on\s+)?(?:the\s+)?\(?(?:${phrase}${sided}|(?<=[\s(])([lr]))\)?\.?$`,
  'i',
);
const between = new RegExp(String.raw`(?<=\s)${phrase}${sided}\.?\s+`, 'gi');
/** No name of a site is longer. */
const longest = 200;

/** The words and their side. */
export const sidedWords = onceForText(wordsAndSide);

function wordsAndSide(written: string): SidedWords {
  const none = { words: written, side: undefined };
  if (written.length > longest) return none;
  let words = written.replace(/\s+/g, ' ').replace(/ ?[&/] ?(?=(?:left|right)\b)/gi, ' and ');
  const found = new Set<Side>();
  const taken = (pattern: RegExp): void => {
    words = matching(words, pattern, (side) => found.add(side)).trim();
  };
  taken(first);
  taken(last);
  taken(between);
  const [side, other] = found;
  return side && !other ? { words, side } : none;
}

/** The words without what matches; each side is told. */
function matching(words: string, pattern: RegExp, tell: (side: Side) => void): string {
  return words.replace(pattern, (_, whole?: string, letter?: string) => {
    const side = sideOf[(whole ?? letter ?? '').toLowerCase()];
    if (side) tell(side);
    return '';
  });
}
