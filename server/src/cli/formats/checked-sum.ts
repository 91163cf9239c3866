/** What judged the encounters of a run, and what was not checked, summed up in a few lines for people. */
import { datedTables, type TableOn } from '../../codes/tables-on.js';
import type { Checked } from '../../engine/checked.js';
import { allChecked, tableName, tablesWords } from '../../features/words/checked.js';
import { periodWords } from '../../policy/in-force.js';
import { counted, listed } from '../../text/words.js';
import type { ReportedPart } from '../report.js';

/** A screen has room for so many of each. */
const mostShown = 8;

/** The lines; none where no encounter was checked. */
export function checkedSum(parts: readonly ReportedPart[]): readonly string[] {
  const policies = new Map<string, number>();
  const tables = new Map<string, TableOn>();
  const gaps = new Map<string, { encounters: number; readonly reasons: Set<string> }>();
  let encounters = 0;
  for (const { checked } of parts) {
    if (!checked) continue;
    encounters += 1;
    const said = checked();
    for (const name of new Set(daysOf(said).map(policyName))) policies.set(name, (policies.get(name) ?? 0) + 1);
    for (const day of daysOf(said)) for (const table of day.tables) tables.set(tableName(table), table);
    for (const what of new Set(said.notChecked.map((gap) => gap.what))) {
      const known = gaps.get(what) ?? { encounters: 0, reasons: new Set<string>() };
      known.encounters += 1;
      for (const gap of said.notChecked) if (gap.what === what) known.reasons.add(gap.why);
      gaps.set(what, known);
    }
  }
  if (encounters === 0) return [];
  const number = (count: number): string => (encounters === 1 ? '' : ` (${counted(count, 'encounter')})`);
  const judges = [...policies].map(([name, count]) => `${name}${policies.size === 1 ? '' : number(count)}`);
  const missed = [...gaps].sort(([, one], [, other]) => other.encounters - one.encounters);
  const rest = missed.length - mostShown;
  return [
    `Judged by ${shortened(judges)}`,
    `Tables: ${tablesWords([...tables.values()].sort(byKindAndAge))}`,
    ...(missed.length === 0 ? [`Not checked: ${allChecked}`] : []),
    ...missed.slice(0, mostShown).map(([what, { encounters: count, reasons }]) => {
      const [first = ''] = reasons;
      const others = reasons.size > 1 ? `; ${counted(reasons.size - 1, 'other reason')}` : '';
      return `Not checked: ${what}${number(count)}: ${first}${others}`;
    }),
    ...(rest > 0 ? [`Not checked: ${counted(rest, 'other thing')}, listed with --format json`] : []),
  ];
}

function daysOf(checked: Checked): readonly Pick<Checked, 'policy' | 'tables'>[] {
  return checked.days.length > 0 ? checked.days : [checked];
}

function byKindAndAge(one: TableOn, other: TableOn): number {
  return datedTables.indexOf(one.table) - datedTables.indexOf(other.table) || (one.from < other.from ? -1 : 1);
}

/** "acme from 2026-01-01". */
function policyName({ policy }: Pick<Checked, 'policy'>): string {
  if (!policy) return 'no payer policy';
  const { id, effective, until } = policy;
  return effective || until ? `${id} ${periodWords(policy)}` : id;
}

function shortened(names: readonly string[]): string {
  if (names.length <= mostShown) return listed(names);
  return `${names.slice(0, mostShown).join(', ')} and ${counted(names.length - mostShown, 'other policy', 'other policies')}`;
}
