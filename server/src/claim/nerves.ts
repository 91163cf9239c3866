/**
 * Which nerves procedures treated, as their sites name them: branches that are named one by one are put together to the nerve
 * whose code bills them. Knows nothing about what is billed.
 */
import type { IsoDate } from '../clinical/dates.js';
import type { BodySide } from '../clinical/level.js';
import type { Codes, NerveCodes } from '../codes/codes.js';
import type { Procedure } from '../encounter/encounter.js';
import { documentedSites } from './documented.js';
import type { TreatedLevel } from './expected.js';

export type NerveService = 'block' | 'destruction';

/** A nerve that was treated, whole. */
export interface TreatedNerve {
  readonly nerve: NerveCodes;
  /** Its units, each with its sides: the nerve itself, or each one of its number (`T5`); empty where it has numbers that nobody named. */
  readonly units: readonly TreatedLevel[];
  /** Its branches are named one by one. */
  readonly isInBranches: boolean;
}

/**
 * The nerves that the procedures name; undefined where a name may mean another nerve, where only some branches are named, or
 * where no published source says what the table says.
 */
export function treatedNerves(procedures: readonly Procedure[], codes: Codes): readonly TreatedNerve[] | undefined {
  const named = procedures.map((procedure) => namesIn(procedure, codes));
  if (named.length === 0 || named.some((names) => names === undefined)) return undefined;
  const all = named.flatMap((names) => names ?? []);
  if (all.some(({ nerve }) => !nerve.isCertain)) return undefined;
  const found = new Map<string, { nerve: NerveCodes; sides: Map<string, Set<BodySide>>; isInBranches: boolean }>();
  for (const side of ['left', 'right', undefined] as const) {
    const here = all.filter(({ sides }) => (side ? sides.includes(side) : sides.length === 0));
    for (const name of here) {
      const nerve = wholeOf(name.nerve, codes);
      if (!isWhole(nerve, here, codes)) return undefined;
      const known = found.get(nerve.name) ?? { nerve, sides: new Map<string, Set<BodySide>>(), isInBranches: false };
      found.set(nerve.name, { ...known, isInBranches: known.isInBranches || nerve !== name.nerve });
      const units = nerve.unit === 'nerve' && nerve.blockEachFurther ? name.numbers : [nerve.name];
      for (const unit of units) {
        const sides = known.sides.get(unit) ?? new Set<BodySide>();
        if (side) sides.add(side);
        known.sides.set(unit, sides);
      }
    }
  }
  return [...found.values()].map(({ nerve, sides, isInBranches }) => ({
    nerve,
    isInBranches,
    units: [...sides]
      .map(([level, on]) => ({ level, sides: (['left', 'right'] as const).filter((side) => on.has(side)) }))
      .sort((one, other) => other.sides.length - one.sides.length || byNumber(one.level, other.level)),
  }));
}

/** The codes in force on the date that bill the nerve; before it had any, where it was one unit of any other nerve, that code. */
export function codesOfNerve(
  { nerve, units }: Pick<TreatedNerve, 'nerve' | 'units'>,
  service: NerveService,
  codes: Codes,
  date: IsoDate | undefined,
): readonly string[] {
  const sides = new Set(units.flatMap((unit) => unit.sides));
  const own = nerve[service]
    .filter((code) => codes.standing(code, date).kind === 'valid')
    .filter((code) => sides.size === 0 || nerve.blockBothSides.length === 0 || isForSides(nerve, code, sides.size));
  return own.length === 0 && service === 'block' && nerve.isBlockOfAnyOtherBefore ? codes.otherNerve.block : own;
}

/** Of those, the codes that a claim begins with: the one for each further nerve follows it; before that was an add-on code, it billed several. */
export function firstCodesOfNerve(
  treated: Pick<TreatedNerve, 'nerve' | 'units'>,
  service: NerveService,
  codes: Codes,
  date: IsoDate | undefined,
): readonly string[] {
  const own = codesOfNerve(treated, service, codes, date);
  const further = treated.nerve.blockEachFurther;
  if (further === undefined || !own.includes(further)) return own;
  if (codes.addOn(further, date) === undefined && treated.units.length > 1) return [further];
  return own.filter((code) => code !== further);
}

/**
 * Whether a code bills a nerve of the procedure that is billed as the joint it supplies: a block of the third occipital nerve is
 * the C2-C3 joint's, however the record calls it.
 */
