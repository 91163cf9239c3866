/** Levels, nerves, roots and vertebral bodies in the words of a note. "L4" alone may be any of them: it is read only where the words say which. */
import { readLevel, readLevelsInRow } from '../clinical/level-words.js';
import { medialBranches, roots, vertebralBodies } from '../clinical/levels.js';

/** What stands in a row: "L3-4, L4-5 and L5-S1", "L3, L4, L5". */
export interface Group {
  readonly start: number;
  readonly end: number;
  /** Canonical levels, in their order; empty where there are none. */
  readonly levels: readonly string[];
  /** Single vertebrae. */
  readonly vertebrae: readonly string[];
  /** Something in it could not be read: nothing of it is. */
  readonly isUnreadable: boolean;
  /** A level is wider than one joint. */
  readonly isSpan: boolean;
}

const one = String.raw`[CTLS] ?\d{1,2}`;
const chain = String.raw`${one}(?: ?[-/] ?[CTLS]? ?\d{1,2}){2,3}`;
const pair = String.raw`${one} ?(?:-|\/|(?:\s(?:to|through|thru)\s)) ?[CTLS]? ?\d{1,2}`;
const compact = String.raw`[CTLS]\d{1,2}[CTLS]\d{1,2}|[CTLS]\d{2,4}`;
/** "L3-4, 4-5 and 5-1": the letter is that of the one before. */
const further = String.raw`(?<=[\d,&d]\s?)\d{1,2} ?[-/] ?S?\d{1,2}(?![\d/]|\.\d|\s*(?:%|mL|cc|mg|mcg|units?|gauge|ga?\b|inch|hours?|hrs?|days?|weeks?|months?|out|times))`;
const bare = String.raw`(?<=(?:,|and|&|\/)\s?)\d{1,2}(?![\d/%]|\.\d|\s*(?:-|to\s\d|mL|ml|ML|cc|CC|mg|MG|mcg|units?|UNITS?|gauge|ga?\b|G\b|inch|hours?|hrs?|days?|weeks?|months?|out|times|minutes|min|degrees|cm|mm|%|levels?|joints?|needles?|sites?|points?|injections?|o'clock|volts?|Hz))`;
const token = new RegExp(
  String.raw`(?<![A-Za-z\d.])(?:(${chain})|(${pair})|(${compact})|(${one})|(TON))(?![A-Za-z\d%]|\.\d)`,
  'g',
);
const glue =
  /^[\s,;]*(?:(?:and|&|\+|as well as|plus)?[\s,]*)?(?:(?:on )?(?:the )?\(?(?:left|right|bilateral(?:ly)?|lt|rt|l|r)\b\)?(?:[ -]side[d]?)?[\s,]*)?(?:(?:and|&|\+)?[\s,]*)?(?:(?:at|the|at the|facets?|joints?|facet joints?|levels?)[\s,]*)?(?:(?:and|&|\+)?[\s,]*)?$/i;
const continuation = new RegExp(String.raw`^\s*(?:,|and|&|\+|\/|, and)\s*(?:(${further})|(${bare}))`, 'i');

/** The groups in the text, in their order. */
export function groupsIn(text: string): readonly Group[] {
  const groups: (Group & { readonly letter: string })[] = [];
  let from = 0;
  for (const match of text.matchAll(token)) {
    if (match.index < from) continue;
    const [words, row, two, short, single, occipital] = match;
    const plain = words.replace(/\s+(?:to|through|thru)\s+/gi, '-').replace(/\s+/g, '');
    const letter = plain.charAt(0);
    const read = row
      ? readLevelsInRow(plain)
      : two || short
        ? [readLevel(plain)].flatMap((level) => level ?? [])
        : undefined;
    let levels = (read ?? []).map(({ canonical }) => canonical);
    let isSpan = (read ?? []).some((level) => level.levels.length > 1);
    const isShortVertebra = short !== undefined && levels.length === 0 && vertebraOf(plain) !== '';
    const vertebrae = occipital ? ['TON'] : single || isShortVertebra ? [vertebraOf(plain)] : [];
    let isUnreadable = (Boolean(row || two) && levels.length === 0) || vertebrae.includes('');
    // L99 is no place.
    if (short && levels.length === 0 && vertebrae.length === 0) continue;
    let end = match.index + words.length;
    for (
      let more = continuation.exec(text.slice(end, end + 40));
      more;
      more = continuation.exec(text.slice(end, end + 40))
    ) {
      const [whole, level, vertebra] = more;
      if (level) {
        const next = readLevel(`${letter}${level.replace(/\s+/g, '')}`);
        if (next) levels = [...levels, next.canonical];
        else isUnreadable = true;
        isSpan ||= (next?.levels.length ?? 0) > 1;
      } else if (vertebra && vertebrae.length > 0) vertebrae.push(vertebraOf(`${letter}${vertebra}`));
      else break;
      end += whole.length;
    }
    from = end;
    isUnreadable ||= vertebrae.includes('');
    const last = groups.at(-1);
    if (last && glue.test(text.slice(last.end, match.index)) && last.levels.length > 0 === levels.length > 0) {
      groups[groups.length - 1] = {
        ...last,
        end,
        levels: [...last.levels, ...levels],
        vertebrae: [...last.vertebrae, ...vertebrae],
        isUnreadable: last.isUnreadable || isUnreadable,
        isSpan: last.isSpan || isSpan,
      };
    } else groups.push({ start: match.index, end, levels, vertebrae, isUnreadable, isSpan, letter });
  }
  return groups;
}

