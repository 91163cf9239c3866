/**
 * Things found by plain words: each thing has texts, the most telling first, and a word is found where one begins with it. What
 * else a word may be called is given; knows no vocabulary of its own.
 */
import { once } from './once.js';

/** A thing to be found: its texts, the most telling first. */
export interface Findable<Key> {
  readonly key: Key;
  readonly texts: readonly string[];
}

interface FoundByWords<Key> {
  readonly key: Key;
  /** Higher is better; compares things of one index only. */
  readonly score: number;
}

export interface WordSearchResult<Key> {
  /** The things that have all of the words that anything has; if nothing has them all, those that have the most. */
  readonly found: readonly FoundByWords<Key>[];
  /** Whether they have every word. */
  readonly areWhole: boolean;
  /** The words that nothing has. */
  readonly unknown: readonly string[];
}

export interface WordIndex<Key> {
  /** What the words find, the best first. */
  find(words: string): WordSearchResult<Key>;
  /** Every word of every text. */
  readonly vocabulary: ReadonlySet<string>;
}

/** Of what is typed or pasted no more is read. */
const longestQuery = 200;
const mostWords = 12;

/** Parts a meaning all of which a text must have: `epidural + low back`. */
const together = ' + ';

/**
 * An index of these things.
 *
 * @param otherWords what else a word, or several in a row, may be called; each may be several words
 * @param empty words that say nothing
 */
export function wordIndex<Key>(
  things: Iterable<Findable<Key>>,
  otherWords: ReadonlyMap<string, readonly string[]>,
  empty: ReadonlySet<string>,
): WordIndex<Key> {
  const indexed = once(() =>
    [...things].map(({ key, texts }) => ({ key, texts: texts.map((text) => ` ${plainWords(text).join(' ')} `) })),
  );
  const longestPhrase = Math.max(1, ...[...otherWords.keys()].map((words) => words.split(' ').length));
  const vocabulary = once(() => new Set(indexed().flatMap(({ texts }) => texts.flatMap((text) => text.split(' ')))));
  return {
    find(words) {
      const asked = askedWords(words, otherWords, empty, longestPhrase);
      const hits = asked.map((each) => {
        const byThing = indexed().map(({ texts }) => hitOf(texts, each.meanings));
        return { ...each, byThing, count: byThing.filter((hit) => hit > 0).length };
      });
      const known = hits.filter(({ count }) => count > 0);
      const unknown = hits.filter(({ count }) => count === 0).map(({ written }) => written);
      if (known.length === 0) return { found: [], areWhole: false, unknown };
      const scored = indexed().map(({ key }, at) => {
        const own = known.filter(({ byThing }) => (byThing[at] ?? 0) > 0);
        // A word that few things have says more.
        const score = own.reduce(
          (sum, { byThing, count }) => sum + (byThing[at] ?? 0) * Math.log(1 + indexed().length / count),
          0,
        );
        return { key, score, has: own.length };
      });
      const most = Math.max(...scored.map(({ has }) => has));
      return {
        found: scored.filter(({ has }) => has === most).sort((one, other) => other.score - one.score),
        areWhole: most === hits.length,
        unknown,
      };
    },
    get vocabulary() {
      return vocabulary();
    },
  };
}

/** Words in lower case, without what stands between them; a plural is left as it is. */
export function plainWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .split(/[^a-z0-9.]+/)
    .map((word) => word.replace(/^\.+|\.+$/g, ''))
    .filter((word) => word !== '');
}

interface Asked {
  readonly written: string;
  /** Each a word or several in a row. */
  readonly meanings: readonly string[];
}

/** What was typed as the words that must be found, phrases first: "si joint" is one of them. */
function askedWords(
  words: string,
  otherWords: ReadonlyMap<string, readonly string[]>,
  empty: ReadonlySet<string>,
  longestPhrase: number,
): readonly Asked[] {
  const typed = plainWords(words.slice(0, longestQuery)).slice(0, mostWords);
  const asked = new Map<string, Asked>();
  for (let at = 0; at < typed.length; ) {
    const length = phraseAt(typed, at, otherWords, longestPhrase);
    const written = typed.slice(at, at + length).join(' ');
    const others = otherWords.get(written) ?? [];
    if (others.length > 0 || !empty.has(written)) {
      asked.set(written, { written, meanings: [...new Set([...singular(written), ...others])] });
    }
    at += length;
  }
  return [...asked.values()];
}

/** How many of the words from there on are one phrase. */
function phraseAt(
  typed: readonly string[],
  at: number,
  otherWords: ReadonlyMap<string, readonly string[]>,
  longestPhrase: number,
): number {
  for (let length = Math.min(longestPhrase, typed.length - at); length > 1; length -= 1) {
    if (otherWords.has(typed.slice(at, at + length).join(' '))) return length;
  }
  return 1;
}

/** The word, and without the ending of a plural. */
function singular(word: string): readonly string[] {
  if (/^.{3,}ies$/.test(word)) return [word, word.slice(0, -3)];
  if (/^.{3,}(?:ch|sh|x|ss)es$/.test(word)) return [word, word.slice(0, -2)];
  return /^.{3,}[^s]s$/.test(word) ? [word, word.slice(0, -1)] : [word];
}

/** How surely a thing has one of the words: the best of its texts and of what the word may mean; 0 if it has none. */
function hitOf(texts: readonly string[], meanings: readonly string[]): number {
  let best = 0;
  texts.forEach((text, rank) => {
    const weight = 1 / (1 + rank);
    if (weight * mostSure <= best) return;
    meanings.forEach((meaning, which) => {
      const hits = meaning.split(together).map((part) => hitIn(text, part));
      const isFirst = which === 0 && text.startsWith(` ${meaning} `);
      best = Math.max(best, Math.min(...hits) * weight * (isFirst ? mostSure : Math.max(leastSure, 1 - which * step)));
    });
  });
  return best;
}

/** A word that is written as such finds more surely than one that only begins so: "block" is "blocked", "ca" is hardly "carpal". */
function hitIn(text: string, words: string): number {
  if (text.includes(` ${words} `)) return 1;
  if (words.length < 2) return 0;
  const at = text.indexOf(` ${words}`);
  if (at < 0) return 0;
  const end = text.indexOf(' ', at + words.length + 1);
  return end - at - words.length - 1 <= 3 ? inflected : begun;
}

/** What a thing begins with is what it is. */
const mostSure = 1.1;
/** What a word may mean is less sure than the word, and the less so the later it is named. */
const step = 0.1;
const leastSure = 0.7;
const inflected = 0.97;
const begun = 0.75;
