import { addingModifiers } from '../billing/adding.js';
import { whyUnmet } from '../billing/attested.js';
import { type BilledLine, carries } from '../claim/billed.js';
import { attests, isContradicted } from '../claim/expected-denials.js';
import { entriesForLine, proceduresBilledBy } from '../claim/terms.js';
import { littleReliefBefore } from '../neighbors/first-block.js';
import { whenWords } from '../policy/words.js';
import { listed } from '../text/words.js';
import { type Case, defineRule } from './rule.js';

/**
 * Some modifiers attest rather than describe: with KX the practice says that the record meets the payer's policy. Without it
 * the line is denied, whatever the record says.
 */
export const requiredModifier = defineRule({
  id: 'required-modifier',
  summary: 'A claim line is missing a modifier that the payer requires',
  severity: 'error',
  needs: ['entries'],
  restsOn: ['modifiers'],

  *check(situation) {
    const { claim, policy } = situation;
    if (!policy) return;
    for (const line of claim.lines) {
      const isMissing = (modifier: string): boolean => !carries(line, modifier) && !isContradicted(modifier, line);
      const entries = entriesForLine(situation, 'modifiers', line).filter(({ value }) => value.some(isMissing));
      const [first] = entries;
      if (!first) continue;
      const missing = [...new Set(entries.flatMap(({ value }) => value))].filter(isMissing);
      const conditions = whenWords(first);
      // Nobody attests that a policy is met where it is not.
      const unmet = missing.some(attests)
        ? (whyUnmet(situation, line) ?? afterLittleRelief(situation, line))
        : undefined;
      const added = missing.filter((modifier) => unmet === undefined || !attests(modifier));
      yield {
        at: line.line.code.span,
        message: `${line.code} is missing ${listed(missing)}, which ${policy.name} requires on each such line${conditions ? ` (${conditions})` : ''}${
          unmet === undefined ? '' : `: ${listed(missing.filter(attests))} attests that the policy is met, but ${unmet}`
        }`,
        entries,
        fixes:
          added.length === 0
            ? []
            : [
                // The coder vouches for the record, not the tool: never applied without asking.
                addingModifiers([line.line], added),
              ],
        about: { lines: [line.index] },
      };
    }
  },
});

/** The record of the first block is another encounter's. */
function afterLittleRelief(situation: Case, line: BilledLine): string | undefined {
  const [little] = proceduresBilledBy(situation.encounter, line).flatMap(
    (procedure) => littleReliefBefore(situation, procedure) ?? [],
  );
  return little && `the first block gave ${little.percent}% relief, below the ${little.least}% that it asks for`;
}
