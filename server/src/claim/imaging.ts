/** Which imaging a code includes, as our own table says: it is paid with the code. */
import type { Codes, PainCode } from '../codes/codes.js';

/** Whether codes.csv says that the code includes this imaging. */
export function includesImaging(facts: PainCode | undefined, imaging: string, codes: Codes): boolean {
  const isUltrasound = codes.guidanceOf(imaging) === 'ultrasound';
  switch (facts?.imaging) {
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
