/**
 * The spine as the codes count it: joints with the nerves that supply them, roots with the foramina they exit through.
 * Knows no codes. The table is from CMS's contractors and the anatomy sources (server/data, spine_levels.csv).
 */
import { spineLevels } from '../../generated/spine-levels.js';
import type { Level, Region } from './level.js';

const rows = new Map(spineLevels.map((row) => [row.joint, row]));
const order = new Map(spineLevels.map((row, index) => [row.joint, index]));
const byRoot = new Map(spineLevels.map((row) => [row.root, row.joint]));

/** Every level from C0-C1 down to the sacral foramina. */
export const allLevels: readonly Level[] = spineLevels.map(({ joint }) => joint);

/** Every medial branch that a facet procedure may name: TON, C2 to C8, T1 to T12, L1 to L5, S1. */
export const medialBranches: readonly string[] = [
  'TON',
  ...['C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8'],
  ...Array.from({ length: 12 }, (_, index) => `T${index + 1}`),
  ...['L1', 'L2', 'L3', 'L4', 'L5', 'S1'],
];

/** Every vertebral body: C2 to C7, T1 to T12, L1 to L5, S1. There is an eighth cervical nerve, and no such body. */
export const vertebralBodies: readonly string[] = medialBranches.filter((name) => name !== 'TON' && name !== 'C8');

/** The region that the letter of a nerve or a vertebral body names. */
export function regionOfLetter(name: string): Region {
  return name.startsWith('L') || name.startsWith('S') ? 'lumbar-sacral' : 'cervical-thoracic';
}

/** Every root that exits through a foramen: C1 to S3. */
export const roots: readonly string[] = spineLevels.map(({ root }) => root);

/** The region a level belongs to; undefined for anything that is not a level. */
export function regionOf(level: Level): Region | undefined {
  return rows.get(level)?.region;
}

/** The medial branches that supply a joint; none where the joint has none or they are not verified. */
export function nervesOf(level: Level): readonly string[] {
  return rows.get(level)?.nerves ?? [];
}

/** The ICD-10 region characters that agree with a level, the best first. */
export function diagnosisRegionsOf(level: Level): readonly string[] {
  return rows.get(level)?.icdRegions ?? [];
}

/** The root that exits through a level's foramen. */
export function rootOf(level: Level): string | undefined {
  return rows.get(level)?.root;
}

/** The foramen a root exits through: L5 at L5-S1, S1 at S1-S2, C6 at C5-C6, C8 at C7-T1. */
export function foramenOf(root: string): Level | undefined {
  return byRoot.get(root);
}

/** From the head down. */
export function compareLevels(one: Level, other: Level): number {
  return (order.get(one) ?? 0) - (order.get(other) ?? 0);
}

/** The joints all of whose nerves are named, and the nerves that do not complete one. */
export function completedJoints(nerves: readonly string[]): {
  readonly joints: readonly Level[];
  readonly incomplete: readonly string[];
} {
  // The third occipital nerve is C3's superficial branch: it alone supplies C2-C3, and C2 with C3 means the same.
  const named = new Set(nerves);
  if (named.has('C2') && named.has('C3')) named.add('TON');
  const joints = spineLevels.filter(
    ({ nerves: needed }) => needed.length > 0 && needed.every((nerve) => named.has(nerve)),
  );
  const used = new Set(joints.flatMap((joint) => joint.nerves));
  if (used.has('TON')) {
    used.add('C2');
    if (named.has('C2')) used.add('C3');
  }
  return {
    joints: joints.map(({ joint }) => joint),
    incomplete: nerves.filter((nerve) => !used.has(nerve)),
  };
}

/** The levels that a vertebra is half of: T12 is half of T11-T12 and of T12-L1. */
export function levelsAtVertebra(vertebra: string): readonly Level[] {
  return allLevels.filter((level) => level.split('-').includes(vertebra));
}

/** The levels from one to the other, both included: L3 to S1 are L3-L4, L4-L5 and L5-S1. */
export function levelsBetween(upper: string, lower: string): readonly Level[] | undefined {
  const first = spineLevels.findIndex(({ joint }) => joint.startsWith(`${upper}-`));
  const last = spineLevels.findIndex(({ joint }) => joint.endsWith(`-${lower}`));
  if (first < 0 || last < first) return undefined;
  return spineLevels.slice(first, last + 1).map(({ joint }) => joint);
}
