/**
 * Pages with the words that the tool says today. Only wording changes: where something is expected, of which rule, how severe and
 * what a fix makes of the text stay typed by hand, and where these differ from what is found the page is refused.
 */
import type { RuleId } from '../../server/src/rules/rule.js';
import { alike } from './feature-answers.js';
import { type FeatureCase, readFeaturePage } from './feature-page.js';
import { type Mark, type PageCase, readPage, type WrittenMark, withMessages } from './page.js';

/** What became of a page. */
export interface Reworded {
  readonly text: string;
  /** The cases that cannot be reworded, and why. */
  readonly refusals: readonly string[];
  /** What names other figures or codes than before: more than wording may have changed. */
  readonly suspects: readonly string[];
}

/** A rule's page with today's messages and summary. */
export function rewordedRulePage(
  markdown: string,
  rule: { readonly id: RuleId; readonly summary: string },
  ruleIds: readonly RuleId[],
  found: (pageCase: PageCase) => readonly Mark[],
): Reworded {
  const refusals: string[] = [];
  const suspects: string[] = [];
  const messages = new Map<number, string>();
  const page = readPage(markdown);
  for (const [index, pageCase] of page.cases.entries()) {
    const where = `${pageCase.heading} (${index + 1})`;
    const pairs = paired(pageCase.marks, found(pageCase), (mark) => heldOfMark(mark, rule.id, ruleIds));
    if ('refusal' in pairs) {
      refusals.push(`${where}: ${pairs.refusal}`);
      continue;
    }
    for (const [written, now] of pairs) {
      if (written.message === now.message) continue;
      messages.set(written.row, now.message);
      if (figuresIn(written.message) !== figuresIn(now.message)) {
        suspects.push(`${where}: ${written.message} → ${now.message}`);
      }
    }
  }
  return { text: withSummary(withMessages(markdown, messages), page.summary, rule.summary), refusals, suspects };
}

/** A page of test/features/ with what is answered today. */
export async function rewordedFeaturePage(
  markdown: string,
  answer: (asked: FeatureCase) => Promise<string>,
): Promise<Reworded> {
  const refusals: string[] = [];
  const suspects: string[] = [];
  let text = '';
  let written = 0;
  for (const [index, asked] of readFeaturePage(markdown).entries()) {
    const where = `${asked.heading} (${index + 1}, ${asked.asked})`;
    const now = await answer(asked);
    if (alike(now, asked.expected) === asked.expected) continue;
    const held = heldIn[asked.asked] ?? ((line: string) => line);
    const words = alignedTo(asked.expected.split('\n'), now.split('\n'), held)?.join('\n');
    if (words === undefined) {
      refusals.push(`${where}: more than wording differs, found\n${now}`);
      continue;
    }
    text += markdown.slice(written, asked.at) + words;
    written = asked.at + asked.expected.length;
    if (figuresIn(asked.expected) !== figuresIn(words)) suspects.push(`${where}:\n${words}`);
  }
  return { text: text + markdown.slice(written), refusals, suspects };
}

/** What of a mark is no wording: its place, severity and rule, and whether a comment allows it. */
function heldOfMark({ line, start, end, severity, message }: Mark, own: RuleId, ruleIds: readonly RuleId[]): string {
  const [, named] = /^([\w-]+): /.exec(message) ?? [];
  const rule = named !== undefined && ruleIds.includes(named) ? named : own;
  const isAllowed = message.endsWith(' (allowed)');
  return `${severity ?? 'its own severity'} of ${rule}${isAllowed ? ' (allowed)' : ''} in line ${line + 1}, characters ${start + 1} to ${end}`;
}

