import type { BilledLine } from '../claim/billed.js';
import { denialExpectedBy } from '../claim/expected-denials.js';
import { globalDays, globalOf } from '../claim/globals.js';
import { mayCarryImaging } from '../claim/imaging.js';
import { entriesForLine, proceduresBilledBy } from '../claim/terms.js';
import type { Procedure } from '../encounter/encounter.js';
import type { Entry } from '../policy/entry.js';
import { namesCode, type ServiceNames } from '../policy/names.js';
import type { Policy } from '../policy/policy.js';
import { byWorst, type Severity } from '../policy/vocabulary.js';
import { whenWords } from '../policy/words.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Finding } from './rule.js';

/** What a payer's own policy pays only apart from another service, or only beside one; NCCI's pairs are another rule's. */
export const notTogether = defineRule({
  id: 'not-together',
  summary: "By the payer's policy a service is not paid on the day of another, or is paid only with another",
  severity: 'warning',
  needs: ['entries'],
  maySilence: ['bundled-pair'],
  mayYieldTo: ['bundled-pair'],
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
  // Of a published pair of the two, whichever is column 2, this says more; but what is only information says less than a pair that no
  // modifier separates.
  const date = encounter.date?.value;
  const pairOf = (other: BilledLine) =>
    codes.pair(line.code, other.code, date) ?? codes.pair(other.code, line.code, date);
  const paired = others.filter((other) => codes.pair(line.code, other.code, date));
  const isSoft =
    byWorst(severityOf(entries), 'information') >= 0 && others.some((other) => pairOf(other)?.indicator === 0);
  return {
    at: line.line.code.span,
    message: `${line.code} is not paid by ${policy.name} on the day of ${listed([...new Set(others.map(({ code }) => code))])}${
      conditions ? ` (${conditions})` : ''
    }: leave it off the claim, or expect the denial`,
    related: others.map((other) => ({ at: other.line.code.span, message: `${other.code} is paid` })),
    entries,
    about: { lines: [line, ...paired].map(({ index }) => index) },
    ...(isSoft ? { yieldsTo: ['bundled-pair'] } : { silences: ['bundled-pair'] }),
    expectedBy: denialExpectedBy(line),
  };
}

/** The other lines of the claim with a code that is named. */
function besides({ claim, codes }: Case, names: ServiceNames, line: BilledLine): readonly BilledLine[] {
  return claim.lines.filter(
    (other) => other.index !== line.index && other.isInForce && namesCode(names, other.code, codes),
  );
}

/** Imaging, sedation or anesthesia may have been for another procedure of the day, which takes it. */
function isForAnother(situation: Case, names: ServiceNames, line: BilledLine): boolean {
  const { claim, codes, encounter } = situation;
  const others = claim.lines.filter(
    (other) => other.isInForce && other.index !== line.index && !namesCode(names, other.code, codes),
  );
  const date = encounter.date?.value;
  if (line.facts?.imaging === 'is-imaging') {
    const guidance = codes.guidanceOf(line.code);
    return others.some(
      (other) =>
        other.facts?.imaging !== 'is-imaging' &&
        mayCarryImaging(other, line.code, date, codes) &&
        mayHaveUsed(proceduresBilledBy(encounter, other), guidance),
    );
  }
  // An operation takes them: a stimulator implanted beside an ablation.
  return (
    sedations.some((each) => codes.isA(line.code, each)) &&
    others.some(
      (other) => globalDays(globalOf(other, codes, date)) !== undefined && !isNamedByAny(situation, other, line),
    )
  );
}

const sedations = ['sedation', 'further-sedation', 'anesthesia'] as const;

/** Whether another entry says that this service is not paid beside that one either. */
function isNamedByAny(situation: Case, other: BilledLine, line: BilledLine): boolean {
  return entriesForLine(situation, 'not-together', line).some(({ value }) =>
    namesCode(value, other.code, situation.codes),
  );
}

/** Whether one of the procedures was done with the guidance, or its record does not say. */
function mayHaveUsed(procedures: readonly Procedure[], used: string | undefined): boolean {
  return procedures.length === 0 || procedures.some(({ guidance }) => !guidance || guidance.value === used);
}

/** Each entry may have a severity of its own: only those of the worst speak. */
function strictest(entries: readonly Entry<'not-together'>[]): readonly Entry<'not-together'>[] {
  const worst = severityOf(entries);
  return entries.filter((entry) => (entry.severity ?? 'warning') === worst);
}

function severityOf(entries: readonly Entry<'not-together'>[]): Severity | 'off' {
  return entries.map(({ severity = 'warning' }) => severity).sort(byWorst)[0] ?? 'warning';
}
