/** What judged the encounters of a run, and what was not checked, summed up in a few lines for people. */
import { datedTables, type TableOn } from '../../codes/tables-on.js';
import type { Checked } from '../../engine/checked.js';
import { allChecked, tableName, tablesWords } from '../../features/words/checked.js';
import { periodWords } from '../../policy/in-force.js';
import { counted, listed } from '../../text/words.js';

/** A screen has room for so many of each. */
const mostShown = 8;

/** The sum of some encounters, in the order in which each thing was first said. */
export interface CheckedSum {
  encounters: number;
  /** How many encounters a policy judged, by its words. */
  readonly policies: Map<string, number>;
  readonly tables: Map<string, TableOn>;
  readonly gaps: Map<string, Gap>;
}

interface Gap {
  encounters: number;
  readonly reasons: Set<string>;
}

/** The sum of none. */
export function newSum(): CheckedSum {
  return { encounters: 0, policies: new Map(), tables: new Map(), gaps: new Map() };
}

/** Adds what is said of one encounter. */
export function checkedSum(sum: CheckedSum, said: Checked): void {
  const { policies, tables, gaps } = sum;
  sum.encounters += 1;
  for (const name of new Set(daysOf(said).map(policyName))) policies.set(name, (policies.get(name) ?? 0) + 1);
  for (const day of daysOf(said)) for (const table of day.tables) tables.set(tableName(table), table);
  for (const what of new Set(said.notChecked.map((gap) => gap.what))) {
    const reasons = said.notChecked.flatMap((gap) => (gap.what === what ? [gap.why] : []));
    addGap(gaps, what, { encounters: 1, reasons: new Set(reasons) });
  }
}

/** Adds the sum of the encounters that follow. */
export function addedSum(sum: CheckedSum, { encounters, policies, tables, gaps }: CheckedSum): void {
  sum.encounters += encounters;
  for (const [name, count] of policies) sum.policies.set(name, (sum.policies.get(name) ?? 0) + count);
  for (const [name, table] of tables) sum.tables.set(name, table);
  for (const [what, gap] of gaps) addGap(sum.gaps, what, gap);
}

function addGap(gaps: CheckedSum['gaps'], what: string, { encounters, reasons }: Gap): void {
  const known = gaps.get(what) ?? { encounters: 0, reasons: new Set<string>() };
  known.encounters += encounters;
  for (const reason of reasons) known.reasons.add(reason);
  gaps.set(what, known);
}

/** The lines; none where no encounter was checked. */
export function sumLines({ encounters, policies, tables, gaps }: CheckedSum): readonly string[] {
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
