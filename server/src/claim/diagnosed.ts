/**
 * Whether a diagnosis agrees with what a line bills: the levels or the side. Undetermined if the record does not say, or if another
 * rule reports that line and record disagree.
 */
import type { BodySide } from '../clinical/level.js';
import { diagnosisRegionsOf } from '../clinical/levels.js';
import {
  type DiagnosisSide,
  diagnosisSideOf,
  type SidedFamily,
  type SpinePart,
  spinePartOf,
} from '../codes/diagnosis-places.js';
import type { Encounter } from '../encounter/encounter.js';
import { onceForEach } from '../text/once.js';
import type { BilledLine } from './billed.js';
import { type Claim, namedSides, supportingProcedures } from './claim.js';
import { type DocumentedLevel, procedureLevels } from './documented.js';
import { proceduresBilledBy } from './terms.js';

/** A diagnosis for a different region or side than the line's. */
export interface Disagreement {
  /** What the line is for: its levels, or else the side; neither if only its code gives the region. */
  readonly levels: readonly string[];
  readonly sides: readonly BodySide[];
  /** The same diagnosis for the right region or side, the best first. */
  readonly right: readonly string[];
}

/** `agrees`, a disagreement, or undefined if it cannot be determined. */
export type Comparison = 'agrees' | Disagreement | undefined;

/** Compares the diagnoses of one encounter with its lines; looks up each code's procedures once. */
export function diagnosisComparer(encounter: Encounter, claim: Claim): (line: BilledLine, code: string) => Comparison {
  const isOpen = claim.hasUnknownKind || encounter.procedures.some(({ kind }) => kind === 'other');
  const partsOf = remembered((line) => treatedPart(encounter, line));
  const comparedWith = remembered((line) =>
    onceForEach((code: string): Comparison => {
      const part = spinePartOf(code);
      return part && comparePart(line, partsOf(line), part);
    }),
  );
  const documentedOf = remembered((line) => namedSides(encounter, claim, line));
  const bothSides = new Set(claim.pairs.flatMap(({ namesSides, lines }) => (namesSides ? [] : lines)));
  return (line, code) => {
    if (isOpen || !line.isInForce) return undefined;
    if (spinePartOf(code)) return comparedWith(line)(code);
    const named = diagnosisSideOf(code);
    if (!named || !reasons[named.of](line)) return undefined;
    return compareSide(bothSides.has(line) ? ['left', 'right'] : line.sides, documentedOf(line), named);
  };
}

/** A value that depends only on the line's code, computed once per code. */
function remembered<Value>(compute: (line: BilledLine) => Value): (line: BilledLine) => Value {
  const known = new Map<string, Value>();
  return (line) => {
    if (!known.has(line.code)) known.set(line.code, compute(line));
    return known.get(line.code) as Value;
  };
}

/** Whether a diagnosis code names a region or a side at all: otherwise there is nothing to compare. */
export function namesPlace(code: string): boolean {
  return spinePartOf(code) !== undefined || diagnosisSideOf(code) !== undefined;
}

/** Their families are not certain: rules.md, "Levels". */
const uncertain: ReadonlySet<string> = new Set(['C0-C1', 'C1-C2']);
/** Where the mid-back meets the low back, a record may use either name for the pain. */
const junction: ReadonlySet<string> = new Set(['T11-T12', 'T12-L1', 'L1-L2']);
const high: ReadonlySet<string> = new Set(['1', '2', '3', '4']);
const low: ReadonlySet<string> = new Set(['6', '7', '8']);

/** What a line's code treated: levels, an entire region if no level is named, or undefined if that cannot be known. */
type Treated = { readonly levels: readonly DocumentedLevel[] } | 'region' | undefined;

function treatedPart(encounter: Encounter, line: BilledLine): Treated {
  if (!line.facts?.region) return undefined;
  const procedures = proceduresBilledBy(encounter, line);
  // Documented elsewhere: `region-mismatch` reports it, and the diagnosis may be right.
  if (procedures.length === 0 && supportingProcedures(encounter, line).length > 0) return undefined;
  if (procedures.some(({ unreadableLevels }) => unreadableLevels)) return undefined;
  const named = procedures.map(procedureLevels);
  if (named.length === 0 || named.some((levels) => levels.length === 0)) return 'region';
  const all = named.flat();
  const here = all.filter(({ level, region }) => region === line.facts?.region || level === 'T12-L1');
  const levels = here.length > 0 ? here : all;
  return levels.some(({ level }) => uncertain.has(level)) ? undefined : { levels };
}

function comparePart(line: BilledLine, treated: Treated, { character, isExact, family }: SpinePart): Comparison {
  if (!treated) return undefined;
  if (treated === 'region') {
    // The code covers an entire region: levels at its border cannot be judged.
    const isElsewhere = (line.facts?.region === 'lumbar-sacral' ? /[123]/ : /[78]/).test(character);
    return isElsewhere ? { levels: [], sides: [], right: [] } : undefined;
  }
  const { levels } = treated;
  const names = [...new Set(levels.map(({ level }) => level))];
  const isFacet = line.facts?.kinds.some((kind) => kind === 'facet-injection' || kind === 'facet-destruction');
  // An epidural's level is where the needle entered, and root pain may be named for either end of the root.
  const agrees =
    isExact && isFacet
      ? names.some((level) => diagnosisRegionsOf(level).includes(character))
      : !isFar(character, levels);
  if (agrees) return 'agrees';
  const right = new Set(names.flatMap((level) => diagnosisRegionsOf(level).slice(0, 1)));
  return { levels: names, sides: [], right: [...right].map((each) => `${family}${each}`) };
}

function isFar(character: string, levels: readonly DocumentedLevel[]): boolean {
  if (
    character === '5' ||
    ((character === '4' || character === '6') && levels.some(({ level }) => junction.has(level)))
  ) {
    return false;
  }
  if (high.has(character)) return levels.every(({ region }) => region === 'lumbar-sacral');
  return (
    low.has(character) && levels.every(({ region, level }) => region === 'cervical-thoracic' && level !== 'T12-L1')
  );
}

/** The codes that a diagnosis of the family supports. */
const reasons: Readonly<Record<SidedFamily, (line: BilledLine) => boolean>> = {
  joint: ({ facts }) => facts?.group === 'joint-injection',
  // Its genicular nerves too.
  knee: ({ facts }) => facts?.group === 'joint-injection' || facts?.nerve === 'genicular',
  // A root going to the leg, and the nerve itself.
  sciatica: ({ facts }) => facts?.family === 'transforaminal-epidural-lumbar-sacral' || facts?.nerve === 'sciatic',
  nerve: ({ facts }) => facts?.group === 'nerve-block' || facts?.group === 'nerve-destruction',
};

function compareSide(
  billed: readonly BodySide[],
  documented: readonly BodySide[] | undefined,
  { side, other }: DiagnosisSide,
): Comparison {
  // If the billed side is not documented, `side-mismatch` reports it, and the diagnosis may be right.
  const isProven = !documented || billed.every((each) => documented.includes(each));
  const sides = billed.length > 0 && isProven ? billed : [...new Set([...billed, ...(documented ?? [])])];
  if (sides.length === 0) return undefined;
  return sides.includes(side) ? 'agrees' : { levels: [], sides, right: [other] };
}
