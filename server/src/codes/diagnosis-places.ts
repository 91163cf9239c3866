/** Which part of the spine or which side a diagnosis names, where its characters are unambiguous: domain facts, section 9. */
import type { BodySide } from '../clinical/level.js';

export interface SpinePart {
  /** ICD-10's region character, 1 for the head to 8 for the sacrum. */
  readonly character: string;
  /** False for families in which only most codes follow it. */
  readonly isExact: boolean;
  /** The code up to its region character. */
  readonly family: string;
}

/** What a diagnosis with a side is about: which services it can support. */
export type SidedFamily = 'joint' | 'knee' | 'sciatica' | 'nerve';

export interface DiagnosisSide {
  readonly side: BodySide;
  readonly of: SidedFamily;
  /** The same diagnosis for the other side. */
  readonly other: string;
}

const exact = ['M47.81', 'M47.89'];
const mostly = ['M48.1', 'M53.8', 'M54.1'];

/** The part of the spine that the code names; undefined where it names none, several or an unknown one. */
export function spinePartOf(code: string): SpinePart | undefined {
  const character = code.slice(-1);
  const family = code.slice(0, -1);
  const isExact = exact.includes(family);
  if (!/[1-8]/.test(character) || !(isExact || mostly.includes(family))) return undefined;
  return { character, isExact, family };
}

/** 1 is right and 2 is left in these; one for both sides supports a service on either. */
const sided: readonly (readonly [SidedFamily, RegExp])[] = [
  ['knee', /^(?:M17\.[13]|M25\.56)[12]$/],
  ['joint', /^M25\.5[1-57][12]$/],
  ['sciatica', /^M54\.[34][12]$/],
  ['nerve', /^G5[67]\.[0-9][12]$/],
];

/** The side that the code names; undefined where it names none or both. */
export function diagnosisSideOf(code: string): DiagnosisSide | undefined {
  const found = sided.find(([, form]) => form.test(code));
  if (!found) return undefined;
  const isRight = code.endsWith('1');
  return { side: isRight ? 'right' : 'left', of: found[0], other: `${code.slice(0, -1)}${isRight ? '2' : '1'}` };
}
