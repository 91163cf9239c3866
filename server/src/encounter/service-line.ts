/** One line under `lines`: code, modifiers, units, pointers, charge. Judges none of them. */
import { isSpace, skipSpace, wordEnd } from '../text/lines.js';
import { insertAt, removeAt, replaceAt, type Span } from '../text/span.js';
import type { Problem, ServiceLine, Written } from './encounter.js';
import { fixOf, invalid, quoted } from './problems.js';

/** More units than any edit allows: a slip of the finger. */
const mostUnits = 99_999;

/** Reads the line whose text stands from `start` to `end`, comment left out. */
export function readServiceLine(
  text: string,
  start: number,
  end: number,
  lineSpan: Span,
  index: number,
  problems: Problem[],
): ServiceLine {
  const headEnd = wordEnd(text, start, end);
  let codeStart = start;
  while (text.charCodeAt(codeStart) === 45 && codeStart < headEnd - 1) codeStart += 1;
  const parts = hyphenated(text, codeStart, headEnd);
  const [code = { value: text.slice(start, headEnd).toUpperCase(), span: { start, end: headEnd } }] = parts;
  const modifiers = parts.slice(1).filter(({ value }) => value !== '');
  if (parts.slice(1).some(({ value }) => value === '')) {
    const right = hyphenJoined([code, ...modifiers]);
    problems.push({
      rule: 'syntax',
      at: { start, end: headEnd },
      message: 'A hyphen without a modifier stands behind the code',
      fixes: [fixOf(`Change to ${right}`, [replaceAt({ start, end: headEnd }, right)])],
    });
  }
  if (codeStart > start) {
    problems.push({
      rule: 'syntax',
      at: { start, end: headEnd },
      message: `A hyphen stands before the code: a line begins with it, ${quoted(code.value)}`,
      fixes: [fixOf('Remove the hyphen', [removeAt({ start, end: codeStart })])],
    });
  }
  let modifiersEnd = headEnd;
  let units: Written<number> | undefined;
  const pointers: Written<string>[] = [];
  let charge: Written<number> | undefined;
  let stray: Span | undefined;
  let expectsPointer = false;
  let sawCharge = false;

  let at = skipSpace(text, headEnd, end);
  while (at < end) {
    let to = wordEnd(text, at, end);
    const word = text.slice(at, Math.min(to, at + 60));
    const isFirst = !units && pointers.length === 0 && !sawCharge && !stray;
    const meantUnits = isFirst ? unitsWithoutX(text, at, to, end) : undefined;
    if (meantUnits) {
      to = meantUnits.span.end;
      units = meantUnits;
      const right = `x${meantUnits.value}`;
      problems.push({
        rule: 'syntax',
        at: units.span,
        message: `${quoted(text.slice(at, to))} is read as ${right}: units stand directly behind an x`,
        fixes: [fixOf(`Change to ${right}`, [replaceAt(units.span, right)])],
      });
    } else if (
      isFirst &&
      to - at <= 8 &&
      /^-?[0-9a-z]{2}(?:-[0-9a-z]{2})*$/i.test(word) &&
      !/^x\d$/i.test(word) &&
      (word.startsWith('-') || isModifierLike(word))
    ) {
      const meant = hyphenated(text, word.startsWith('-') ? at + 1 : at, to);
      modifiers.push(...meant);
      const before = { start: modifiersEnd, end: word.startsWith('-') ? at + 1 : at };
      problems.push({
        rule: 'syntax',
        at: { start: at, end: to },
        message: `The modifier ${hyphenJoined(meant)} stands behind a space: a hyphen joins it to the code, ${hyphenJoined([code, ...modifiers])}`,
        fixes: [fixOf(`Join it with a hyphen`, [replaceAt(before, '-')])],
      });
      modifiersEnd = to;
    } else if (!units && !sawCharge && to - at <= 20 && /^x[\d.,-]*$/i.test(word)) {
      const count = /^x\d{1,6}$/i.test(word) ? Number(word.slice(1)) : Number.NaN;
      const isRight = Number.isInteger(count) && count >= 1 && count <= mostUnits;
      units = { value: isRight ? count : 1, span: { start: at, end: to } };
      if (!isRight) {
        problems.push(
          invalid(
            units.span,
            `${quoted(word)} is no number of units: a whole number from 1 to ${mostUnits}, such as x1, would be right`,
          ),
        );
      }
    } else if (!sawCharge && text.charCodeAt(at) === 36) {
      sawCharge = true;
      if (to === at + 1) to = wordEnd(text, skipSpace(text, to, end), end);
      const span = { start: at, end: to };
      const amount = text.slice(at + 1, Math.min(to, at + 40)).trim();
      if (to - at < 40 && /^(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.\d{1,2})?$/.test(amount)) {
        charge = { value: Number(amount.replaceAll(',', '')), span };
      } else {
        problems.push(
          invalid(span, `${quoted(text.slice(at, to))} is no charge: an amount such as $1,280.00 would be right`),
        );
      }
    } else if (
      !sawCharge &&
      !stray &&
      isPointers(word, to - at, units !== undefined) &&
      (pointers.length === 0 || expectsPointer || word.startsWith(','))
    ) {
      pointers.push(...pointersIn(text, at, to));
      expectsPointer = text.charCodeAt(to - 1) === 44;
    } else if (arePlainlyPointers(word, to - at) && !(sawCharge && pointers.length > 0)) {
      // Read, so that what is wrong with where or how they stand is not reported as their absence too.
      const before = pointers.at(-1);
      const written = pointersIn(text, at, to);
      pointers.push(...written);
      const span = { start: at, end: to };
      if (sawCharge) problems.push(behindCharge(span, written, charge?.span));
      else if (before || letters(written) !== word.toUpperCase()) problems.push(withoutComma(span, written, before));
    } else {
      stray = { start: stray?.start ?? at, end: to };
    }
    at = skipSpace(text, to, end);
  }
  if (stray) {
    problems.push({
      rule: 'syntax',
      at: stray,
      message: `${quoted(text.slice(stray.start, stray.end))} has no place on a service line: code, modifiers, units, pointers and charge stand so: 64493-50 x1 A,B $640.00`,
    });
  }
  return {
    index,
    code,
    modifiers,
    modifiersEnd,
    units: units?.value ?? 1,
    unitsSpan: units?.span,
    pointers,
    charge,
    span: { start, end },
    lineSpan,
  };
}

