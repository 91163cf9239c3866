/** What judged each encounter and what could not be judged, as reports for programs write it. */
import type { IsoDate } from '../clinical/dates.js';
import { type DatedTable, datedTables } from '../codes/tables-on.js';
import type { Checked, JudgedDay } from '../engine/checked.js';
import type { Policy } from '../policy/policy.js';
import { oncePer } from '../text/once.js';
import { jsonText } from './json-text.js';

/** What judged, by the contract's names. */
interface ReportedJudge {
  readonly policy: {
    readonly id: string;
    readonly file: string;
    readonly shipped: boolean;
    readonly effective: IsoDate | null;
    readonly until: IsoDate | null;
  } | null;
  /** Each table's edition; null where the claim is not checked with it. */
  readonly tables: Readonly<Record<DatedTable, string | null>>;
  /** Those of them that are a user's own. */
  readonly 'own-tables'?: readonly DatedTable[];
}

/** What is said of one encounter, as JSON. */
export interface CheckedEntry {
  /** Its id; empty where it has none. */
  readonly id: string;
  /** What behind its file and its id is said: all but the opening brace. Many encounters have it in common. */
  readonly rest: string;
}

/** What is said of an encounter. */
export function checkedEntry(encounter: string | undefined, checked: Checked): CheckedEntry {
  const { days, notChecked } = checked;
  // Where the lines' days are judged by different policies or tables.
  const ofDays = days.map((day) => `{"date":${jsonText(day.date ?? null)},${judgeText(day)}}`).join(',');
  return {
    id: encounter === undefined ? '' : jsonText(encounter),
    rest: `${judgeText(checked)}${ofDays === '' ? '' : `,"days":[${ofDays}]`},"not-checked":${jsonText(notChecked)}}`,
  };
}

/** What judged a day, as the members of an object. */
function judgeText(day: JudgedDay): string {
  const known = judgeTexts(day.tables);
  const text = known.get(day.policy) ?? jsonText(judgeOf(day)).slice(1, -1);
  known.set(day.policy, text);
  return text;
}

/** The same few policies and tables judge most encounters. */
const judgeTexts = oncePer<JudgedDay['tables'], Map<Policy | undefined, string>>(() => new Map());

function judgeOf({ policy, tables }: JudgedDay): ReportedJudge {
  const editionOf = (table: DatedTable) => tables.find((each) => each.table === table)?.edition ?? null;
  const own = tables.filter(({ isOwn }) => isOwn).map(({ table }) => table);
  return {
    policy: policy
      ? {
          id: policy.id,
          file: policy.file,
          shipped: policy.shipped,
          effective: policy.effective ?? null,
          until: policy.until ?? null,
        }
      : null,
    tables: Object.fromEntries(datedTables.map((table) => [table, editionOf(table)])) as ReportedJudge['tables'],
    ...(own.length > 0 ? { 'own-tables': own } : {}),
  };
}
