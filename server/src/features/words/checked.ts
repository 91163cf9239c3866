/** What judged an encounter and what could not be judged, in plain words: for the hover, the status item and reports. */
import type { TableOn } from '../../codes/tables-on.js';
import type { Checked, JudgedDay } from '../../engine/checked.js';
import { periodWords } from '../../policy/in-force.js';
import { counted } from '../../text/words.js';
import { fileWords } from './policy.js';

/** What is said where nothing was left out. */
export const allChecked = 'nothing was left out';

/** The lines that say it: which policy with its dates, which tables, and each thing that was not checked with its reason. */
export function checkedLines(checked: Checked): readonly string[] {
  const { days, notChecked } = checked;
  const judged = days.length === 0 ? judgedLines(checked) : days.flatMap((day) => judgedLines(day, day.date));
  return [
    ...judged,
    ...(notChecked.length === 0
      ? [`Not checked: ${allChecked}`]
      : notChecked.map(({ what, why }) => `Not checked: ${what}: ${why}`)),
  ];
}

/** "2 things not checked (medicare)": what was left out comes first, as a status item is cut off at its end. */
export function checkedInShort({ days, policy, notChecked }: Checked): string {
  const ids = [...new Set((days.length === 0 ? [{ policy }] : days).map((day) => day.policy?.id ?? 'no policy'))];
  const left = notChecked.length === 0 ? 'checked in full' : `${counted(notChecked.length, 'thing')} not checked`;
  return `${left} (${ids.join(' and ')})`;
}

/** "Medicare (medicare; built-in medicare.payer.yaml), in force for every date". */
function judgeWords({ policy }: JudgedDay): string {
  if (!policy) return 'no payer policy';
  return `${policy.name} (${policy.id}; ${fileWords(policy)}), in force ${periodWords(policy)}`;
}

/** "CMS fee schedule of 2025-10; NCCI 2026 Q3". */
export function tablesWords(tables: readonly Pick<TableOn, 'name' | 'isOwn'>[]): string {
  return tables.map(tableName).join('; ') || 'none';
}

/** A user's own table is called so. */
export function tableName({ name, isOwn }: Pick<TableOn, 'name' | 'isOwn'>): string {
  return isOwn ? `${name} (your own)` : name;
}

function judgedLines(day: JudgedDay, date?: string): readonly string[] {
  const of = date === undefined ? '' : ` on ${date}`;
  return [`Judged${of} by ${judgeWords(day)}`, `Tables${of}: ${tablesWords(day.tables)}`];
}
