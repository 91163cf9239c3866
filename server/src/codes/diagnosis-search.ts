/** The diagnoses that everyday words may mean: "lumbar spondylosis". Among a pain practice's codes; never one chosen. */
import type { IsoDate } from '../clinical/dates.js';
import type { Codes } from './codes.js';

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
  const wanted = words
    .slice(0, 200)
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 1 && !empty.has(word));
  if (wanted.length === 0) return [];
  const told = (code: string): string =>
    // "Without myelopathy or radiculopathy" is not radiculopathy.
    ` ${codes.diagnosisTitle(code) ?? ''} ${codes.plainDiagnosis(code) ?? ''}`
      .toLowerCase()
      .replace(/ without [^,;]*/g, '');
  // "Lumbar" is no part of "thoracolumbar".
  const fits = (code: string): boolean =>
    wanted.every((word) => (otherWords.get(word) ?? [word]).some((each) => told(code).includes(` ${each}`)));
  const known = codes.painDiagnosesFrom('', date);
  const usual = codes.usualDiagnoses.filter((code) => known.includes(code));
  const found = [...new Set([...usual, ...known])].filter(fits);
  // "Other" and "unspecified" are what is left when no other code fits.
  const isRest = (code: string): boolean => / (?:other|unspecified)\b/.test(told(code));
  return [...found.filter((code) => !isRest(code)), ...found.filter(isRest)].slice(0, most);
}
