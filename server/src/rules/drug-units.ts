import type { BilledLine } from '../claim/billed.js';
import { carries } from '../claim/billed.js';
import { linesByCode } from '../claim/units.js';
import { doseIn, drugNameOf, namesDrug, timesIn } from '../clinical/doses.js';
import type { PainCode } from '../codes/codes.js';
import { setUnits } from '../encounter/edits.js';
import type { Procedure } from '../encounter/encounter.js';
import { counted } from '../text/words.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/** A drug is billed in its code's own unit: J1010 per 1 mg, J3301 per 10 mg (HCPCS level II). */
export const drugUnits = defineRule({
  id: 'drug-units',
  summary: 'The units billed for a drug do not match its documented dose',
  severity: 'warning',
  tables: ['hcpcs'],

  *check({ encounter, claim, codes }): Iterable<Finding> {
    if (!claim.lines.some(({ facts }) => facts?.unit)) return;
    const agents = encounter.procedures.filter(({ fields }) => fields.get('agent')?.text !== undefined);
    if (agents.length === 0) return;
    const drugs = [...linesByCode(claim)].flatMap(([code, lines]) => {
      const facts = lines[0]?.facts;
      const name = facts?.unit ? drugNameOf(facts.explanation) : undefined;
      return facts && name ? [{ code, lines, facts, name }] : [];
    });
    for (const { code, lines, facts, name } of drugs) {
      // With two forms of one drug, we cannot tell which dose belongs to which.
      if (drugs.some((other) => other.code !== code && other.name === name)) continue;
      // The discarded amount has its own line and was not given.
      const given = lines.filter((line) => !carries(line, 'JW'));
      const due = given.length > 0 ? unitsDue(agents, name, facts.unit) : undefined;
      if (due === undefined) continue;
      const limit = codes.mue(code, encounter.date?.value)?.units ?? Number.POSITIVE_INFINITY;
      for (const finding of disagreement(code, facts, given, due)) {
        // If the right units are within the limit, exceeding it is the same mistake.
        yield { ...finding, silences: Math.ceil(due) <= limit ? ['units-exceed-mue'] : [] };
      }
    }
  },
});

/** The units for all documented doses of a drug; undefined if any of them cannot be read with certainty. */
function unitsDue(agents: readonly Procedure[], name: string, unit: string): number | undefined {
  let due = 0;
  let isNamed = false;
  for (const procedure of agents) {
    const text = procedure.fields.get('agent')?.text?.value ?? '';
    if (!namesDrug(text, name)) continue;
    isNamed = true;
    const dose = doseIn(text, name);
    const times = dose && timesIn(dose, unit);
    // A dose at several sites may be per site.
    if (times === undefined || (!dose?.isTotal && !isAtOnePlace(procedure))) return undefined;
    due += times;
  }
  return isNamed ? due : undefined;
}

function isAtOnePlace({ levels, nerves, site, side, unreadableLevels }: Procedure): boolean {
  const places = levels.flatMap(({ value }) => value).length + nerves.length + site.length;
  const sides = [
    side,
    ...levels.map((each) => each.side),
    ...nerves.map((each) => each.side),
    ...site.map((each) => each.side),
  ];
  return places <= 1 && !unreadableLevels && !sides.some((each) => each?.value === 'bilateral');
}

function* disagreement(code: string, { unit }: PainCode, lines: readonly BilledLine[], due: number): Iterable<Finding> {
  const [first, ...others] = lines;
  const units = lines.reduce((sum, line) => sum + line.units, 0);
  // A partial unit is rounded up for some drugs and not for others: either is accepted.
  const fewest = Math.max(1, Math.floor(due));
  const most = Math.ceil(due);
  if (!first || due <= 0 || (units >= fewest && units <= most)) return;
  const isOver = units > most;
  const right = fewest === most ? String(most) : `${fewest} to ${most}`;
  yield {
    at: first.line.unitsSpan ?? first.line.code.span,
    severity: isOver ? undefined : 'information',
    message: `${code} is billed for ${counted(units, 'unit')}, but the dose documented under agent comes to ${right} ${right === '1' ? 'unit' : 'units'} (${unit} per billed unit)`,
    related: others.map(({ line }) => ({ at: line.code.span, message: `${code} is also billed here` })),
    fixes: others.length === 0 && fewest === most ? [unitsSet(first, most)] : [],
    about: { lines: lines.map(({ index }) => index) },
  };
}

function unitsSet({ line }: BilledLine, units: number): Fix {
  const edit = setUnits(line, units);
  return { title: `Change units to ${units}`, edits: [edit], applies: 'ask' };
}
