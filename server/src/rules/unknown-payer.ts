import { replaceValue } from '../encounter/edits.js';
import type { Written } from '../encounter/encounter.js';
import { type PolicyChoice, policyEnding } from '../policy/policy.js';
import { nameKey } from '../policy/shelf.js';
import { idFrom, skeleton } from '../policy/skeleton.js';
import { capital, listed } from '../text/words.js';
import { defineRule, type Finding, type Fix } from './rule.js';

/** What depends on the payer, and is not checked without its policy. */
const ofThePayer = 'bilateral forms, unit limits, coverage and prior authorization are not checked for it';

/**
 * Bilateral forms, unit limits and coverage are the payer's own. Without its policy the rest of the claim is judged, and
 * what depends on the payer is not reported, so the coder must be told.
 */
export const unknownPayer = defineRule({
  id: 'unknown-payer',
  summary: 'No payer policy matches the payer, none is in force on the date of service, or only a generic one matches',
  severity: 'error',
  offersAllow: false,
  speaksOf: 'encounter',

  *check({ encounter, choice, policies }) {
    const { payer, secondary, date } = encounter;
    const words = payer && wordsFor(choice, shortened(payer.value), date?.value);
    if (payer && words) {
      yield { at: payer.span, about: { everywhere: true }, ...words, fixes: () => fixesFor(choice, payer) };
    }
    const next = secondary && policies.choose(secondary.value, date?.value);
    const told = secondary && next && wordsForSecondary(next, shortened(secondary.value));
    if (told) yield { at: secondary.span, ...told, fixes: () => fixesFor(next, secondary) };
  },
});

/** Nothing is judged for the next payer: only its name must be one. */
function wordsForSecondary(
  choice: PolicyChoice,
  payer: string,
): Pick<Finding, 'message' | 'severity' | 'isOfClaim'> | undefined {
  if (choice.kind === 'part')
    return {
      message: `${payer} is read as ${choice.policy.id}, the only policy with these words in its name: write the id`,
    };
  if (choice.kind !== 'unknown') return undefined;
  const message = `No payer policy has the id or alias ${payer}`;
  return choice.nearest
    ? { message: `${message}; did you mean ${choice.nearest}?`, severity: 'warning' }
    : { message: `${message}: check its name, or give it a policy file`, severity: 'warning', isOfClaim: false };
}

function wordsFor(
  choice: PolicyChoice,
  payer: string,
  date: string | undefined,
): Pick<Finding, 'message' | 'severity' | 'isOfClaim'> | undefined {
  switch (choice.kind) {
    case 'unknown': {
      const { nearest } = choice;
      const message = `No payer policy has the id or alias ${payer}`;
      return nearest
        ? { message: `${message}; did you mean ${nearest}?` }
        : { message: `${message}: ${ofThePayer}`, severity: 'warning', isOfClaim: false };
    }
    case 'part':
      return {
        message: `${payer} is read as ${choice.policy.id}, the only policy with these words in its name: write the id`,
      };
    case 'nearest': {
      const { policy, ranges } = choice;
      const message = `${policy.name} has no policy in force on ${date}, only ${listed(ranges)}: the nearest in time is used`;
      return { message, severity: 'warning', isOfClaim: false };
    }
    case 'broken': {
      const used = choice.policy ? `${choice.policy.name}, which it extends, is used instead` : ofThePayer;
      return {
        message: `Policy file ${fileName(choice.file)} cannot be read: ${used}`,
        severity: 'warning',
        isOfClaim: false,
      };
    }
    case 'in-force': {
      const { name, notChecked } = choice.policy;
      if (notChecked.length === 0) return undefined;
      const [verb, them] = notChecked.length === 1 ? ['is', 'it'] : ['are', 'them'];
      const message = `${capital(listed(notChecked))} ${verb} not checked for ${name}: check ${them} before billing`;
      return { message, severity: 'information', isOfClaim: false };
    }
    case 'absent':
      return undefined;
  }
}

function fixesFor(choice: PolicyChoice, payer: Written<string>): readonly Fix[] {
  switch (choice.kind) {
    case 'part':
      return [changed(payer, choice.policy.id)];
    case 'unknown':
      return [...(choice.nearest ? [changed(payer, choice.nearest)] : []), created(payer.value)];
    case 'in-force':
      // A plan called by one of the generic names: its own policy may say what was not checked.
      return nameKey(payer.value) === nameKey(choice.policy.id) ? [] : [created(payer.value, choice.policy.id)];
    case 'nearest':
    case 'broken':
    case 'absent':
      return [];
  }
}

function changed({ span }: Written<string>, id: string): Fix {
  return { title: `Change to ${id}`, applies: 'ask', edits: [replaceValue({ span }, id)] };
}

function created(payer: string, parent?: string): Fix {
  const id = idFrom(payer);
  const name = `${id}${policyEnding}`;
  const aliases = nameKey(payer) === id ? [] : [payer];
  return {
    title: `Create the policy file ${name}`,
    applies: 'ask',
    edits: [],
    creates: { name, text: skeleton({ payer: id, name: payer, extends: parent, aliases }) },
  };
}

function fileName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}

function shortened(payer: string): string {
  return payer.length <= 60 ? payer : `${payer.slice(0, 59)}…`;
}
