/** Whether a diagnosis is an ICD-10-CM code that may be billed on a date, what replaced it, and its official title. */
import { diagnosisChangeRows } from '../../generated/diagnosis-changes.js';
import { earlier } from '../clinical/dates.js';
import { once } from '../text/once.js';
import type { DiagnosisStanding, Elsewhere } from './codes.js';
import { withoutPoint, withPoint } from './diagnosis-form.js';
import { type DiagnosisEdition, type DiagnosisTitles, inForceOn } from './editions.js';
import { remembered } from './remembered.js';

/** Claims with earlier dates use ICD-9 codes. */
export const icd10From = '2015-10-01';

const mostChildren = 12;

/** When a code could no longer be billed as it is: server/data/diagnosis_changes.csv. */
interface Change {
  readonly code: string;
  /** It needs more characters since, or is gone. */
  readonly isHeader: boolean;
  readonly from: string;
  /** What may be billed in its place. */
  readonly successors: readonly string[];
  /** Where a part of it is coded since. */
  readonly elsewhere: Elsewhere | undefined;
}

const changes = once(
  (): ReadonlyMap<string, Change> =>
    new Map(
      diagnosisChangeRows.map((row) => [
        row.code ?? '',
        {
          code: row.code ?? '',
          isHeader: row.change === 'header',
          from: row.from ?? '',
          successors: codesIn(row.successors),
          elsewhere: row.elsewhere ? { what: row.note ?? '', codes: codesIn(row.elsewhere) } : undefined,
        },
      ]),
    ),
);

function codesIn(written = ''): readonly string[] {
  return written.split(' ').filter(Boolean);
}

/** By a code that came in a code's place, the code that it replaced. */
const replaced = once(() => changesBy(({ successors }) => successors));

/** By a code for a part of what another one was, that other one. */
const partlyReplaced = once(() => changesBy(({ elsewhere }) => elsewhere?.codes ?? []));

function changesBy(codesOf: (change: Change) => readonly string[]): ReadonlyMap<string, Change> {
  return new Map([...changes().values()].flatMap((change) => codesOf(change).map((code) => [code, change] as const)));
}

/** Without any set nothing is known. */
const noSet: DiagnosisEdition = {
  from: '',
  until: '',
  name: '',
  file: '',
  release: '',
  answersFrom: '',
  has: () => false,
  beginning: () => [],
};

interface Diagnoses {
  /** The diagnosis code's standing; it is given in upper case with its decimal point. */
  standing(code: string, date: string | undefined): DiagnosisStanding;
  /** The official title of a billable code. */
  title(code: string): string | undefined;
  /** The billable codes on the date that begin with these characters, in their order; of the newest set without a date. */
  from(beginning: string, most: number, date: string | undefined): readonly string[];
  /** The name of the set that answers for a date. */
  edition(date: string | undefined): string;
  /** The names of all sets. */
  readonly names: readonly string[];
}

