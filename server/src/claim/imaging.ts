/** Which imaging a code includes, as our own table says: it is paid with the code. */
import type { IsoDate } from '../clinical/dates.js';
import type { Codes, PainCode } from '../codes/codes.js';
import type { Guidance } from '../syntax/vocabulary.js';
import type { BilledLine } from './billed.js';

/** Whether our tables say that the code includes this imaging. */
export function includesImaging(
  { code, countsAs, facts }: Pick<BilledLine, 'code' | 'countsAs' | 'facts'>,
  imaging: string,
  codes: Codes,
): boolean {
  // Of a code without a row in codes.csv its class says so, whichever imaging it is.
  if (!facts) return codes.isA(countsAs ?? code, 'includes-imaging');
  return rowIncludes(facts, imaging, codes);
}

/** Whether codes.csv says so of one of its rows. */
export function rowIncludes({ imaging: what }: PainCode, imaging: string, codes: Codes): boolean {
  const isUltrasound = codes.guidanceOf(imaging) === 'ultrasound';
  switch (what) {
    case 'required-fluoro-ct':
    case 'includes-any':
    case 'when-used':
      return true;
    case 'includes-fluoro-ct':
      return !isUltrasound;
    case 'includes-ultrasound':
      return isUltrasound;
    default:
      return false;
  }
}

/** Whether this imaging may be billed beside a line's procedure. */
export function mayCarryImaging(line: BilledLine, imaging: string, date: IsoDate | undefined, codes: Codes): boolean {
  if (codes.pair(line.code, imaging, undefined)) return false;
  // 77002 and 77003 are add-on codes: they belong to one of their primaries or to none.
  const addOn = codes.addOn(imaging, date);
  if (addOn && !addOn.isBeforeEdition && addOn.isComplete && !addOn.primaries.some(({ code }) => code === line.code))
    return false;
  if (!line.facts) return line.standing.kind === 'valid' && /^[1-6]/.test(line.code);
  return line.facts.imaging === 'separate';
}

/** The guidance that the code itself is for; undefined where it says none. */
export function wantedGuidance({ facts }: Pick<BilledLine, 'facts'>): readonly Guidance[] | undefined {
  if (facts?.imaging === 'required-fluoro-ct') return ['fluoroscopy', 'ct'];
  if (facts?.imaging === 'includes-ultrasound') return ['ultrasound'];
  return facts?.imaging === 'includes-fluoro-ct' && facts.withoutImaging ? ['fluoroscopy', 'ct'] : undefined;
}
