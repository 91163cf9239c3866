/** Vertebral bodies: how many the record names, and how many the lines bill. Counted like levels, without sides: rules.md, "Levels". */
import type { Region } from '../clinical/level.js';
import { regionOfLetter } from '../clinical/levels.js';
import type { Codes } from '../codes/codes.js';
import type { Encounter } from '../encounter/encounter.js';
import type { BilledLine } from './billed.js';
import type { Claim } from './claim.js';

/** The kinds whose codes count bodies. */
export const bodyKinds = ['vertebral-augmentation', 'basivertebral-ablation'] as const;

interface BilledBodies {
  readonly kind: (typeof bodyKinds)[number];
  /** As written, without those of another kind. */
  readonly lines: readonly BilledLine[];
  readonly billed: number;
}

interface CountedBodies extends BilledBodies {
  /** The different bodies, in the order documented. */
  readonly documented: readonly string[];
}

/** Each kind that is documented with its bodies; none whose bodies or lines cannot be counted with certainty. */
export function countedBodies(encounter: Encounter, claim: Claim, codes: Codes): readonly CountedBodies[] {
  if (!encounter.procedures.some(({ kind }) => isBodyKind(kind))) return noBodies;
  return billedBodies(claim, codes).flatMap((billed) => {
    const procedures = encounter.procedures.filter(({ kind }) => kind === billed.kind);
    const isNamed = procedures.every(({ bodies, unreadableBodies }) => bodies.length > 0 && !unreadableBodies);
    if (procedures.length === 0 || !isNamed) return [];
    const documented = [...new Set(procedures.flatMap(({ bodies }) => bodies.map(({ value }) => value)))];
    return [{ ...billed, documented }];
  });
}

/** Each kind whose lines can be counted with certainty, documented or not. */
export function billedBodies(claim: Claim, codes: Codes): readonly BilledBodies[] {
  if (claim.hasUnknownKind || claim.hasUnknownCode) return noBodies;
  if (!claim.lines.some(({ facts }) => isBodyKind(facts?.group))) return noLines;
  return bodyKinds.flatMap((kind) => {
    const lines = claim.lines.filter(({ facts }) => facts?.group === kind);
    if (lines.some(({ isInForce, isReduced }) => !isInForce || isReduced)) return [];
    // The first code more than once is a mistake of units, not of bodies.
    const firsts = lines.filter((line) => !line.isPerFurtherLevel);
    if (firsts.some(({ units, code }, index) => units > 1 || firsts.findIndex((line) => line.code === code) < index))
      return [];
    return [{ kind, lines, billed: bodiesBilled(lines, codes) }];
  });
}

const noBodies: readonly never[] = [];
const noLines: readonly BilledBodies[] = bodyKinds.map((kind) => ({ kind, lines: [], billed: 0 }));

function isBodyKind(name: string | undefined): boolean {
  return bodyKinds.some((kind) => kind === name);
}

/** The bodies that the lines bill: a first code its own, once; a further one its units. */
export function bodiesBilled(lines: readonly BilledLine[], codes: Codes): number {
  const firsts = new Set(lines.filter((line) => !line.isPerFurtherLevel).map(({ code }) => code));
  const further = lines.filter((line) => line.isPerFurtherLevel).reduce((sum, { units }) => sum + units, 0);
  return [...firsts].reduce((sum, code) => sum + (codes.isA(code, 'two-bodies') ? 2 : 1), further);
}

/** The only region that the bodies are in; undefined where there are two. */
export function regionOfBodies(bodies: readonly string[]): Region | undefined {
  const [region, other] = new Set(bodies.map(regionOfLetter));
  return other ? undefined : region;
}

/** "1 vertebral body", "3 vertebral bodies". */
export function bodiesWords(count: number): string {
  return `${count} vertebral ${count === 1 ? 'body' : 'bodies'}`;
}
