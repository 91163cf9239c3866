/** Which sentences of a note are about which of its procedures. */
import type { ProcedureKind } from '../syntax/vocabulary.js';
import { isHeading } from './headings.js';
import { isOfFacets, kindNamed, type NamedKind } from './kinds.js';
import type { Sentence } from './sentences.js';
import { jointsIn, musclesIn, nerveSitesIn } from './sites.js';

/** A kind that the note names, and where. */
export interface Found {
  kind: ProcedureKind | 'ablation';
  named: NamedKind | undefined;
  words: string;
  headings: Sentence[];
}

/** Whether the two may be one procedure, named more or less closely. */
export function isFamily(one: Found['kind'], other: Found['kind']): boolean {
  return one === other || familyOf(one) === familyOf(other);
}

function familyOf(kind: Found['kind']): string {
  if (kind === 'epidural' || kind === 'transforaminal-epidural') return 'epidural';
  if (kind === 'facet-injection' || kind === 'facet-destruction' || kind === 'ablation') return 'facet';
  if (kind === 'nerve-block' || kind === 'nerve-destruction') return 'nerve';
  return kind;
}

/** Of one procedure everything is told; of several, each sentence of the one that it names, until another is named. */
export function assign(
  main: readonly Found[],
  sentences: readonly Sentence[],
): ReadonlyMap<Found, readonly Sentence[]> {
  const [only] = main;
  if (only && main.length === 1) {
    return new Map([[only, sentences.filter((each) => !isHeading(each) || each.label !== 'procedure')]]);
  }
  const of = new Map<Found, Sentence[]>(main.map((each) => [each, []]));
  let current: Found | undefined;
  let row = -1;
  const isInTurn = isEachWithItsOwn(main, sentences);
  for (const sentence of sentences) {
    if (isHeading(sentence)) {
      const named = main.filter(({ headings }) =>
        headings.some(({ part, line }) => part === sentence.part && line === sentence.line),
      );
      current = named.length === 1 ? named[0] : undefined;
      row = sentence.line;
      continue;
    }
    const numbered = /^(?:procedure|injection|block)\s*(?:#|no\.?|number)?\s*([1-3])\b/i.exec(sentence.text)?.[1];
    if (numbered) current = main[Number(numbered) - 1];
    if (/\b(?:both (?:procedures|injections|blocks)|overall)\b/i.test(sentence.text)) continue;
    const mentioned = main.filter((each) => isMentioned(each, sentence.text));
    if (mentioned.length === 1) [current] = mentioned;
    else if (mentioned.length > 1 || sentence.section !== 'text') current = undefined;
    else if (!isInTurn && sentence.isValue && sentence.label && shared.has(sentence.label) && sentence.line !== row)
      continue;
    if (current) of.get(current)?.push(sentence);
  }
  return of;
}

/** Whether each heading is followed by values of its own: "PROCEDURE #1", its drug, its guidance, then "PROCEDURE #2". */
function isEachWithItsOwn(main: readonly Found[], sentences: readonly Sentence[]): boolean {
  const lines = main.map(({ headings }) => headings.at(-1)?.line ?? -1).sort((one, other) => one - other);
  return lines.every((line, at) => {
    const next = lines[at + 1] ?? Number.POSITIVE_INFINITY;
    return sentences.some(
      ({ line: own, isValue, label }) =>
        own > line &&
        own < next &&
        isValue &&
        (label === 'agent' || label === 'homeDrugs' || label === 'guidance' || label === 'painBefore'),
    );
  });
}

/** What is said once for all of a session. */
const shared: ReadonlySet<string> = new Set([
  'consent',
  'complication',
  'indication',
  'care',
  'diagnosis',
  'relief',
  'painBefore',
  'painAfter',
  'painBoth',
  'anesthesia',
  'dateOfService',
  'place',
]);

function isMentioned({ kind, headings }: Found, text: string): boolean {
  const named = kindNamed(text);
  if (named && named !== 'ablation' && isFamily(named.kind, kind)) {
    return kind !== 'joint-injection' && kind !== 'nerve-block' ? true : isSiteOf(headings, text);
  }
  switch (familyOf(kind)) {
    case 'facet':
      return isOfFacets(text);
    case 'epidural':
      return /\bepidural|\btransforaminal|\binterlaminar|\bforamen|\btuohy/i.test(text);
    case 'sacroiliac-injection':
      return /\bsacro-?iliac|\bsi[- ]joint|\bsij\b/i.test(text);
    case 'trigger-point':
      return /\btrigger/i.test(text) || musclesIn(text).length > 0;
    case 'joint-injection':
    case 'nerve':
      return isSiteOf(headings, text);
    default:
      return false;
  }
}

function isSiteOf(headings: readonly Sentence[], text: string): boolean {
  const sites = (each: string) => [...jointsIn(each), ...nerveSitesIn(each)].map(({ name }) => name);
  const own = new Set(headings.flatMap((heading) => sites(heading.text)));
  return sites(text).some((name) => own.has(name));
}