export function billsNerveOfJoint(procedure: Procedure, code: string, codes: Codes): boolean {
  const { kind } = procedure;
  if (kind !== 'nerve-block' && kind !== 'nerve-destruction') return false;
  const service = kind === 'nerve-block' ? 'block' : 'destruction';
  return documentedSites(procedure).some(({ site }) =>
    partsOf(site, codes).some((part) => {
      const nerve = codes.nerve(part)?.nerve;
      return nerve?.isOfJoint === true && nerve[service].includes(code);
    }),
  );
}

interface Name {
  readonly nerve: NerveCodes;
  readonly numbers: readonly string[];
  readonly sides: readonly BodySide[];
}

/** "T6" after "intercostal T5" is intercostal too; undefined where a name is not in the table. */
function namesIn(procedure: Procedure, codes: Codes): readonly Name[] | undefined {
  // Whether a level means one nerve or two, the record does not say.
  if (procedure.levels.length > 0 || procedure.unreadableLevels) return undefined;
  const items = documentedSites(procedure).flatMap(({ site, sides }) =>
    partsOf(site, codes).map((part) => ({ part, named: codes.nerve(part), sides })),
  );
  const names: Name[] = [];
  let letter = '';
  for (const [index, { part, named, sides }] of items.entries()) {
    if (named) {
      letter = named.numbers.at(-1)?.charAt(0) ?? letter;
      names.push({ ...named, sides });
      continue;
    }
    const neighbor = [...items.slice(0, index).reverse(), ...items.slice(index + 1)].find(
      (other) => other.named && takesNumbers(other.named.nerve, other.named.numbers),
    );
    if (!neighbor?.named) return undefined;
    const numbered = codes.nerve(`${/^\d/.test(part) ? letter : ''}${part} ${neighbor.named.nerve.name}`);
    if (numbered?.nerve !== neighbor.named.nerve || numbered.numbers.length === 0) return undefined;
    letter = numbered.numbers.at(-1)?.charAt(0) ?? letter;
    names.push({ ...numbered, sides: sides.length > 0 ? sides : neighbor.sides });
  }
  return names.length > 0 ? names : undefined;
}

/** "L5 dorsal ramus and S1-S3 lateral branches" names two, "ilioinguinal and iliohypogastric" is one name. */
function partsOf(site: string, codes: Codes): readonly string[] {
  if (codes.nerve(site)) return [site];
  const parts = site
    .split(/\s+(?:and|with|plus)\s+|\s*[&+]\s*/)
    .map((part) => part.trim())
    .filter(Boolean);
  // "Greater and lesser occipital": what they share is written once.
  const shared = parts.at(-1)?.replace(/^\S+\s*/, '') ?? '';
  return parts.map((part) => (codes.nerve(part) || !codes.nerve(`${part} ${shared}`) ? part : `${part} ${shared}`));
}

function takesNumbers({ blockEachFurther, branches }: NerveCodes, numbers: readonly string[]): boolean {
  return numbers.length > 0 || blockEachFurther !== undefined || branches.some((branch) => isNumber(branch));
}

function wholeOf(nerve: NerveCodes, codes: Codes): NerveCodes {
  const whole = nerve.branchOf === undefined ? undefined : codes.nerveCalled(nerve.branchOf);
  return whole ? wholeOf(whole, codes) : nerve;
}

/** It is named itself, or all its branches are. */
function isWhole(nerve: NerveCodes, named: readonly Name[], codes: Codes): boolean {
  const itself = named.filter((each) => each.nerve.name === nerve.name);
  if (nerve.branches.some(isNumber)) {
    const numbers = new Set(itself.flatMap((each) => each.numbers));
    return itself.some((each) => each.numbers.length === 0) || nerve.branches.every((branch) => numbers.has(branch));
  }
  if (itself.length > 0) return true;
  const branches = nerve.branches.map((branch) => codes.nerveCalled(branch));
  return branches.length > 0 && branches.every((branch) => branch && isWhole(branch, named, codes));
}

function isForSides({ blockBothSides }: NerveCodes, code: string, sides: number): boolean {
  return blockBothSides.includes(code) === (sides === 2);
}

function isNumber(branch: string): boolean {
  return /^[A-Z]\d+$/.test(branch);
}

function byNumber(one: string, other: string): number {
  return Number(one.replace(/\D/g, '')) - Number(other.replace(/\D/g, ''));
}
