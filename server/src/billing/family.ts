/** Which code family bills a documented procedure, and its code for each rung. */
import type { DocumentedKind } from '../claim/documented.js';
import type { Session } from '../claim/sessions.js';
import type { Codes, Imaging, PainCode, Rung } from '../codes/codes.js';
import type { Procedure } from '../encounter/encounter.js';

/** The imaging of the family to bill; undefined if no code family covers what was done. */
export function imagingOf({ kind, procedures }: DocumentedKind): Imaging | undefined {
  const guidances = new Set(procedures.map(({ guidance }) => guidance?.value));
  if (guidances.has('none')) return undefined;
  // Only thermal destruction has these codes, and a destruction is not an injection: domain.md, section 2.
  const isRight = (procedure: Procedure): boolean => {
    const technique = procedure.technique?.value;
    if (technique === undefined) return true;
    if (kind === 'facet-destruction') return technique === 'radiofrequency';
    if (kind === 'facet-injection') return technique === 'medial-branch' || technique === 'intra-articular';
    return technique === 'transforaminal';
  };
  if (!procedures.every(isRight)) return undefined;
  if (!guidances.has('ultrasound')) return 'required-fluoro-ct';
  return kind === 'facet-injection' && guidances.size === 1 ? 'includes-ultrasound' : undefined;
}

/** The code for one rung of the session's family; undefined if there is none. */
export function codeOf(session: Session, rung: Rung, imaging: Imaging, codes: Codes): string | undefined {
  // T12-L1 with L1-L2 is billed as the first code of the upper family and the next of the lower one: CGS 2025.
  if (session.crossesJunction && imaging === 'includes-ultrasound') return undefined;
  const region = session.crossesJunction && rung === 'first' ? 'cervical-thoracic' : session.region;
  const isIt = (row: PainCode): boolean =>
    row.family !== undefined &&
    row.kinds.includes(session.kind) &&
    row.region === region &&
    row.rung === rung &&
    row.imaging === imaging;
  return codes.painCodes.find(isIt)?.code;
}
