/**
 * One line under `lines`: code, modifiers, units, pointers, charge, and the fields of its own below it. Checks how they are
 * written, not what they say.
 */
import type { Codes } from '../codes/codes.js';
import { withPoint } from '../codes/diagnosis-form.js';
import type { ServiceLineForm } from '../syntax/line-form.js';
import type { ServicePart, ServiceWords } from '../syntax/service-words.js';
import { isHyphen } from '../text/dashes.js';
import type { TextLine } from '../text/lines.js';
import { covered, insertAt, removeAt, replaceAt, type Span } from '../text/span.js';
import type { Draft, RawServiceLine } from './draft.js';
import type { Problem, ServiceLine, Written } from './encounter.js';
import { fixOf, invalid, quoted } from './problems.js';
import { checkDrugNumber, dateOf, minutesOf, npiOf, placeOf } from './values.js';

type Part<Kind extends ServicePart['kind']> = Extract<ServicePart, { kind: Kind }>;

/** More units than any edit allows: a typo. */
const mostUnits = 99_999;

/** How much is kept of a word that is not a code, modifier or pointer. */
const longestWord = 200;

/** Adds the line, to which its own fields follow; problems are pushed. */
export function openServiceLine(draft: Draft, form: ServiceLineForm, line: TextLine): void {
  draft.lines.push({ ...serviceLineOf(draft, form), fields: new Map(), start: line.start, next: line.next });
}

/** The line with what its own fields say; problems are pushed. */
export function readServiceLine(
  { line, pointedCodes, fields, start, next }: RawServiceLine,
  codes: Pick<Codes, 'isPlace'>,
  reading: Pick<Draft, 'problems' | 'diagnoses'>,
): ServiceLine {
  checkDrugNumber(fields.get('ndc'), reading);
  const meant = pointedCodes.map((code) => pointerMeant(code, reading));
  const pointers =
    meant.length === 0
      ? line.pointers
      : [...line.pointers, ...meant].sort((one, other) => one.span.start - other.span.start);
  return {
    ...line,
    pointers,
    fields,
    date: dateOf(fields.get('date'), reading),
    place: placeOf(fields.get('place'), codes.isPlace, reading),
    provider: npiOf(fields.get('provider'), reading),
    minutes: minutesOf(fields.get('minutes'), reading),
    lineSpan: { start, end: next },
  };
}

function serviceLineOf(
  { text, lines, problems }: Draft,
  form: ServiceLineForm,
): Pick<RawServiceLine, 'line' | 'pointedCodes'> {
  const { words, content } = form;
  const code = written(text, words.code);
  const modifiers = words.modifiers.filter(isFilled).map((span) => written(text, span));
  problems.push(...hyphenProblems(text, words, code, modifiers));
  let modifiersEnd = words.head.end;
  let units: Written<number> | undefined;
  const pointers: Written<string>[] = [];
  const pointedCodes: Written<string>[] = [];
  let chargePart: Part<'charge'> | undefined;
  let charge: Written<number> | undefined;
  let stray: Span | undefined;

  for (const part of words.parts) {
    switch (part.kind) {
      case 'units':
        units = { value: countOf(text, part) ?? 1, span: part.span };
        problems.push(...unitsProblems(text, part));
        break;
      case 'modifiers':
        modifiers.push(...part.modifiers.map((span) => written(text, span)));
        problems.push(withoutHyphen(text, part, modifiersEnd, hyphenJoined([code, ...modifiers])));
        modifiersEnd = part.span.end;
        break;
      case 'diagnoses':
        pointedCodes.push(...part.codes.map((span) => ({ value: withPoint(written(text, span).value), span })));
        break;
      case 'charge':
        chargePart = part;
        charge = amountOf(text, part);
        if (!charge) {
          const message = `${quoted(covered(text, part.span))} is not a charge: use an amount such as $1,280.00`;
          problems.push(invalid(part.span, message));
        }
        break;
      case 'pointers': {
        const named = part.pointers.map((span) => written(text, span));
        // Read them anyway, so that misplaced or miswritten pointers are not also reported as missing.
        if (!part.isInPlace) {
          const before = pointers.at(-1);
          const isWrong = before !== undefined || letters(named) !== covered(text, part.span).toUpperCase();
          if (chargePart) problems.push(afterCharge(part.span, named, charge?.span));
          else if (isWrong) problems.push(withoutComma(part.span, named, before));
        }
        pointers.push(...named);
        break;
      }
      case 'stray':
        stray = { start: stray?.start ?? part.span.start, end: part.span.end };
    }
  }
  if (stray) {
    problems.push({
      rule: 'syntax',
      at: stray,
      message: `"${quoted(covered(text, stray))}" does not belong on a service line: write it as in 64493-50 x1 A,B $640.00`,
    });
  }
  return {
    line: {
      index: lines.length,
      code,
      modifiers,
      modifiersEnd,
      units: units?.value ?? 1,
      unitsSpan: units?.span,
      pointers,
      charge,
      span: content,
    },
    pointedCodes,
  };
}

/** The letter of a diagnosis that stands in its letter's place; the code itself where no diagnosis has it. */
function pointerMeant(code: Written<string>, { diagnoses, problems }: Pick<Draft, 'problems' | 'diagnoses'>) {
  const letter = diagnoses.find((diagnosis) => diagnosis.code?.value === code.value)?.letter.value;
  if (letter === undefined) return code;
  const message = `${code.value} is read as a pointer to ${letter}: service lines point to a diagnosis by its letter`;
  problems.push(invalid(code.span, message, [fixOf(`Change to ${letter}`, [replaceAt(code.span, letter)], 'safe')]));
  return { value: letter, span: code.span };
}

