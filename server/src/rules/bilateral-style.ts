import { rewriteLines } from '../billing/bill.js';
import { formLines } from '../billing/form-lines.js';
import { documentedSides, formsOf } from '../claim/claim.js';
import type { SidePair } from '../claim/pairs.js';
import { countedUnits } from '../claim/units.js';
import type { Policy } from '../policy/policy.js';
import { type BilateralForm, formWords } from '../policy/vocabulary.js';
import { listed } from '../text/words.js';
import { aboutLine, type Case, defineRule, type Finding, type Fix } from './rule.js';

/** Each payer accepts bilateral services in its own form; any other form is denied or paid at half (MLN SE1422 for Medicare). */
export const bilateralStyle = defineRule({
  id: 'bilateral-style',
  summary: 'A bilateral service is billed in a form that the payer does not accept',
  severity: 'warning',
  needs: ['other-form-of-both-sides'],
  atWorst: 'error',
  maySilence: ['units-exceed-mue'],
  restsOn: ['bilateral', 'mue'],
  silences: ['duplicate-line', 'missing-side'],

  *check(situation): Iterable<Finding> {
    const { encounter, claim, policy } = situation;
    if (!policy) return;
    for (const pair of claim.pairs) {
      const [first, ...others] = pair.lines;
      if (!first || pair.isPayersForm) continue;
      const documented = documentedSides(encounter, claim, first);
      if (documented.isNamed && documented.both === 0) continue;
      // Two sites without a side, on an RT and an LT line: the record does not say which is on which side.
      if (pair.form === 'rt-lt' && !first.facts?.family && documented.unsided > 1) continue;
      const forms = formsOf(policy, encounter, first);
      const { isExcess, isCertain, isOnlyByForm } = unitsOf(situation, pair);
      yield {
        at: first.line.code.span,
        severity: isExcess && isCertain ? 'error' : undefined,
        message: `${first.code} on both sides is billed as ${formWords[pair.form]}, but ${policy.name} accepts ${listed(
          forms.map((form) => formWords[form]),
          'or',
        )}`,
        basis: policy.source,
        related: others.map(({ line }) => ({ at: line.code.span, message: 'The other side is billed here' })),
        // Two units per side are two sites on both sides: no policy says which form those take.
        fixes: () => (isOneService(pair) ? forms : []).map((form) => inForm(situation, pair, form, policy)),
        about: { ...aboutLine(first), lines: pair.lines.map(({ index }) => index) },
        silences: isOnlyByForm ? ['units-exceed-mue'] : [],
      };
    }
  },
});

/** Whether the units in this form exceed the payer's limit, and would not in the payer's own form. */
function unitsOf(
  { encounter, claim, codes, policy }: Case,
  pair: SidePair,
): { readonly isExcess: boolean; readonly isCertain: boolean; readonly isOnlyByForm: boolean } {
  const [first] = pair.lines;
  if (!first) return { isExcess: false, isCertain: false, isOnlyByForm: false };
  const all = claim.lines.filter(({ code, isInForce }) => isInForce && code === first.code);
  const units = countedUnits(claim, all).reduce((sum, each) => sum + each, 0);
  const inPair = pair.lines.reduce((sum, each) => sum + each.units, 0);
  const inOwnForm = units - inPair + pair.levels;
  const mue = codes.mue(first.code, encounter.date?.value);
  const follows = policy?.mue === 'cms' && encounter.claim === 'professional';
  const isExcess = follows && mue !== undefined && mue.indicator !== 1 && units > mue.units && inOwnForm <= mue.units;
  // Once per day applies to every payer, but the pair is one service that day.
  return { isExcess, isCertain: !mue?.isBeforeEdition, isOnlyByForm: isExcess || !mue || inOwnForm <= mue.units };
}

function isOneService({ form, lines }: SidePair): boolean {
  return form === 'units-2' || lines.every(({ isPerFurtherLevel, units }) => isPerFurtherLevel || units === 1);
}

function inForm(situation: Case, pair: SidePair, form: BilateralForm, policy: Policy): Fix {
  const wanted = formLines({ both: pair.levels, left: 0, right: 0, unsided: 0 }, form).map((line) => ({
    ...line,
    code: pair.lines[0]?.code ?? '',
  }));
  return {
    title: `Bill it as ${policy.name} accepts it: ${formWords[form]}`,
    edits: rewriteLines(situation, pair.lines, wanted),
    applies: 'ask',
  };
}
