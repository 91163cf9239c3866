import { type BilledLine, carries } from '../claim/billed.js';
import { linesByCode } from '../claim/units.js';
import { drugNameOf, drugsNamed } from '../clinical/doses.js';
import type { PainCode } from '../codes/codes.js';
import { addModifier, removeModifier } from '../encounter/edits.js';
import type { Encounter, Written } from '../encounter/encounter.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/** JW: part was discarded; JZ: none was. Domain facts, section 6. */
const wasteModifiers = ['JW', 'JZ'] as const;

/** From this day on, a drug from a single-dose container is believed to require one of them: domain facts, section 4. */
const wantedFrom = '2023-07-01';

/** Whether a record says that the container is single-dose. A negated mention does not count. */
const singleDose = /\bsingle[ -](?:dose|use)\b|\bsdv\b/;
const denied = /\b(?:not?|multi\w*)\b/;

/** The rest of a single-dose container is paid if the claim says that it was discarded. */
export const drugWasteModifier = defineRule({
  id: 'drug-waste-modifier',
  summary:
    'JW and JZ, which say whether part of a drug was discarded, are missing, contradict each other or are on a code that is not a drug',
  severity: 'warning',
  restsOn: ['billing-rules'],

  *check({ encounter, claim, policy }): Iterable<Finding> {
    const isConcerned = claim.lines.some((line) => line.facts?.group === 'drug' || carries(line, ...wasteModifiers));
    if (!isConcerned) return;
    for (const [code, lines] of linesByCode(claim)) {
      const [first] = lines;
      const facts = first?.facts;
      if (!first || !facts) continue;
      const wasted = lines.find((line) => carries(line, 'JW'));
      const whole = lines.find((line) => carries(line, 'JZ'));
      if (facts.group !== 'drug') {
        const odd = wasted ?? whole;
        if (odd) yield onNoDrug(odd);
      } else if (wasted && whole) {
        yield contradiction(wasted, whole);
      } else if (!wasted && !whole && policy?.billingRules === 'cms' && isFromSingleDose(encounter, facts)) {
        yield absent(code, first, lines);
      }
    }
  },
});

function onNoDrug(billed: BilledLine): Finding {
  const modifier = modifierOf(billed, ...wasteModifiers);
  return {
    at: modifier?.span ?? billed.line.code.span,
    message: `${modifier?.value ?? 'JW'} says whether part of a drug was discarded, but ${billed.code} is not a drug`,
    fixes: modifier && [removal(modifier)],
    about: { lines: [billed.index] },
  };
}

/** On one line or on two: part was discarded, and none was. */
function contradiction(wasted: BilledLine, whole: BilledLine): Finding {
  const jw = modifierOf(wasted, 'JW');
  const jz = modifierOf(whole, 'JZ');
  const where = wasted === whole ? 'one line' : `${whole.code} lines`;
  return {
    at: jz?.span ?? whole.line.code.span,
    message: `JZ and JW are both on ${where}: JZ says that none of the drug was discarded, JW that part of it was`,
    related: jw && [{ at: jw.span, message: 'JW is here' }],
    fixes: [jz, jw].flatMap((modifier) => (modifier ? [removal(modifier)] : [])),
    about: { lines: [...new Set([wasted.index, whole.index])] },
  };
}

function absent(code: string, first: BilledLine, lines: readonly BilledLine[]): Finding {
  return {
    at: first.line.code.span,
    message: `${code} has no JZ or JW, but the record names a single-dose container: since ${wantedFrom}, CMS requires JZ if nothing was discarded, JW on what was (unverified)`,
    fixes:
      lines.length > 1 ? [] : [{ title: 'Add modifier JZ', edits: [addModifier(first.line, 'JZ')], applies: 'ask' }],
    about: { lines: lines.map(({ index }) => index) },
  };
}

/** Every mention of the drug in the record names a single-dose container, on a date when that matters. */
function isFromSingleDose({ date, procedures }: Encounter, { explanation }: PainCode): boolean {
  const name = drugNameOf(explanation);
  if (!name || !date || date.value < wantedFrom) return false;
  const naming = procedures
    .flatMap(({ fields }) => drugsNamed(fields.get('agent')?.text?.value ?? ''))
    .filter((part) => part.includes(name));
  return naming.length > 0 && naming.every((part) => singleDose.test(part) && !denied.test(part));
}

function modifierOf({ line }: BilledLine, ...values: readonly string[]): Written<string> | undefined {
  return line.modifiers.find(({ value }) => values.includes(value));
}

function removal({ value, span }: Written<string>): Fix {
  return { title: `Remove modifier ${value}`, edits: [removeModifier({ span })], applies: 'ask' };
}
