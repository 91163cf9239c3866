/** Whether a diagnosis is an ICD-10-CM code that may be billed on a date. Some years' sets are bundled; others are a user's own. */

import { billableDiagnoses } from '../../generated/diagnoses.js';
import { once } from '../text/once.js';
import { type BundledEdition, bundledEditions } from './bundled-editions.js';
import type { DiagnosisStanding } from './codes.js';
import { withPoint } from './diagnosis-form.js';
import { byAge, type DiagnosisEdition, inForceOn } from './editions.js';
import { unpackedWords } from './packed.js';

/** Claims with earlier dates use ICD-9 codes. */
const icd10From = '2015-10-01';

/** When a code became a header that needs more characters: domain facts, section 9. */
const splitOn: Readonly<Record<string, string>> = {
  'M54.5': '2021-10-01',
  'M51.36': '2024-10-01',
  'M51.37': '2024-10-01',
};

const mostChildren = 12;

/** A year's set: the billable codes, without the decimal point. */
interface Asked {
  readonly from: string;
  readonly until: string;
  readonly name: string;
  isBillable(code: string): boolean;
  /** Those with this prefix, in order. */
  beginning(prefix: string): Iterable<string>;
}

/** Without any set nothing is known. */
const noSet: Asked = { from: '', until: '', name: '', isBillable: () => false, beginning: () => [] };

/** The sets that come with the tool. */
const bundled = bundledEditions('diagnoses').map(packedSet);

/** A bundled set; a category is unpacked when a code of it is first asked for. */
function packedSet({ from, until, name, table }: BundledEdition): Asked {
  const categories = once((): Readonly<Record<string, string>> => JSON.parse(billableDiagnoses[table] ?? '{}'));
  const names = once(() => Object.keys(categories()));
  const unpacked = new Map<string, readonly string[]>();
  const codesOf = (category: string): readonly string[] => {
    const known = unpacked.get(category);
    if (known) return known;
    const packed = Object.hasOwn(categories(), category) ? categories()[category] : undefined;
    if (packed === undefined) return [];
    const codes = unpackedWords(packed).map((end) => category + end);
    unpacked.set(category, codes);
    return codes;
  };
  return {
    from,
    until,
    name,
    isBillable: (code) => codesOf(code.slice(0, 3)).includes(code),
    *beginning(prefix) {
      const possible = prefix.length < 3 ? names().filter((name) => name.startsWith(prefix)) : [prefix.slice(0, 3)];
      for (const category of possible) {
        for (const code of codesOf(category)) if (code.startsWith(prefix)) yield code;
      }
    },
  };
}

function askedOf({ from, until, name, codes }: DiagnosisEdition): Asked {
  return {
    from,
    until,
    name,
    isBillable: (code) => codes[firstFrom(codes, code)] === code,
    *beginning(prefix) {
      for (let at = firstFrom(codes, prefix); codes[at]?.startsWith(prefix); at += 1) yield codes[at] ?? '';
    },
  };
}

/** The position of this word among sorted ones, or where it would go. */
function firstFrom(sorted: readonly string[], word: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Diagnoses {
  /** The diagnosis code's standing; it is given in upper case with its decimal point. */
  standing(code: string, date: string | undefined): DiagnosisStanding;
  /** The billable codes that begin with these characters, in their order, of the newest set. */
  from(beginning: string, most: number): readonly string[];
  /** The name of the set that answers for a date. */
  edition(date: string | undefined): string;
  /** The names of all sets. */
  readonly names: readonly string[];
}

/** The bundled sets and a user's own. */
export function diagnoses(own: readonly DiagnosisEdition[]): Diagnoses {
  const sets = byAge(bundled, own.map(askedOf));
  const setOn = (date: string | undefined): Asked => inForceOn(sets, date) ?? sets[0] ?? noSet;
  return {
    standing: (code, date) => standingIn(setOn(date), code, date),
    from: (beginning, most) => billableFrom(setOn(undefined), beginning, most),
    edition: (date) => setOn(date).name,
    names: [...new Set(sets.map(({ name }) => name))],
  };
}

function standingIn(set: Asked, code: string, date: string | undefined): DiagnosisStanding {
  if (date !== undefined && date < icd10From) return { kind: 'valid' };
  if (!/^[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?$/.test(code)) return { kind: 'impossible' };
  const isBillable = set.isBillable(code.replace('.', ''));
  const split = Object.entries(splitOn).find(([header]) => code === header || code.startsWith(header));
  if (split) {
    const [header, since] = split;
    const isSplit = date === undefined || date >= since;
    if (code === header && !isSplit) return { kind: 'valid' };
    if (code === header && date !== undefined) {
      return { kind: 'header', ...childrenOf(set, code), isCertain: true, since };
    }
    if (code !== header && !isSplit && isBillable) {
      return { kind: 'not-yet', firstDate: since, instead: [header] };
    }
  }
  if (isBillable) return { kind: 'valid' };
  const isCertain = date !== undefined && date >= set.from && date <= set.until;
  const { children, areAll } = childrenOf(set, code);
  if (children.length > 0) return { kind: 'header', children, areAll, isCertain, since: undefined };
  // The set itself has codes in a different form: QA0.0101.
  return /^[A-Z][0-9][0-9AB]/.test(code) ? { kind: 'unknown', isCertain } : { kind: 'impossible' };
}

/** The billable codes that begin with this one, at most a dozen. */
function childrenOf(set: Asked, code: string): { readonly children: readonly string[]; readonly areAll: boolean } {
  const found = billableFrom(set, code, mostChildren + 1);
  return { children: found.slice(0, mostChildren), areAll: found.length <= mostChildren };
}

function billableFrom(set: Asked, beginning: string, most: number): readonly string[] {
  const found: string[] = [];
  for (const code of set.beginning(beginning.replace('.', '').toUpperCase())) {
    if (found.length >= most) break;
    found.push(withPoint(code));
  }
  return found;
}
