/** What the record says of a billed drug, in its code's own billing units: given, held by the container, discarded. */
import { type Amount, amountOf, type Drug, type DrugRecord, drugNameOf, readDrug, timesIn } from '../clinical/doses.js';
import type { Codes, PainCode } from '../codes/codes.js';
import type { Discarded, Encounter, Procedure } from '../encounter/encounter.js';
import { onceIn, oncePer } from '../text/once.js';
import type { Claim } from './claim.js';

export interface DocumentedDrug {
  /** The names by which the record calls it, in lower case. */
  readonly names: readonly string[];
  /** Undefined where it cannot be read with certainty; a partial unit is a fraction. */
  readonly given?: number | undefined;
  /** The dose that is written, even where it may be one for each of several places. */
  readonly written?: number | undefined;
  readonly vial?: number | undefined;
  /** Every amount in the text, unless it follows another drug's name. */
  readonly amounts: readonly number[];
  /** `unclear`: something was, or an amount that cannot be read. */
  readonly discarded?: number | 'none' | 'unclear' | undefined;
  /** Whether every mention of its container says that it is for a single dose. */
  readonly isSingleDose: boolean;
  /** Whether the record says that it is not. */
  readonly isMultiDose: boolean;
}

/** What all procedures of the encounter say of a billed drug; undefined where none says anything of it. */
export function documentedDrug(
  encounter: Encounter,
  claim: Pick<Claim, 'lines' | 'kept'>,
  codes: Codes,
  facts: PainCode,
): DocumentedDrug | undefined {
  const known = drugsOf(claim);
  if (!known.has(facts)) known.set(facts, workedOut(encounter, claim, codes, facts));
  return known.get(facts);
}

/** A drug of which an `agent` says a figure without its unit. */
interface UnitlessDrug {
  /** Its name in the code table. */
  readonly drug: string | undefined;
  /** In which it is measured; undefined where drugs of that name differ. */
  readonly unit: Amount['unit'] | undefined;
}

/** The first such drug that is billed by its amount. */
export function unitlessDrug(agent: string, codes: Codes): UnitlessDrug | undefined {
  if (!/\d/.test(agent)) return undefined;
  const lower = agent.toLowerCase();
  const named = billedByAmount(codes).filter(
    ({ drug, others }) =>
      drug.names.some(({ name }) => lower.includes(name)) && readDrug(agent, drug, others)?.isUnitless,
  );
  const [first, ...more] = named;
  return first && { drug: first.name, unit: more.every(({ unit }) => unit === first.unit) ? first.unit : undefined };
}

/** The drugs that are billed by their amount, beside the names of all others. */
const billedByAmount = oncePer((codes: Codes) =>
  codes.painCodes.flatMap(({ code, unit, explanation }) => {
    const drug = codes.drug(code);
    if (!drug || !codes.isA(code, 'billed-apart')) return [];
    const others = codes.drugNames.filter((name) => !drug.names.some((own) => own.name === name));
    return [{ drug, others, name: drugNameOf(explanation), unit: amountOf(unit)?.unit }];
  }),
);

/** Kept, because several rules ask. */
const drugsOf = onceIn((_: Pick<Claim, 'kept'>) => new Map<PainCode, DocumentedDrug | undefined>());

function workedOut(
  { procedures }: Encounter,
  { lines }: Pick<Claim, 'lines'>,
  codes: Codes,
  { code, unit }: PainCode,
): DocumentedDrug | undefined {
  const drug = codes.drug(code);
  if (!drug) return undefined;
  const others = codes.drugNames.filter((name) => !drug.names.some((own) => own.name === name));
  const rivals = [...new Map(lines.map(({ code: each, facts }) => [each, facts])).values()].flatMap((facts) => {
    const other = facts && facts.code !== code ? codes.drug(facts.code) : undefined;
    return other && facts ? [{ drug: other, unit: facts.unit }] : [];
  });
  const told = procedures.flatMap((procedure) => {
    const agent = procedure.fields.get('agent')?.text?.value ?? '';
    const record = readDrug(agent, drug, others);
    const rest = procedure.discarded && ofField(procedure.discarded.value, { agent, unit, record, rivals });
    if (!record && rest === undefined) return [];
    const units: InUnits = record ? inUnits(procedure, record, unit) : {};
    return [{ record, ...units, discarded: rest ?? units.discarded, isOfField: rest !== undefined }];
  });
  if (told.length === 0) return undefined;
  const discarded = told.map((each) => each.discarded).filter((each) => each !== undefined);
  return {
    names: told.flatMap(({ record }) => record?.name.name ?? []),
    given: total(told.map((each) => each.given)),
    written: total(told.map((each) => each.written)),
    vial: told.length === 1 ? told[0]?.vial : undefined,
    amounts: told.flatMap(({ record }) => record?.amounts.flatMap((amount) => timesIn(amount, unit) ?? []) ?? []),
    discarded: discarded.length === 0 ? undefined : discardedIn(discarded),
    // The field is about a single-dose container.
    isSingleDose: told.every(({ record, isOfField }) => record?.isSingleDose ?? isOfField),
    isMultiDose: told.every(({ record }) => record?.isSingleDose === false),
  };
}

