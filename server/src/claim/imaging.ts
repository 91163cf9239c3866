/** Which imaging a code includes, as our own table says: it is paid with the code. */
import type { Codes, PainCode } from '../codes/codes.js';
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
