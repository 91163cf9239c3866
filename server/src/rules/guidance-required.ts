import type { BilledLine } from '../claim/billed.js';
import { supportingProcedures } from '../claim/claim.js';
import { wantedGuidance } from '../claim/imaging.js';
import { entriesForLine, proceduresBilledBy, saysTheSame } from '../claim/terms.js';
import type { Codes } from '../codes/codes.js';
import { removeModifier, replaceValue } from '../encounter/edits.js';
import type { Procedure } from '../encounter/encounter.js';
import type { Guidance } from '../syntax/vocabulary.js';
import type { Edit } from '../text/span.js';
import { listed } from '../text/words.js';
import { type Case, defineRule, type Finding } from './rule.js';

/** A code that includes imaging, or that a payer pays only with certain imaging, does not bill the service without it (A57826: ultrasound or none is not covered). */
export const guidanceRequired = defineRule({
  id: 'guidance-required',
  summary: 'A code or the payer requires imaging guidance that was not used for the procedure',
  severity: 'error',
  mayYieldTo: ['not-covered'],
  asks: 'technique',
  restsOn: ['guidance'],

  *check(situation): Iterable<Finding> {
    const wrong = linesAgainstCode(situation);
    const ofPolicy = byPolicy(situation);
    for (const procedure of situation.encounter.procedures) {
      if (!procedure.guidance || procedure.kind === 'other') continue;
      const found = byCode(situation, procedure, wrong) ?? ofPolicy.get(procedure);
      if (found) yield found;
    }
  },
});

/** "fluoroscopy or CT guidance", "no guidance". */
function guidanceWords(guidances: readonly Guidance[]): string {
  const named = guidances.filter((guidance) => guidance !== 'none').map((each) => (each === 'ct' ? 'CT' : each));
  return listed(
    [
      ...(named.length > 0 ? [`${listed(named, 'or')} guidance`] : []),
      ...(named.length < guidances.length ? ['no guidance'] : []),
    ],
    'or',
  );
}

/** 50 is not carried over to a code that has no sides, such as a trigger point code. */
function withoutFifty({ fifty }: BilledLine, code: string, codes: Codes): readonly Edit[] {
  const indicator = codes.bilateralIndicator(code);
  if (!fifty || indicator === '1' || indicator === '3') return [];
  return [removeModifier(fifty)];
}

/** The lines whose code requires imaging that none of the procedures they may bill used. */
function linesAgainstCode({ encounter, claim }: Case): readonly BilledLine[] {
  return claim.lines.filter((line) => {
    const wanted = line.isInForce ? wantedGuidance(line) : undefined;
    // Another procedure may be the one that this line bills.
    return (
      wanted &&
      supportingProcedures(encounter, line).every(
        ({ kind, guidance }) => kind !== 'other' && guidance !== undefined && !wanted.includes(guidance.value),
      )
    );
  });
}

/** The code itself is for the service with imaging. */
function byCode(situation: Case, procedure: Procedure, wrong: readonly BilledLine[]): Finding | undefined {
  const { codes } = situation;
  const { guidance, kind } = procedure;
  const lines = wrong.filter(({ facts }) => kind !== undefined && facts?.kinds.includes(kind));
  const [first] = lines;
  if (!first || !guidance) return undefined;
  const replacements = lines.map((line) => ({ line, code: codeFor(line, procedure, codes) }));
  const isComplete = replacements.every(({ code }) => code !== undefined);
  const right = replacements[0]?.code;
  return {
    at: first.line.code.span,
    message: `${first.code} requires ${guidanceWords(wantedGuidance(first) ?? [])}, but the procedure documents ${guidanceWords([guidance.value])}${
      right && isComplete ? `: use ${right}` : ''
    }`,
    related: [{ at: guidance.span, message: 'The guidance is documented here' }],
    entries: entriesForLine(situation, 'guidance', first).filter(
      (entry) => saysTheSame(entry) && !entry.value.includes(guidance.value),
    ),
    fixes: isComplete
      ? [
          {
            title: `Change to ${listed([...new Set(replacements.map(({ code }) => code ?? ''))])}`,
            edits: replacements.flatMap(({ line, code = '' }) => [
              replaceValue(line.line.code, code),
              ...withoutFifty(line, code, codes),
            ]),
            applies: 'ask',
          },
        ]
      : [],
    about: { lines: lines.map(({ index }) => index), sessions: kind ? [kind] : [] },
  };
}

/** The code may be right, but the payer does not pay it with this guidance: one finding per procedure. */
function byPolicy(situation: Case): ReadonlyMap<Procedure, Finding> {
  const { encounter, claim, policy } = situation;
  const found = new Map<Procedure, Finding>();
  if (!policy || encounter.procedures.some(({ kind }) => kind === 'other')) return found;
  for (const line of claim.lines) {
    const wanting = entriesForLine(situation, 'guidance', line);
    if (wanting.length === 0) continue;
    // With several procedures that the line may bill, the first is reported, if all of them violate the policy.
    const procedures = proceduresBilledBy(encounter, line);
    const [procedure] = procedures;
    const entries = wanting.filter(({ value }) =>
      procedures.every(({ guidance }) => guidance !== undefined && !value.includes(guidance.value)),
    );
    if (!procedure?.guidance || entries.length === 0 || found.has(procedure)) continue;
    const wanted = [...new Set(entries.flatMap(({ value }) => value))];
    found.set(procedure, {
      at: line.line.code.span,
      message: `${policy.name} pays ${line.code} only with ${guidanceWords(wanted)}, but the procedure documents ${guidanceWords([procedure.guidance.value])}`,
      related: [{ at: procedure.guidance.span, message: 'The guidance is documented here' }],
      entries,
      about: { lines: [line.index] },
      // A service that is not covered at all is not paid with any guidance.
      yieldsTo: ['not-covered'],
    });
  }
  return found;
}

function codeFor({ facts }: BilledLine, { guidance }: Procedure, codes: Codes): string | undefined {
  if (facts?.family) {
    const imaging =
      guidance?.value === 'ultrasound' ? 'includes-ultrasound' : guidance?.value === 'none' ? '' : 'required-fluoro-ct';
    const other = codes.painCodes.find(
      (row) =>
        row.family !== undefined &&
        row.region === facts.region &&
        row.rung === facts.rung &&
        row.imaging === imaging &&
        row.kinds.some((kind) => facts.kinds.includes(kind)),
    );
    if (other) return other.code;
  }
  // With ultrasound, too, the sacroiliac joint is billed as without imaging.
  return guidance?.value === 'none' || facts?.group === 'sacroiliac-injection' ? facts?.withoutImaging : undefined;
}
