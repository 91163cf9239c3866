/** The diagnoses that everyday words may mean: "lumbar spondylosis". Among a pain practice's codes; never one chosen. */
import type { IsoDate } from '../clinical/dates.js';
import { onceFor, oncePer } from '../text/once.js';
import type { Codes } from './codes.js';
import { withoutPoint } from './diagnosis-form.js';
import { spinePartOf, titledRegionOf } from './diagnosis-places.js';

/** Words that say nothing of which code it is. */
const empty: ReadonlySet<string> = new Set([
  'the',
  'and',
  'with',
  'without',
  'for',
  'due',
  'chronic',
  'acute',
  'region',
]);

/** What coders write for a word of the official titles. */
const otherWords: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    arthritis: ['osteoarthritis', 'arthropathy'],
    arthropathy: ['osteoarthritis', 'spondylosis'],
    back: ['back', 'lumbar', 'lumbosacral'],
    cervical: ['cervic'],
    ddd: ['disc degeneration', 'degeneration'],
    disk: ['disc'],
    facet: ['spondylosis'],
    herniation: ['displacement'],
    hnp: ['displacement'],
    lbp: ['low back pain'],
    neck: ['cervic', 'neck'],
    oa: ['osteoarthritis'],
    radiculitis: ['radiculopathy'],
    thoracic: ['thorac'],
  }),
);

/**
 * The codes billable on the date whose title or plain words have all of the words; those that a pain practice writes most come first, and of
 * them those of the part of the spine where most is done.
 *
 * @param most how many are wanted
 */
export function diagnosesNamed(
  words: string,
  codes: Codes,
  date: IsoDate | undefined,
  most: number,
): readonly string[] {
  const fits = matcher(words);
  if (!fits) return [];
  const inOrder = painTitled(codes)(date).filter(({ title }) => fits(title));
  // "Other" and "unspecified" are what is left when no other code fits.
  const isRest = ({ title }: { readonly title: string }): boolean => / (?:other|unspecified)\b/.test(title);
  return [...inOrder.filter((each) => !isRest(each)), ...inOrder.filter(isRest)].slice(0, most).map(({ code }) => code);
}

/** So many days are kept: those of one file are few. */
const mostDays = 8;

/** A pain practice's codes of a day with their words, those that are written most first, and of them those of the usual part of the spine. */
const painTitled = oncePer((codes: Codes) =>
  onceFor(mostDays, (date: IsoDate | undefined) => {
    const told = (code: string): string =>
      // "Without myelopathy or radiculopathy" is not radiculopathy.
      ` ${codes.diagnosisTitle(code) ?? ''} ${codes.plainDiagnosis(code) ?? ''}`
        .toLowerCase()
        .replace(/ without [^,;]*/g, '');
    const known = codes.painDiagnosesFrom('', date);
    const usual = codes.usualDiagnoses.filter((code) => known.includes(code));
    const all = [...new Set([...usual, ...known])].map((code) => {
      const title = told(code);
      return { code, title, rarity: rarityOf(code, title), isUsual: usual.includes(code) };
    });
    return all.sort((one, other) => Number(other.isUsual) - Number(one.isUsual) || one.rarity - other.rarity);
  }),
);

/** The parts of the spine by their region character, where most is done first: low back, neck, chest; where they meet, and the ends, last. */
const spineParts = ['6', '7', '2', '4'];

/** How seldom the part of the spine that a code names is the one; what names none is as usual as any. */
function rarityOf(code: string, title: string): number {
  const part = spinePartOf(code)?.character ?? titledRegionOf(title);
  const at = part === undefined ? 0 : spineParts.indexOf(part);
  return at < 0 ? spineParts.length : at;
}

/** Whether a title in lower case, with a space before it, has all of the words; undefined where none says anything. */
function matcher(words: string): ((title: string) => boolean) | undefined {
  const wanted = wordsIn(words);
  if (wanted.length === 0) return undefined;
  // "Lumbar" is no part of "thoracolumbar".
  const meanings = meaningsOf(wanted).map((all) => all.map((each) => ` ${each}`));
  return (title) => meanings.every((all) => all.some((each) => title.includes(each)));
}

/** What each word may be called; the last one may be the beginning of one that is called otherwise: "fac" of "facet". */
function meaningsOf(words: readonly string[]): readonly (readonly string[])[] {
  return words.map((word, index) => {
    const others = otherWords.get(word);
    if (others) return others;
    if (index < words.length - 1 || word.length < 3) return [word];
    return [word, ...[...otherWords].flatMap(([begun, meant]) => (begun.startsWith(word) ? meant : []))];
  });
}

function wordsIn(words: string): readonly string[] {
  return words
    .slice(0, 200)
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 1 && !empty.has(word));
}

/**
 * The codes of all of ICD-10-CM that are billable on the date and whose title has all of the words, the last of which may be half
 * typed. Chapters in which a pain practice finds its codes come first; of the others no more are looked through than it takes.
 */
export function allDiagnosesNamed(
  words: string,
  codes: Codes,
  date: IsoDate | undefined,
  most: number,
): readonly string[] {
  const fits = matcher(words);
  if (!fits) return [];
  const found: string[] = [];
  for (const letter of chapters) {
    // Of hundreds the first are as good as any: another word tells more.
    if (found.length >= enough) break;
    for (const [code, title] of titled(codes)(date, letter)) {
      if (fits(title)) found.push(code);
    }
  }
  return found.slice(0, most);
}

/** Bones and joints, nerves and symptoms first; injuries and their causes, half of all codes, last. */
const chapters = 'MGRFZBCDEIKLNHJAOPQUSTVWXY'.split('');
const enough = 10;

/** The billable codes from the first to the last of a range of codes without their point. */
export function diagnosesInRange(
  { first, last }: { readonly first: string; readonly last: string },
  codes: Codes,
  date: IsoDate | undefined,
  most: number,
): readonly string[] {
  const differs = [...first].findIndex((character, index) => character !== last[index]);
  const shared = differs < 0 ? first : first.slice(0, Math.max(differs, 1));
  return codes
    .diagnosesFrom(shared, 10 * most, date)
    .filter((code) => {
      const bare = withoutPoint(code);
      // A range names codes of the length of its ends.
      return bare.length === first.length && bare >= first && bare <= last;
    })
    .slice(0, most);
}

/** The codes of a letter with their titles in lower case, of the set of a date: made when words are first looked for in them. */
const titled = oncePer((codes: Codes) => {
  const known = new Map<string, readonly (readonly [string, string])[]>();
  return (date: IsoDate | undefined, letter: string): readonly (readonly [string, string])[] => {
    const key = `${codes.diagnosisEdition(date)} ${letter}`;
    const before = known.get(key);
    if (before) return before;
    const made = codes
      .diagnosesFrom(letter, Number.POSITIVE_INFINITY, date)
      .map((code) => [code, ` ${codes.diagnosisTitle(code)?.toLowerCase() ?? ''}`] as const);
    known.set(key, made);
    return made;
  };
});
