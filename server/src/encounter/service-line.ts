/** One line under `lines`: code, modifiers, units, pointers, charge. Judges none of them. */
import { isSpace, skipSpace, wordEnd } from '../text/lines.js';
import { insertAt, replaceAt, type Span } from '../text/span.js';
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
  // Before a hyphen stands the code: without one the whole word is what should have been it.
  const parts = text.charCodeAt(start) === 45 ? [] : hyphenated(text, start, headEnd);
  const [code = { value: text.slice(start, headEnd).toUpperCase(), span: { start, end: headEnd } }] = parts;
  const modifiers = parts.slice(1).filter(({ value }) => value !== '');
  if (parts.slice(1).some(({ value }) => value === '')) {
    const right = [code.value, ...modifiers.map(({ value }) => value)].join('-');
    problems.push({
      rule: 'syntax',
      at: { start, end: headEnd },
      message: 'A hyphen without a modifier stands behind the code',
      fixes: [fixOf(`Change to ${right}`, [replaceAt({ start, end: headEnd }, right)])],
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
    if (
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
        message: `The modifier ${meant.map(({ value }) => value).join('-')} stands behind a space: a hyphen joins it to the code, ${code.value}-${meant.map(({ value }) => value).join('-')}`,
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
            `${quoted(word)} is no number of units: a whole number from 1, such as x1, would be right`,
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
      isPointers(word, to - at) &&
      (pointers.length === 0 || expectsPointer || word.startsWith(','))
    ) {
      pointers.push(...pointersIn(text, at, to));
      expectsPointer = text.charCodeAt(to - 1) === 44;
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
      fixes: strayFixes(text, stray, pointers),
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

function isPointers(word: string, length: number): boolean {
  return (length <= 40 && /^,?[a-z0-9]{1,3}(?:,[a-z0-9]{0,3})*,?$/i.test(word) && !/^\d+$/.test(word)) || word === ',';
}

function strayFixes(text: string, stray: Span, pointers: readonly Written<string>[]) {
  const last = pointers.at(-1);
  const word = text.slice(stray.start, stray.end);
  // A and B with a space between them are two pointers to whoever wrote them.
  if (!last || !/^[a-z]$/i.test(word)) return [];
  return [fixOf('Join the pointers with a comma', [insertAt(last.span.end, ',')])];
}

function pointersIn(text: string, start: number, end: number): readonly Written<string>[] {
  const found: Written<string>[] = [];
  let from = start;
  for (let at = start; at <= end; at += 1) {
    if (at < end && text.charCodeAt(at) !== 44) continue;
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
