/** How a claim comes back, in a clause: codes, condition and how sure it is. */
import type { Denial } from '../../codes/denials.js';
import { listed } from '../../text/words.js';

/** "CO-107 with N122 (payer that names the add-on; unconfirmed)", "no remittance (claim form; unconfirmed)". */
export function denialWords(denial: Denial): string {
  const { when, confidence, groupConfidence, group } = denial;
  const isGroupUnsure = group !== undefined && groupConfidence !== confidence;
  const details = [when, confidence, isGroupUnsure ? `the group ${group} ${groupConfidence}` : undefined];
  return `${denialCodes(denial) || 'no remittance'} (${details.filter(Boolean).join('; ')})`;
}

/** "CO-107 with N122"; empty if nothing comes back. */
function denialCodes({ group, carc, rarc }: Denial): string {
  if (!carc) return '';
  const reason = group ? `${group}-${carc}` : `CARC ${carc}`;
  return rarc.length > 0 ? `${reason} with ${listed(rarc)}` : reason;
}
