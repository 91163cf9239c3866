/**
 * What judged an encounter and what of it could not be judged: "nothing found" is not "all checked". Worked out only where it is
 * asked for.
 */
import { readClaim } from '../claim/claim.js';
import type { IsoDate } from '../clinical/dates.js';
import type { TableOn } from '../codes/tables-on.js';
import { daysOf } from '../encounter/days.js';
import type { Encounter } from '../encounter/encounter.js';
import type { Policy } from '../policy/policy.js';
import type { Case } from '../rules/rule.js';
import { oncePer } from '../text/once.js';
import type { Judgment } from './judgment.js';
import { gapsIn, gapsInRecord, gapsOfDay, type NotChecked } from './not-checked.js';

/** What judged the lines of one day. */
export interface JudgedDay {
  /** The date of service; undefined where it is not known. */
  readonly date: IsoDate | undefined;
  /** Undefined where the payer is missing or unknown. */
  readonly policy: Policy | undefined;
  /** The tables that this claim is checked with, each with the edition that answered. */
  readonly tables: readonly TableOn[];
}

export interface Checked extends JudgedDay {
  /** Where lines are of several days that another policy or other tables judge: each of the days. */
  readonly days: readonly JudgedDay[];
  /** What could not be judged, and why; empty where everything could. */
  readonly notChecked: readonly NotChecked[];
}

/** What judged the encounter, and what could not be judged. */
export function checkedOf({ encounter, situation, failed, offFor }: Judgment): Checked {
  const cases = daysOf(situation.encounter).map((part) => caseOf(situation, part));
  const days = cases.map(dayOf);
  const whole = cases[0] === situation ? days[0] : undefined;
  const dated = situation.encounter.date ? undefined : days.find(({ date }) => date);
  const own = whole ?? dated ?? dayOf(situation);
  return {
    ...own,
    days: days.every((day) => day === own || isJudgedAlike(day, own)) ? [] : days,
    notChecked: [
      ...gapsIn(encounter, failed),
      ...ofDays(cases.map((each, index) => gapsOfDay(each, days[index]?.tables ?? [], offFor(each.policy)))),
      ...gapsInRecord(situation),
    ],
  };
}

/** The situation in which the rules judge a day's lines. */
function caseOf(situation: Case, part: Encounter): Case {
  if (part === situation.encounter) return situation;
  const { codes, policies } = situation;
  const choice = policies.choose(part.payer?.value, part.date?.value);
  const policy = 'policy' in choice ? choice.policy : undefined;
  return { ...situation, encounter: part, claim: readClaim(part, codes, policy), policy, choice };
}

function dayOf({ encounter, codes, policy }: Case): JudgedDay {
  const date = encounter.date?.value;
  // The unit limits are a professional claim's, of payers that follow CMS's.
  const hasUnits = encounter.claim === 'professional' && policy?.mue === 'cms';
  const tables = codes.tablesOn(date);
  return { date, policy, tables: hasUnits ? tables : withoutUnits(tables) };
}

/** Of each day's tables once. */
const withoutUnits = oncePer((tables: readonly TableOn[]) => tables.filter(({ table }) => table !== 'units'));

function isJudgedAlike(one: JudgedDay, other: JudgedDay): boolean {
  const key = ({ policy, tables }: JudgedDay): string =>
    [policy?.file, policy?.shipped, policy?.effective, policy?.until, ...tables.map(({ name }) => name)].join('\n');
  return key(one) === key(other);
}

/** The gaps of all days, each once; one that not every day has names its days. */
function ofDays(
  gaps: readonly (readonly (NotChecked & { readonly date: IsoDate | undefined })[])[],
): readonly NotChecked[] {
  const [only, ...others] = gaps;
  if (only && others.length === 0) return only.map(({ what, why }) => ({ what, why }));
  const byWords = new Map<string, { readonly gap: NotChecked; readonly dates: (IsoDate | undefined)[] }>();
  for (const { date, what, why } of gaps.flat()) {
    const key = `${what}\n${why}`;
    const known = byWords.get(key) ?? { gap: { what, why }, dates: [] };
    known.dates.push(date);
    byWords.set(key, known);
  }
  return [...byWords.values()].map(({ gap, dates }) => {
    const known = dates.flatMap((date) => date ?? []);
    if (dates.length >= gaps.length || known.length === 0) return gap;
    return { ...gap, why: `of ${daysWords(known)}: ${gap.why}` };
  });
}

/** A claim with more days than anyone reads has the first of them named. */
const mostDays = 3;

function daysWords(days: readonly IsoDate[]): string {
  const more = days.length > mostDays ? ` and ${days.length - mostDays} more days` : '';
  return `${days.slice(0, mostDays).join(', ')}${more}`;
}