function vertebraOf(word: string): string {
  const name = word.toUpperCase();
  return medialBranches.includes(name) || roots.includes(name) || vertebralBodies.includes(name) ? name : '';
}

/** What a group is, by the words next to it. */
type Meaning = 'levels' | 'nerves' | 'roots' | 'foramina' | 'bodies' | 'landmark' | 'open';

const nerveBehind =
  /^\W{0,3}(?:(?:the|left|right|bilateral|lumbar|cervical|thoracic|and|\(?[LR]\)?)\s+){0,3}(?:medial branch(?:es)?(?: nerves?)?|mb nerves?|mbns?|dorsal ram(?:us|i)|nerves?)\b(?!\s+(?:nerve )?(?:blocks?|injections?|radio|rf|ablat|neurot|rhizot|root))/i;
const branchActBehind =
  /^\W{0,3}(?:(?:the|left|right|bilateral|lumbar|cervical|thoracic|diagnostic)\s+){0,3}(?:(?:medial branch(?:es)?|dorsal ram(?:us|i)|mb)(?: nerves?)?\s+(?:nerve )?(?:blocks?|injections?|radio\w*|rfa?|ablations?|neurotom\w+|rhizotom\w+)|mbbs?\b|mbrfa\b)/i;
const nerveBefore =
  /\b(?:(?:medial branch(?:es)?(?: nerves?)?|dorsal ram(?:us|i)|nerves?)\s*(?:of|at|:|-|\(|for|from|supplying|,)?\s*(?:the\s+)?|nerves? (?:treated|blocked|ablated|lesioned|targeted)\s*:?\s*)$/i;
const rootBehind = /^\W{0,3}(?:(?:the|left|right|spinal|exiting)\s+){0,2}(?:nerve )?roots?\b/i;
const rootBefore = /\b(?:nerve )?roots?\s*(?:of|at|:|,|\()?\s*(?:the\s+)?$/i;
const foramenBehind =
  /^\W{0,3}(?:(?:the|left|right|sacral|neural|posterior|dorsal|intervertebral|inter-?vertebral|neuro-?)\s*){0,3}foram(?:en|ina|inal)\b/i;
const bodyBehind =
  /^\W{0,3}(?:(?:vertebral|vertebra|vertebrae|compression|burst|fracture)\b\s*)(?:bod(?:y|ies)|compression|fractures?)?/i;
const landmark =
  /^\W{0,3}(?:(?:the|left|right|level of the|and)\s+){0,2}(?:transverse process\w*|tp\b|sap\b|superior articular|pedicles?|lamina\w*|spinous|endplates?|vertebral end|articular pillars?|lateral mass\w*|interspinous)|^\s*\/\s*(?:sacral ala|ala)/i;
const landmarkBefore =
  /\b(?:transverse process(?:es)?|tp|sap|junction|articular process(?:es)?|pedicles?|laminae?|spinous process(?:es)?|endplates?|articular pillars?|waists?|ala)\s*(?:of|at|on|over)?\s*(?:the\s+)?(?:left |right )?$/i;

/** What the words around a group say that it is. */
export function meaningOf(text: string, group: Group): Meaning {
  const behind = text.slice(group.end, group.end + 60);
  const before = text.slice(Math.max(0, group.start - 50), group.start);
  if (landmark.test(behind) || (landmarkBefore.test(before) && group.vertebrae.length > 0)) return 'landmark';
  if (rootBehind.test(behind) || rootBefore.test(before)) return 'roots';
  if (foramenBehind.test(behind)) return 'foramina';
  if (branchActBehind.test(behind)) return group.vertebrae.length > 0 ? 'nerves' : 'levels';
  if (nerveBehind.test(behind)) return 'nerves';
  if (bodyBehind.test(behind)) return 'bodies';
  if (nerveBefore.test(before)) return 'nerves';
  return 'open';
}
