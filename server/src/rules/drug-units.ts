import type { BilledLine } from '../claim/billed.js';
import { carries } from '../claim/billed.js';
import { documentedDrug } from '../claim/drugs.js';
import { linesByCode } from '../claim/units.js';
import { setUnits } from '../encounter/edits.js';
import { counted } from '../text/words.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/** A drug is billed in its code's own unit: J1010 per 1 mg, J3301 per 10 mg (HCPCS level II). */
export const drugUnits = defineRule({
  id: 'drug-units',
  summary: 'The units billed for a drug do not match its documented dose',
  severity: 'warning',
  needs: ['drug-by-amount'],
  maySilence: ['units-exceed-mue'],
  tables: ['hcpcs'],

  *check({ encounter, claim, codes }): Iterable<Finding> {
    if (!claim.lines.some(({ facts }) => facts?.unit)) return;
    if (!encounter.procedures.some(({ fields }) => fields.get('agent')?.text !== undefined)) return;
    const drugs = [...linesByCode(claim)].flatMap(([code, lines]) => {
      const facts = lines[0]?.facts;
      const documented = facts?.unit ? documentedDrug(encounter, claim, codes, facts) : undefined;
      return facts && documented ? [{ code, lines, facts, documented }] : [];
    });
    for (const { code, lines, facts, documented } of drugs) {
      const { given, discarded, names, isMultiDose } = documented;
      // With two forms of one drug, we cannot tell which dose belongs to which.
      const isShared = drugs.some(
        (other) => other.code !== code && other.documented.names.some((name) => names.includes(name)),
      );
      // The discarded amount has its own line and was not given.
      const billed = lines.filter((line) => !carries(line, 'JW'));
      if (isShared || given === undefined || given <= 0 || billed.length === 0) continue;
      // What was discarded of it, or may have been, may be billed with it; of a multi-dose container it is not.
      if (discarded === 'unclear' && !isMultiDose) continue;
      const isWithRest = typeof discarded === 'number' && !isMultiDose && billed.length === lines.length;
      const rest = isWithRest ? discarded : 0;
      const alsoPer = codes.drug(code)?.alsoPer;
      const others = alsoPer ? [given * (perUnit(facts.unit) / perUnit(alsoPer))] : [];
      const due = [given, given + rest, ...others];
      const limit = codes.mue(code, encounter.date?.value)?.units ?? Number.POSITIVE_INFINITY;
      const range = { fewest: Math.max(1, Math.floor(Math.min(...due))), most: Math.ceil(Math.max(...due)) };
      for (const finding of disagreement(code, facts.unit, billed, range)) {
        // If the right units are within the limit, exceeding it is the same mistake.
        yield { ...finding, silences: range.most <= limit ? ['units-exceed-mue'] : [] };
      }
    }
  },
});

function perUnit(unit: string): number {
  return Number.parseFloat(unit) || 1;
}

function* disagreement(
  code: string,
  unit: string,
  lines: readonly BilledLine[],
  { fewest, most }: { readonly fewest: number; readonly most: number },
): Iterable<Finding> {
  const [first, ...others] = lines;
  const units = lines.reduce((sum, line) => sum + line.units, 0);
  // A partial unit is rounded up for some drugs and not for others: either is accepted.
  if (!first || (units >= fewest && units <= most)) return;
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
