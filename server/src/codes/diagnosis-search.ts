/** The diagnoses that everyday words may mean: "lumbar spondylosis". Among a pain practice's codes; never one chosen. */
import type { IsoDate } from '../clinical/dates.js';
import { oncePer } from '../text/once.js';
import type { Codes } from './codes.js';
import { withoutPoint } from './diagnosis-form.js';

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
 * The codes billable on the date whose title or plain words have all of the words; those that a pain practice writes most come first.
 *
 * @param most how many are wanted
 */
export function diagnosesNamed(
  words: string,
  codes: Codes,
  date: IsoDate | undefined,
  most: number,
): readonly string[] {
  const wanted = wordsIn(words);
  if (wanted.length === 0) return [];
  const told = (code: string): string =>
    // "Without myelopathy or radiculopathy" is not radiculopathy.
    ` ${codes.diagnosisTitle(code) ?? ''} ${codes.plainDiagnosis(code) ?? ''}`
      .toLowerCase()
      .replace(/ without [^,;]*/g, '');
  // "Lumbar" is no part of "thoracolumbar".
  const meanings = meaningsOf(wanted);
  const fits = (code: string): boolean => meanings.every((all) => all.some((each) => told(code).includes(` ${each}`)));
  const known = codes.painDiagnosesFrom('', date);
  const usual = codes.usualDiagnoses.filter((code) => known.includes(code));
  const found = [...new Set([...usual, ...known])].filter(fits);
  // "Other" and "unspecified" are what is left when no other code fits.
  const isRest = (code: string): boolean => / (?:other|unspecified)\b/.test(told(code));
  return [...found.filter((code) => !isRest(code)), ...found.filter(isRest)].slice(0, most);
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
  const wanted = wordsIn(words);
  if (wanted.length === 0) return [];
  const meanings = meaningsOf(wanted).map((all) => all.map((each) => ` ${each}`));
  const found: string[] = [];
  for (const letter of chapters) {
    // Of hundreds the first are as good as any: another word tells more.
    if (found.length >= enough) break;
    for (const [code, title] of titled(codes)(date, letter)) {
      if (meanings.every((all) => all.some((each) => title.includes(each)))) found.push(code);
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
