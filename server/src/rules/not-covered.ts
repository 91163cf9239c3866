import { isAllPaid } from '../billing/paid.js';
import type { BilledLine } from '../claim/billed.js';
import { denialExpectedBy } from '../claim/expected-denials.js';
import { notCoveredEntries, outsideStudy } from '../claim/not-covered.js';
import { isOfKind, regionOfLine } from '../claim/sessions.js';
import { whenWords } from '../policy/words.js';
import { type Case, defineRule } from './rule.js';

/** What a policy excludes is denied however well it is documented; the patient should know beforehand. */
export const notCovered = defineRule({
  id: 'not-covered',
  summary: "The payer's policy does not cover a billed code",
  severity: 'warning',
  needs: ['entries'],
  mayYieldTo: ['nerve-count', 'level-overcount', 'addon-skips-level'],
  restsOn: ['not-covered'],

  *check(situation) {
    const { claim, policy } = situation;
    if (!policy) return;
    for (const line of claim.lines) {
      const entries = line.isInForce ? notCoveredEntries(situation, line) : [];
      const [first] = entries;
      if (!first) continue;
      const conditions = whenWords(first);
      yield {
        at: line.line.code.span,
        message: `${line.code} is not covered by ${policy.name}${conditions ? ` (${conditions})` : ''}${
          outsideStudy(situation, line.code)
            ? ' outside an approved study: where it was part of one, enter its number in the field trial'
            : ''
        }`,
        entries,
        about: { lines: [line.index] },
        expectedBy: denialExpectedBy(line),
        // A third level that was not treated is a counting error, not a coverage question.
        yieldsTo: isNeedless(situation, line) ? ['nerve-count', 'level-overcount', 'addon-skips-level'] : [],
      };
    }
  },
});

function isNeedless(situation: Case, line: BilledLine): boolean {
  if (line.facts?.rung !== 'third') return false;
  const session = situation.claim.sessions.find(
    (each) => isOfKind(line, each.kind) && regionOfLine(line, each.documented) === each.region,
  );
  return session?.isCounted === true && isAllPaid(situation, session);
}
