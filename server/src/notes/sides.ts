/** Which side the words of a note name for what is treated; sides of the patient's position, of an arm or of the C-arm are none. */
import type { Side } from '../syntax/vocabulary.js';
import { jointsIn, musclesIn, nerveSitesIn } from './sites.js';

interface FoundSide {
  readonly side: Side;
  readonly start: number;
  readonly end: number;
}

const long =
  /\b(left and right|right and left|bilateral(?:ly)?|bilat\b\.?|b\/l|both (?:sides|knees|hips|shoulders|joints|si joints|sacroiliac joints|elbows|wrists|ankles)|left|right)\b/gi;
const short =
  /(?<![A-Za-z'])((?:R ?(?:and|AND|&|\+) ?L|L ?(?:and|AND|&|\+) ?R))(?![A-Za-z'])|(?<![A-Za-z'])(LT|RT|Lt|Rt|BL)(?![A-Za-z'])|\((L|R|B)\)/g;
const single = /(?<![A-Za-z'./])(L|R)(?=[ )]|$)(?! ?\d)/g;
const notHere =
  /^(?:[ -]sided?)?\s*(?:(?:anterior|posterior|lower|upper|\d+ (?:degrees?|deg))\s+)*(?:oblique|obliquity|lateral decubitus|decubitus|lateral recumbent|arm\b|hand\b|forearm|antecubital|upper extremit|lower extremit|leg\b|thigh|calf|foot|toes?|side[- ]lying|handed|radicul|buttock|ear\b|low(?:er)? back|groin|side down|side up|sided? (?:low|neck|back|leg|arm|radic|pain|sciat|headache)|-sided? (?:low|neck|back|leg|arm|radic|pain|sciat|headache)|neck pain|back pain|shoulder pain|knee pain|hip pain|of (?:the )?(?:mid-?line|spinous)|heart|ventric|atri|kidney|lung)/i;
const notHereBefore =
  /\b(?:pad|electrode pad|grounding|rotated|tilted|angled|turned|obliqued|tilt|rotation|oblique|head|face|lying on|positioned on|lateral|iv|line|cannula|catheter|cuff|ipsilateral|contralateral)\b[^.;,]{0,24}$|\bpain (?:in|on|over|of) (?:the|his|her|their)?\s*$/i;

/** The sides in the text, in their order; letters alone only where the text is a heading or a value. */
export function sidesIn(text: string, takesLetters: boolean): readonly FoundSide[] {
  const matches = [
    ...text.matchAll(long),
    ...text.matchAll(short),
    ...[...text.matchAll(single)].filter(
      ({ index, 0: found }) => takesLetters || isOfPlace(text.slice(index + found.length)),
    ),
  ];
  return matches
    .flatMap((match): readonly FoundSide[] => {
      const word = match[1] ?? match[2] ?? match[3] ?? '';
      const end = match.index + match[0].length;
      const before = text.slice(Math.max(0, match.index - 40), match.index);
      if (notHere.test(text.slice(end, end + 60)) || notHereBefore.test(before)) return [];
      // "All right", "right away".
      if (/^right$/i.test(word) && /^\s+(?:away|now|after|before|where|at the time)\b/i.test(text.slice(end)))
        return [];
      const plain = word.toLowerCase();
      const side: Side = /^b|and|&|\+/.test(plain) ? 'bilateral' : plain.startsWith('l') ? 'left' : 'right';
      return [{ side, start: match.index, end }];
    })
    .sort((first, second) => first.start - second.start)
    .filter((each, at, all) => at === 0 || each.start >= (all[at - 1]?.end ?? 0));
}

/** A letter in a sentence is a side only before a level or a site. */
function isOfPlace(behind: string): boolean {
  const next = behind.trimStart().slice(0, 40);
  if (/^[CTLS]\d/.test(next)) return true;
  return [...jointsIn(next), ...nerveSitesIn(next), ...musclesIn(next)].some(({ start }) => start === 0);
}

/** The one side that several add up to; undefined where they do not. */
export function sidesTogether(sides: readonly Side[]): Side | 'both' | undefined {
  const all = new Set(sides);
  if (all.size === 0) return undefined;
  if (all.has('bilateral')) return 'bilateral';
  return all.size === 2 ? 'both' : sides[0];
}
