/**
 * Which part of the spine or which side a diagnosis names, where its characters are unambiguous: server/data/diagnosis_families.csv and
 * diagnosis_regions.csv.
 */

import { diagnosisFamilyRows } from '../../generated/diagnosis-families.js';
import { diagnosisRegionRows } from '../../generated/diagnosis-regions.js';
import type { BodySide } from '../clinical/level.js';
import { once, onceForText } from '../text/once.js';

export interface SpinePart {
  /** ICD-10's region character, 1 for the head to 8 for the sacrum. */
  readonly character: string;
  /** `lumbar region`. */
  readonly words: string;
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

const families = once(() => new Map(diagnosisFamilyRows.map((row) => [row.family ?? '', row])));
const regions = once(() => new Map(diagnosisRegionRows.map(({ character, region }) => [character, region])));

/** The part of the spine that the code names; undefined where it names none, several or an unknown one. */
export const spinePartOf = onceForText(spinePartIn);

function spinePartIn(code: string): SpinePart | undefined {
  const { family, row, character } = familyOf(code);
  const words = row?.last_character === 'region' ? regions().get(character) : undefined;
  return words === undefined ? undefined : { character, words, isExact: row?.follows === 'every', family };
}

/** The side that the code names; undefined where it names none or both. */
export const diagnosisSideOf = onceForText(diagnosisSideIn);

function diagnosisSideIn(code: string): DiagnosisSide | undefined {
  const { family, row, character } = familyOf(code);
  const of = supported(row?.supports);
  if (row?.last_character !== 'side' || !of || !(character === '1' || character === '2')) return undefined;
  const isRight = character === '1';
  return { side: isRight ? 'right' : 'left', of, other: `${family}${isRight ? '2' : '1'}` };
}

const regionWords = once(() =>
  diagnosisRegionRows.map(({ character = '', region = '' }) => {
    const [word = ''] = region.split(' ');
    return { character, asRegion: new RegExp(`\\b${word} region`), alone: new RegExp(`\\b${word}\\b`) };
  }),
);

/**
 * The region character of the part of the spine that a lower-case title names in words; undefined where it names none or several.
 * "Cervical disc disorder, cervicothoracic region" is of the region.
 */
export function titledRegionOf(title: string): string | undefined {
  const regions = regionWords().filter(({ asRegion }) => asRegion.test(title));
  const named = regions.length > 0 ? regions : regionWords().filter(({ alone }) => alone.test(title));
  return named.length === 1 ? named[0]?.character : undefined;
}

function familyOf(code: string) {
  const family = code.slice(0, -1);
  return { family, row: families().get(family), character: code.slice(-1) };
}

function supported(written: string | undefined): SidedFamily | undefined {
  return written === 'joint' || written === 'knee' || written === 'sciatica' || written === 'nerve'
    ? written
    : undefined;
}
