/** Whether a diagnosis is an ICD-10-CM code that may be billed on a date. The set loaded is FY2026's. */
import { billableDiagnoses } from '../../generated/diagnoses.js';
import type { DiagnosisStanding } from './codes.js';
import { once, unpackedWords } from './packed.js';

const setFrom = '2025-10-01';
const setUntil = '2026-09-30';
/** Claims of earlier dates carry ICD-9 codes. */
const icd10From = '2015-10-01';

/** When a code became a header that needs more characters: domain facts, section 9. */
const splitOn: Readonly<Record<string, string>> = {
  'M54.5': '2021-10-01',
  'M51.36': '2024-10-01',
  'M51.37': '2024-10-01',
};

const mostChildren = 12;

/** The categories in their order; each is unpacked when a code of it is first asked for. */
const categories = once(() => Object.keys(billableDiagnoses));
const unpacked = new Map<string, readonly string[]>();

/** The billable codes of a category, without their point, sorted. */
function codesOf(category: string): readonly string[] {
  const known = unpacked.get(category);
  if (known) return known;
  const packed = Object.hasOwn(billableDiagnoses, category) ? billableDiagnoses[category] : undefined;
  if (packed === undefined) return [];
  const codes = unpackedWords(packed).map((end) => category + end);
  unpacked.set(category, codes);
  return codes;
}

/** Whether the code, with its point, is in the set. */
function isBillable(code: string): boolean {
  return codesOf(code.slice(0, 3)).includes(code.replace('.', ''));
}

/** The diagnosis code's standing; it is given upper case with its point. */
export function diagnosisStanding(code: string, date: string | undefined): DiagnosisStanding {
  if (date !== undefined && date < icd10From) return { kind: 'valid' };
  if (!/^[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?$/.test(code)) return { kind: 'impossible' };
  const split = Object.entries(splitOn).find(([header]) => code === header || code.startsWith(header));
  if (split) {
    const [header, since] = split;
    const isSplit = date === undefined || date >= since;
    if (code === header && !isSplit) return { kind: 'valid' };
    if (code === header && date !== undefined) {
      return { kind: 'header', ...childrenOf(code), isCertain: true, since };
    }
    if (code !== header && !isSplit && isBillable(code)) {
      return { kind: 'not-yet', firstDate: since, instead: [header] };
    }
  }
  if (isBillable(code)) return { kind: 'valid' };
  const isCertain = date !== undefined && date >= setFrom && date <= setUntil;
  const { children, areAll } = childrenOf(code);
  if (children.length > 0) return { kind: 'header', children, areAll, isCertain, since: undefined };
  // The set itself has codes of another form: QA0.0101.
  return /^[A-Z][0-9][0-9AB]/.test(code) ? { kind: 'unknown', isCertain } : { kind: 'impossible' };
}

/** The billable codes that begin with this one, at most a dozen. */
function childrenOf(code: string): { readonly children: readonly string[]; readonly areAll: boolean } {
  const found = billableFrom(code, mostChildren + 1);
  return { children: found.slice(0, mostChildren), areAll: found.length <= mostChildren };
}

/** The billable codes that begin with these characters, in their order. */
export function billableFrom(beginning: string, most: number): readonly string[] {
  const prefix = beginning.replace('.', '').toUpperCase();
  const found: string[] = [];
  for (const category of categories()) {
    if (!category.startsWith(prefix.slice(0, 3))) continue;
    for (const code of codesOf(category)) {
      if (found.length >= most) return found;
      if (code.startsWith(prefix)) found.push(withPoint(code));
    }
  }
  return found;
}

function withPoint(code: string): string {
  return code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
}
