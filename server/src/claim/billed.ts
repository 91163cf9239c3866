/** A service line with what the tables say about its code: status on the date, sides, units. Knows no procedures. */

import type { BodySide } from '../clinical/level.js';
import type { Codes, PainCode, Standing } from '../codes/codes.js';
import type { Encounter, ServiceLine, Written } from '../encounter/encounter.js';

export interface BilledLine {
  readonly line: ServiceLine;
  readonly index: number;
  readonly code: string;
  readonly standing: Standing;
  /** Undefined for an unknown code; for a deleted code, the single replacement it counts as. */
  readonly countsAs: string | undefined;
  /** The pain code row for what the line counts as. */
  readonly facts: PainCode | undefined;
  /** The code is valid on the date, so rules about this line may use its facts. */
  readonly isInForce: boolean;
  readonly bilateral: string | undefined;
  readonly isAddOn: boolean;
  /** Reported once per additional level: rules.md, "Levels". */
  readonly isPerFurtherLevel: boolean;
  readonly fifty: Written<string> | undefined;
  /** LT, RT, fingers, toes and eyelids. */
  readonly sideModifiers: readonly Written<string>[];
  /** Both for 50; empty if no modifier names a side. */
  readonly sides: readonly BodySide[];
  readonly units: number;
  /** 52, 53, 73 or 74: not counted among the levels. */
  readonly isReduced: boolean;
  /** 59 or one of X{EPSU}, 76, 77, 91: explains why the code is repeated. */
  readonly saysWhyRepeated: boolean;
}

const leftModifiers = new Set(['LT', 'FA', 'F1', 'F2', 'F3', 'F4', 'TA', 'T1', 'T2', 'T3', 'T4', 'E1', 'E2']);
const rightModifiers = new Set(['RT', 'F5', 'F6', 'F7', 'F8', 'F9', 'T5', 'T6', 'T7', 'T8', 'T9', 'E3', 'E4']);
const reducedModifiers = new Set(['52', '53', '73', '74']);
const repeatModifiers = new Set(['59', 'XE', 'XP', 'XS', 'XU', '76', '77', '91']);

/** The side a modifier names; undefined if none (50 names both and is handled elsewhere). */
export function sideOfModifier(modifier: string): BodySide | undefined {
  if (leftModifiers.has(modifier)) return 'left';
  return rightModifiers.has(modifier) ? 'right' : undefined;
}

/** Whether a modifier names a side: 50, LT, RT, or a finger, toe or eyelid modifier. */
export function carriesSide(modifier: string): boolean {
  return modifier === '50' || sideOfModifier(modifier) !== undefined;
}

/** The service lines with what the tables say about them on the date of service. */
export function billedLines(encounter: Encounter, codes: Codes): readonly BilledLine[] {
  return encounter.lines.map((line) => billedLine(line, encounter, codes));
}

/** Whether the line carries any of the modifiers. */
export function carries(billed: BilledLine, ...modifiers: readonly string[]): boolean {
  return billed.line.modifiers.some(({ value }) => modifiers.includes(value));
}

function billedLine(line: ServiceLine, encounter: Encounter, codes: Codes): BilledLine {
  const date = encounter.date?.value;
  const code = line.code.value;
  const standing = codes.standing(code, date);
  const successors = standing.kind === 'deleted' ? standing.successors : [];
  const isInForce = standing.kind === 'valid';
  const countsAs = isInForce ? code : successors.length === 1 ? successors[0]?.code : undefined;
  const modifiers = line.modifiers;
  const isAddOn = countsAs !== undefined && codes.addOn(countsAs, date) !== undefined;
  const sideModifiers = modifiers.filter(({ value }) => sideOfModifier(value) !== undefined);
  const fifty = modifiers.find(({ value }) => value === '50');
  const named = new Set(sideModifiers.map(({ value }) => sideOfModifier(value)));
  return {
    line,
    index: line.index,
    code,
    standing,
    countsAs,
    facts: countsAs === undefined ? undefined : codes.painCode(countsAs, date),
    isInForce,
    bilateral: countsAs === undefined ? undefined : codes.bilateralIndicator(countsAs, date),
    isAddOn,
    // Before 64421 was an add-on code, it covered all of them at once.
    isPerFurtherLevel: isAddOn && countsAs !== undefined && codes.isPerFurtherLevel(countsAs),
    fifty,
    sideModifiers,
    sides: (['left', 'right'] as const).filter((side) => fifty !== undefined || named.has(side)),
    units: line.units,
    isReduced: modifiers.some(({ value }) => reducedModifiers.has(value)),
    saysWhyRepeated: modifiers.some(({ value }) => repeatModifiers.has(value)),
  };
}
