/** Units that are levels, nerves or bodies: the first one is the line's code, what comes after it has a code of its own. */
import type { BilledLine } from '../claim/billed.js';
import type { Asked } from '../claim/terms.js';
import { billWhatIsDocumented, type Rewrite } from './bill.js';
import { billableKinds, isBilledAs, wantedLines } from './wanted.js';

/** "Bill what is documented", where it bills with other codes too what the units of the line counted. */
export function unitsAsDocumented(asked: Asked, line: BilledLine): readonly Rewrite[] {
  const { encounter, claim, codes, policy } = asked;
  return billableKinds.flatMap((kind): readonly Rewrite[] => {
    if (!isBilledAs(kind, line.facts) || !encounter.procedures.some((each) => each.kind === kind)) return [];
    const wanted = wantedLines(encounter, claim, codes, policy, kind);
    const lines = wanted?.lines.filter(({ code }) => isBilledAs(kind, codes.painCode(code))) ?? [];
    // Of a level family the codes after this one: the ones before it bill other levels.
    const first = line.facts?.family === undefined ? 0 : lines.findIndex(({ code }) => code === line.code);
    if (first < 0 || !lines.slice(first).some(({ code }) => code !== line.code)) return [];
    const rewrite = billWhatIsDocumented(encounter, claim, codes, policy, [kind]);
    return rewrite ? [rewrite] : [];
  });
}