/** The marks as written with the marks as found: those that differ in nothing first, the rest by what is held. */
function paired(
  written: readonly WrittenMark[],
  found: readonly Mark[],
  heldOf: (mark: Mark) => string,
): readonly (readonly [WrittenMark, Mark])[] | { readonly refusal: string } {
  const left = [...found];
  const take = (isIt: (mark: Mark) => boolean): Mark | undefined => {
    const at = left.findIndex(isIt);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const same = new Map(
    written.map((mark) => [mark, take((other) => heldOf(other) === heldOf(mark) && other.message === mark.message)]),
  );
  const pairs: (readonly [WrittenMark, Mark])[] = [];
  const missing: string[] = [];
  for (const mark of written) {
    const now = same.get(mark) ?? take((other) => heldOf(other) === heldOf(mark));
    if (now) pairs.push([mark, now]);
    else missing.push(heldOf(mark));
  }
  if (missing.length === 0 && left.length === 0) return pairs;
  const parts = [
    ...(missing.length > 0 ? [`not found: ${missing.join('; ')}`] : []),
    ...(left.length > 0 ? [`not expected: ${left.map(heldOf).join('; ')}`] : []),
  ];
  return { refusal: parts.join('; ') };
}

/**
 * What of an answer's line is no wording, by what is asked. Of an answer that does not stand here nothing is: places, edits and
 * written text.
 */
const heldIn: Readonly<Record<string, (line: string, index: number) => string>> = {
  completion: (line) => line.replace(/ — .*$/, ''),
  documentation: () => '',
  hover: (line, index) => (index === 0 && (line === '(nothing)' || /^\d+: /.test(line)) ? line : ''),
  explain: () => '',
  outline: (line) => line.replace(/ — .*?(?=( \(\w+\))?$)/, ''),
  // Refused in a sentence; files and their changed lines otherwise.
  rename: (line) => (/^ |^\S*$/.test(line) ? line : ''),
  severities: (line) => line.replace(/:.*$/, ''),
  lens: (line) => line.replace(/: [^:]* (?=\(\w+\)$)/, ': '),
  fixes: (line) => line.replace(/^.*?(?=: \d+: )/, ''),
  'new-policy': (line, index) => (index === 0 ? '' : line.replace(/#.*$/, '')),
};

const gap = '…';

/**
 * The lines found that take the place of those expected, with the gaps where they are: undefined where the expected lines cannot be
 * told among those found.
 */
function alignedTo(
  expected: readonly string[],
  found: readonly string[],
  held: (line: string, index: number) => string,
): readonly string[] | undefined {
  if (!expected.includes(gap)) {
    // Prose may take more lines than it took; what holds places takes as many.
    const first = held(expected[0] ?? '', 0) === held(found[0] ?? '', 0);
    const holdsLines = expected.some((line, index) => index > 0 && held(line, index) !== '');
    const fits = (line: string, index: number) => held(line, index) === held(expected[index] ?? '', index);
    return first && (holdsLines ? found.length === expected.length && found.every(fits) : true) ? found : undefined;
  }
  const parts = partsOf(expected);
  const lines: string[] = [];
  let from = 0;
  for (const [index, part] of parts.entries()) {
    if (index > 0) lines.push(gap);
    if (part.length === 0) continue;
    const later = parts.slice(index + 1).reduce((sum, other) => sum + other.length, 0);
    const last = found.length - later - part.length;
    const starts = index === 0 ? [0] : index === parts.length - 1 ? [last] : upTo(from, last);
    const start = bestStart(part, found, starts, held);
    if (start === undefined || start < from) return undefined;
    lines.push(...found.slice(start, start + part.length));
    from = start + part.length;
  }
  return lines;
}

/** The lines between gaps. */
function partsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (line === gap) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts;
}

/** Where the found lines are most like those of the part; undefined where they share no word anywhere. */
function bestStart(
  part: readonly string[],
  found: readonly string[],
  starts: readonly number[],
  held: (line: string, index: number) => string,
): number | undefined {
  let best: { readonly start: number; readonly shared: number } | undefined;
  for (const start of starts) {
    const here = found.slice(start, start + part.length);
    if (here.length < part.length) continue;
    if (!here.every((line, index) => held(line, start + index) === held(part[index] ?? '', start + index))) continue;
    const shared = part.reduce((sum, line, index) => sum + alikeness(line, here[index] ?? ''), 0);
    if (shared > (best?.shared ?? 0)) best = { start, shared };
  }
  return best?.start;
}

/** The share of words that two lines have in common. */
function alikeness(one: string, other: string): number {
  if (one === other) return 1;
  const words = (line: string) => new Set(line.toLowerCase().match(/[\p{L}\d]+/gu));
  const [mine, theirs] = [words(one), words(other)];
  const both = [...mine].filter((word) => theirs.has(word)).length;
  return (2 * both) / (mine.size + theirs.size || 1);
}

function upTo(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** The figures, codes and dates of a text, which no rewording changes. */
function figuresIn(text: string): string {
  return (text.match(/[\w.-]*\d[\w.%-]*\w|\d/g) ?? []).sort().join(' ');
}

/** The summary stands alone in the first row of text. */
function withSummary(markdown: string, written: string, summary: string): string {
  return written === `${summary}.` ? markdown : markdown.replace(`\n${written}\n`, () => `\n${summary}.\n`);
}