/** A hyphen without a modifier, a hyphen before the code, a modifier without its hyphen, or a dash in its place. */
function hyphenProblems(
  text: string,
  { head, code: { start }, modifiers: all }: ServiceWords,
  code: Written<string>,
  modifiers: readonly Written<string>[],
): readonly Problem[] {
  const problems: Problem[] = [];
  if (!all.every(isFilled)) {
    const right = hyphenJoined([code, ...modifiers]);
    problems.push({
      rule: 'syntax',
      at: head,
      message: 'A hyphen after the code has no modifier',
      fixes: [fixOf(`Change to ${right}`, [replaceAt(head, right)])],
    });
  }
  const joints = all.filter(isFilled).map((modifier) => modifier.start);
  const isGlued = joints.some((at) => !isHyphen(text.charCodeAt(at - 1)));
  const hasDash = joints.some((at) => isHyphen(text.charCodeAt(at - 1)) && text.charCodeAt(at - 1) !== 45);
  if (isGlued || hasDash) {
    const right = hyphenJoined([code, ...modifiers]);
    const shown = quoted(covered(text, { start, end: head.end }));
    const what = isGlued ? 'join each modifier with a hyphen' : 'the dash is not a hyphen';
    problems.push({
      rule: 'syntax',
      at: head,
      message: `${shown} is read as ${right}: ${what}`,
      fixes: [fixOf(`Change to ${right}`, [replaceAt({ start, end: head.end }, right)], 'safe')],
    });
  }
  if (start > head.start) {
    problems.push({
      rule: 'syntax',
      at: head,
      message: `Remove the hyphen before the code: the line starts with ${quoted(code.value)}`,
      fixes: [fixOf('Remove the hyphen', [removeAt({ start: head.start, end: start })])],
    });
  }
  return problems;
}

/** The count of units; undefined if what is written is not one. */
function countOf(text: string, { count }: Part<'units'>): number | undefined {
  const digits = covered(text, count);
  const number = /^\d{1,6}$/.test(digits) ? Number(digits) : 0;
  return number >= 1 && number <= mostUnits ? number : undefined;
}

function unitsProblems(text: string, part: Part<'units'>): readonly Problem[] {
  const shown = quoted(covered(text, part.span));
  const count = countOf(text, part);
  if (count === undefined) {
    const right = `use a whole number from 1 to ${mostUnits}, such as x1`;
    return [invalid(part.span, `${shown} is not a number of units: ${right}`)];
  }
  if (part.hasX) return [];
  const right = `x${count}`;
  return [
    {
      rule: 'syntax',
      at: part.span,
      message: `${shown} is read as ${right}: write an x directly before the units`,
      fixes: [fixOf(`Change to ${right}`, [replaceAt(part.span, right)], shown.startsWith('\u00d7') ? 'safe' : 'ask')],
    },
  ];
}

function withoutHyphen(text: string, part: Part<'modifiers'>, modifiersEnd: number, right: string): Problem {
  const start = part.modifiers[0]?.start ?? part.span.start;
  const named = hyphenJoined(part.modifiers.map((span) => written(text, span)));
  return {
    rule: 'syntax',
    at: part.span,
    message: `Modifier ${named} follows a space: join it with a hyphen, ${right}`,
    fixes: [fixOf('Join it with a hyphen', [replaceAt({ start: modifiersEnd, end: start }, '-')])],
  };
}

function amountOf(text: string, { amount, span }: Part<'charge'>): Written<number> | undefined {
  if (span.end - span.start >= 40) return undefined;
  const digits = covered(text, amount).trim();
  const isAmount = /^(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.\d{1,2})?$/.test(digits);
  return isAmount ? { value: Number(digits.replaceAll(',', '')), span } : undefined;
}

function withoutComma(at: Span, pointers: readonly Written<string>[], before: Written<string> | undefined): Problem {
  const right = letters(before ? [before, ...pointers] : pointers);
  return {
    rule: 'syntax',
    at,
    message: `Separate pointers with commas, as in ${right}`,
    fixes: [
      fixOf(`Change to ${right}`, [
        replaceAt(at, letters(pointers)),
        ...(before ? [replaceAt({ start: before.span.end, end: at.start }, ',')] : []),
      ]),
    ],
  };
}

function afterCharge(at: Span, pointers: readonly Written<string>[], charge: Span | undefined): Problem {
  const right = letters(pointers);
  const move = charge && [insertAt(charge.start, `${right}  `), removeAt({ start: charge.end, end: at.end })];
  return {
    rule: 'syntax',
    at,
    message: `${pointers.length === 1 ? 'Pointer' : 'Pointers'} ${right} must come before the charge, as in x1 A,B $640.00`,
    fixes: move ? [fixOf('Move it before the charge', move)] : [],
  };
}

function written(text: string, span: Span): Written<string> {
  return { value: text.slice(span.start, Math.min(span.end, span.start + longestWord)).toUpperCase(), span };
}

function isFilled({ start, end }: Span): boolean {
  return end > start;
}

function letters(pointers: readonly Written<string>[]): string {
  return pointers.map(({ value }) => value).join(',');
}

function hyphenJoined(parts: readonly Written<string>[]): string {
  return parts.map(({ value }) => value).join('-');
}