/** The questions to these sets, from the oldest to the newest. */
export function diagnoses(sets: readonly DiagnosisEdition[], titles: readonly DiagnosisTitles[]): Diagnoses {
  const setOn = (date: string | undefined): DiagnosisEdition => {
    const newest = inForceOn(sets, date) ?? sets[0] ?? noSet;
    // In years without a set, between an old one and a newer, the newer knows of what came in between.
    const next = date !== undefined && date > newest.until ? sets.find(({ from }) => from > date) : undefined;
    return next ?? newest;
  };
  return {
    standing: remembered((code, date) => {
      if (date !== undefined && date < icd10From) return { kind: 'valid' };
      if (!/^[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?$/.test(code)) return { kind: 'impossible' };
      return date === undefined ? undatedStanding(sets, code) : standingIn(sets, setOn(date), code, date);
    }),
    title(code) {
      const bare = withoutPoint(code);
      for (const each of titles) {
        const title = each.of(bare);
        if (title !== undefined) return title;
      }
      return undefined;
    },
    from: (beginning, most, date) => billableFrom(setOn(date), beginning, most),
    edition: (date) => setOn(date).name,
    names: [...new Set(sets.map(({ name }) => name))],
  };
}

/** Without a date nothing is wrong with a code that could be billed in some year. */
function undatedStanding(sets: readonly DiagnosisEdition[], code: string): DiagnosisStanding {
  const bare = withoutPoint(code);
  if (changes().has(code) || sets.some((set) => set.has(bare))) return { kind: 'valid' };
  return notBillable(sets.at(-1) ?? noSet, code, false);
}

function standingIn(
  sets: readonly DiagnosisEdition[],
  set: DiagnosisEdition,
  code: string,
  date: string,
): DiagnosisStanding {
  const bare = withoutPoint(code);
  const parent = parentOf(code);
  if (set.has(bare)) {
    // For a date before the first set, what is known to have changed since.
    const isLater = parent !== undefined && date < parent.from && date < set.from;
    return isLater ? { kind: 'not-yet', firstDate: parent.from, instead: [parent.code] } : { kind: 'valid' };
  }
  const change = changes().get(code);
  if (change && date < change.from) return { kind: 'valid' };
  const isCertain = date >= set.from && date <= set.until;
  if (change?.isHeader) return notBillable(set, code, true, change);
  const later = sets.find(({ from, has }) => from > date && has(bare));
  const before = (parent ?? partlyReplaced().get(code))?.code ?? '';
  if (later) {
    return { kind: 'not-yet', firstDate: later.from, instead: set.has(withoutPoint(before)) ? [before] : [] };
  }
  const last = sets.findLastIndex(({ from, has }) => from < set.from && has(bare));
  if (change || last >= 0) {
    const gone = change?.from ?? sets[last + 1]?.from ?? set.from;
    // It was billable in an older set, and ended some day in the years between.
    if (date < gone) return { kind: 'valid' };
    return {
      kind: 'ended',
      lastDate: earlier(gone, { count: 1, unit: 'day' }),
      successors: change?.successors.filter((each) => set.has(withoutPoint(each))) ?? [],
      elsewhere: elsewhereIn(set, change),
    };
  }
  return notBillable(set, code, isCertain);
}

/** The code that this one came in the place of: the one it is listed as a successor of, or a header that it lies under. */
function parentOf(code: string): Change | undefined {
  const listed = replaced().get(code);
  if (listed) return listed;
  for (let end = code.length - 1; end >= 3; end -= 1) {
    const change = changes().get(code.slice(0, end));
    if (change?.isHeader) return change;
  }
  return undefined;
}

/** A code that is not in the set: one that needs more characters, or none at all. */
function notBillable(set: DiagnosisEdition, code: string, isCertain: boolean, change?: Change): DiagnosisStanding {
  const { children, areAll } = childrenOf(set, code);
  if (children.length > 0) {
    return { kind: 'header', children, areAll, isCertain, since: change?.from, elsewhere: elsewhereIn(set, change) };
  }
  // The set itself has codes in a different form: QA0.0101.
  return /^[A-Z][0-9][0-9AB]/.test(code) ? { kind: 'unknown', isCertain } : { kind: 'impossible' };
}

/** Where a part of the changed code is coded, in codes that the set has. */
function elsewhereIn(set: DiagnosisEdition, change: Change | undefined): Elsewhere | undefined {
  const codes = change?.elsewhere?.codes.filter((each) => set.has(withoutPoint(each))) ?? [];
  return change?.elsewhere && codes.length > 0 ? { what: change.elsewhere.what, codes } : undefined;
}

/** The billable codes that begin with this one, at most a dozen. */
function childrenOf(set: DiagnosisEdition, code: string): { children: readonly string[]; areAll: boolean } {
  const found = billableFrom(set, code, mostChildren + 1);
  return { children: found.slice(0, mostChildren), areAll: found.length <= mostChildren };
}

function billableFrom(set: DiagnosisEdition, beginning: string, most: number): readonly string[] {
  const found: string[] = [];
  for (const code of set.beginning(withoutPoint(beginning).toUpperCase())) {
    if (found.length >= most) break;
    found.push(withPoint(code));
  }
  return found;
}
