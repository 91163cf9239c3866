/**
 * Which payer a name means that is no policy's id or alias: by the first words of a name, or by its spelling. One program never
 * replaces another: Medicaid is not a misspelled Medicare, however near the two words are.
 */
import { editDistance, nearestAll, nearLimit } from '../text/distance.js';
import type { Shelf } from './shelf.js';

/** Shorter names are initials: any other payer's are as near. */
const shortestName = 4;
/** How much nearer a name must be than the nearest one of another program. */
const margin = 2;

/** The id (lower case) of the one policy that has a name beginning with these words: "priority" is Priority Health. */
export function meantByPart(shelf: Shelf, name: string): string | undefined {
  const words = wordsOf(name);
  if (words.join('').length < shortestName) return undefined;
  const ids = new Set<string>();
  for (const [known, id] of shelf.idOf) {
    const all = wordsOf(known);
    if (words.every((word, index) => all[index] === word)) ids.add(id);
  }
  const [id, ...others] = ids;
  if (id === undefined || others.length > 0) return undefined;
  // "Humana" is not its Medicare Advantage plan: what a name leaves out must not be a program.
  const naming = programsOf(shelf).flatMap((program) => namesOfProgram(shelf, program));
  const leavesOut = wordsOf(id).some((word) => naming.includes(word) && !words.includes(word));
  return !leavesOut && isOfProgram(shelf, words, id) ? id : undefined;
}

/** The id (lower case) of the one policy whose name this is, misspelled. */
export function meantBySpelling(shelf: Shelf, name: string): string | undefined {
  if (name.length <= shortestName) return undefined;
  const words = wordsOf(name);
  // A word too few is another payer, or a part of a name: "BCBS Arizona" is no misspelled "BCBS Arizona MA".
  const alike = [...shelf.idOf.keys()].filter(
    (known) => wordsOf(known).length === words.length || isJoined(known, name),
  );
  const nearest = nearestAll(name, alike);
  const ids = new Set(nearest.map((known) => shelf.idOf.get(known) ?? known));
  const [id, ...others] = ids;
  if (id === undefined || others.length > 0) return undefined;
  return isOfProgram(shelf, words, id) ? id : undefined;
}

/** Whether none of the words names another program, or nearly does. */
function isOfProgram(shelf: Shelf, words: readonly string[], id: string): boolean {
  const own = shelf.programOf(id);
  const ownNames = namesOfProgram(shelf, own);
  const otherNames = programsOf(shelf)
    .filter((program) => program !== own)
    .flatMap((program) => namesOfProgram(shelf, program));
  return words.every((word) => {
    const isBeginning = ownNames.some((each) => each.startsWith(word) || word.startsWith(each));
    const nearestOwn = Math.min(...ownNames.map((each) => distanceTo(each, word)));
    return !otherNames.some((each) => {
      const away = distanceTo(each, word);
      if (each === word) return true;
      return !isBeginning && away <= nearLimit(word) && away < nearestOwn + margin;
    });
  });
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

/** The same letters, save one, with other spaces or hyphens. */
function isJoined(known: string, name: string): boolean {
  return editDistance(wordsOf(known).join(''), wordsOf(name).join(''), 1) <= 1;
}

function wordsOf(name: string): readonly string[] {
  return name.split(/[^\p{L}\p{N}&]+/u).filter((word) => word !== '');
}
