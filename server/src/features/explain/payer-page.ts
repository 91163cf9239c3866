/** What is known of one payer on a day, procedure by procedure, as Markdown: its own statements and those that it inherits. */
import type { IsoDate } from '../../clinical/dates.js';
import type { Codes } from '../../codes/codes.js';
import { procedureGroups } from '../../codes/procedure-groups.js';
import type { AnyEntry } from '../../policy/entry.js';
import { beginningWith } from '../../policy/meant.js';
import type { PolicyLibrary } from '../../policy/policies.js';
import type { PolicyChoice } from '../../policy/policy.js';
import { nameKey } from '../../policy/shelf.js';
import { asText } from '../../text/markdown.js';
import { listed } from '../../text/words.js';
import { policyWords } from '../words/policy.js';
import { byProcedure } from './known.js';
import { statementWords } from './payers.js';

/** The page of the payer that an encounter would name so; undefined where no payer is meant, or where its file cannot be read. */
export function payerPage(policies: PolicyLibrary, codes: Codes, name: string, day: IsoDate): string | undefined {
  const choice = policies.choose(name, day);
  if (choice.kind !== 'in-force' && choice.kind !== 'nearest' && choice.kind !== 'part') return undefined;
  const { policy } = choice;
  const groups = procedureGroups();
  const said = byProcedure(policy.entries, codes, groups);
  const unknown = groups.map(({ words }) => words).filter((words) => !said.has(words));
  // Its statements come below, all of them.
  const [, ...about] = policyWords({ ...policy, entries: [] });
  const parts = [
    `# ${asText(policy.name)}`,
    ...about,
    standing(choice, day),
    ...[...said].map(([procedure, entries]) => section(procedure, entries)),
    unknown.length > 0 ? `## Not checked\n\n${unknown.map((words) => `- ${words}`).join('\n')}` : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The payers that have a name beginning with these words, none of which is the one that an encounter would name so; undefined where there is none. */
export function payersMeant(policies: PolicyLibrary, name: string): string | undefined {
  const meant = new Set(beginningWith(policies.shelf, nameKey(name)));
  if (meant.size === 0) return undefined;
  const found = policies.known.filter(({ id }) => meant.has(nameKey(id)));
  const lines = found.map((payer) => `- ${asText(payer.id)}: ${asText(payer.name)}`);
  return `${['No payer has this name alone; these begin with it, so ask for one by its id:', lines.join('\n')].join('\n\n')}\n`;
}

function standing(
  choice: Extract<PolicyChoice, { readonly kind: 'in-force' | 'nearest' | 'part' }>,
  day: IsoDate,
): string {
  if (choice.kind === 'nearest')
    return `No file of this payer is in force on ${day}; what follows is of the one nearest in time (its files are in force ${listed(choice.ranges)}).`;
  return choice.policy.entries.length > 0
    ? `On ${day}, what it inherits included:`
    : 'Its policy says nothing about coverage, limits or prior authorization.';
}

function section(procedure: string, entries: readonly AnyEntry[]): string {
  const lines = entries.map((entry) => {
    const from = entry.depth > 0 ? `; inherited from ${asText(entry.origin.policyName)}` : '';
    return `- ${statementWords(entry)}${from}`;
  });
  return [`## ${procedure}`, lines.join('\n')].join('\n\n');
}
