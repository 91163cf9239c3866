import { replaceValue } from '../encounter/edits.js';
import { type PolicyChoice, policyEnding } from '../policy/policy.js';
import { nameKey } from '../policy/shelf.js';
import { idFrom, skeleton } from '../policy/skeleton.js';
import type { Span } from '../text/span.js';
import { listed } from '../text/words.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/**
 * Bilateral forms, unit limits and coverage are the payer's own. Without its policy the rest of the claim is judged, and
 * what depends on the payer is not reported, so the coder must be told.
 */
export const unknownPayer = defineRule({
  id: 'unknown-payer',
  summary: 'No payer policy matches the payer, or none is in force on the date of service',
  severity: 'error',
  speaksOf: 'encounter',

  *check({ encounter, choice }) {
    const { payer, date } = encounter;
    if (!payer) return;
    const words = wordsFor(choice, shortened(payer.value), date?.value);
    if (words)
      yield { at: payer.span, about: { everywhere: true }, ...words, ...fixFor(choice, payer.value, payer.span) };
  },
});

function wordsFor(
  choice: PolicyChoice,
  payer: string,
  date: string | undefined,
): Pick<Finding, 'message' | 'severity'> | undefined {
  switch (choice.kind) {
    case 'unknown': {
      const next = choice.nearest ? `; did you mean ${choice.nearest}?` : ': payer rules are not checked here';
      return { message: `No payer policy has the id or alias ${payer}${next}` };
    }
    case 'nearest': {
      const { policy, ranges } = choice;
      const message = `${policy.name} has no policy in force on ${date}, only ${listed(ranges)}: the nearest in time is used`;
      return { message, severity: 'warning' };
    }
    case 'broken': {
      const used = choice.policy
        ? `${choice.policy.name}, which it extends, is used instead`
        : 'payer rules are not checked here';
      return { message: `Policy file ${fileName(choice.file)} cannot be read: ${used}`, severity: 'warning' };
    }
    case 'in-force':
    case 'absent':
      return undefined;
  }
}

function fixFor(choice: PolicyChoice, payer: string, at: Span): Pick<Finding, 'fixes'> {
  if (choice.kind !== 'unknown') return {};
  const { nearest } = choice;
  const id = idFrom(payer);
  const name = `${id}${policyEnding}`;
  const aliases = nameKey(payer) === id ? [] : [payer];
  const create: Fix = {
    title: `Create the policy file ${name}`,
    applies: 'ask',
    edits: [],
    creates: { name, text: skeleton({ payer: id, name: payer, aliases }) },
  };
  const change: readonly Fix[] = nearest
    ? [{ title: `Change to ${nearest}`, applies: 'ask', edits: [replaceValue({ span: at }, nearest)] }]
    : [];
  return { fixes: () => [...change, create] };
}

function fileName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}

function shortened(payer: string): string {
  return payer.length <= 60 ? payer : `${payer.slice(0, 59)}…`;
}
