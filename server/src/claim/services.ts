/** How many services the record has for a code that bills each site by itself: a joint, or a nerve without a code of its own. */
import type { Codes } from '../codes/codes.js';
import type { Encounter } from '../encounter/encounter.js';
import type { BilledLine } from './billed.js';
import { type Claim, documentedSides } from './claim.js';

/** The sites, each side of one counted; undefined for a code whose unit is not the site. */
export function documentedServices(
  encounter: Encounter,
  claim: Claim,
  codes: Codes,
  line: BilledLine,
): number | undefined {
  const isOfNerves = [...codes.otherNerve.block, ...codes.otherNerve.destruction].includes(line.code);
  if (!isOfNerves && !line.facts?.site?.endsWith('-joint')) return undefined;
  const { both, single, unsided } = documentedSides(encounter, claim, line);
  return 2 * both + single + unsided;
}
