/**
 * Which payer a name means that is no policy's id or alias: by the words of a name, or by its spelling. One program never
 * replaces another: Medicaid is not a misspelled Medicare, however near the two words are.
 */
import { isState, stateNamed } from '../clinical/states.js';
import { editDistance, nearLimit } from '../text/distance.js';
import type { Shelf } from './shelf.js';

/** Shorter names are initials: any other payer's are as near. */
const shortestName = 4;
/** How much nearer a word must be to a program's name than to another program's. */
const margin = 2;

/**
 * The id (lower case) of the one policy that has a name beginning with these words, or with the same words in another order:
 * "priority" is Priority Health, "Noridian Medicare" is Noridian.
 */
export function meantByWords(shelf: Shelf, name: string): string | undefined {
  const words = wordsOf(name);
  // A state has many payers.
  if (words.join('').length < shortestName || stateNamed(words.join(' '))) return undefined;
  const found = [...shelf.idOf].filter(([known, id]) => {
    const all = wordsOf(known);
    if (words.every((word, index) => all[index] === word)) return !leavesOutProgram(shelf, words, id);
    // "Noridian Medicare": the program may be said too, never left out.
    const ofProgram = shelf.programOf(id) === id ? [] : namesOfProgram(shelf, shelf.programOf(id));
    const sorted = (some: readonly string[]): string => [...some].sort().join(' ');
    const said = words.filter((word) => !linking.has(word));
    const rest = said.filter((word) => !ofProgram.includes(word));
    return [said, rest].some((some) => some.length > 0 && sorted(some) === sorted(all));
  });
  return onlyOne(shelf, words, found);
}

/** The ids (lower case) of all policies that have a name beginning with these words: where it is one, it is meant. */
export function beginningWith(shelf: Shelf, name: string): readonly string[] {
  const words = wordsOf(name);
  if (words.join('').length < shortestName) return [];
  const found = [...shelf.idOf].filter(([known]) => {
    const all = wordsOf(known);
    return words.every((word, index) => all[index] === word);
  });
  return [...new Set(found.map(([, id]) => id))].sort();
}

/** The id (lower case) of the one policy whose name this is, misspelled. */
export function meantBySpelling(shelf: Shelf, name: string): string | undefined {
  if (name.length <= shortestName) return undefined;
  const words = wordsOf(name);
  let nearest = Number.POSITIVE_INFINITY;
  let found: [string, string][] = [];
  for (const [known, id] of shelf.idOf) {
    const away = spellingDistance(words, wordsOf(known));
    if (away === undefined || away > nearest) continue;
    if (away < nearest) found = [];
    nearest = away;
    found.push([known, id]);
  }
  return onlyOne(shelf, words, found);
}

/** "Medicaid of Ohio" has no more words than "Ohio Medicaid". */
const linking: ReadonlySet<string> = new Set(['of', 'the', 'for']);

/** The one policy among those found, if it is of the program that the words name. */
function onlyOne(
  shelf: Shelf,
  words: readonly string[],
  found: readonly (readonly [string, string])[],
): string | undefined {
  const [first, ...others] = found;
  if (!first || others.some(([, id]) => id !== first[1])) return undefined;
  return found.some(([known, id]) => isOfProgram(shelf, words, id, known)) ? first[1] : undefined;
}

/** "Humana" is not its Medicare Advantage plan: what a name leaves out must not be a program. */
function leavesOutProgram(shelf: Shelf, words: readonly string[], id: string): boolean {
  const naming = programsOf(shelf).flatMap((program) => namesOfProgram(shelf, program));
  return wordsOf(id).some((word) => naming.includes(word) && !words.includes(word));
}

/** Whether none of the words that are not in the known name is the name of another program, or nearly is. */
function isOfProgram(shelf: Shelf, words: readonly string[], id: string, known: string): boolean {
  const own = shelf.programOf(id);
  const ownNames = namesOfProgram(shelf, own);
  const otherNames = programsOf(shelf)
    .filter((program) => program !== own)
    .flatMap((program) => namesOfProgram(shelf, program));
  const shared = wordsOf(known);
  return words.every((word) => {
    if (shared.includes(word)) return true;
    const isBeginning = ownNames.some((each) => each.startsWith(word) || word.startsWith(each));
    const nearestOwn = Math.min(...ownNames.map((each) => distanceTo(each, word)));
    return !otherNames.some((each) => {
      const away = distanceTo(each, word);
      return away === 0 || (!isBeginning && away <= nearLimit(word) && away < nearestOwn + margin);
    });
  });
}

/** How far two names are apart, word by word, or with other spaces or hyphens; undefined where one is not plainly the other. */
function spellingDistance(words: readonly string[], others: readonly string[]): number | undefined {
  if (isOfOtherState(words.join(''), others.join(''))) return undefined;
  // A word too few is another payer, or a part of a name: "BCBS Arizona" is no misspelled "BCBS Arizona MA".
  if (words.length !== others.length) {
    const joined = editDistance(words.join(''), others.join(''), 1);
    return joined <= 1 ? joined : undefined;
  }
  let sum = 0;
  for (const [index, word] of words.entries()) {
    const other = others[index] ?? '';
    const limit = word.length <= shortestName ? 0 : word.length < 8 ? 1 : 2;
    const away = word === other ? 0 : editDistance(word, other, limit);
    if (away > limit) return undefined;
    sum += away;
  }
  return sum;
}

/** "BCBSNC" is no misspelled "BCBSSC". */
function isOfOtherState(name: string, known: string): boolean {
  const [one, other] = [name, known].map((each) => each.slice(-2).toUpperCase());
  return one !== other && name.slice(0, -2) === known.slice(0, -2) && [one, other].every((each) => isState(each ?? ''));
}

function programsOf(shelf: Shelf): readonly string[] {
  return [...new Set([...shelf.byId.keys()].map((id) => shelf.programOf(id)))];
}

/** The single words by which a program is called: "medicare", "tricare", "va". */
function namesOfProgram(shelf: Shelf, program: string): readonly string[] {
  const own = [...shelf.idOf].filter(([, id]) => id === program).map(([known]) => known);
  return own.filter((known) => /^[a-z0-9]+$/.test(known));
}

function distanceTo(name: string, word: string): number {
  if (name === word) return 0;
  // A word of three letters is near to every other one.
  if (Math.min(name.length, word.length) <= shortestName) return Number.POSITIVE_INFINITY;
  return editDistance(word, name, nearLimit(word) + margin);
}

function wordsOf(name: string): readonly string[] {
  return name.split(/[^A-Za-z0-9\u00c0-\u024f&]+/).filter((word) => word !== '');
}
