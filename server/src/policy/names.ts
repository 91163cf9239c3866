/**
 * Codes and diagnoses as a policy names them: a group, a code, a range, a list of these. Ranges are compared as written,
 * so that a code that is in none of our tables is in its range too.
 */
import type { Codes } from '../codes/codes.js';
import { type ProcedureKind, procedureKinds } from '../syntax/vocabulary.js';

/** What a `for:` names. */
export interface ServiceNames {
  /** As written. */
  readonly written: readonly string[];
  /** The same for two lists that name the same things, in any order and case. */
  readonly key: string;
  /** The procedure kinds among the names: their groups are named so too. */
  readonly kinds: readonly ProcedureKind[];
}

/** Diagnoses of a policy's list. */
export interface DiagnosisNames {
  readonly written: readonly string[];
}

/** A first and a last code of one form; both are the same for a single code. Upper case, diagnoses without their point. */
export interface CodeRange {
  readonly first: string;
  readonly last: string;
}

/** Reads the names of a `for:`. */
export function serviceNames(written: readonly string[]): ServiceNames {
  const names = written.map((name) => name.trim());
  const lower = names.map((name) => name.toLowerCase().replace(/\s*-\s*/g, '-'));
  return {
    written: names,
    key: [...new Set(lower)].sort().join(','),
    kinds: procedureKinds.filter((kind) => lower.includes(kind)),
  };
}

/** Reads the names of diagnoses. */
export function diagnosisNames(written: readonly string[]): DiagnosisNames {
  return { written: written.map((name) => name.trim()) };
}

/** Whether a code is among those named. */
export function namesCode(names: ServiceNames, code: string, codes: Codes): boolean {
  const answers = answersOf(names, codes);
  const known = answers.get(code);
  if (known !== undefined) return known;
  // What a payer says of a service holds for the code under which the hospital or surgery center bills it: G0260 for 27096.
  const ofFacility = codes.painCode(code)?.facilityOf;
  const answer = isNamed(names, code, codes) || (ofFacility !== undefined && isNamed(names, ofFacility, codes));
  if (answers.size >= mostAnswers) answers.clear();
  answers.set(code, answer);
  return answer;
}

/**
 * Whether a `for` names a procedure: by the codes that bill it, else by its kind. Needles without injection are documented as trigger points
 * too, and what a payer says of trigger points is not said of them.
 */
export function namesProcedure(
  names: ServiceNames,
  kind: ProcedureKind | undefined,
  billed: readonly string[],
  codes: Codes,
): boolean {
  if (billed.some((code) => namesCode(names, code, codes))) return true;
  if (kind === undefined || !names.kinds.includes(kind)) return false;
  // What is billed with another kind's code is still what was done: a facet injection as 20552.
  return billed.length === 0 || billed.some((code) => isProcedureKind(codes.painCode(code)?.group));
}

function isProcedureKind(group: string | undefined): boolean {
  return group === undefined || procedureKinds.some((kind) => kind === group);
}

// A practice bills some hundreds of codes; more than that is noise.
const mostAnswers = 5_000;
/** The same few codes are asked of the same entries in every encounter. */
const answered = new WeakMap<Codes, WeakMap<ServiceNames, Map<string, boolean>>>();

function answersOf(names: ServiceNames, codes: Codes): Map<string, boolean> {
  const byNames = answered.get(codes) ?? new WeakMap<ServiceNames, Map<string, boolean>>();
  answered.set(codes, byNames);
  const answers = byNames.get(names) ?? new Map<string, boolean>();
  byNames.set(names, answers);
  return answers;
}

function isNamed(names: ServiceNames, code: string, codes: Codes): boolean {
  return names.written.some((name) => {
    const group = codes.codesInGroup(name.toLowerCase());
    if (group) return group.includes(code);
    const range = serviceRange(name);
    return range !== undefined && formOf(code) === formOf(range.first) && isWithin(range, code);
  });
}

/** Whether a diagnosis is among those named. */
export function namesDiagnosis(names: DiagnosisNames, diagnosis: string): boolean {
  const code = dotless(diagnosis);
  return names.written.some((name) => {
    const range = diagnosisRange(name);
    return range !== undefined && code.length === range.first.length && isWithin(range, code);
  });
}

/** `64490-64495` or one code; undefined if the two differ in form or run backwards. */
export function serviceRange(name: string): CodeRange | undefined {
  return rangeOf(name, (first, last) => formOf(first) === formOf(last));
}

/** `M47.812-M47.817` or one diagnosis; undefined if the two differ in length or run backwards. */
export function diagnosisRange(name: string): CodeRange | undefined {
  return rangeOf(dotless(name), (first, last) => first.length === last.length && first[0] === last[0]);
}

function rangeOf(name: string, areAlike: (first: string, last: string) => boolean): CodeRange | undefined {
  const [first = '', last = first, ...more] = name.toUpperCase().split(/\s*-\s*/);
  return more.length === 0 && areAlike(first, last) && first <= last ? { first, last } : undefined;
}

function isWithin({ first, last }: CodeRange, code: string): boolean {
  return first <= code && code <= last;
}

/** Which characters are digits, and where the letters are: 64490 and 0213T differ in form. */
function formOf(code: string): string {
  return code.replace(/\d/g, '9');
}

function dotless(diagnosis: string): string {
  return diagnosis.replaceAll('.', '').toUpperCase();
}
