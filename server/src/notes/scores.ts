/** Pain scores and relief in the words of a note. A range, "about" and "at least" are not one number. */

/** What a sentence says; `unclear`: of which it says something, and not for certain. */
interface FoundScores {
  readonly before?: FoundNumber | undefined;
  readonly after?: FoundNumber | undefined;
  readonly unclear: readonly ('before' | 'after')[];
}

interface FoundNumber {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const score =
  /(?<![\d./-])(\d{1,2}(?:\.\d)?)(\s*(?:-|to)\s*\d{1,2}(?:\.\d)?)?(?:\s*\/\s*10\b|\s*out of (?:10|ten)\b)/gi;
const early =
  /\b(?:pre[- ]?(?:op\w*|procedur\w*|injection|block|treatment)?|before|prior to|baseline|initial(?:ly)?)\b/gi;
const late =
  /\b(?:post[- ]?(?:op\w*|procedur\w*|injection|block|treatment)?|after(?:ward)?s?|following|in recovery|at discharge|down to|decreased to|reduced to|improved to|dropped to|went to)\b/gi;
const bare =
  /\b(pre|post|before|after|baseline)(?:[- ]?(?:op|procedure|procedural|injection|block|treatment))?(?:\s+(?:pain|score|level|vas|nrs|scale))*\s*[:=-]?\s*(?:is|was|of)?\s*(\d{1,2}(?:\.\d)?)(?![\d.]|\s*(?:%|mg|mL|ml|cc|min|hour|hr|week|day|month|year|-\s*\d|to\s\d|\/\s*\d(?!0)|x\b|cm|mm|gauge|g\b))/gi;
const ofPain = /\b(?:pain|vas|nrs|score|scale)\b/i;

/** The scores before and after in one sentence. */
export function scoresIn(text: string): FoundScores {
  if (!ofPain.test(text)) return { unclear: [] };
  const fromTo =
    /\bfrom\s+(?:a |an )?(\d{1,2})(?:\s*\/\s*10| out of 10)?\s+(?:to|down to)\s+(?:a |an )?(\d{1,2})\s*(?:\/\s*10|out of 10)/i.exec(
      text,
    );
  const arrow =
    /(\d{1,2})\s*\/\s*10\s*-*(?:>|to)\s*(\d{1,2})\s*\/\s*10(?=[^.;]{0,20}\b(?:post|after)|\s*(?:[.;,]|$))/i.exec(text);
  if ((fromTo || arrow) && /\b(?:rang\w+|fluctuat\w+|var(?:y|ies|ied))\b/i.test(text)) return { unclear: [] };
  if (arrow) {
    return {
      before: numberAt(text, arrow[1] ?? '', arrow.index, arrow.index + arrow[0].length),
      after: numberAt(text, arrow[2] ?? '', arrow.index, arrow.index + arrow[0].length),
      unclear: [],
    };
  }
  if (fromTo) {
    return {
      before: numberAt(text, fromTo[1] ?? '', fromTo.index, fromTo.index + fromTo[0].length),
      after: numberAt(text, fromTo[2] ?? '', fromTo.index, fromTo.index + fromTo[0].length),
      unclear: [],
    };
  }
  const tokens = [...text.matchAll(score)].map(({ index, 0: whole, 1: value = '', 2: range }) => {
    const isOneOfSeveral =
      /\b(?:worst|best|average|avg|highest|lowest|usual\w*|typical\w*|least|most|goal)\b[^.;,\d]{0,25}$/i.test(
        text.slice(0, index),
      );
    return { value, start: index, end: index + whole.length, isRange: range !== undefined || isOneOfSeveral };
  });
  for (const match of text.matchAll(bare)) {
    const at = match.index + match[0].length - (match[2] ?? '').length;
    if (tokens.some(({ start, end }) => at < end && at + 2 > start)) continue;
    tokens.push({ value: match[2] ?? '', start: at, end: match.index + match[0].length, isRange: false });
  }
  for (const match of text.matchAll(/(?<![\d./-])(\d{1,2})\s+(?:before|after|pre|post)\b/gi)) {
    const end = match.index + (match[1] ?? '').length;
    if (tokens.some((each) => match.index < each.end && end > each.start)) continue;
    tokens.push({ value: match[1] ?? '', start: match.index, end, isRange: false });
  }
  tokens.sort((one, other) => one.start - other.start);
  const first = tokens[0];
  if (!first) return { unclear: [] };
  const leftOf = (at: number): 'before' | 'after' | undefined => {
    const from = tokens[at - 1]?.end ?? 0;
    return nearest(text.slice(Math.max(from, (tokens[at]?.start ?? 0) - 70), tokens[at]?.start), 'last');
  };
  const rightOf = (at: number): 'before' | 'after' | undefined => {
    const from = tokens[at]?.end ?? 0;
    const until = tokens[at + 1]?.start ?? text.length;
    return nearest(text.slice(from, Math.min(until, from + 40)).split(/[,;]/)[0] ?? '', 'first');
  };
  const isLeft = leftOf(0) !== undefined;
  const said: Record<'before' | 'after', Set<string>> = { before: new Set(), after: new Set() };
  const at: Partial<Record<'before' | 'after', FoundNumber>> = {};
  for (const [index, token] of tokens.entries()) {
    const when = isLeft ? leftOf(index) : rightOf(index);
    if (!when) continue;
    if (token.isRange || Number(token.value) > 10) {
      said[when].add('?');
      continue;
    }
    said[when].add(token.value);
    at[when] ??= numberAt(text, token.value, token.start, token.end);
  }
  return {
    before: said.before.size === 1 ? at.before : undefined,
    after: said.after.size === 1 ? at.after : undefined,
    unclear: (['before', 'after'] as const).filter((when) => said[when].size > 1 || said[when].has('?')),
  };
}

/** The one score that is the whole value of a label; `unclear` where it holds more. */
export function scoreOfValue(text: string): string | 'unclear' | undefined {
  const numbers = [
    ...text.replace(/(?<=\d)\s*(?:\/\s*10|out of 10)\b/gi, '').matchAll(/(?<![\d.])\d{1,3}(?:\.\d)?/g),
  ].map(([each]) => each);
  if (numbers.length === 0) return undefined;
  const [only] = numbers;
  return numbers.length === 1 && Number(only) <= 10 && !/%/.test(text) ? only : 'unclear';
}

function numberAt(text: string, value: string, start: number, end: number): FoundNumber {
  return { value: value.replace(/^0+(?=\d)/, ''), start: Math.max(0, start), end: Math.min(text.length, end) };
}

function nearest(text: string, which: 'first' | 'last'): 'before' | 'after' | undefined {
  const marks = [
    ...[...text.matchAll(early)].map(({ index }) => ({ index, when: 'before' as const })),
    ...[...text.matchAll(late)].map(({ index }) => ({ index, when: 'after' as const })),
  ].sort((one, other) => one.index - other.index);
  return (which === 'first' ? marks[0] : marks.at(-1))?.when;
}

/** Relief in a sentence. */
interface FoundRelief extends FoundNumber {
  /** "At least", "about", a range: not one number. */
  readonly isUnclear: boolean;
}

const percent =
  /(?:\b(at least|more than|greater than|over|about|approximately|approx\.?|around|nearly|almost|up to|less than|under|roughly|an estimated|some|close to)\s*|([~<>]=?|\u2265|\u2264)\s*)?(?<![\d.])(\d{1,3}(?:\.\d)?)(\s*%?\s*(?:-|to)\s*\d{1,3})?\s*(?:%|percent\b)(\s*(?:\+|or (?:more|greater|better)))?/gi;
const ofRelief =
  /\b(?:relief|relieved|reduction|reduced|improve(?:d|ment)|better|decreased?|resolution|pain[- ]free)\b/i;
const count = String.raw`(\d{1,3}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a|an)`;
const lasting = new RegExp(
  String.raw`\b(?:for|lasting|lasted|x|that lasted|which lasted|lasts)\s*(about|approximately|approx\.?|around|nearly|over|more than|at least|up to|the (?:first|past|last)|only|roughly)?\s*${count}\s*(?:\+\s*)?(-|to|or)?\s*(\d{1,3})?[\s-]*(minutes?|mins?|hours?|hrs?|hr|h|days?|weeks?|wks?|wk|months?|mos?|mo|years?|yrs?)\b`,
  'i',
);
const numbers: Readonly<Record<string, string>> = Object.fromEntries(
  'one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, index) => [word, String(index + 1)]),
);

/** The reliefs in one sentence, in their order, each with what follows it until the next. */
export function reliefsIn(text: string, isRelief: boolean): readonly FoundRelief[] {
  if (!isRelief && !ofRelief.test(text)) return [];
  const found = [...text.matchAll(percent)].filter(
    ({ index, 0: whole }) =>
      !/^\s*(?:bupi|lido|ropi|marc|naro|xylo|mepi|sens|carbo|dextrose|isopropyl|chlor|phenol|alcohol|saline|o2|oxygen|room|on\b)/i.test(
        text.slice(index + whole.length),
      ),
  );
  return found.flatMap(({ index, 0: whole, 1: hedge, 2: sign, 3: value = '', 4: range, 5: more }, at) => {
    if (Number(value) > 100) return [];
    const end = index + whole.length;
    const until = found[at + 1]?.index ?? text.length;
    const behind = text.slice(end, Math.min(until, end + 110)).split(/[.;]/)[0] ?? '';
    const duration = lasting.exec(behind);
    const isUnclear = Boolean(hedge || sign || range || more);
    if (!duration) return [{ value: `${value}%`, start: index, end, isUnclear }];
    const [phrase, about, many = '', joint, , unit = ''] = duration;
    const number = /^an?$/i.test(many) ? '1' : (numbers[many.toLowerCase()] ?? many);
    const name = unitOf(unit, number);
    return [
      {
        value: `${value}% for ${number} ${name}`,
        start: index,
        end: end + duration.index + phrase.length,
        isUnclear: isUnclear || about !== undefined || joint !== undefined,
      },
    ];
  });
}

function unitOf(unit: string, number: string): string {
  const plain = unit.toLowerCase();
  const [name] = [
    ['minute', /^min/],
    ['hour', /^h/],
    ['day', /^d/],
    ['week', /^w/],
    ['month', /^mo/],
    ['year', /^y/],
  ].find(([, form]) => (form as RegExp).test(plain)) ?? ['day'];
  return `${name as string}${number === '1' ? '' : 's'}`;
}
