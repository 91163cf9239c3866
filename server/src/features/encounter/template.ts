/** New encounters: what can be chosen, and the text with a tab stop in each field that the payer wants. */
import type { World } from '../../engine/judgment.js';
import type { Policies } from '../../policy/policy.js';

/** One of the things to choose from. */
interface Choice {
  readonly id: string;
  readonly label: string;
  readonly description: string;
}

/** The kinds of procedure that an encounter can be begun with, by what coders call them. */
export const templateKinds: readonly Choice[] = [{ id: 'blank', label: 'Blank', description: 'Every required field' }];

/** The payers that the policies know. */
export function templatePayers(policies: Policies): readonly Choice[] {
  return policies.known.map(({ id, name }) => ({ id, label: id, description: name }));
}

/** A new encounter as a snippet. */
export function encounterTemplateOf(_world: World, _kind: string, payer: string | undefined): string {
  return `encounter \${1}\npatient: \${2}\ndate: \${3}\npayer: ${payer ?? '${4}'}\nplace: \${5}\nprovider: \${6}\n\ndiagnoses\n  A: \${7}\n\nlines\n  \${8}\n`;
}