/** What the field `discarded` says of this drug; undefined where it is about another one, or may be. */
function ofField(
  { amount, unit: written }: Discarded,
  of: {
    readonly agent: string;
    readonly unit: string;
    readonly record: DrugRecord | undefined;
    readonly rivals: readonly { readonly drug: Drug; readonly unit: string }[];
  },
): number | 'none' | undefined {
  const rest: Amount | undefined =
    written === undefined
      ? undefined
      : written === 'g'
        ? { amount: amount * 1_000, unit: 'mg' }
        : { amount, unit: written };
  const fits = (billingUnit: string): boolean => rest === undefined || timesIn(rest, billingUnit) !== undefined;
  const named = of.rivals.filter(({ drug }) => readDrug(of.agent, drug, []) !== undefined);
  // Where the agent names none of the billed drugs, it may be any of them.
  const others = of.record || named.length > 0 ? named : of.rivals;
  if ((!of.record && named.length > 0) || others.some(({ unit }) => fits(unit))) return undefined;
  if (rest === undefined || rest.amount === 0) return 'none';
  return timesIn(rest, of.unit);
}

type InUnits = Pick<DocumentedDrug, 'given' | 'written' | 'vial' | 'discarded'>;

function inUnits(procedure: Procedure, record: DrugRecord, unit: string): InUnits {
  const places = placesOf(procedure);
  const { name, given, isBare } = record;
  const vial = record.vial && timesIn(record.vial, unit);
  const written = given && timesIn(given, unit);
  const rest = (from: number | undefined): number | 'unclear' =>
    vial !== undefined && from !== undefined && vial > from ? vial - from : 'unclear';
  const discarded =
    record.discarded === 'rest'
      ? rest(written)
      : typeof record.discarded === 'object'
        ? (timesIn(record.discarded, unit) ?? 'unclear')
        : record.discarded;
  const size = amountOf(name.oneDose ?? '');
  const one = name.oneDose === unit ? 1 : size && timesIn(size, unit);
  // A brand that comes in one size: one of it for each place, whether the record repeats what it holds or not.
  if (
    one !== undefined &&
    !record.isSeveral &&
    (isBare || given?.unit === 'ml' || (given && !given.isTotal && (unit === name.oneDose || written === one)))
  ) {
    return { given: places === undefined ? undefined : one * places, written: one, vial, discarded };
  }
  const isCertain = given !== undefined && !(one !== undefined && record.isSeveral) && (given.isTotal || places === 1);
  return { given: isCertain ? written : undefined, written, vial, discarded };
}

/** The number of places that were treated; undefined where it cannot be told. */
function placesOf({ levels, nerves, site, side, unreadableLevels }: Procedure): number | undefined {
  if (unreadableLevels) return undefined;
  const named = [
    ...levels.flatMap((each) => each.value.map(() => each.side)),
    ...nerves.map((each) => each.side),
    ...site.map((each) => each.side),
  ];
  const sides = named.length > 0 ? named.map((own) => own ?? side) : [side];
  return sides.reduce((sum, each) => sum + (each?.value === 'bilateral' ? 2 : 1), 0);
}

function total(units: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const each of units) {
    if (each === undefined) return undefined;
    sum += each;
  }
  return sum;
}

function discardedIn(all: readonly (number | 'none' | 'unclear')[]): number | 'none' | 'unclear' {
  if (all.includes('unclear')) return 'unclear';
  const amounts = all.filter((each) => typeof each === 'number');
  return amounts.length === 0 ? 'none' : amounts.reduce((sum, each) => sum + each, 0);
}
