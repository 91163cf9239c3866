/**
 * What an encounter of a run may share with others, its id and its patient, found without reading it: a run looks for what
 * encounters share before it judges them. Only where it is plain is it taken; everything else is read.
 */
import { headerFields, lineFields, procedureFields } from '../syntax/vocabulary.js';
import type { Span } from '../text/span.js';

/** Where the id and the patient stand; a patient that reading does not take for one is nobody's in common. */
interface SharedKeys {
  readonly id: Span;
  readonly patient: Span | undefined;
}

const fieldNames: ReadonlySet<string> = new Set<string>(
  [...headerFields, ...procedureFields, ...lineFields].filter((name) => name !== 'patient'),
);
const opening = 'encounter ';
const patientName = 'patient:';
/** No name of a field is longer. */
const longestName = 40;

/**
 * The places of the id and of the patient in a slice of a text, or undefined where only reading can tell: where a line is in no
 * plain form, so that it might name a patient too.
 */
export function sharedKeys(text: string, start: number, end: number): SharedKeys | undefined {
  let id: Span | undefined;
  let patient: Span | undefined;
  let carriageReturn = indexOrEnd(text, '\r', start);
  for (let next = start; next < end; ) {
    let at = next;
    const lineFeed = Math.min(indexOrEnd(text, '\n', at), end);
    next = lineFeed + 1;
    let lineEnd = lineFeed;
    if (carriageReturn < lineFeed) {
      // A lone one ends a line too.
      if (carriageReturn !== lineFeed - 1) return undefined;
      lineEnd = carriageReturn;
      carriageReturn = indexOrEnd(text, '\r', next);
    }
    while (at < lineEnd && text.charCodeAt(at) === 32) at += 1;
    if (at === lineEnd) continue;
    const first = text.charCodeAt(at);
    if (first === 35) continue;
    if (!id) {
      if (!text.startsWith(opening, at)) return undefined;
      id = plainWord(text, at + opening.length, lineEnd);
      if (!id) return undefined;
    } else if (first === 112 && text.startsWith(patientName, at)) {
      if (patient) return undefined;
      let from = at + patientName.length;
      while (from < lineEnd && text.charCodeAt(from) === 32) from += 1;
      patient = plainWord(text, from, lineEnd);
      if (!patient) return undefined;
    } else if (!isPlain(text, at, lineEnd)) return undefined;
  }
  return id && { id, patient };
}

/** Whether a line is plainly a heading of a section, a field that is not the patient's, a diagnosis or a service line. */
function isPlain(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && isNameUnit(text.charCodeAt(at))) at += 1;
  const length = at - start;
  const behind = at < end ? text.charCodeAt(at) : -1;
  if (length === 0) return isDigit(text.charCodeAt(start)) && hasNoColon(text, start, end);
  if (behind === 58) {
    // "A: M47.816"
    if (length === 1) return true;
    const name = text.slice(start, at);
    return fieldNames.has(name) || (length < longestName && name.startsWith('x-'));
  }
  if (behind === -1) return isSection(text, start, length);
  if (behind === 32 && length === 9 && text.startsWith('procedure', start)) {
    while (at < end && text.charCodeAt(at) === 32) at += 1;
    while (at < end && isNameUnit(text.charCodeAt(at))) at += 1;
    return at === end;
  }
  return length === 1 && isDigit(behind) && hasNoColon(text, start, end);
}

function isSection(text: string, start: number, length: number): boolean {
  return (length === 5 && text.startsWith('lines', start)) || (length === 9 && text.startsWith('diagnoses', start));
}

/** Behind a code, and what stands without a colon, is no field. */
function hasNoColon(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) === 58) return false;
  return true;
}

/** The word that a line ends with, in characters that mean nothing; undefined where it is another. */
function plainWord(text: string, start: number, end: number): Span | undefined {
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (!isNameUnit(unit) && !isDigit(unit) && unit !== 46 && unit !== 47) return undefined;
  }
  return end > start ? { start, end } : undefined;
}

function isNameUnit(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 45;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function indexOrEnd(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from);
  return at < 0 ? text.length : at;
}
