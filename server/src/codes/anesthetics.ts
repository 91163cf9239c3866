/** The strengths in which local anesthetics are sold: server/data/anesthetic_strengths.csv. Offered for writing, never judged. */
import { anestheticStrengthRows } from '../../generated/anesthetic-strengths.js';

/** A local anesthetic as an agent names it: `bupivacaine 0.5%`. */
export function anesthetics(): readonly { readonly name: string; readonly strength: string }[] {
  return anestheticStrengthRows.flatMap(({ name = '', strengths = '' }) =>
    strengths.split(' ').map((strength) => ({ name, strength: `${strength}%` })),
  );
}