/** Two letters or digits that are a modifier rather than units or pointers. */
function isModifierLike(word: string): boolean {
  return /^(?:\d\d|[a-z]\d|\d[a-z]|[a-z]{2})(?:-[0-9a-z]{2})*$/i.test(word);
}

/** Units without their x, with a space behind it or with it on the other side: `1`, `x 1`, `1x`. Two digits are a modifier. */
function unitsWithoutX(text: string, start: number, to: number, end: number): Written<number> | undefined {
  if (to - start > 6) return undefined;
  const word = text.slice(start, to).toLowerCase();
  if (word === 'x') {
    const from = skipSpace(text, to, end);
    const numberEnd = wordEnd(text, from, end);
    const number = numberEnd - from <= 5 ? text.slice(from, numberEnd) : '';
    return /^[1-9]\d*$/.test(number) ? { value: Number(number), span: { start, end: numberEnd } } : undefined;
  }
  const number = /^([1-9]|[1-9]\d{0,4}(?=x))x?$/.exec(word)?.[1];
  return number === undefined ? undefined : { value: Number(number), span: { start, end: to } };
}

/** What stands where pointers do; whether a diagnosis has that letter is `dangling-pointer`'s business. */
function isPointers(word: string, length: number, isBehindUnits: boolean): boolean {
  if (word === ',') return true;
  if (length > 40 || /^x\d+$/i.test(word)) return false;
  if (/^\d+$/.test(word)) return isBehindUnits && length === 1;
  return /^,?(?:[a-z0-9]{1,3}|[a-l]{1,12})(?:,(?:[a-z0-9]{0,3}|[a-l]{1,12}))*,?$/i.test(word);
}

/** Single letters are pointers wherever they stand; a claim has no more than twelve. */
function arePlainlyPointers(word: string, length: number): boolean {
  return length <= 24 && /^[a-z](?:[,;/.&+][a-z])*[,;]?$/i.test(word);
}

function withoutComma(at: Span, pointers: readonly Written<string>[], before: Written<string> | undefined): Problem {
  const right = letters(before ? [before, ...pointers] : pointers);
  return {
    rule: 'syntax',
    at,
    message: `A comma stands between pointers: ${right} would be right`,
    fixes: [
      fixOf(`Change to ${right}`, [
        replaceAt(at, letters(pointers)),
        ...(before ? [replaceAt({ start: before.span.end, end: at.start }, ',')] : []),
      ]),
    ],
  };
}

function behindCharge(at: Span, pointers: readonly Written<string>[], charge: Span | undefined): Problem {
  const right = letters(pointers);
  const move = charge && [insertAt(charge.start, `${right}  `), removeAt({ start: charge.end, end: at.end })];
  return {
    rule: 'syntax',
    at,
    message: `The pointer ${right} stands behind the charge: pointers stand before it, as in x1 A,B $640.00`,
    fixes: move ? [fixOf('Move it before the charge', move)] : [],
  };
}

function letters(pointers: readonly Written<string>[]): string {
  return pointers.map(({ value }) => value).join(',');
}

function hyphenJoined(parts: readonly Written<string>[]): string {
  return parts.map(({ value }) => value).join('-');
}

function pointersIn(text: string, start: number, end: number): readonly Written<string>[] {
  const found: Written<string>[] = [];
  let from = start;
  for (let at = start; at <= end; at += 1) {
    if (at < end && /[a-z0-9]/i.test(text.charAt(at))) continue;
    if (at > from) found.push({ value: text.slice(from, at).toUpperCase(), span: { start: from, end: at } });
    from = at + 1;
  }
  return found;
}

function hyphenated(text: string, start: number, end: number): readonly Written<string>[] {
  const found: Written<string>[] = [];
  let from = start;
  // A word of a million characters is no code, however many hyphens it has.
  const last = Math.min(end, start + 200);
  for (let at = start; at <= last; at += 1) {
    if (at < last && text.charCodeAt(at) !== 45) continue;
    const to = at === last ? end : at;
    if (isSpace(text.charCodeAt(from)) && from < to) break;
    found.push({ value: text.slice(from, Math.min(to, from + 200)).toUpperCase(), span: { start: from, end: to } });
    from = at + 1;
  }
  return found;
}
