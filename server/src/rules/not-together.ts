import type { BilledLine } from '../claim/billed.js';
import { denialExpectedBy } from '../claim/expected-denials.js';
import { mayCarryImaging } from '../claim/imaging.js';
import { entriesForLine } from '../claim/terms.js';
import type { Entry } from '../policy/entry.js';
import { namesCode, type ServiceNames } from '../policy/names.js';
import type { Policy } from '../policy/policy.js';
import { byWorst } from '../policy/vocabulary.js';
import { whenWords } from '../policy/words.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Finding } from './rule.js';

/** What a payer's own policy pays only apart from another service, or only beside one; NCCI's pairs are another rule's. */
export const notTogether = defineRule({
  id: 'not-together',
  summary: "By the payer's policy a service is not paid on the day of another, or is paid only with another",
  severity: 'warning',
  restsOn: ['not-together', 'only-beside'],

  *check(situation): Iterable<Finding> {
    const { claim, policy } = situation;
    if (!policy) return;
    for (const line of claim.lines) {
      const denied = entriesForLine(situation, 'not-together', line).filter(
        ({ value }) => besides(situation, value, line).length > 0 && !isForAnother(situation, value, line),
      );
      if (denied.length > 0) yield notPaidBeside(situation, policy, line, strictest(denied));
      const lonely = entriesForLine(situation, 'only-beside', line).filter(
        ({ value }) => besides(situation, value, line).length === 0,
      );
      const [alone] = lonely;
      if (!alone) continue;
      const conditions = whenWords(alone);
      yield {
        at: line.line.code.span,
        message: `${line.code} is paid by ${policy.name} only with ${listed(alone.value.written, 'or')} on the claim${
          conditions ? ` (${conditions})` : ''
        }, and none is billed`,
        entries: lonely,
        about: { lines: [line.index] },
        expectedBy: denialExpectedBy(line),
      };
    }
  },
});

function notPaidBeside(
  situation: Case,
  policy: Policy,
  line: BilledLine,
  entries: readonly Entry<'not-together'>[],
): Finding {
  const { codes, encounter } = situation;
  const others = [...new Set(entries.flatMap(({ value }) => besides(situation, value, line)))];
  const conditions = entries[0] ? whenWords(entries[0]) : '';
  // Of a published pair of the two, whichever is column 2, this says more.
  const paired = others.filter((other) => codes.pair(line.code, other.code, encounter.date?.value));
  return {
    at: line.line.code.span,
    message: `${line.code} is not paid by ${policy.name} on the day of ${listed([...new Set(others.map(({ code }) => code))])}${
      conditions ? ` (${conditions})` : ''
    }: leave it off the claim, or expect the denial`,
    related: others.map((other) => ({ at: other.line.code.span, message: `${other.code} is paid` })),
    entries,
    about: { lines: [line, ...paired].map(({ index }) => index) },
    silences: ['bundled-pair'],
    expectedBy: denialExpectedBy(line),
  };
}

/** The other lines of the claim with a code that is named. */
function besides({ claim, codes }: Case, names: ServiceNames, line: BilledLine): readonly BilledLine[] {
  return claim.lines.filter(
    (other) => other.index !== line.index && other.isInForce && namesCode(names, other.code, codes),
  );
}

/** Imaging may have been for another procedure of the day, which takes it. */
function isForAnother({ claim, codes, encounter }: Case, names: ServiceNames, line: BilledLine): boolean {
  if (line.facts?.imaging !== 'is-imaging') return false;
  return claim.lines.some(
    (other) =>
      other.facts?.imaging !== 'is-imaging' &&
      !namesCode(names, other.code, codes) &&
      mayCarryImaging(other, line.code, encounter.date?.value, codes),
  );
}

/** Each entry may have a severity of its own: only those of the worst speak. */
function strictest(entries: readonly Entry<'not-together'>[]): readonly Entry<'not-together'>[] {
  const severityOf = ({ severity = 'warning' }: Entry<'not-together'>) => severity;
  const [worst] = [...entries].sort((one, other) => byWorst(severityOf(one), severityOf(other)));
  return entries.filter((entry) => worst && severityOf(entry) === severityOf(worst));
}
