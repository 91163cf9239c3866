/** The sentences of a note, each with the section and the label that it stands under, and the time that it tells of. */
import type { Label } from './labels.js';
import { type Part, partsOf, type Section } from './parts.js';
import { isOfAnother, isOfToday, isPast, isPlanned, isSupposed } from './times.js';

export interface Sentence {
  readonly text: string;
  readonly label: Label | undefined;
  readonly labelText: string;
  readonly section: Section;
  /** It is the value of a label, and no sentence of a section. */
  readonly isValue: boolean;
  /** `supposed`: a condition, a risk, an expectation. */
  readonly time: 'today' | 'past' | 'planned' | 'supposed';
  /** The part that it is of. */
  readonly part: number;
  readonly line: number;
  /** It is a cell of a table under a heading. */
  readonly isRow: boolean;
  /** It begins its part. */
  readonly isFirst: boolean;
}

/** No sentence is longer; what is, has no full stops. */
const longest = 1_200;
const abbreviations =
  /(?:\b(?:Dr|Mr|Mrs|Ms|No|vs|approx|Inc|St|Jr|Sr|Pt|pt|M\.D|D\.O|i\.e|e\.g|a\.m|p\.m|dx|Dx|Lt|Rt|Bilat|bilat|inj|ga|cc|Hx|hx|wk|wks|hr|hrs|min|mins|mo|mos|incl|sec|s\/p)|\b[A-Z])$/;

/** The sentences in their order. */
export function sentencesOf(note: string): readonly Sentence[] {
  return partsOf(note).flatMap((part, index) => {
    const all = cut(part.text);
    const told = all.findIndex(isTelling);
    return all.map((text, at) => {
      const under = underLabel(part, text, at, told >= 0 && told < at);
      return {
        text,
        ...under,
        isRow: part.isRow,
        isFirst: at === 0,
        time: timeOf({ ...part, ...under }, text),
        part: index,
        line: part.line,
      };
    });
  });
}

/** What is told below a heading in whole sentences is no heading. */
function underLabel(
  { label, labelText, section, isValue }: Part,
  text: string,
  at: number,
  isAfterTelling: boolean,
): Pick<Sentence, 'label' | 'labelText' | 'section' | 'isValue'> {
  if (isOfAnother(text)) return { label: undefined, labelText: '', section: 'ignored', isValue: false };
  const isBelow =
    at > 0 &&
    !/\b(?:injections?|blocks?|ablations?|rfa?|esis?|mbbs?|tpis?|guid\w+|[CTLS]\d{1,2}|left|right|bilateral)\b/i.test(
      text,
    );
  const isOfAnotherDay = at > 0 && (isPast(text) || isPlanned(text) || isSupposed(text));
  if (label === 'procedure' && isValue && (isTelling(text) || isBelow || isAfterTelling || isOfAnotherDay))
    return { label: undefined, labelText: '', section, isValue: false };
  return { label, labelText, section, isValue };
}

/** Whether the words are a sentence, and not a title. */
export function isTelling(text: string): boolean {
  return /\b(?:was|were|is|are|has|have|had|will|presents?|underwent|tolerated|denies|reports)\b/i.test(text);
}

function timeOf({ section, label, isValue }: Part, text: string): Sentence['time'] {
  if (section === 'plan' || isPlanned(text)) return 'planned';
  if (isSupposed(text)) return 'supposed';
  if (section === 'history' || section === 'copied') return 'past';
  // What a label says is today's, unless the words themselves say another day.
  if (isValue && label === 'procedure' && !isTelling(text)) return 'today';
  return isPast(text) && !isOfToday(text) ? 'past' : 'today';
}

/** Where a full stop, a question mark or a semicolon ends a sentence. */
function cut(text: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  for (const { index, 0: mark } of text.matchAll(/[.!?](?=\s+["'(]?[A-Za-z0-9#]|\s*$)|;(?=\s)/g)) {
    const so = text.slice(Math.max(start, index - 12), index);
    if (mark === '.' && /\b(?:no|chart|acct)$/i.test(so) && /^\s+[A-Z-]*\d/.test(text.slice(index + 1))) continue;
    // "Pain before 8/10; after 3/10."
    if (mark === ';' && /^\s+(?:after|post)\b/i.test(text.slice(index + 1))) continue;
    const isLetter = mark === '.' && abbreviations.test(so) && index < text.length - 1;
    if (isLetter && !/\b(?:[LCTS]\d|cc|mL|min|mins|hrs?|wks?|mos?)$/.test(so)) continue;
    if (isLetter && !/^\s+[A-Z]/.test(text.slice(index + 1))) continue;
    found.push(text.slice(start, index + 1));
    start = index + 1;
  }
  found.push(text.slice(start));
  return found.flatMap((sentence) => pieces(sentence.trim())).filter(Boolean);
}

function pieces(sentence: string): readonly string[] {
  if (sentence.length <= longest) return [sentence];
  const end = sentence.lastIndexOf(' ', longest);
  const at = end > 0 ? end : longest;
  return [sentence.slice(0, at).trim(), ...pieces(sentence.slice(at).trim())];
}
